"""Growth rates on intervals, in per cent."""

from __future__ import annotations

from fractions import Fraction

from govreport_nlp.interval.sets import Interval, ratio

_ZERO, _HUNDRED = Fraction(0), Fraction(100)
_ROOT_DIGITS = 30  # decimals of an irrational root, rounded outward: far finer than any printed rate


def growth(now: Interval, before: Interval) -> Interval:
    """Growth from `before` to `now`, in per cent (not a ratio, not percentage points).

    Raises: ValueError when `before` reaches zero, where growth has no meaning.
    Source: (now − before) / before; not for GDP, whose growth is at constant prices.
    """
    return ratio(now, before).scaled(_HUNDRED).shifted(-_HUNDRED)


def compound_growth(now: Interval, before: Interval, years: int) -> Interval:
    """Average yearly growth over `years` years, in per cent.

    Roots are irrational: an end that is no exact root is widened outward to a rational at 10⁻³⁰, so a true rate is never outside.
    Raises: ValueError when `before` reaches zero, `now` falls below zero, or `years` is below one.
    Source: (now / before)^(1/years) − 1.
    """
    if years < 1:
        raise ValueError(f"growth over {years} years has no yearly average: years must be 1 or more")
    if years == 1:
        return growth(now, before)
    x = ratio(now, before)
    if x.low is None or x.low < 0:
        raise ValueError(f"no yearly average leads from {before} to {now}: the later figure falls below zero")
    low, low_exact = _root(x.low, years)
    high, high_open = None, False
    if x.high is not None:
        high, high_exact = _root(x.high, years)
        high, high_open = (high, x.high_open) if high_exact else (high + Fraction(1, 10**_ROOT_DIGITS), True)
    return Interval(low, high, x.low_open and low_exact, high_open).scaled(_HUNDRED).shifted(-_HUNDRED)


def growth_from_delta(new: Interval, delta: Interval, direction: int = 1) -> Interval:
    """Growth in per cent where only the new value and the size of the change are written; a positive number both up and down.

    `direction` is +1 for a rise and −1 for a fall. The new value may be negative (“累计收入-30,996万元，减收39,220万元、下降476.9%”).
    Raises: ValueError when the change, or the old value (new − direction·delta), can be zero or less.
    Source: δ / (new − direction·δ) = 1 / (new/δ − direction), where every figure stands once.
    """
    return ratio(Interval.exactly(_HUNDRED), ratio(new, delta).shifted(-direction))


def _root(x: Fraction, degree: int) -> tuple[Fraction, bool]:
    """The root of x ≥ 0 and True; where it is irrational, the largest multiple of 10⁻³⁰ below it and False."""
    top, below = _whole_root(x.numerator, degree), _whole_root(x.denominator, degree)
    if top**degree == x.numerator and below**degree == x.denominator:
        return Fraction(top, below), True
    scale: int = 10**_ROOT_DIGITS
    return Fraction(_whole_root(x.numerator * scale**degree // x.denominator, degree), scale), False


def _whole_root(n: int, degree: int) -> int:
    """The largest whole number whose power does not exceed n ≥ 0."""
    if n < 2:
        return n
    guess = 1 << -(-n.bit_length() // degree)  # at or above the root: Newton's steps then only fall
    while True:
        step = ((degree - 1) * guess + n // guess ** (degree - 1)) // degree
        if step >= guess:
            return guess
        guess = step
