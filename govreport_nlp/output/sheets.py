"""Records as CSV that Excel in China opens rightly, and that cannot run anything there."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from govreport_nlp.output.records import Column, Record

BYTE_ORDER_MARK = "\ufeff"  # Excel in China reads UTF-8 only with it
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")  # full-width signs begin a formula too, where an input method writes them
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")


class Writable(Protocol):
    """What text is written to."""

    def write(self, text: str, /) -> object:
        """Write it."""


def write_csv(out: Writable, columns: Sequence[Column], rows: Iterable[Record], header: bool = True) -> None:
    """Write the records as lines that end in LF, under a byte order mark and the columns' names; without a header, the lines alone."""
    table = csv.writer(out, lineterminator="\n")
    if header:
        out.write(BYTE_ORDER_MARK)
        table.writerow([column.name for column in columns])
    for row in rows:
        table.writerow([cell(row[column.name]) for column in columns])


def cell(content: str | float | None) -> str | float | None:
    """What a cell may hold: words that a spreadsheet would run as a formula made text by an apostrophe; a plain number stays one."""
    if not isinstance(content, str):
        return content
    content = content.replace("\x00", "\ufffd")
    return f"'{content}" if _FORMULA.match(content) and not _NUMBER.fullmatch(content) else content
