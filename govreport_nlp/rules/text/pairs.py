"""Brackets, quotation marks and title marks come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from govreport_nlp.models import Extraction, Fault
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.text.faults import CLOSERS, OPENERS

_QUOTES = "“‘「『"
_HALF_WIDTH = str.maketrans("()[]", "（）［］")  # （2018) is a pair

_MARK = re.compile(r"[（）()《》〈〉“”‘’「」『』【】〔〕\[\]［］]")
_NOT_A_PAIR = regex.compile(
    r"""
      [）)] (?<= (?: ^ | [\s。；：:;，,、）)] ) (?: [0-9０-９]{1,2} | [A-Za-zａ-ｚ] ) [）)] )   # 1）甲；2）乙
    | [’”] (?<= [A-Za-z0-9] [’”] )                                                          # people’s; 12” pipe
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_HALF_OPEN = re.compile(r"[\[(] \s? [-−]? [0-9.]+ \s? [,，] \s? [-−+]? [0-9.∞]+ \s? [\])]", re.VERBOSE)  # the interval [0, 60)
_LINE_START_QUOTE = re.compile(rf"^[ \t\u3000\u00a0]*+([{_QUOTES}])", re.MULTILINE)

_REACH = 500  # no bracket of 78 real reports spans more than 274 characters
_QUOTE_REACH = 2000  # quoted speech may run over paragraphs
_MIXED_REACH = 60  # “纲要（草案）》: two marks, one slip
_CUT = 60  # a mark that opens so near to the end of a text cut off in mid-sentence may close in what was cut
_ENDS = "。！？；：…!?;.”’）)》」』】〕"


@rule("PUN901", "unpaired-mark", "括号、引号、书名号不成对", family="wording", level="warning")
def unpaired_mark(extraction: Extraction) -> Proposals:
    """Brackets, quotation marks and title marks come in pairs.

    Why: a lost mark changes what a title, a quotation or an aside covers; readers notice it first.
    Good: （七）严格实施责任制。依据《行政处罚法》（2021年修订)开展检查，打造“一窗通办”品牌。
    Good: 工作分两步：1）摸清底数；2）分类整治。
    Bad: （七严格实施责任制。（八）强化监督检查。
    Bad: 组织学习《行政处罚法，发放手册300份。
    Silent when: 1） and a) are list marks; full and half width are mixed in one pair; an apostrophe
        or an inch mark; a title is broken over lines; a quotation opens anew at each paragraph; the
        text breaks off in mid-sentence; so many marks stand alone (more than three, and than a
        tenth of the pairs) that the text itself was damaged.
    Source: GB/T 15834-2011; the whole document is one stack, as real reports break titles over lines.
    """
    text = extraction.document.text
    lone, pairs = _lone_marks(text)
    if len(lone) > max(3, pairs // 10):
        return
    for first, last in _slips(text, lone):
        yield _pair_fault(text, first, last)


def _lone_marks(text: str) -> tuple[tuple[int, ...], int]:
    """Where a mark without partner stands, and how many pairs there are."""
    maybe_none = {match.end() - 1 for match in _NOT_A_PAIR.finditer(text)}
    ignored = {at for match in _HALF_OPEN.finditer(text) for at in (match.start(), match.end() - 1)}
    line_starts = {match.start(1) for match in _LINE_START_QUOTE.finditer(text)}
    waiting: dict[str, list[int]] = {opener: [] for opener in CLOSERS}
    lone, pairs = list[int](), 0
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group().translate(_HALF_WIDTH)
        if at in ignored:
            continue
        if mark in CLOSERS:
            if at in line_starts and _continues(text, waiting[mark], at):
                waiting[mark].pop()
            waiting[mark].append(at)
            continue
        opener = OPENERS[mark]
        stack = waiting[opener]
        if at in maybe_none and not (stack and "\n" not in text[stack[-1] : at]):
            continue
        if stack and at - stack[-1] <= (_QUOTE_REACH if opener in _QUOTES else _REACH):
            stack.pop()
            pairs += 1
        else:
            lone.append(at)
    cut = _cut_off_from(text)
    lone += [at for stack in waiting.values() for at in stack if at < cut]
    return tuple(sorted(lone)), pairs


def _continues(text: str, stack: list[int], at: int) -> bool:
    """True for the mark that opens quoted speech anew at a paragraph: its forerunner began a paragraph, or stands after a colon."""
    if not stack or at - stack[-1] > _QUOTE_REACH:
        return False
    before = text[max(0, stack[-1] - 1) : stack[-1]].strip()
    return before in ("", "：", ":", "，", ",") and len([line for line in text[stack[-1] : at].splitlines() if line.strip()]) == 1


def _cut_off_from(text: str) -> int:
    """Where the last words begin if the text breaks off in them; otherwise the end of the text."""
    body = text.rstrip()
    return len(text) if not body or body[-1] in _ENDS else max(body.rfind("\n") + 1, len(body) - _CUT)


def _slips(text: str, lone: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """First and last mark of each slip: an opening mark closed by one of another kind is one slip."""
    marks = iter(lone)
    following = next(marks, None)
    while following is not None:
        first, following = following, next(marks, None)
        if following is not None and _mixed(text, first, following):
            yield first, following
            following = next(marks, None)
        else:
            yield first, first


def _mixed(text: str, first: int, last: int) -> bool:
    opens, closes = text[first].translate(_HALF_WIDTH) in CLOSERS, text[last].translate(_HALF_WIDTH) in OPENERS
    return opens and closes and last - first <= _MIXED_REACH and "\n" not in text[first:last]


def _pair_fault(text: str, first: int, last: int) -> Fault:
    mark, normal = text[first], text[first].translate(_HALF_WIDTH)
    partner = CLOSERS.get(normal) or OPENERS[normal]
    line = text[max(0, first - 12) : last + 13].replace("\n", " ").strip()
    if first != last:
        message, message_en = f"「{mark}」与「{text[last]}」不成对：{line}", f"{mark} is closed by {text[last]}"
    elif normal in CLOSERS:
        message, message_en = f"「{mark}」之后缺少「{partner}」：{line}", f"{mark} is never closed"
    else:
        message, message_en = f"「{mark}」之前缺少「{partner}」：{line}", f"{mark} was never opened"
    return Fault("PUN901", first, last + 1, message, message_en, expected=partner, stated=mark if first == last else text[last])


RULES = (unpaired_mark,)
