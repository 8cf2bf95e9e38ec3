"""What a printed number may mean: its narrow and its wide interval, by the way it was rounded and the words around it.

Narrow bounds follow the annotation guide word for word; wide ones admit any reading that a fair person would (truncation instead of
rounding, a round figure given for a counted one).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from govreport_nlp.interval import Interval
from govreport_nlp.numerals import Number

Bounds = tuple[Interval, Interval]

# A plain integer with this many trailing zeros may be a round figure (2000份).
ROUND_FIGURE_ZEROS = 3
TENTH, FIFTH = Fraction(1, 10), Fraction(1, 5)


def printed(number: Number, *, integer: bool, rounds: bool) -> Bounds:
    """A number without an approximator; `rounds` is True for units whose integers are rounded figures too (48 % is 47.5 to 48.5)."""
    value, place = number.value, number.place
    if value and (number.rounded or rounds):  # 0万元 is nothing at all
        half = place / 2
        narrow = Interval(value - half, value + half, high_open=True)
        return narrow, Interval(value - place, value + place, True, True)
    exact = Interval(value, value, integer=integer)
    if number.step / place >= 10**ROUND_FIGURE_ZEROS and value:
        half = number.step / 2
        return exact, Interval(value - half, value + half, high_open=True, integer=integer)
    return exact, exact


def _some(number: Number) -> Bounds:
    """2600余: more than 2600, less than the next step of its last digit (no lattice: the command prints 2600 and 2700).

    Widely, 2600 itself: the parts of 共98余件 may well be 98.
    """
    most = number.value + number.step
    return Interval(number.value, most, True, True), Interval(number.value, most, False, True)


def _about(number: Number) -> Bounds:
    value = number.value
    share = FIFTH if value / number.step < 10 else TENTH  # one significant digit
    return Interval(value * (1 - TENTH), value * (1 + TENTH)), Interval(value * (1 - share), value * (1 + share))


def _near(number: Number) -> Bounds:
    value = number.value
    return Interval(value * (1 - TENTH), value), Interval(value * (1 - FIFTH), value)


def _at_least(number: Number) -> Bounds:
    interval = Interval(number.value, None)
    return interval, interval


def _at_most(number: Number) -> Bounds:
    interval = Interval(None, number.value)
    return interval, interval


BY_SENSE: dict[str, Callable[[Number], Bounds]] = {
    "some": _some,
    "about": _about,
    "near": _near,
    "over": _at_least,
    "at_least": _at_least,
    "at_most": _at_most,
    "under": _at_most,
}


def approximate(number: Number, sense: str) -> Bounds:
    """The intervals of a number with an approximator of the given sense (lexicon/approximators.toml)."""
    return BY_SENSE[sense](number)
