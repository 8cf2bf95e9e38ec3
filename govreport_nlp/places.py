"""Where a figure stands: its sentence, its clause, and the words between it and its neighbours.

The words are given in the shadow's characters, with dates and other refused mentions masked, so that the readers of indicators, roles and
cues see words only. Offsets are the document's.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

import regex

from govreport_nlp.models import Document, Quantity, Refused

NAME = 60  # characters before a bracket that may name what stands in it
STATEMENT = 80  # characters before a figure that may say on what basis it is reckoned
AGES = ("岁", "周岁")  # the units of an age
MASK = "\x01"  # stands for a character of a date
NAMED_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)年")
BOUNDARY = regex.compile(r"[，。；：！？,;:!?\n]|——")
# 完成年初预算[435,010万元]的17.6%: the plan of what stands before
ITSELF = regex.compile(r"[\s\x01]*(?P<name>(?:年度|全年)(?:预算|目标|任务|计划))\s?")
PLAN = regex.compile(r"(?:完成|[为是占]|达到?)(?P<name>[^，。；\x01]{0,8}(?:预算|目标|任务|计划)[^，。；]{0,4}?)\s?$")
GAP = regex.compile(r"(?<=\p{Han})[ \r\n]{1,2}(?=\p{Han})")
WRAP = regex.compile(r"[\r\n]")
STATEMENT_END = regex.compile(r"[；;。]")
NAME_END = regex.compile(r"[，。；：！？,;:!?\n、（）()]")
OPENING, CLOSING = "（([【", "）)】]"


class Place(NamedTuple):
    """A figure in its sentence.

    `before` are the words since the figure before it (or the sentence's beginning), `lead` those of its own clause, `after` the words up
    to the next figure or the end of the sentence. `lead_start` is where `lead` begins in the document.
    `depth` counts the brackets around it; `outer` are the words of the clause before the innermost bracket, `outer_start` where they begin.
    `statement` are the last words up to the figure, since the semicolon or stop before it.
    """

    quantity: Quantity
    sentence: int
    sentence_start: int
    before: str
    lead: str
    lead_start: int
    after: str
    depth: int
    outer: str = ""
    outer_start: int = 0
    join: str = "\n"
    statement: str = ""


def unspaced(words: str) -> str:
    """The words without single blanks and covered wraps inside of them (增 长, 同 比): for what needs no offsets."""
    return str(GAP.sub("", words)) if " " in words or "\n" in words else words


def plan_name(place: Place) -> tuple[int, int] | None:
    """Where in its lead a figure is named as the plan that another one is measured against (完成[年初预算]435,010万元), None for any other."""
    itself = ITSELF.fullmatch(place.lead)  # 改造管网42公里，年度任务[41公里]
    named = itself or PLAN.search(place.lead)
    measured = (
        itself or place.quantity.kind == "amount" or place.after.startswith("的") or "分别" in place.lead
    )  # 完成造林任务[8万亩] is done
    if not measured:
        return None
    return named.span("name") if named else None


def masked(document: Document, dark: str, refused: Sequence[Refused]) -> str:
    """The shadow with every date covered, and the line ends inside of sentences (a PDF's wraps) blanked."""
    out = list(dark)
    sentences = iter(document.sentences)
    begin = end = 0
    for wrap in WRAP.finditer(dark):
        while wrap.start() >= end and (sentence := next(sentences, None)):
            begin, end = sentence.start, sentence.end
        if begin <= wrap.start() < end and not dark[wrap.start() : end].isspace():
            out[wrap.start()] = " "
    for mention in refused:
        if mention.why in ("date", "period reference", "inline ordinal", "section number"):
            end = mention.end - 1 if dark[mention.end - 1] in "末底" else mention.end  # 2017年末结余 is not 2017年结余
            out[mention.start : end] = MASK * (end - mention.start)
    return "".join(out)


def places(document: Document, words: str, quantities: Sequence[Quantity]) -> tuple[Place, ...]:
    """The place of every quantity; `words` is the masked shadow."""
    starts = [sentence.start for sentence in document.sentences]
    out: list[Place] = []
    depth = 0
    for index, quantity in enumerate(quantities):
        sentence = max(bisect.bisect_right(starts, quantity.start) - 1, 0)
        begin = document.sentences[sentence].start if starts else 0
        stop = document.sentences[sentence].end if starts else len(words)
        previous = quantities[index - 1] if index and quantities[index - 1].end > begin else None
        since = max(begin, previous.end) if previous else begin
        before = words[since : quantity.start]
        cut = _last_boundary(before)
        following = quantities[index + 1].start if index + 1 < len(quantities) else stop
        after = words[quantity.end : max(quantity.end, min(following, stop))]
        depth = _depth_after(before, _depth_after(words[previous.start : previous.end], depth) if previous else 0)
        outer, outer_start = _outside(words, begin, since + cut) if depth else ("", 0)
        statement = STATEMENT_END.split(words[max(begin, quantity.start - STATEMENT) : quantity.start])[-1]
        join = _strongest(words[quantities[index - 1].end : quantity.start]) if index else "\n"
        out.append(Place(quantity, sentence, begin, before, before[cut:], since + cut, after, depth, outer, outer_start, join, statement))
    return tuple(out)


def _strongest(between: str) -> str:
    """The mark that parts two figures most: a line end, 。, ；, ：, ，, 、 or nothing."""
    for marks in ("\n", "。！？!?", "；;", "：:∶", "，,", "、"):
        if any(mark in between for mark in marks):
            return marks[0]
    return ""


def _depth_after(words: str, depth: int) -> int:
    """How many brackets are open behind these words, of which `depth` were before them."""
    for char in words:
        depth = depth + 1 if char in OPENING else max(depth - 1, 0) if char in CLOSING else depth
    return depth


def _outside(words: str, begin: int, lead_start: int) -> tuple[str, int]:
    """What stands in front of the bracket that opens the lead: 发酵酒（增长87%）."""
    if lead_start <= begin or words[lead_start - 1] not in "（([【":
        return "", 0
    begin = max(begin, lead_start - 1 - NAME)
    before = words[begin : lead_start - 1]
    stops = [match.end() for match in NAME_END.finditer(before)]
    cut = stops[-1] if stops else 0
    return before[cut:], begin + cut


def _last_boundary(before: str) -> int:
    """Where the own clause begins: behind the last stop outside of closed brackets, or inside of the bracket that is still open."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        char = before[at]
        if char in CLOSING:
            depth += 1
        elif char in OPENING:
            if depth == 0:
                return at + 1
            depth -= 1
        elif char == "\n":
            return at + 1
        elif depth == 0 and (stop := BOUNDARY.match(before, at)):
            return int(stop.end())
    return 0
