"""Sentences: stretches that, joined, give the text exactly.

A sentence ends after 。！？ (with the quotation marks and brackets that close there) or at the end of a line, and takes the white space
behind it along. A line break inside a sentence, as PDF text has it, ends nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govreport_nlp.marks import BLANKS, CLOSERS, MARK, NEWLINES, OPENERS, SENTENCE_END
from govreport_nlp.models import Span

# An ASCII mark within a web address (“?id=3”) is none; “《你好！》，” and “‘……？’的答案” go on.
STOP: Final = re.compile(
    r"""
    (?: [。！？]+ | (?<![A-Za-z0-9/=])[!?]+(?![A-Za-z0-9=/&]) | (?<=[\u4e00-\u9fff])[!?]+ )
    (?: [”’」』）)】》〉]+ (?! [的等是，；、：。,;] ) | (?! [”’」』）)】》〉，；、：,;] ) )
    """,
    re.VERBOSE,
)
STOP_MARK: Final = re.compile("[。！？!?]")
LINE: Final = re.compile(r"[^\n\r\f\x85\u2028\u2029]+")
PAGE_NUMBER: Final = re.compile(r"[ \t\u3000]*(?:[-—–－]\s?\d{1,4}\s?[-—–－]|第\s?\d{1,4}\s?页.{0,12})[ \t\u3000]*")
GOES_ON: Final = frozenset("，、,")
CANNOT_BEGIN: Final = frozenset("的，。、；：！？）》”’」』】%％")

# A text is wrapped where its unpunctuated lines are equally long and hardly a line is longer.
NARROWEST_WRAP: Final = 15
FEWEST_WRAPPED: Final = 3
WRAP_PLAY: Final = 2  # characters by which the ban on 。at the head of a line shortens a line
LONGER_LINES: Final = 0.05


def sentence_spans(text: str, starts: Iterable[int], soft: frozenset[int]) -> tuple[Span, ...]:
    """Sentences, none of which reaches over a section's beginning (`starts`); `soft` are the line ends that end nothing."""
    if not text:
        return ()
    cuts = {_after_white(text, stop) for stop in _stops(text)}
    cuts.update(_after_white(text, line.end()) for line in LINE.finditer(text) if line.end() not in soft and line[0].strip())
    cuts.update(starts)
    cuts.discard(0)
    ends = sorted(cut for cut in cuts | {len(text)} if cut <= len(text))
    first = _after_white(text, 0)
    ends = [end for end in ends if end > first] or [len(text)]
    return tuple(Span(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True))


def _stops(text: str) -> Iterator[int]:
    """Where the marks end that end a sentence."""
    end = 0
    for mark in STOP_MARK.finditer(text):  # a text is searched for five characters in no time
        if mark.start() >= end and (found := STOP.match(text, mark.start())):
            end = found.end()
            yield end


def soft_line_ends(text: str) -> frozenset[int]:
    """Where a line ends inside a sentence (offsets of the lines' ends).

    The next line has no indent and no mark, and either the line is as long as the text's wrapped lines are, or a comma, an open bracket or
    the next line's first character shows that it goes on.
    """
    lines = list(_lines(text))
    wrap = _wrap_width(text, [(start, end) for start, end, page in lines if not page])
    soft: set[int] = set()
    for index, (start, end, page) in enumerate(lines):
        if page:
            continue
        after = index + 1
        while after < len(lines) and lines[after][2]:
            after += 1
        if after == len(lines):
            break
        gap = text[end : lines[after][0]] if after == index + 1 else "\n"
        if gap.count("\n") < 2 and gap.count("\r") < 2 and _goes_on(text, start, end, lines[after][0], wrap):
            soft.update(line_end for _, line_end, _ in lines[index:after])
    return frozenset(soft)


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and "is a page number" of each line that is not blank."""
    for found in LINE.finditer(text):
        if found[0].strip():
            yield found.start(), found.end(), PAGE_NUMBER.fullmatch(found[0]) is not None


def _goes_on(text: str, start: int, end: int, following: int, wrap: float | None) -> bool:
    if text[following] in BLANKS or MARK.match(text, following):
        return False
    tail = text[max(start, end - 8) : end].rstrip("".join(BLANKS))
    if not tail or tail.rstrip("".join(CLOSERS))[-1:] in SENTENCE_END:
        return False
    if text[following] in CANNOT_BEGIN or tail[-1] in GOES_ON or tail[-1] in OPENERS or tail.endswith("——"):
        return True
    return wrap is not None and _width(text, start, end) >= wrap - WRAP_PLAY


def _wrap_width(text: str, lines: Sequence[tuple[int, int]]) -> float | None:
    """How wide the wrapped lines are (a wide character counts 1); None where the text is not wrapped."""
    widths = [_width(text, start, end) for start, end in lines]
    open_ended = Counter(
        round(width)
        for (_, end), width in zip(lines, widths, strict=True)
        if width >= NARROWEST_WRAP and text[end - 1] not in SENTENCE_END and text[end - 1] not in "：:"
    )
    if not open_ended:
        return None
    wrap = max(open_ended, key=lambda width: (open_ended[width] + open_ended[width - 1], width))
    near = sum(open_ended[width] for width in range(wrap - WRAP_PLAY, wrap + 2))
    longer = sum(width > wrap + WRAP_PLAY for width in widths)
    if near < FEWEST_WRAPPED or longer > LONGER_LINES * len(widths):
        return None
    return float(wrap)


def _width(text: str, start: int, end: int) -> float:
    if end - start > 200:
        return float(end - start)
    return sum(0.5 if char.isascii() else 1.0 for char in text[start:end].rstrip())


def _after_white(text: str, at: int) -> int:
    while at < len(text) and (text[at] in BLANKS or text[at] in NEWLINES):
        at += 1
    return at
