"""Ranges: their ends stand in order."""

from __future__ import annotations

import regex

from govreport_nlp.models import Claim, Extraction, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule

DESCENDING = regex.compile(r"海拔|高程|水位|水深|门票|票价|单价|价格|租金|从|由|降")  # of what falls, or is told from the top
_MULTIPLIERS = "万亿"
_BELOW_ZERO = ("℃", "摄氏度", "度")  # 零下5～3度
_DOUBT = ("首端可能省略了单位", "the first end may have a smaller unit that was left out")


@rule("NUM601", "range-order", "范围首尾颠倒", family="range_order", level="warning")
def range_order(extraction: Extraction) -> Proposals:
    """A range is written from its low end to its high end.

    Why: in 60分钟-20分钟 the ends are exchanged or a digit is lost; a table made of it has a bad row.
    Good: 窗口业务均在20分钟-60分钟内办结，户均增收3000～5000元。
    Bad: 窗口业务均在60分钟-20分钟内办结。
    Silent when: the hyphen joins no range: years and dates, numbers of documents and telephones,
        scores, negative amounts; ranks; temperatures; a change (从60分钟到20分钟),
        heights and prices, which are told from the top too.
        3000～2万元 is undecided: the first end may be 3000 yuan.
    Source: GB/T 15835-2011 on ranges; the Bad line is invented.
    """
    for claim in extraction.claims:
        if DESCENDING.search(claim.head) or extraction.document.text.startswith("不等", claim.end):
            continue
        if claim.quantity.approx == "range" and claim.kind != "rank" and claim.unit not in _BELOW_ZERO and "from" not in claim.cues:
            yield Relation("NUM601", Operation.IN_ORDER, (claim,), claim, sure=_is_scaled_alike(claim), doubt=_DOUBT)


def _is_scaled_alike(claim: Claim) -> bool:
    """False where 万 or 亿 is written once: it may belong to the second end alone."""
    return sum(claim.text.count(multiplier) for multiplier in _MULTIPLIERS) != 1


RULES = (range_order,)
