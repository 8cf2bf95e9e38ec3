"""The interval: a set of exact numbers with open or closed ends, and the operations that need nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Exact = int | Fraction | Decimal | str
"""What is accepted as a number: never a float."""

_ZERO = Fraction(0)


def exact(x: Exact) -> Fraction:
    """The number as a Fraction ("1.2e4", Decimal and int are exact).

    Raises: TypeError for a float, which has already lost what was printed.
    """
    if isinstance(x, Fraction):
        return x
    if isinstance(x, float):
        raise TypeError(f"{x!r} is a float: write it as text, Fraction or Decimal")
    return Fraction(x)


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`; None = no end on that side. `integer`: only the whole numbers among them.

    Raises: ValueError when no number lies between the ends; TypeError for a float.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
    integer: bool = False

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        exact_ends = type(low) is Fraction and type(high) is Fraction
        if not exact_ends or (self.integer and not (low is high and low.denominator == 1)):  # type: ignore[union-attr]
            low, high, low_open, high_open = _tight(low, high, self.low_open, self.high_open, self.integer)
            for name, tight in (("low", low), ("high", high), ("low_open", low_open), ("high_open", high_open)):
                object.__setattr__(self, name, tight)
        if low is not None and high is not None and (low is not high or self.low_open or self.high_open):
            order = low.numerator * high.denominator - high.numerator * low.denominator
            if order > 0 or (order == 0 and (self.low_open or self.high_open)):
                raise ValueError(f"no number lies in {self}")

    def __str__(self) -> str:
        return _shown(self.low, self.high, self.low_open, self.high_open, self.integer)

    # ── making one ──

    @classmethod
    def exactly(cls, x: Exact, integer: bool = False) -> Interval:
        """The one number `x`."""
        point = exact(x)
        return cls(point, point, integer=integer)

    @classmethod
    def between(
        cls, low: Exact | None, high: Exact | None, *, low_open: bool = False, high_open: bool = False, integer: bool = False
    ) -> Interval:
        """From `low` to `high` (None = no end). Raises ValueError when they are inverted: that is for a rule to report, not for a set."""
        return cls(None if low is None else exact(low), None if high is None else exact(high), low_open, high_open, integer)

    @classmethod
    def at_least(cls, x: Exact, *, is_open: bool = False, integer: bool = False) -> Interval:
        """[x, ∞), or (x, ∞) when `is_open`. 以上 includes the number, 超过 does not (Civil Code, art. 1259)."""
        return cls(exact(x), None, low_open=is_open, integer=integer)

    @classmethod
    def at_most(cls, x: Exact, *, is_open: bool = False, integer: bool = False) -> Interval:
        """(−∞, x], or (−∞, x) when `is_open`."""
        return cls(None, exact(x), high_open=is_open, integer=integer)

    @classmethod
    def printed(cls, digits: str, scale: Exact = 1) -> Interval:
        """What rounds to the printed digits: "145.29" × 10⁴ → [1452850, 1452950), halves away from zero.

        Half a unit of the last written digit to each side, zeros included. Raises ValueError where `digits` is no ASCII number.
        """
        n, top, below = _read(digits, scale)
        low, high = Fraction((2 * n - 1) * top, 2 * below), Fraction((2 * n + 1) * top, 2 * below)
        return cls(low, high, low_open=True) if n < 0 else cls(low, high, high_open=True)

    @classmethod
    def printed_wide(cls, digits: str, scale: Exact = 1) -> Interval:
        """What a fair person may have printed so, cut or rounded up: one unit of the last digit to each side, ends open."""
        n, top, below = _read(digits, scale)
        return cls(Fraction((n - 1) * top, below), Fraction((n + 1) * top, below), True, True)

    # ── asking it ──

    @property
    def is_point(self) -> bool:
        """True for exactly one number."""
        return self.low is not None and self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """True when both ends are there."""
        return self.low is not None and self.high is not None

    def contains(self, x: Exact) -> bool:
        """True when the number `x` is one of these."""
        n = exact(x)
        if self.integer and n.denominator != 1:
            return False
        above = self.low is None or n > self.low or (n == self.low and not self.low_open)
        return above and (self.high is None or n < self.high or (n == self.high and not self.high_open))

    def meets(self, other: Interval) -> bool:
        """True when some number is in both (a whole one where either is a lattice)."""
        if self.integer != other.integer:
            return self.intersection(other) is not None
        return _not_above(self, other) and _not_above(other, self)

    def intersection(self, other: Interval) -> Interval | None:
        """The numbers in both; None when there is none."""
        low, low_open = _higher_low(self, other)
        high, high_open = _lower_high(self, other)
        integer = self.integer or other.integer
        low, high, low_open, high_open = _tight(low, high, low_open, high_open, integer)
        if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
            return None
        return Interval(low, high, low_open, high_open, integer)

    # ── arithmetic ──

    def __neg__(self) -> Interval:
        low = None if self.high is None else -self.high
        high = low if self.high is self.low else None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open, self.integer)

    def __add__(self, other: Interval) -> Interval:
        return total((self, other))

    def __sub__(self, other: Interval) -> Interval:
        return total((self, other), (1, -1))

    def shifted(self, by: Exact) -> Interval:
        """Every number plus `by`; a lattice stays one only under a whole shift."""
        d = exact(by)
        low = None if self.low is None else self.low + d
        high = low if self.high is self.low else None if self.high is None else self.high + d
        return Interval(low, high, self.low_open, self.high_open, self.integer and d.denominator == 1)

    def scaled(self, factor: Exact) -> Interval:
        """Every number times `factor`; a negative one swaps the ends and their openness. Lattice only under a whole factor."""
        k = exact(factor)
        if k == 0:
            return Interval(_ZERO, _ZERO, integer=self.integer)
        low = None if self.low is None else self.low * k
        high = low if self.high is self.low else None if self.high is None else self.high * k
        ends = (low, self.low_open), (high, self.high_open)
        (low, low_open), (high, high_open) = ends if k > 0 else ends[::-1]
        return Interval(low, high, low_open, high_open, self.integer and k.denominator == 1)

    def times(self, other: Interval) -> Interval:
        """All products x·y. Nothing times 0 is 0, also where the other side has no end: every number there is finite."""
        corners = [_corner(x, y) for x in _ends(self) for y in _ends(other)]
        low, high = min(v for v, _ in corners), max(v for v, _ in corners)
        return Interval(
            low if isinstance(low, Fraction) else None,
            high if isinstance(high, Fraction) else None,
            all(is_open for v, is_open in corners if v == low),
            all(is_open for v, is_open in corners if v == high),
            self.integer and other.integer,
        )

    def ratio(self, other: Interval) -> Interval:
        """All quotients x/y (a plain number, not per cent). Raises ValueError when `other` reaches zero."""
        return ratio(self, other)


# ── equations over several figures ──


def total(intervals: Iterable[Interval], signs: Sequence[Exact] = ()) -> Interval:
    """Σ sign·x; signs default to +1. A lattice only when every operand is one and every sign is whole. The empty sum is {0}.

    Raises: ValueError when there are signs, but not one for each operand.
    """
    xs = tuple(intervals)
    if signs:
        if len(signs) != len(xs):
            raise ValueError(f"{len(xs)} operands but {len(signs)} signs: give one sign for each, or none")
        xs = tuple(x if s == 1 else x.scaled(s) for x, s in zip(xs, signs, strict=True))
    low = _sum([x.low for x in xs])
    return Interval(
        low,
        low if all(x.high is x.low for x in xs) else _sum([x.high for x in xs]),
        any(x.low_open for x in xs),
        any(x.high_open for x in xs),
        all(x.integer for x in xs),
    )


def product(intervals: Iterable[Interval]) -> Interval:
    """Π x; the empty product is {1}."""
    result = Interval.exactly(1, integer=True)
    for x in intervals:
        result = result.times(x)
    return result


def ratio(a: Interval, b: Interval) -> Interval:
    """All quotients x/y as plain numbers (not per cent).

    Raises: ValueError when `b` reaches zero or less; (0, h] is allowed and leaves the quotient without an end.
    """
    if b.low is None or b.low < 0 or (b.low == 0 and not b.low_open):
        raise ValueError(f"cannot divide by {b}: it reaches zero")
    reciprocal = Interval(
        _ZERO if b.high is None else 1 / b.high,
        None if b.low == 0 else 1 / b.low,
        b.high is None or b.high_open,
        b.low_open,
    )
    return a.times(reciprocal)


# ── ends ──


def _tight(
    low: Fraction | None, high: Fraction | None, low_open: bool, high_open: bool, integer: bool
) -> tuple[Fraction | None, Fraction | None, bool, bool]:
    """The same set with exact ends: no openness at a missing end, closed whole ends on a lattice."""
    if low is None:
        low_open = False
    elif type(low) is not Fraction:
        low = exact(low)
    if high is None:
        high_open = False
    elif type(high) is not Fraction:
        high = exact(high)
    if integer:
        if low is not None and (low_open or low.denominator != 1):
            low = Fraction(math.floor(low) + 1 if low_open else math.ceil(low))
        if high is not None and (high_open or high.denominator != 1):
            high = Fraction(math.ceil(high) - 1 if high_open else math.floor(high))
        low_open = high_open = False
    return low, high, low_open, high_open


def _not_above(a: Interval, b: Interval) -> bool:
    """True when `a` does not lie wholly above `b`."""
    if a.low is None or b.high is None or a.low < b.high:
        return True
    return a.low == b.high and not (a.low_open or b.high_open)


def _higher_low(a: Interval, b: Interval) -> tuple[Fraction | None, bool]:
    if a.low is None or b.low is None:
        return (b.low, b.low_open) if a.low is None else (a.low, a.low_open)
    if a.low == b.low:
        return a.low, a.low_open or b.low_open
    return (a.low, a.low_open) if a.low > b.low else (b.low, b.low_open)


def _lower_high(a: Interval, b: Interval) -> tuple[Fraction | None, bool]:
    if a.high is None or b.high is None:
        return (b.high, b.high_open) if a.high is None else (a.high, a.high_open)
    if a.high == b.high:
        return a.high, a.high_open or b.high_open
    return (a.high, a.high_open) if a.high < b.high else (b.high, b.high_open)


_End = tuple[Fraction | float, bool]  # the float is only ever ±infinity: a missing end, so that min and max can compare


def _ends(x: Interval) -> tuple[_End, _End]:
    low: _End = (-math.inf, True) if x.low is None else (x.low, x.low_open)
    high: _End = (math.inf, True) if x.high is None else (x.high, x.high_open)
    return low, high


def _corner(x: _End, y: _End) -> _End:
    """A product of two ends, and whether it is only approached. A closed 0 is reached whatever the other side does."""
    (a, a_open), (b, b_open) = x, y
    if a == 0 or b == 0:
        return _ZERO, not ((a == 0 and not a_open) or (b == 0 and not b_open))
    return a * b, a_open or b_open


def _sum(ends: Sequence[Fraction | None]) -> Fraction | None:
    """Their sum over one common denominator (one reduction, not one an operand); None when an end is missing."""
    top, below = 0, 1
    for end in ends:
        if end is None:
            return None
        n, d = end.numerator, end.denominator
        if d == below:
            top += n
        else:
            common = math.lcm(below, d)
            top, below = top * (common // below) + n * (common // d), common
    return Fraction(top, below)


def _read(digits: str, scale: Exact) -> tuple[int, int, int]:
    """The digits of a printed ASCII number without its point, and what one unit of the last digit is: numerator and denominator."""
    plain = digits.replace(",", "")
    whole, _, decimals = plain.partition(".")
    if not (plain.isascii() and (whole.removeprefix("-") + decimals).isdigit()):
        raise ValueError(f'"{digits}" is not a printed number: expected ASCII digits such as "145.29"')
    k = scale if type(scale) is int else exact(scale)
    return int(whole + decimals), k.numerator, 10 ** len(decimals) * k.denominator


def _shown(low: Fraction | None, high: Fraction | None, low_open: bool, high_open: bool, integer: bool) -> str:
    """Notation for messages to programmers: [2600, 2700), {2601 … 2699}."""
    a, b = "−∞" if low is None else str(low), "∞" if high is None else str(high)
    if integer:
        return f"{{{a}}}" if low == high and low is not None else f"{{{a} … {b}}}"
    return f"{'(' if low_open or low is None else '['}{a}, {b}{')' if high_open or high is None else ']'}"
