"""By how many steps an interval may be moved so that it still meets another one."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from govreport_nlp.interval.sets import Interval


class Steps(NamedTuple):
    """The whole numbers from `least` to `most`; None = no end on that side."""

    least: int | None
    most: int | None

    def hold(self, number: int) -> bool:
        """True where the number is one of them."""
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)

    def count_of(self, numbers: Sequence[int]) -> int:
        """How many of these ascending numbers are among them."""
        below = 0 if self.least is None else bisect_left(numbers, self.least)
        return max(0, (len(numbers) if self.most is None else bisect_right(numbers, self.most)) - below)


NEVER = Steps(1, 0)


def steps_to_meet(moved: Interval, other: Interval, step: Fraction) -> Steps | None:
    """The numbers k for which `moved`, shifted by k·`step`, meets `other`; None where they need not be a run.

    They are none where a lattice leaves its lattice: under a step that is not whole. Nor is there a run for a step of 0.
    """
    if step < 0:
        return steps_to_meet(-moved, -other, -step)
    if not step:
        return None
    if moved.integer or other.integer:
        if step.denominator != 1:
            return None
        try:
            moved, other = _whole(moved), _whole(other)
        except ValueError:  # no whole number in it
            return NEVER
    least = most = None
    if other.low is not None and moved.high is not None:
        steps = (other.low - moved.high) / step
        least = math.floor(steps) + 1 if other.low_open or moved.high_open else math.ceil(steps)
    if other.high is not None and moved.low is not None:
        steps = (other.high - moved.low) / step
        most = math.ceil(steps) - 1 if other.high_open or moved.low_open else math.floor(steps)
    return Steps(least, most)


def _whole(x: Interval) -> Interval:
    return x if x.integer else Interval(x.low, x.high, x.low_open, x.high_open, integer=True)
