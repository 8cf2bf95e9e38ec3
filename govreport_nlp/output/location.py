"""Where something stands: line and column, and the way down to its section."""

from __future__ import annotations

from collections.abc import Sequence

from govreport_nlp.models import Section


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
