"""Exact intervals: what a printed number may mean, and arithmetic on it.

An end is a `Fraction` or None (no end on that side), and closed or open. An interval of integers is a lattice: its ends are tightened to
closed integers, so (2600, 2700) of 件 is {2601 … 2699}. Every operation gives a set that contains all true results; where both operands
are known only as intervals it gives exactly the hull. Floats are refused everywhere.
"""

from govreport_nlp.interval.moves import Steps, steps_to_meet
from govreport_nlp.interval.rates import compound_growth, growth, growth_from_delta
from govreport_nlp.interval.sets import Exact, Interval, exact, product, ratio, total

__all__ = [
    "Exact",
    "Interval",
    "Steps",
    "compound_growth",
    "exact",
    "growth",
    "growth_from_delta",
    "product",
    "ratio",
    "steps_to_meet",
    "total",
]
