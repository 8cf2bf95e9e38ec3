"""Lines on pages → paragraphs: page furniture out, wrapped lines joined again.

A line goes on in the next where it reaches the right margin and the next begins at the left one: Chinese paragraphs begin with an indent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from govreport_nlp.marks import MARK, SENTENCE_END

EDGE: Final = 3  # lines at the top and at the bottom of a page that may be its furniture
OUTER: Final = 0.15  # of the height of the type: furniture stands outside of the rest
SAME_PLACE: Final = 4.0  # points by which the furniture of two pages may be apart
SHARE_OF_PAGES: Final = 0.5
FEWEST_PAGES: Final = 2
INDENT: Final = 1.2  # widths of a letter: less is no indent
NEARLY: Final = 2.0  # widths of a letter before the right margin: a line may stop there for a mark that must not begin the next
LARGER: Final = 1.15
DIGITS: Final = re.compile(r"\d+")
LATIN: Final = re.compile(r"[A-Za-z]")
# What stays together at the head of a line: a number and its unit, a letter and the marks that must not begin a line
UNBROKEN: Final = re.compile(
    r"[“‘《（(]?(?:[0-9A-Za-z.,%％:：∶～~–-]+\S?|\S(?=[”’》）)，。、；：！？％%]))[”’》）)，。、；：！？％%]*[0-9A-Za-z.,%％]*"
)
INDENTED: Final = 0.05  # of the lines of a text: more of them begin with an indent where paragraphs do


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; places in points, `top` and `bottom` from the lower edge of the page."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, ...]]:
    """The paragraphs of the pages, each as the lines that make it; what repeats at the edges of the pages is left out."""
    lines = [line for page in without_furniture(pages) for line in page]
    if not lines:
        return
    size = median(line.size for line in lines)
    area = _area(lines, size)
    current = [lines[0]]
    for before, line in pairwise(lines):
        if _goes_on(before, line, area):
            current.append(line)
        else:
            yield tuple(current)
            current = [line]
    yield tuple(current)


def joined(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """The texts of a paragraph's lines with their pages; a blank between two Latin words, nothing between Chinese ones."""
    out: list[tuple[str, int]] = []
    for line in lines:
        text = line.text.strip()
        if out and text and LATIN.match(text[0]) and LATIN.match(out[-1][0][-1:]):
            text = f" {text}"
        out.append((text, line.page))
    return out


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without headers, footers and page numbers: lines at an edge that most pages have at the same place.

    Figures in them may differ only as page numbers do: one more from page to page.
    """
    found: dict[tuple[str, bool], list[tuple[int, Line]]] = {}
    highest = max((line.top for page in pages for line in page), default=0.0)
    lowest = min((line.bottom for page in pages for line in page), default=0.0)
    band = OUTER * (highest - lowest)
    for number, page in enumerate(pages):
        ordered = sorted(page, key=lambda line: -line.top)
        for at_top, edge in ((True, ordered[:EDGE]), (False, ordered[-EDGE:])):
            for line in edge:
                if line.bottom < highest - band if at_top else line.top > lowest + band:
                    continue
                found.setdefault((DIGITS.sub("#", "".join(line.text.split())), at_top), []).append((number, line))
    needed = max(FEWEST_PAGES, SHARE_OF_PAGES * len(pages))
    drop: set[int] = set()
    for entries in found.values():
        place = median(line.bottom for _, line in entries)
        near = [(number, line) for number, line in entries if abs(line.bottom - place) <= SAME_PLACE]
        if len({number for number, _ in near}) >= needed and _counts_pages(near):
            drop.update(id(line) for _, line in near)
    return [[line for line in page if id(line) not in drop] for page in pages]


def _counts_pages(entries: Sequence[tuple[int, Line]]) -> bool:
    """The figures are the same on every page, or go up with the pages."""
    figures = [(number, [int(digits[-6:]) for digits in DIGITS.findall(line.text)]) for number, line in entries]
    for column in zip(*(numbers for _, numbers in figures), strict=True):
        apart = {value - number for (number, _), value in zip(figures, column, strict=True)}
        if len(set(column)) > 1 and len(apart) > 1:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Area:
    """The type area: its left and right edge, the width of a letter, whether paragraphs begin with an indent."""

    left: float
    right: float
    size: float
    indents: bool


def _area(lines: Sequence[Line], size: float) -> Area:
    left, right = _margins(lines, size)
    indented = sum(INDENT * size < line.left - left < 3 * size for line in lines)
    return Area(left, right, size, indented >= INDENTED * len(lines))


def _margins(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """The left and right edge of the type area: where most lines begin, and how far the long ones reach."""
    begins = Counter(round(line.left / size * 2) for line in lines if line.right - line.left > 10 * size)
    first = min((place for place, times in begins.items() if times >= 0.1 * begins.total()), default=None)
    left = first * size / 2 if first is not None else min(line.left for line in lines)
    ends = sorted(line.right for line in lines if line.size <= LARGER * size)
    return left, ends[int(0.95 * (len(ends) - 1))] if ends else max(line.right for line in lines)


def _goes_on(line: Line, following: Line, area: Area) -> bool:
    """Whether a line goes on in the following one."""
    if "\t" in line.text or "\t" in following.text:
        return False
    if line.page == following.page and following.top > line.top:
        return False  # a new column
    size = area.size
    if min(line.size, following.size) > LARGER * size:  # a title over several lines, set in the middle
        alike = line.page == following.page and abs(line.size - following.size) < 0.1 * line.size
        return alike and _reaches(line, following, line.left + area.right - area.left, 4 * size)
    if abs(line.size - following.size) > 0.15 * size or not _reaches(line, following, area.right, NEARLY * size):
        return False
    if following.left > area.left + INDENT * size:
        return False
    ended = line.text.rstrip().rstrip("”’」』）)")[-1:] in SENTENCE_END
    return area.indents or not (ended and MARK.match(following.text.strip()))


def _reaches(line: Line, following: Line, right: float, play: float) -> bool:
    """Whether a line is full: to the margin, or as far as a number that may not be broken left room."""
    unbroken = UNBROKEN.match(following.text.strip())
    first = following.size * sum(0.6 if sign.isascii() else 1.0 for sign in unbroken[0]) if unbroken else 0.0
    return line.right + first >= right - play
