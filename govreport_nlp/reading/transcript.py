"""Writes the canonical text of a file, line by line, and keeps where each stretch came from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govreport_nlp.models import Cell, Locator, Metadata, Source, Table
from govreport_nlp.reading.faults import MAX_CELLS, fault, too_many_cells

MAX_CHARACTERS: Final = 20_000_000

WIDEST: Final = 1000  # columns of a table; further cells stand side by side all the same

# No report holds them; where a program left them behind they part words that belong together.
NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
BLANK_RUN: Final = re.compile(r"[ \t\n\xa0\u3000]+")


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A cell before it is written: its paragraphs, how many rows and columns it covers, and a number by which its reader knows it."""

    paragraphs: tuple[str, ...]
    rows: int = 1
    columns: int = 1
    key: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A cell, or a paragraph of a frame, as it stands in the text."""

    key: int
    start: int
    text: str


class Transcript:
    """The canonical text in the making.

    Raises: ReadError (too_large) from the methods that write, past 20 million characters or 200,000 cells.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs = 0
        self._cells = 0
        self._locators: list[Locator] = []
        self._tables: list[Table] = []
        self.warnings: list[str] = []

    @property
    def length(self) -> int:
        """How many characters are written: where the next one goes."""
        return self._length

    @property
    def text(self) -> str:
        """What is written."""
        return "".join(self._pieces)

    def paragraph(self, text: str, *, made: int = 0, page: int | None = None) -> int:
        """Write a paragraph as a line (or several, where it holds line ends); gives where it begins."""
        start = self._length
        self._write(text)
        if text.strip():
            self._paragraphs += 1
            self._locators.append(Locator(start, self._length, page=page, paragraph=self._paragraphs, made=made))
        self._write("\n")
        return start

    def stretches(self, parts: Sequence[tuple[str, int]]) -> None:
        """Write one line put together from (text, page) parts: a paragraph of a paged file."""
        self._paragraphs += 1
        for text, page in parts:
            start = self._length
            self._write(text)
            self._locators.append(Locator(start, self._length, page=page, paragraph=self._paragraphs))
        self._write("\n")

    def table(self, rows: Sequence[Sequence[WrittenCell]]) -> list[Written]:
        """Write a table, a row a line and a tab between cells; a frame around paragraphs is written as these paragraphs."""
        if _is_frame(rows):
            return [Written(cell.key, self.paragraph(text), text) for row in rows for cell in row for text in cell.paragraphs]
        out: list[Written] = []
        start, number, cells = self._length, len(self._tables) + 1, list[Cell]()
        taken: dict[int, int] = {}  # column -> the last row that a cell from above covers there
        for at, row in enumerate(rows, start=1):
            column = 1
            for index, written in enumerate(row):
                while taken.get(column, 0) >= at:
                    column += 1
                if index:
                    self._write("\t")
                begin, text = self._length, BLANK_RUN.sub(" ", " ".join(written.paragraphs)).strip()
                width = max(1, min(written.columns, WIDEST - column))
                self._write(text)
                out.append(Written(written.key, begin, text))
                cells.append(Cell(begin, self._length, at, column, written.rows, width))
                self._locators.append(Locator(begin, self._length, table=number, row=at, column=column))
                if written.rows > 1:
                    taken.update(dict.fromkeys(range(column, column + width), at + written.rows - 1))
                column += width
            self._write("\n")
        self._tables.append(Table(start, self._length, tuple(cells)))
        return out

    def source(self, data: bytes, form: str, told: Metadata | None = None) -> Source:
        """What was written, as the source of a report. Raises: ReadError (empty) where that is nothing."""
        text = self.text
        if not text.strip():
            raise fault("empty", self._path, ("文件中没有文字", "no text in it"), ("请检查导出是否完整", "check how it was exported"))
        return Source(
            path=self._path, text=text, sha256=hashlib.sha256(data).hexdigest(), warnings=tuple(self.warnings), format=form,
            locators=tuple(self._locators), tables=tuple(self._tables), told=told,
        )  # fmt: skip

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            found = (f"正文超过 {MAX_CHARACTERS:,} 字", f"more than {MAX_CHARACTERS:,} characters of text")
            raise fault("too_large", self._path, found, ("请拆分文件", "split the file"))

    def count(self, cells: int) -> None:
        """Count cells and rows that are to be written, before they pile up."""
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise too_many_cells(self._path)


def clean(text: str) -> str:
    """Without control characters, zero-width spaces and halves of characters."""
    return NO_TEXT.sub("", text)


def _is_frame(rows: Sequence[Sequence[WrittenCell]]) -> bool:
    """A table that only lays out text: never more than one cell in a row, or whole paragraphs in a cell."""
    if max((len(row) for row in rows), default=0) <= 1:
        return True
    return any(sum(text.rstrip()[-1:] in tuple("。；") for text in written.paragraphs) > 1 for row in rows for written in row)
