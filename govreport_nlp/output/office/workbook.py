"""`findings.xlsx`: what is to be verified, what was checked beside it, and the reports, a sheet each; with links to the pages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from govreport_nlp.output import records
from govreport_nlp.output.columns import width
from govreport_nlp.output.labels import Lang, pick
from govreport_nlp.output.office.pages import PAGES, page_name
from govreport_nlp.output.office.shown import Shown, shown
from govreport_nlp.output.records import SUMMARY, Column, Record, Row

_MOST_ROWS: Final = 1_048_000  # a sheet of Excel holds 1,048,576; what is more goes on in a further sheet
_MOST_LINKS: Final = 65_000  # of 65,530
_LONGEST_CELL: Final = 32_000  # characters, of 32,767
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_A4: Final = 9  # among the paper sizes of Excel
_EPOCH = datetime.datetime(2000, 1, 1)  # a time of making would make every file another

COLUMNS: Final = (
    Column("bureau", "单位"),
    Column("number", "序号", "whole"),
    Column("label", "级别"),
    Column("rule", "规则"),
    Column("name", "规则名称"),
    Column("place", "位置"),
    Column("section", "章节"),
    Column("quote", "原句"),
    Column("formula", "算式"),
    Column("said", "说明"),
    Column("slips", "可能的笔误"),
    Column("settled", "处理"),
    Column("source", "文件"),
)
_WIDTHS = {  # in characters of ASCII
    "bureau": 20, "number": 6, "label": 7, "name": 18, "place": 12, "section": 22, "quote": 50, "formula": 22, "said": 22, "slips": 22, "settled": 14,
    "source": 24, "issuer": 24, "title": 40, "sha256": 16, "error_message": 40,
}  # fmt: skip
_WIDTH = 10  # of other columns
_LINE, _MOST_LINES = 16, 12  # points; a longer quotation is cut off in the cell's height, not in the cell


class Workbook:
    """Writes the workbook; rows go to disk as they come.

    Raises: ImportError without xlsxwriter (extra "excel").
    """

    def __init__(self, folder: Path, lang: Lang = "zh") -> None:
        import xlsxwriter

        never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(folder / "findings.xlsx", {"constant_memory": True, **never})
        self._book.set_properties({"created": _EPOCH, "title": pick(lang, "数字核对", "Numbers audited")})
        self._lang = lang
        self._loud = Sheet(self._book, pick(lang, "需要核实", "to be verified"), COLUMNS, lang)
        self._quiet = Sheet(self._book, pick(lang, "其他核对", "others checked"), COLUMNS, lang)
        self._reports = Sheet(self._book, pick(lang, "报告", "reports"), SUMMARY, lang)

    def add(self, row: Row) -> None:
        """Write the findings of a report, and its line among the reports."""
        summary = records.summary(row)
        self._reports.write(summary, "source", None if row["error"] else _address(row))
        if row["error"] is None:
            for finding in shown(row, self._lang):
                sheet = self._loud if finding.group == "open" else self._quiet
                sheet.write(_record(row, summary, finding), "number", f"{_address(row)}#{finding.anchor}")

    def close(self) -> None:
        """Write the file."""
        for sheet in (self._loud, self._quiet, self._reports):
            sheet.close()
        self._book.close()


def _address(row: Row) -> str:
    return f"{PAGES}/{page_name(row['source'])}"


def _record(row: Row, summary: Record, finding: Shown) -> Record:
    names = ("number", "label", "rule", "name", "place", "section", "formula", "said", "slips", "settled")
    return {
        "bureau": summary["issuer"] or summary["title"],
        "quote": "\n".join("".join(piece.text for piece in quote) for quote in finding.quotes),
        "source": row["source"],
        **{name: getattr(finding, name) for name in names},
    }


class Sheet:
    """A sheet with a heading that stays in sight and filters; begun anew under a further name where it is full."""

    def __init__(self, book: Any, name: str, columns: Sequence[Column], lang: Lang, most: int = _MOST_ROWS) -> None:
        self._book, self._name, self._columns, self._lang, self._most = book, name, columns, lang, most
        self._head = book.add_format({"bold": True, "bg_color": "#EDEAE0", "bottom": 1, "text_wrap": True, "valign": "top"})
        self._body = book.add_format({"text_wrap": True, "valign": "top"})
        self._link = book.add_format({"text_wrap": True, "valign": "top", "align": "left", "font_color": "#1F5673", "underline": 1})
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        self._sheet = self._book.add_worksheet(self._name if self._number == 1 else f"{self._name} {self._number}")
        self._row = self._links = 0
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, _WIDTHS.get(column.name, _WIDTH))
            self._sheet.write_string(0, at, pick(self._lang, column.zh, column.name), self._head)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)  # one page wide, as many as it takes long
        self._sheet.repeat_rows(0)

    def write(self, record: Record, linked: str, target: str | None) -> None:
        """Write a record; the cell under `linked` leads to `target`."""
        if self._row >= self._most:
            self.close()
            self._begin()
        self._row += 1
        self._sheet.set_row(self._row, _LINE * min(_MOST_LINES, max(_lines(record[column.name], column.name) for column in self._columns)))
        for at, column in enumerate(self._columns):
            value = record[column.name]
            look = self._body
            if column.name == linked and target is not None and self._links < _MOST_LINKS:
                self._links += 1
                look = self._link
                self._sheet.write_url(self._row, at, f"external:{target}", look)
            if isinstance(value, int):
                self._sheet.write_number(self._row, at, value, look)
            elif value is not None:
                self._sheet.write_string(self._row, at, writable(str(value)), look)

    def close(self) -> None:
        """Set the filters over all that was written."""
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)


def _lines(content: str | float | None, column: str) -> int:
    """How many lines a cell's words take, wrapped: LibreOffice does not find out by itself when it opens a workbook."""
    if not isinstance(content, str):
        return 1
    room = _WIDTHS.get(column, _WIDTH) - 2  # a line that breaks between words is not filled
    return sum(max(1, -(-width(line) // room)) for line in content[:2000].split("\n"))


def writable(text: str) -> str:
    """What a cell can hold: no control characters, not too long, and none that the format would take for an escape (_x0041_)."""
    text = _UNWRITABLE.sub(lambda found: "＿" if found.group() == "_" else "\ufffd", text)
    return text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…"
