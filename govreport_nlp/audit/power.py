"""How well a check would have noticed a slip: it is no evidence that a check passes which could hardly fail."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from govreport_nlp.audit.equations import Reading, involved, is_round
from govreport_nlp.audit.figures import as_number, is_number
from govreport_nlp.audit.trials import Trial
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
    trial = Trial(relation, claim, reading)
    run = None if is_round(claim.quantity) else trial.run(claim.quantity.digits)
    if run is not None:
        moves = _moves(claim.quantity.digits)
        return (len(moves) - run.count_of(moves)) / len(moves)
    verdicts = [trial.holds(digits) for digits in one_digit_slips(claim.quantity.digits)]
    return verdicts.count(False) / len(verdicts)


@lru_cache(maxsize=8192)
def _moves(digits: str) -> tuple[int, ...]:
    """By how much each slip of one digit changes the printed number, in units of its last digit, ascending."""
    return tuple(sorted(as_number(slipped) - as_number(digits) for slipped in one_digit_slips(digits)))


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
