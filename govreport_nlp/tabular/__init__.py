"""Tables as evidence: their cells as claims with heads, and the sums that they state.

Tables come from the file (Word, web pages), or stand in the text as lines of cells parted by tabs or strokes; the statutory form of
政府信息公开工作年度报告 is read where its rows have run together too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from govreport_nlp.models import Claim, Document, Group
from govreport_nlp.tabular import disclosure
from govreport_nlp.tabular.cells import figures
from govreport_nlp.tabular.grids import read_grids
from govreport_nlp.tabular.totals import totals


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of a document hold: figures, and lists of figures with their totals."""

    cells: tuple[Claim, ...] = ()
    groups: tuple[Group, ...] = ()


def read_tables(document: Document) -> Tables:
    """The figures of all tables (ids t1, t2, …, in the order of the text) and their sums."""
    forms = disclosure.read(document)
    cells: list[Claim] = list(forms.cells)
    groups: list[Group] = list(forms.groups)
    for grid in read_grids(document):
        if not any(form.start < grid.end and grid.start < form.end for form in forms.spans):
            found = figures(grid, document)
            cells.extend(found)
            groups.extend(totals(grid, found))
    return _numbered(cells, groups)


def _numbered(cells: Sequence[Claim], groups: Sequence[Group]) -> Tables:
    ordered = sorted(cells, key=lambda cell: cell.start)
    named = {cell.id: replace(cell, id=f"t{index}") for index, cell in enumerate(ordered, start=1)}
    renamed = (
        replace(group, parts=tuple(named[part.id] for part in group.parts), whole=None if group.whole is None else named[group.whole.id])
        for group in groups
    )
    return Tables(tuple(named[cell.id] for cell in ordered), tuple(renamed))
