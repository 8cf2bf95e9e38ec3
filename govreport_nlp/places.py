"""Where a figure stands: its sentence, its clause, and the words between it and its neighbours.

The words are given in the shadow's characters, with dates and other refused mentions masked, so that the readers of indicators, roles and
cues see words only. Offsets are the document's.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from govreport_nlp.models import Document, Quantity, Refused

STATEMENT = 80  # characters before a figure that may say on what basis it is reckoned
MASK = "\x01"  # stands for a character of a date
BOUNDARY = regex.compile(r"[，。；：！？,;:!?\n]|——")
OPENING = regex.compile(r"[（(\[【]")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in its sentence.

    `before` are the words since the figure before it (or the sentence's beginning), `lead` those of its own clause, `after` the words up
    to the next figure or the end of the sentence. `lead_start` is where `lead` begins in the document.
    `depth` counts the brackets around it; `outer` are the words of the clause before the innermost bracket, `outer_start` where they begin.
    `statement` are the last words up to the figure, since the semicolon or stop before it.
    """

    quantity: Quantity
    sentence: int
    clause: int
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


def masked(document: Document, dark: str, refused: Sequence[Refused]) -> str:
    """The shadow with every date covered, and the line ends inside of sentences (a PDF's wraps) blanked."""
    out = list(dark)
    for sentence in document.sentences:
        for at in range(sentence.start, sentence.start + len(dark[sentence.start : sentence.end].rstrip())):
            if out[at] in "\r\n":
                out[at] = " "
    for mention in refused:
        if mention.why in ("date", "period reference", "inline ordinal", "section number"):
            end = mention.end - 1 if dark[mention.end - 1] in "末底" else mention.end  # 2017年末结余 is not 2017年结余
            out[mention.start : end] = MASK * (end - mention.start)
    return "".join(out)


def places(document: Document, words: str, quantities: Sequence[Quantity]) -> tuple[Place, ...]:
    """The place of every quantity; `words` is the masked shadow."""
    starts = [sentence.start for sentence in document.sentences]
    out: list[Place] = []
    clause = 0
    for index, quantity in enumerate(quantities):
        sentence = max(bisect.bisect_right(starts, quantity.start) - 1, 0)
        begin = document.sentences[sentence].start if starts else 0
        stop = document.sentences[sentence].end if starts else len(words)
        previous = quantities[index - 1] if index and quantities[index - 1].end > begin else None
        since = max(begin, previous.end) if previous else begin
        before = words[since : quantity.start]
        cut = _last_boundary(before)
        if cut or not previous:
            clause += 1
        following = quantities[index + 1].start if index + 1 < len(quantities) else stop
        after = words[quantity.end : max(quantity.end, min(following, stop))]
        depth = _open_brackets(words[begin : quantity.start])
        outer, outer_start = _outside(words, begin, since + cut) if depth else ("", 0)
        statement = regex.split(r"[；;。]", words[max(begin, quantity.start - STATEMENT) : quantity.start])[-1]
        join = _strongest(words[quantities[index - 1].end : quantity.start]) if index else "\n"
        out.append(Place(quantity, sentence, clause, begin, before, before[cut:], since + cut, after, depth, outer, outer_start, join, statement))
    return tuple(out)


def _strongest(between: str) -> str:
    """The mark that parts two figures most: a line end, 。, ；, ：, ，, 、 or nothing."""
    for marks in ("\n", "。！？!?", "；;", "：:∶", "，,", "、"):
        if any(mark in between for mark in marks):
            return marks[0]
    return ""


def _open_brackets(words: str) -> int:
    depth = 0
    for char in words:
        depth = depth + 1 if char in "（([【" else max(depth - 1, 0) if char in "）)】]" else depth
    return depth


def _outside(words: str, begin: int, lead_start: int) -> tuple[str, int]:
    """What stands in front of the bracket that opens the lead: 发酵酒（增长87%）."""
    if lead_start <= begin or words[lead_start - 1] not in "（([【":
        return "", 0
    before = words[begin : lead_start - 1]
    stops = [match.end() for match in regex.finditer(r"[，。；：！？,;:!?\n、（）()]", before)]
    cut = stops[-1] if stops else 0
    return before[cut:], begin + cut


def _last_boundary(before: str) -> int:
    """Where the own clause begins: behind the last stop, or inside of the bracket that is still open."""
    cut = 0
    for match in BOUNDARY.finditer(before):
        if _depth(before[match.end() :]) <= 0 or match.group() == "\n":
            cut = match.end()
    depth = 0
    for at in range(len(before) - 1, cut - 1, -1):
        if before[at] in "）)】]":
            depth += 1
        elif before[at] in "（([【":
            if depth == 0:
                return at + 1
            depth -= 1
    return cut


def _depth(text: str) -> int:
    """How many brackets are closed in the text that were opened before it."""
    depth = lowest = 0
    for char in text:
        if char in "（([【":
            depth += 1
        elif char in "）)】]":
            depth -= 1
            lowest = min(lowest, depth)
    return -lowest
