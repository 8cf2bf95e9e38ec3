"""The formula of a relation in its printed units: "76.5 + 3.1 = 79.6 万元", "(38 − 45) ÷ 45 = −15.56%"."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from govreport_nlp.audit.equations import factor, implied, in_order, range_ends, stated
from govreport_nlp.audit.figures import decimals, is_number, scale
from govreport_nlp.audit.numbers import display, display_scale, figure, multiplier, rounded
from govreport_nlp.interval import Interval
from govreport_nlp.models import Claim, Operation, Relation, Verdict

_RATES = (Operation.RATIO, Operation.GROWTH, Operation.GROWTH_FROM_DELTA)
_LEAST_PLACES, _MOST_PLACES = 2, 6  # decimals of a computed rate: enough to tell it from the printed one


@dataclass(frozen=True, slots=True)
class Shown:
    """A formula and, for the rest of the message, the printed figure and the gap between both (empty where there is none).

    `expected` and `said` are the same numbers, for comparing: rates in per cent, a fall of 16 is 16 in a sum and −16 as a growth.
    """

    formula: str
    stated: str
    gap: str
    gap_en: str
    expected: Fraction | None
    said: Fraction | None


def shown(relation: Relation, verdict: Verdict) -> Shown:
    """The relation as a computation by hand."""
    if relation.operation in _RATES:
        return _rate(relation, verdict)
    if relation.operation is Operation.IN_ORDER:
        return _order(relation)
    if relation.operation in (Operation.EQUAL, Operation.AT_MOST):
        return _comparison(relation, verdict)
    return _computation(relation)


# ── sums, products, comparisons ──


@dataclass(frozen=True, slots=True)
class _Measure:
    """Amounts are shown in units of `by`, followed by `label` ("万元"); counts and rates go without."""

    by: Fraction
    label: str

    def number(self, x: Fraction) -> str:
        return display(x / self.by)

    def labelled(self, shown: str) -> str:
        return f"{shown} {self.label}" if self.label else shown


def _measure(relation: Relation) -> _Measure:
    """The printed unit of the stated figure."""
    claim = relation.stated if isinstance(relation.stated, Claim) else relation.operands[0]
    by = display_scale(claim)
    plain = by == 1 and claim.kind not in ("amount", "measure")
    return _Measure(by * factor(claim, relation.operation), "" if plain else (multiplier(by) or "") + (claim.unit or ""))


def _computation(relation: Relation) -> Shown:
    unit, turn = _measure(relation), relation.direction if relation.operation is Operation.SUM else 1
    left = _factors(relation, unit) if relation.operation is Operation.PRODUCT else _terms(relation, unit, turn)
    expected, said = _written(implied(relation, "written"), turn), _written(stated(relation, "written"), turn)
    gap = "" if expected is None or said is None or expected == said else unit.labelled(unit.number(abs(said - expected)))
    result = unit.labelled(_result(relation, unit, expected, turn))
    return Shown(f"{left} {_equals(relation)} {result}", unit.labelled(_said(relation, unit)), gap, gap, expected, said)


def _terms(relation: Relation, unit: _Measure, turn: int) -> str:
    """The operands with their signs; a change that the text calls a fall is turned round: 90 − 66 = 24."""
    signs = relation.signs or (1,) * len(relation.operands)
    terms = [
        (sign * turn, _enclosed(figure(claim, relation.operation, unit.by))) for claim, sign in zip(relation.operands, signs, strict=True)
    ]
    terms.sort(key=lambda term: term[0] < 0)
    left = "".join(f" {'−' if sign < 0 else '+'} {number}" for sign, number in terms)
    return left[3:] if terms[0][0] > 0 else f"−{left[3:]}"


def _factors(relation: Relation, unit: _Measure) -> str:
    """The factors as printed: "2 × 50" where that gives the result's unit, else each with its own ("2000元 × 50户")."""
    by = Fraction(1)
    for claim in relation.operands:
        by *= scale(claim.quantity) * factor(claim, relation.operation)
    if by == unit.by:
        return " × ".join(figure(x, relation.operation, scale(x.quantity) * factor(x, relation.operation)) for x in relation.operands)
    return " × ".join("".join(claim.text.split()) for claim in relation.operands)


def _comparison(relation: Relation, verdict: Verdict) -> Shown:
    unit = _measure(relation)
    left, said = _written(implied(relation, "written")), _written(stated(relation, "written"))
    over = None if left is None or said is None else left - said
    shown = _terms(relation, unit, 1)
    if len(relation.operands) > 1:
        shown = f"{shown} {_equals(relation)} {_result(relation, unit, left, 1)}"
    if relation.operation is Operation.AT_MOST:
        sign, over = "≤" if verdict is Verdict.CONSISTENT else ">", over if over and over > 0 else None
    else:
        sign = "≠" if verdict is not Verdict.CONSISTENT else "≈" if over else "="
    gap = unit.labelled(unit.number(abs(over))) if over else ""
    right = unit.labelled(_said(relation, unit))
    return Shown(f"{shown} {sign} {right}", right, gap, gap, left, said)


