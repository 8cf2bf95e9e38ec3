"""A relation with other digits in one of its figures, tried without computing it anew for each."""

from __future__ import annotations

from govreport_nlp.audit.equations import DIRECTED, Reading, factor, holds, implied, is_round, sides, stated, with_figure
from govreport_nlp.audit.figures import ROUND_ZEROS, as_number, decimals, reprinted, scale
from govreport_nlp.interval import Steps, steps_to_meet
from govreport_nlp.models import Claim, Operation, Quantity, Relation

_LINEAR = (Operation.SUM, Operation.AT_MOST, Operation.EQUAL)


class Trial:
    """Whether a relation would hold, under one reading, if other digits were printed in one of its figures (`claim.quantity` has a number).

    Digits of one precision move the figure by whole units of the last of them, and where that moves one side of the equation as a whole,
    the relation holds for a run of them, which is computed once.
    """

    def __init__(self, relation: Relation, claim: Claim, reading: Reading) -> None:
        self._relation, self._claim, self._reading = relation, claim, reading
        self._round = is_round(claim.quantity)
        self._runs: dict[tuple[int, bool], tuple[int, Steps | None]] = {}

    def holds(self, digits: str) -> bool | None:
        """True where it would, False where it would not, None where nothing could be computed."""
        kind = decimals(digits), self._round and digits.endswith(ROUND_ZEROS)  # the figure stays as precise, and as round
        if kind not in self._runs:
            self._runs[kind] = as_number(digits), self.run(digits)
        first, run = self._runs[kind]
        if run is None:
            return self.holds_with(reprinted(self._claim.quantity, digits))
        return run.hold(as_number(digits) - first)

    def holds_with(self, meant: Quantity) -> bool | None:
        """The same for any other reading of the figure."""
        return holds(with_figure(self._relation, self._claim, meant), self._reading)

    def run(self, digits: str) -> Steps | None:
        """By how many units of its last digit the figure, with these digits, may be moved; None where no run of them is known."""
        quantity = reprinted(self._claim.quantity, digits)
        unit = scale(self._claim.quantity) / 10 ** decimals(digits)
        if unit.denominator != 1 and (quantity.narrow.integer or quantity.wide.integer):
            return None
        weights = self._weights()
        if weights is None:
            return None
        relation = with_figure(self._relation, self._claim, quantity)
        left, right = implied(relation, self._reading), stated(relation, self._reading)
        if left is None or right is None:
            return None
        left, right = sides(relation, left, right)
        unit *= factor(self._claim, relation.operation)
        by_left, by_right = weights
        return steps_to_meet(right, left, unit * by_right) if by_right else steps_to_meet(left, right, unit * by_left)

    def _weights(self) -> tuple[int, int] | None:
        """How many times the figure counts on the left and on the right of the equation, one of them 0; None where that is no plain sum."""
        relation, name = self._relation, self._claim.id
        signs = relation.signs or (1,) * len(relation.operands)
        among = [sign for x, sign in zip(relation.operands, signs, strict=False) if x.id == name]
        is_stated = isinstance(relation.stated, Claim) and relation.stated.id == name
        if bool(among) == is_stated or (among and relation.operation not in _LINEAR):
            return None
        return (0, -1 if relation.direction < 0 and relation.operation in DIRECTED else 1) if is_stated else (sum(among), 0)
