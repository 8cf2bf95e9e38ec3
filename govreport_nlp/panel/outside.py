"""What of a report's figures a panel holds beside those of its sentences, and how many it leaves out, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govreport_nlp.entries import Entry
from govreport_nlp.models import Claim

APPLICATIONS = "政府信息公开申请"
# in the statutory form of disclosure reports, which is read by its rows: 本年新收, of all applicants
_FORM, _NEW, _ALL = 0, "本年新收政府信息公开申请", "总计"

REASONS = {
    "table": ("在表格里：表头未必说得清指标和年份", "in a table, whose heads may not tell indicator and year"),
    "unnamed": ("没有读出是什么的数", "nothing was read that names it"),
    "threshold": ("是标准、条件，不是实绩", "a threshold, no result"),
    "duration": ("是时长", "a length of time"),
    "year": ("不是某一年的：月、季、几年合计或多年规划", "of no single year: a month, a quarter, several years"),
}


def of_tables(entry: Entry) -> Iterator[tuple[Claim, str]]:
    """The figures of tables that need no guess, with their names: the applications of the year in the form of disclosure reports."""
    for cell in entry.extraction.cells:
        place = cell.cell
        if place is not None and place.table == _FORM and place.column_head == _ALL and place.certain and _NEW in place.row_head:
            yield cell, APPLICATIONS


def left_out(entry: Entry) -> Counter[str]:
    """How many figures of a report no panel can hold, by reason."""
    counted: Counter[str] = Counter()
    counted["table"] = len(entry.extraction.cells) - sum(1 for _ in of_tables(entry))
    for claim in entry.extraction.claims:
        reason = (
            "unnamed"
            if claim.indicator is None
            else "threshold"
            if claim.role == "threshold"
            else "duration"
            if claim.kind == "duration"
            else ""
        )
        counted[reason] += bool(reason)
    return +counted