def _order(relation: Relation) -> Shown:
    ends = range_ends(relation.operands[0].quantity)
    if ends is None:
        return Shown("".join(relation.operands[0].text.split()), "", "", "", None, None)
    first, last = ends
    sign = ">" if in_order(relation.operands[0].quantity) is False else "≤"
    return Shown(f"{display(first)} {sign} {display(last)}", "", "", "", None, None)


# ── rates ──

_RATE_LABELS = {"倍": ("倍", " 倍", " times"), "‰": ("‰", " 个千分点", " per mille points")}
_PER_CENT = ("%", " 个百分点", " percentage points")


def _rate(relation: Relation, verdict: Verdict) -> Shown:
    by = min(display_scale(claim) for claim in relation.operands)
    x = [_enclosed(figure(claim, relation.operation, by)) for claim in relation.operands]
    per_cent = isinstance(relation.stated, Claim) and relation.stated.unit not in _RATE_LABELS
    label, points, points_en = _PER_CENT if per_cent or not isinstance(relation.stated, Claim) else _RATE_LABELS[relation.stated.unit or ""]
    unit = _Measure(Fraction(1) if label == "%" else _factor(relation), "")
    expected, said = _written(implied(relation, "written")), _written(stated(relation, "written"))
    if expected is not None:
        expected = rounded(expected / unit.by, _places(relation, verdict, expected, said, unit)) * unit.by
    gap = "" if expected is None or said is None or expected == said else unit.number(abs(said - expected))
    result = f"{_left(relation, x)} {_equals(relation)} {_result(relation, unit, expected, 1)}{label}"
    right = _printed(relation) or f"{'' if said is None else unit.number(said)}{label}"
    return Shown(result, right, gap and gap + points, gap and gap + points_en, expected, said)


def _printed(relation: Relation) -> str:
    """The stated rate as printed where a number alone would not say it (近三成, 翻一番); else empty."""
    claim = relation.stated
    if isinstance(claim, Claim) and (claim.quantity.value is None or claim.quantity.approx is not None or claim.unit == "番"):
        return "".join(claim.text.split())
    return ""


def _left(relation: Relation, x: list[str]) -> str:
    match relation.operation:
        case Operation.RATIO:
            return f"{x[0]} ÷ {x[1]}"
        case Operation.GROWTH if relation.years > 1:
            return f"({x[1]} ÷ {x[0]})^(1/{relation.years}) − 1"
        case Operation.GROWTH:
            return f"({x[1]} − {x[0]}) ÷ {x[0]}"
        case _:
            return f"{x[1]} ÷ ({x[0]} {'−' if relation.direction > 0 else '+'} {x[1]})"


def _factor(relation: Relation) -> Fraction:
    return factor(relation.stated, relation.operation) if isinstance(relation.stated, Claim) else Fraction(1)


def _places(relation: Relation, verdict: Verdict, expected: Fraction, said: Fraction | None, unit: _Measure) -> int:
    """As many decimals as the printed rate, at least two; more where a rate that does not fit would look the same as the printed one."""
    places = _LEAST_PLACES
    if isinstance(relation.stated, Claim) and is_number(relation.stated.quantity):
        places = max(places, decimals(relation.stated.quantity.digits))
    if verdict is not Verdict.CONSISTENT and said is not None:
        while places < _MOST_PLACES and rounded(expected / unit.by, places) == said / unit.by:
            places += 1
    return places


# ── both ──


def _written(known: Interval | None, turn: int = 1) -> Fraction | None:
    """The one value of an interval made from written values (of a root: its lower end, 10⁻²⁸ below at most)."""
    return None if known is None or known.low is None else known.low * turn


def _result(relation: Relation, unit: _Measure, value: Fraction | None, turn: int) -> str:
    """The computed number; an interval where a range or an open figure takes part."""
    if value is not None:
        return unit.number(value)
    known = implied(relation, "narrow")
    if known is None:
        return "?"
    low, high = known.scaled(turn).low, known.scaled(turn).high
    if low is not None and high is not None:
        return f"{unit.number(low)}～{unit.number(high)}"
    return f"≥ {unit.number(low)}" if low is not None else f"≤ {unit.number(high)}" if high is not None else "?"


def _said(relation: Relation, unit: _Measure) -> str:
    if isinstance(relation.stated, Claim):
        return figure(relation.stated, relation.operation, unit.by)
    return display(relation.stated)


def _equals(relation: Relation) -> str:
    return "≈" if any(claim.quantity.approx is not None for claim in relation.operands) else "="


def _enclosed(number: str) -> str:
    return f"({number})" if number.startswith("−") else number
