"""The figures of a table as claims, each with the heads of its row and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from govreport_nlp import numerals
from govreport_nlp.forms.readers import quantity
from govreport_nlp.models import Claim, Document, Mention, Quantity, TableCell
from govreport_nlp.tabular.grids import NUMBER, YEAR, Grid, Slot
from govreport_nlp.units import Unit, unit_of

UNIT_IN_HEAD: Final = re.compile(r"[（(]\s*(?:单位[:：]?\s*)?(?P<unit>[^（()）\d]{1,6})\s*[)）]\s*$|[/、](?P<bare>[%‰元件人户])$")
UNIT_OF_ALL: Final = re.compile(r"单位\s*[:：]\s*(?P<unit>[^\s（()），。；、]{1,6})")
SCALED: Final = re.compile(r"(?P<times>[百千]?万亿|[百千十]?万|[千百]?亿|千|百)?(?P<unit>.+)")
BLANKS: Final = re.compile(r"\s+")


def figures(grid: Grid, document: Document) -> tuple[Claim, ...]:
    """The figures of a table, in its order."""
    return tuple(_figures(grid, document))


def _figures(grid: Grid, document: Document) -> Iterator[Claim]:
    starts = [sentence.start for sentence in document.sentences]
    common = _common_unit(grid)
    seen: set[int] = set()
    for (row, column), slot in sorted(grid.slots.items()):
        if row < grid.first or column <= grid.labels or not slot.is_number or slot.start in seen:
            continue
        seen.add(slot.start)
        named, over = grid.row_head(row), grid.column_head(column)
        unit = _unit(slot, (*reversed(over), *reversed(named))) or common
        at = max(bisect_right(starts, slot.start) - 1, 0)
        figure = figure_at(document.text, slot.start, slot.text, *(unit or (None, 1)))
        if figure is None:
            continue
        name = named[-1] if named else over[-1] if over else None
        yield Claim(
            f"cell{grid.number}.{row}.{column}", figure, "level", _mention(document, name),
            next((year for head in (*reversed(over), *reversed(named)) if (year := _year(head.text))), None),
            document.sentences[at].section if document.sentences else None, at,
            cell=TableCell(grid.number, row, column, joined(named), joined(over)),
        )  # fmt: skip


def figure_at(text: str, start: int, written: str, unit: Unit | None, times: int = 1) -> Quantity | None:
    """The quantity that a cell holds; None for what has more digits than a number has."""
    found = NUMBER.fullmatch(written)
    assert found is not None
    negative = written[0] in "-－−"
    digits = written[: found.start("unit")].lstrip("-－−").strip()
    if len(digits) > numerals.LONGEST:
        return None
    return quantity(text, (start, start + len(written)), numerals.arabic(digits, times), unit, negative=negative)


def joined(heads: tuple[Slot, ...]) -> str:
    """The heads of a row or a column as one name."""
    return " / ".join(BLANKS.sub("", head.text) for head in heads)


def _mention(document: Document, slot: Slot | None) -> Mention | None:
    return Mention(document.text[slot.start : slot.end], slot.start, slot.end) if slot is not None else None


def _unit(slot: Slot, heads: tuple[Slot, ...]) -> tuple[Unit | None, int] | None:
    """The unit behind the figure with its multiplier, else that of the nearest head which has one."""
    found = NUMBER.fullmatch(slot.text)
    if found and found["unit"]:
        return _scaled(found["unit"]) or (None, 1)
    for head in heads:
        written = UNIT_IN_HEAD.search(head.text)
        if written and (known := _scaled(written["unit"] or written["bare"])):
            return known
    return None


def _scaled(written: str) -> tuple[Unit, int] | None:
    """A unit as it is written (万元): the unit, and by how much its figures count."""
    bare = written.strip()
    known = unit_of(bare)
    if known is not None:
        return known, 1
    found = SCALED.fullmatch(bare)
    unit = unit_of(found["unit"]) if found else None
    return (unit, numerals.multiplier(found["times"] or "")) if found and unit else None


def _common_unit(grid: Grid) -> tuple[Unit | None, int] | None:
    """What the caption or the corner of the table says: 单位：万元, 项目（万元）."""
    heads = [(column, slot.text) for (row, column), slot in grid.slots.items() if row < grid.first]
    for text in (grid.caption, *(text for _, text in heads)):
        found = UNIT_OF_ALL.findall(text)
        if found:
            return _scaled(found[-1])
    corner = next((written for column, text in heads if column <= grid.labels and (written := UNIT_IN_HEAD.search(text))), None)
    return _scaled(corner["unit"] or corner["bare"]) if corner else None


def _year(text: str) -> str | None:
    found = YEAR.match(text)
    return found[0][:4] if found else None
