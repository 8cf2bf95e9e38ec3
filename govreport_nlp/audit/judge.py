"""The judge: the one place where a relation becomes a verdict. No rule owns a tolerance."""

from __future__ import annotations

from dataclasses import dataclass

from govreport_nlp.audit.equations import agree, holds, implied, involved, stated
from govreport_nlp.audit.power import power
from govreport_nlp.audit.wording import COARSE, ROUNDING, UNSURE, Wording, worded
from govreport_nlp.models import Operation, Relation, Verdict
from govreport_nlp.rules.rule import Rule

LEAST_POWER = 0.5  # RULES §1: p₀, to be fitted
# “突破5万” restates “5.28万元”, and 23件 are among 45件, as far as these figures say: nothing is computed that a slip could spoil
_NOT_COMPUTED = (Operation.EQUAL, Operation.AT_MOST, Operation.IN_ORDER)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A relation with its verdict, the wording, and `power` (0 to 1; None where no figure could slip)."""

    relation: Relation
    verdict: Verdict
    power: float | None
    wording: Wording


def judge(relation: Relation, rule: Rule) -> Judgement | None:
    """Decide a relation; None where nothing can be computed (a divisor that reaches zero).

    Consistent where the usual readings meet; inconsistent where no reading that a fair person admits meets and the tie is sure; else
    undecided, with the reason.
    """
    verdict, force, reason = decide(relation)
    if verdict is None:
        return None
    return Judgement(relation, verdict, force, worded(relation, rule, verdict, reason))


def decide(relation: Relation) -> tuple[Verdict | None, float | None, tuple[str, str]]:
    """The verdict with the power of the check and, where undecided, the reason in Chinese and English."""
    narrow = holds(relation, "narrow")
    if narrow is None:
        return None, None, ("", "")
    force = power(relation)
    if narrow:
        return (Verdict.UNDECIDED if _is_coarse(relation, force) else Verdict.CONSISTENT), force, COARSE
    if not relation.sure:
        return Verdict.UNDECIDED, force, (relation.doubt[0] or UNSURE[0], relation.doubt[1] or UNSURE[1])
    # Where the wide reading cannot be computed (a divisor that may be zero), anything is possible
    if holds(relation, "wide") is not False:
        return Verdict.UNDECIDED, force, ROUNDING
    return Verdict.INCONSISTENT, force, ("", "")


def _is_coarse(relation: Relation, force: float | None) -> bool:
    """True where agreement says nothing: most slips would have agreed as well.

    Slips that the wide reading would excuse, but not call consistent, count here: “3000元，占7282元的41.2%” is no accident, though 3000
    may be a round figure.
    """
    if force is None or force >= LEAST_POWER or relation.operation in _NOT_COMPUTED:
        return False
    if all(not x.quantity.approx for x in involved(relation)):
        if relation.operation is Operation.SUM and holds(relation, "written"):
            return False  # 86 + 1517 + 176.54 − 1665 − 76 = 38.54: written values that meet to the digit are no accident
        if relation.operation is Operation.PRODUCT and agree(relation, implied(relation, "written"), stated(relation, "narrow")):
            return False  # 11,372户 × 3万元 = 3.41亿元: a mean of one digit, and it comes out
    return (power(relation, "narrow") or 0) < LEAST_POWER
