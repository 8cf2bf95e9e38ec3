"""What an office opens: a page of all reports, a page for each, return sheets, a workbook, tables.

Every output takes the JSON objects of the inputs (`output.jsonl`) one by one and holds none of them; a file of such lines is enough to write
them again.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from govreport_nlp.output.labels import Lang
from govreport_nlp.output.records import Row

_COSTS = {"index.html": 10, "claims.parquet": 8, "findings.xlsx": 7, "claims.csv": 4}  # measured, against one another
_NEEDS = {"findings.xlsx": ("xlsxwriter", "excel"), "claims.parquet": ("pyarrow", "parquet")}


class Writer(Protocol):
    """One output: told of each input in turn, then closed."""

    def add(self, row: Row) -> None:
        """Take one input, audited or not."""

    def close(self) -> None:
        """Finish what was begun."""


def names() -> tuple[str, ...]:
    """The outputs that can be written, the costly ones first."""
    return tuple(name for name in _COSTS if name not in missing())


def shares(number: int) -> list[list[str]]:
    """The outputs that can be written in at most so many lots, each as costly as the others as far as may be."""
    lots: list[list[str]] = [[] for _ in range(number)]
    for name in names():
        min(lots, key=lambda lot: sum(_COSTS[each] for each in lot)).append(name)
    return [lot for lot in lots if lot]


def writer(name: str, folder: Path, lang: Lang) -> Writer:
    """The output of this name, into a folder."""
    from govreport_nlp.output.office.files import ClaimsCsv, ClaimsParquet
    from govreport_nlp.output.office.pages import Pages
    from govreport_nlp.output.office.workbook import Workbook

    makers: dict[str, Callable[[], Writer]] = {
        "index.html": lambda: Pages(folder, lang),
        "findings.xlsx": lambda: Workbook(folder, lang),
        "claims.csv": lambda: ClaimsCsv(folder),
        "claims.parquet": lambda: ClaimsParquet(folder),
    }
    return makers[name]()


def missing() -> dict[str, str]:
    """The outputs that cannot be written because a library is not installed, each with the extra that brings it."""
    return {name: extra for name, (module, extra) in _NEEDS.items() if find_spec(module) is None}
