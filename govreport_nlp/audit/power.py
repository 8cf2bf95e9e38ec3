"""How well a check would have noticed a slip: it is no evidence that a check passes which could hardly fail."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govreport_nlp.audit.equations import Reading, agree, holds, implied, involved, is_round, stated, stated_as, with_figure
from govreport_nlp.audit.figures import decimals, is_number, reprinted, scale
from govreport_nlp.interval import Interval
from govreport_nlp.models import Claim, Operation, Relation


def power(relation: Relation, reading: Reading = "wide") -> float | None:
    """Share (0 to 1) of the one-digit slips in the stated figure that this relation would have called inconsistent.

    With the reading "narrow": the share that would at least not have been called consistent.

    Every position and every other digit counts once, no leading zero. Where the stated side is a constant (shares add up to 100) or has
    no printed number, the largest operand is the one that slips. None where no figure has a number to slip.
    """
    if relation.operation is Operation.IN_ORDER:
        return None
    claim = _slipping(relation)
    if claim is None:
        return None
    if _only_stated(relation, claim):  # then the other side is the same for every slip
        left = implied(relation, reading)
        verdicts = [agree(relation, left, right) for right in _slipped(relation, claim, reading)]
    else:
        slips = one_digit_slips(claim.quantity.digits)
        verdicts = [holds(with_figure(relation, claim, reprinted(claim.quantity, digits)), reading) for digits in slips]
    return sum(verdict is False for verdict in verdicts) / len(verdicts)


def _slipped(relation: Relation, claim: Claim, reading: Reading) -> Iterator[Interval | None]:
    """The stated side with each slip in its figure: the interval moves with the value, but for a figure that may be round (2000份)."""
    quantity = claim.quantity
    slips = one_digit_slips(quantity.digits)
    if is_round(quantity) or claim is not relation.stated:
        for digits in slips:
            yield stated(with_figure(relation, claim, reprinted(quantity, digits)), reading)
        return
    known = quantity.wide if reading == "wide" else quantity.narrow
    last_digit = scale(quantity) / 10 ** decimals(quantity.digits)
    printed = int(quantity.digits.replace(".", ""))
    for digits in slips:
        yield stated_as(relation, claim, known.shifted((int(digits.replace(".", "")) - printed) * last_digit))


def _only_stated(relation: Relation, claim: Claim) -> bool:
    """True where a slip in this figure leaves the operands' reading as it is (that of a round operand depends on its neighbours)."""
    return all(x.id != claim.id and not is_round(x.quantity) for x in relation.operands)


def one_digit_slips(digits: str) -> Iterator[str]:
    """The printed number with one digit changed: "30" -> "10" … "90", "31" … "39"; never a leading zero."""
    first = next(i for i, sign in enumerate(digits) if sign.isdigit())
    for i, old in enumerate(digits):
        if not old.isdigit():
            continue
        for new in "0123456789":
            if new != old and not (i == first and new == "0"):
                yield digits[:i] + new + digits[i + 1 :]


def _slipping(relation: Relation) -> Claim | None:
    if isinstance(relation.stated, Claim) and is_number(relation.stated.quantity):
        return relation.stated
    printed = [claim for claim in involved(relation) if is_number(claim.quantity)]
    return max(printed, key=lambda claim: claim.quantity.value or Fraction(0), default=None)
