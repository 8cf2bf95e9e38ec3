"""A judged relation in words and numbers that a person can recompute by hand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from govreport_nlp.audit.equations import factor
from govreport_nlp.audit.formula import Shown, shown
from govreport_nlp.audit.numbers import decimal
from govreport_nlp.models import Claim, Family, Operation, Relation, Verdict
from govreport_nlp.rules.rule import Rule

ROUNDING = ("差额在四舍五入或截尾的范围之内", "rounding or cutting would explain the difference")
COARSE = ("数字太粗略，核对不出差错", "the figures are too coarse for a slip to show")
UNSURE = ("这些数字未必属于同一关系", "these figures may not belong together")

_BROKEN: dict[Family, str] = {
    "sum": "parts do not add up to the total",
    "subset": "a part exceeds the whole",
    "product": "the product does not come out",
    "share": "the rate does not follow from its figures",
    "shares_total": "the shares do not add up to 100%",
    "change": "the change does not follow from the figures",
    "growth": "the growth does not follow from the figures",
    "same": "one fact is given two values",
    "range_order": "the ends of the range are inverted",
    "bound": "a figure is out of its bounds",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a judgement; `expected`, `stated` and `delta` (stated − expected) are decimals in the stated figure's base unit."""

    formula: str
    message: str
    message_en: str
    expected: str | None
    stated: str | None
    delta: str | None


def worded(relation: Relation, rule: Rule, verdict: Verdict, reason: tuple[str, str] = ("", "")) -> Wording:
    """Word a verdict; `reason` (Chinese, English) says why it is undecided."""
    equation = shown(relation, verdict)
    expected, said = _base(equation.expected, relation), _base(equation.said, relation)
    delta = None if expected is None or said is None else decimal(Fraction(said) - Fraction(expected))
    tail, tail_en = ("", "") if verdict is Verdict.CONSISTENT else _tails(relation, equation)
    zh, en = equation.formula + tail, equation.formula + tail_en
    if verdict is Verdict.CONSISTENT:
        zh, en = f"一致：{zh}", f"consistent: {en}"
    elif verdict is Verdict.UNDECIDED:
        zh, en = f"无法判定：{zh}（{reason[0] or UNSURE[0]}）", f"undecided: {en} ({reason[1] or UNSURE[1]})"
    else:
        zh, en = f"{rule.name_zh}：{zh}", f"{_BROKEN.get(rule.family, rule.name.replace('-', ' '))}: {en}"
    return Wording(equation.formula, zh, en, expected, said, delta)


def _base(x: Fraction | None, relation: Relation) -> str | None:
    """A compared number as text in the stated figure's own unit, without direction: a growth of −16 where the text says 下降 is "16"."""
    if x is None or relation.operation is Operation.IN_ORDER:
        return None
    if relation.operation is Operation.GROWTH:
        x *= relation.direction
    if not isinstance(relation.stated, Claim):
        return decimal(x)
    if relation.stated.unit == "番" and relation.operation is Operation.GROWTH:
        x += 100
    return decimal(x / factor(relation.stated, relation.operation))


def _tails(relation: Relation, equation: Shown) -> tuple[str, str]:
    """The part of the message that sets the printed figure against the computed one."""
    agrees = equation.expected is not None and equation.expected == equation.said
    if relation.operation is Operation.IN_ORDER or agrees:
        return "", ""
    gap, gap_en = equation.gap, equation.gap_en
    if relation.operation is Operation.EQUAL:
        return (f"，差 {gap}", f", off by {gap_en}") if gap else ("", "")
    if relation.operation is Operation.AT_MOST:
        return (f"，多 {gap}", f", {gap_en} too many") if gap else ("", "")
    constant = not isinstance(relation.stated, Claim)
    zh = f"，{'应为' if constant else '原文'} {equation.stated}"
    en = f", {'should be' if constant else 'the text says'} {equation.stated}"
    return (zh + f"，差 {gap}", en + f", off by {gap_en}") if gap else (zh, en)
