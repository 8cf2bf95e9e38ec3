"""Where something stands: line and column, and the way down to its section."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from govreport_nlp.models import Locator, Section, Source
from govreport_nlp.output.labels import Lang, pick

_LINE: Final = ("第{}行", "line {}")
_CELL: Final = ("表{}第{}行第{}列", "table {} row {} column {}")
_PAGE: Final = ("第{}页", "page {}")
_PARAGRAPH: Final = ("第{}段", "paragraph {}")
_NUMBER: Final = re.compile(r"\d+")


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1, as editors do."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def heading(section: Section) -> str:
    """A section's heading as it reads: "（七）严格实施政务公开制度"."""
    return joined(section.number, section.title)


def joined(number: str, title: str) -> str:
    """A section's number and title as one heading; a blank only where both are written in ASCII ("1. GDP")."""
    gap = " " if number[-1:].isascii() and title[:1].isascii() and number and title else ""
    return f"{number}{gap}{title}".strip()


def section_path(sections: Sequence[Section], section_id: str | None) -> tuple[Section, ...]:
    """The sections that lead to it, outermost first, itself last; empty where the id is None or unknown."""
    by_id = {section.id: section for section in sections}
    path: list[Section] = []
    while section_id in by_id and len(path) < len(by_id):
        path.append(by_id[section_id])
        section_id = path[-1].parent
    return tuple(reversed(path))


def section_at(sections: Sequence[Section], offset: int) -> str | None:
    """The id of the innermost section that holds the offset."""
    holding = [section for section in sections if section.start <= offset < section.end]
    return max(holding, key=lambda section: section.level).id if holding else None


def locator_at(source: Source, offset: int) -> Locator | None:
    """What stands in the file at this offset; None for plain text, and between stretches."""
    index = bisect_right(source.locators, offset, key=lambda locator: locator.start) - 1
    found = source.locators[index] if index >= 0 else None
    return found if found is not None and offset <= found.end else None


def place(source: Source, offset: int, lang: Lang = "zh") -> str:
    """Where an offset stands in its file, for people: 第3段, 表2第4行第2列, 第3页; of plain text the line."""
    return places(source, lang)(offset)


def places(source: Source, lang: Lang = "zh") -> Callable[[int], str]:
    """`place` for many offsets of one source: the lines are counted once."""
    line = lines(source.text)

    def at(offset: int) -> str:
        found = locator_at(source, offset)
        if found is None:
            return pick(lang, *_LINE).format(line(offset))
        if found.table is not None:
            return pick(lang, *_CELL).format(found.table, found.row, found.column)
        if found.page is not None:
            return pick(lang, *_PAGE).format(found.page)
        return pick(lang, *_PARAGRAPH).format(found.paragraph)

    return at


def lines(text: str) -> Callable[[int], int]:
    """A function from an offset to its line, counted from 1."""
    ends = [found.start() for found in re.finditer("\n", text)]
    return lambda offset: bisect_left(ends, offset) + 1


def said_in(lang: Lang, named: str) -> str:
    """A place as `place` names it in Chinese, in the language that is asked for; what it does not know, as it is."""
    numbers = _NUMBER.findall(named)
    told = next((en for zh, en in (_LINE, _CELL, _PAGE, _PARAGRAPH) if _NUMBER.sub("{}", named) == zh), None)
    return named if told is None else pick(lang, named, told.format(*numbers))
