"""The two sides of a relation as intervals, under each reading of the printed figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from govreport_nlp import interval
from govreport_nlp.interval import Interval
from govreport_nlp.models import Claim, Operation, Quantity, Relation

Reading = Literal["narrow", "wide", "written"]
"""narrow: the usual reading; wide: any that a fair person admits; written: the printed value taken as exact, for showing a computation."""

_ONE, _HUNDRED = Fraction(1), Fraction(100)
# Rates are compared in per cent (3倍 = 300%, 5‰ = 0.5%), factors of a product as plain numbers.
_TO_PER_CENT = {"倍": _HUNDRED, "番": _HUNDRED, "‰": Fraction(1, 10), "千分点": Fraction(1, 10)}
_TO_PLAIN = {"%": Fraction(1, 100), "百分点": Fraction(1, 100), "‰": Fraction(1, 1000), "千分点": Fraction(1, 1000)}
DIRECTED = (Operation.SUM, Operation.GROWTH)
_TO_ASCII = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def factor(claim: Claim, operation: Operation) -> Fraction:
    """What a figure is multiplied by before it is compared: rates of different units, never money or things."""
    if claim.kind not in ("rate", "change_points"):
        return _ONE
    return (_TO_PLAIN if operation is Operation.PRODUCT else _TO_PER_CENT).get(claim.unit or "", _ONE)


def holds(relation: Relation, reading: Reading) -> bool | None:
    """True where some values within the reading satisfy the equation, False where none do, None where nothing can be computed."""
    if relation.operation is Operation.IN_ORDER:
        return in_order(relation.operands[0].quantity)
    return agree(relation, implied(relation, reading), stated(relation, reading))


def agree(relation: Relation, left: Interval | None, right: Interval | None) -> bool | None:
    """Whether the two sides, once computed, satisfy the relation; None where one is missing."""
    if left is None or right is None:
        return None
    left, right = sides(relation, left, right)
    return left.meets(right)


def sides(relation: Relation, left: Interval, right: Interval) -> tuple[Interval, Interval]:
    """The two sides as sets that must meet: what is at most something is any number from its lower end on."""
    if relation.operation is Operation.AT_MOST:
        return Interval(left.low, None, left.low_open), Interval(None, right.high, False, right.high_open)
    return left, right


def implied(relation: Relation, reading: Reading) -> Interval | None:
    """What the operands say the stated figure should be; None where that has no meaning (a divisor reaching zero, a value not written)."""
    figures = [_figure(relation, claim, reading) for claim in relation.operands]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return None
    try:
        return _computed(relation, known)
    except ValueError:  # interval.py refuses a division by what reaches zero
        return None


def _computed(relation: Relation, x: list[Interval]) -> Interval:
    match relation.operation:
        case Operation.SUM | Operation.AT_MOST:
            return interval.total(x, relation.signs)
        case Operation.PRODUCT:
            return interval.product(x)
        case Operation.RATIO:
            return interval.ratio(x[0], x[1]).scaled(_HUNDRED)
        case Operation.GROWTH:
            return interval.compound_growth(x[1], x[0], relation.years)
        case Operation.GROWTH_FROM_DELTA:
            return interval.growth_from_delta(x[0], x[1], relation.direction)
        case Operation.EQUAL | Operation.IN_ORDER:
            return x[0]


def stated(relation: Relation, reading: Reading) -> Interval | None:
    """The right-hand side, with its direction; None where a written value is asked for and there is none."""
    if not isinstance(relation.stated, Claim):
        right: Interval | None = Interval.exactly(relation.stated, integer=relation.stated.denominator == 1)
    else:
        right = _figure(relation, relation.stated, reading)
    return None if right is None else _directed(relation, right)


def _directed(relation: Relation, right: Interval) -> Interval:
    return right if relation.direction > 0 or relation.operation not in DIRECTED else -right


def _figure(relation: Relation, claim: Claim, reading: Reading) -> Interval | None:
    quantity = claim.quantity
    if reading == "written":
        if quantity.value is None:
            return None
        known = Interval.exactly(quantity.value)
    elif reading == "wide" and not (relation.operation is Operation.SUM and is_round(quantity) and _others_are_counted(relation)):
        known = quantity.wide
    else:
        known = quantity.narrow
    return _comparable(relation, claim, known)


def _comparable(relation: Relation, claim: Claim, known: Interval) -> Interval:
    """A figure's interval in the unit in which the relation compares."""
    by = factor(claim, relation.operation)
    if by != 1:
        known = known.scaled(by)
    # 翻一番 has the value 2: as a growth that is 100%, not 200%
    return known.shifted(-_HUNDRED) if claim.unit == "番" and relation.operation is Operation.GROWTH else known


def is_round(quantity: Quantity) -> bool:
    """True for 2000份: exact as it is usually read, but it may be a round figure."""
    return quantity.approx is None and quantity.narrow.is_point and not quantity.wide.is_point


def _others_are_counted(relation: Relation) -> bool:
    """True where a round figure stands among counted ones (1234件 + 2000件 = 3234件), which shows that it was counted too.

    Every other figure must be exact, and the plainly counted ones must outnumber the round ones.
    """
    figures = [claim.quantity for claim in involved(relation)]
    if not all(q.approx is None and q.narrow.is_point for q in figures):
        return False
    return sum(q.wide.is_point for q in figures) * 2 > len(figures)


def in_order(quantity: Quantity) -> bool | None:
    """Whether a range is written from low to high; None where two numbers are not to be had.

    “5000万—2亿” prints 5000 before 2 and is in order: the printed numbers count only where both have one multiplier.
    """
    ends, known = range_ends(quantity), quantity.narrow
    if ends is None or known.low is None or known.high is None:
        return None
    first, last = ends
    return first <= last or known.low * first != known.high * last


def range_ends(quantity: Quantity) -> tuple[Fraction, Fraction] | None:
    """The two numbers of a range as printed ("20 分钟-60分钟": 20 and 60); None for anything else, ranges in Chinese numerals too."""
    if quantity.value is not None:
        return None
    numbers = [Fraction(n.replace(",", "")) for n in _NUMBER.findall(quantity.text.translate(_TO_ASCII))]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def involved(relation: Relation) -> Iterator[Claim]:
    """The figures of a relation, each once, the stated one last."""
    seen: set[str] = set()
    for claim in (*relation.operands, relation.stated):
        if isinstance(claim, Claim) and claim.id not in seen:
            seen.add(claim.id)
            yield claim


def with_figure(relation: Relation, claim: Claim, quantity: Quantity) -> Relation:
    """The same relation where `claim` reads `quantity` instead."""
    changed = replace(claim, quantity=quantity)
    operands = tuple(changed if x.id == claim.id else x for x in relation.operands)
    right = relation.stated
    return replace(relation, operands=operands, stated=changed if isinstance(right, Claim) and right.id == claim.id else right)
