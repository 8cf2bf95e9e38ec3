"""What an office opens: a page of all reports, a page for each, return sheets, a workbook, tables.

Every output takes the JSON objects of the inputs (`output.jsonl`) one by one and holds none of them; a file of such lines is enough to write
them again.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from govreport_nlp.output.labels import Lang
from govreport_nlp.output.records import Row

_NEEDS = {"findings.xlsx": ("xlsxwriter", "excel"), "claims.parquet": ("pyarrow", "parquet")}


class Writer(Protocol):
    """One output: told of each input in turn, then closed."""

    def add(self, row: Row) -> None:
        """Take one input, audited or not."""

    def close(self) -> None:
        """Finish what was begun."""


def writers(folder: Path, lang: Lang) -> list[Writer]:
    """The outputs into a folder, without those whose library is missing."""
    from govreport_nlp.output.office.files import ClaimsCsv, ClaimsParquet
    from govreport_nlp.output.office.pages import Pages
    from govreport_nlp.output.office.workbook import Workbook

    out: list[Writer] = [Pages(folder, lang), ClaimsCsv(folder)]
    lacking = missing()
    if "findings.xlsx" not in lacking:
        out.append(Workbook(folder, lang))
    if "claims.parquet" not in lacking:
        out.append(ClaimsParquet(folder))
    return out


def missing() -> dict[str, str]:
    """The outputs that cannot be written because a library is not installed, each with the extra that brings it."""
    return {name: extra for name, (module, extra) in _NEEDS.items() if find_spec(module) is None}
