"""Ranges: their ends stand in order."""

from __future__ import annotations

from govreport_nlp.models import Extraction, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule


@rule("NUM601", "range-order", "范围首尾颠倒", family="range_order", level="warning")
def range_order(extraction: Extraction) -> Proposals:
    """A range is written from its low end to its high end.

    Why: in 60分钟-20分钟 the ends are exchanged or a digit is lost; a table made of it has a bad row.
    Good: 窗口业务均在20分钟-60分钟内办结，户均增收3000～5000元。
    Bad: 窗口业务均在60分钟-20分钟内办结。
    Silent when: the hyphen joins no range: years and dates, numbers of documents and telephones,
        scores, negative amounts.
    Source: GB/T 15835-2011 on ranges; the Bad line is invented.
    """
    for claim in extraction.claims:
        if claim.quantity.approx == "range":
            yield Relation("NUM601", Operation.IN_ORDER, (claim,), claim)


RULES = (range_order,)
