"""Where something stands: line and column, and the way down to its section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from govreport_nlp.models import Locator, Section, Source
from govreport_nlp.output.labels import Lang, pick


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
    found = locator_at(source, offset)
    if found is None:
        return _counted(lang, ("第{}行", "line {}"), line_and_column(source.text, offset)[0])
    if found.table is not None:
        cell = _counted(lang, ("第{}行", "row {} "), found.row) + _counted(lang, ("第{}列", "column {}"), found.column)
        return _counted(lang, ("表{}", "table {} "), found.table) + cell
    if found.page is not None:
        return _counted(lang, ("第{}页", "page {}"), found.page)
    return _counted(lang, ("第{}段", "paragraph {}"), found.paragraph)


def _counted(lang: Lang, words: tuple[str, str], number: int | None) -> str:
    return pick(lang, *words).format(number)
