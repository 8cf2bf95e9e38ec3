"""Tables as grids of cells with their heads: those that the file has, and lines of cells that tabs or strokes part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from govreport_nlp.models import Cell, Document, Table
from govreport_nlp.numerals import shadow

ROW: Final = re.compile(r"^[^\t\n|]*+(?:\t[^\t\n]*+)+$|^[ ]*+\|?+[^|\n\t]*+(?:\|[^|\n\t]*+)+$", re.M)
FEWEST_ROWS: Final = 3
MOST_CELLS: Final = 20_000  # of one table: what is longer is a register, not a statement
YEAR: Final = re.compile(r"(?:19|20)\d\d\s*年?(?:度|末|底)?(?:\d{1,2}月)?")
BARE_YEAR: Final = re.compile(r"(?:19|20)\d\d")
NUMBER: Final = re.compile(r"[-－−]?\s*\d[\d,]*(?:\.\d+)?\s*(?P<unit>[%‰]|[\u4e00-\u9fff㎡/]{0,6})")
NOTHING: Final = re.compile(r"[-－—–/\\\s]*")
CAPTION: Final = 120  # characters before a table that may name it and its unit


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its grid: `text` in the shadow's characters, without blanks at its ends."""

    start: int
    end: int
    row: int
    column: int
    rows: int
    columns: int
    text: str

    @property
    def is_number(self) -> bool:
        """A figure, and no year that says so (2023年); 1939 may be either."""
        found = NUMBER.fullmatch(self.text)
        return found is not None and not (found["unit"] and YEAR.fullmatch(self.text))

    @property
    def is_blank(self) -> bool:
        """Nothing, or a stroke that stands for nothing."""
        return NOTHING.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `slots` by row and column (a merged cell under each of its places), `first` its first row with figures.

    `labels` is the number of columns on the left that hold names; `caption` what stands before the table.
    """

    number: int
    start: int
    end: int
    slots: dict[tuple[int, int], Slot]
    height: int
    width: int
    first: int
    labels: int
    caption: str

    def row_head(self, row: int) -> tuple[Slot, ...]:
        """The cells that name a row, from left to right."""
        return _distinct(self.slots.get((row, column)) for column in range(1, self.labels + 1))

    def column_head(self, column: int) -> tuple[Slot, ...]:
        """The cells that name a column, from top to bottom."""
        return _distinct(self.slots.get((row, column)) for row in range(1, self.first))


def read_grids(document: Document) -> Iterator[Grid]:
    """The tables of a document that hold figures under heads, in the order of the text."""
    dark = shadow(document.text)
    tables = document.source.tables or tuple(_typed(document.text))
    for number, table in enumerate(tables, start=1):
        if len(table.cells) <= MOST_CELLS:
            grid = _grid(number, table, dark)
            if grid is not None:
                yield grid


def _typed(text: str) -> Iterator[Table]:
    """Runs of at least three lines with equally many cells, parted by tabs or by strokes (| 项目 | 件数 |)."""
    block: list[list[Cell]] = []
    last = -1
    for found in (*ROW.finditer(text), None):
        cells = list(_cells(found, len(block) + 1)) if found else []
        if found and block and found.start() == last + 1 and len(cells) == len(block[-1]):
            block.append(cells)
        elif found and block and found.start() == last + 1 and set(found[0]) <= set("|-: \t"):
            pass  # the line under the heads
        else:
            if len(block) >= FEWEST_ROWS:
                flat = [cell for row in block for cell in row]
                yield Table(flat[0].start, flat[-1].end, tuple(flat))
            block = [[_at_row(cell, 1) for cell in cells]] if cells else []
        last = found.end() if found else -1


def _cells(line: re.Match[str], row: int) -> Iterator[Cell]:
    written, start = line[0], line.start()
    sign = "\t" if "\t" in written else "|"
    bare = written.strip(" ") if sign == "|" else written
    start += len(written) - len(written.lstrip(" ")) if sign == "|" else 0
    if sign == "|" and bare.startswith("|"):
        bare, start = bare[1:], start + 1
    for column, cell in enumerate(bare.removesuffix("|").split(sign) if sign == "|" else bare.split(sign), start=1):
        yield Cell(start, start + len(cell), row, column)
        start += len(cell) + 1


def _at_row(cell: Cell, row: int) -> Cell:
    return Cell(cell.start, cell.end, row, cell.column)


def _grid(number: int, table: Table, dark: str) -> Grid | None:
    slots: dict[tuple[int, int], Slot] = {}
    for cell in table.cells:
        written = dark[cell.start : cell.end]
        start = cell.start + len(written) - len(written.lstrip())
        text = written.strip()
        slot = Slot(start, start + len(text), cell.row, cell.column, cell.rows, cell.columns, text)
        for row in range(cell.row, cell.row + min(cell.rows, 500)):
            for column in range(cell.column, cell.column + min(cell.columns, 100)):
                slots.setdefault((row, column), slot)
    height, width = max((row for row, _ in slots), default=0), max((column for _, column in slots), default=0)
    first = next((row for row in range(1, height + 1) if _has_figures(slots, row, width)), 0)
    labels = _labels(slots, first, height, width)
    if first < 2 or not 1 <= labels < width:
        return None
    caption = dark[max(0, table.start - CAPTION) : table.start]
    return Grid(number, table.start, table.end, slots, height, width, first, labels, caption)


def _has_figures(slots: dict[tuple[int, int], Slot], row: int, width: int) -> bool:
    numbers = [slot for column in range(2, width + 1) if (slot := slots.get((row, column))) is not None and slot.is_number]
    return bool(numbers) and not (row == 1 and all(BARE_YEAR.fullmatch(slot.text) for slot in numbers))


def _labels(slots: dict[tuple[int, int], Slot], first: int, height: int, width: int) -> int:
    """How many columns on the left hold no figures; a column of ordinals in front counts as such."""
    labels = 0
    for column in range(1, width + 1):
        below = [slot for row in range(max(first, 1), height + 1) if (slot := slots.get((row, column))) is not None]
        ordinals = column == 1 and [slot.text for slot in below if slot.is_number] == [str(n) for n in range(1, len(below) + 1)]
        years = column <= 2 and _are_years([slot.text for slot in below if slot.is_number])
        if any(slot.is_number for slot in below) and not ordinals and not years:
            break
        labels = column
    return labels


def _are_years(texts: Sequence[str]) -> bool:
    """A column of years, one after the other, up or down."""
    if len(texts) < 2 or not all(BARE_YEAR.fullmatch(text) for text in texts):
        return False
    return {int(after) - int(before) for before, after in pairwise(texts)} in ({1}, {-1})


def _distinct(slots: Iterator[Slot | None] | Sequence[Slot | None]) -> tuple[Slot, ...]:
    out: dict[int, Slot] = {}
    for slot in slots:
        if slot is not None and slot.text and not (slot.text.isdecimal() and not BARE_YEAR.fullmatch(slot.text)):
            out.setdefault(slot.start, slot)
    return tuple(out.values())
