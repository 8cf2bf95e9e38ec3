"""Lists that one slip of the hand keeps from adding up.

A list that nothing calls whole may still be one: where a single digit changed, exchanged, lost or doubled in one figure makes the parts
meet their total, and chance would hardly do so, the figures belong together and one of them is wrong.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from govreport_nlp.models import Claim, Quantity

# The share of unrelated lists that would look like this, at most; for lists found by trying many wholes, less;
# more where the text says that it divides something (按地域分).
CHANCE, CHANCE_OF_MANY, CHANCE_WHERE_ANNOUNCED = Fraction(1, 16), Fraction(1, 200), Fraction(1, 8)


def one_slip_off(parts: Sequence[Claim], whole: Claim, signs: Sequence[int] = (), limit: Fraction = CHANCE) -> bool:
    """True where one slip in one figure explains why the parts miss their whole, and chance explains it less often than `limit`.

    Only for figures that are written out: a range or an approximate figure has no digit to slip.
    """
    figures = [*((part.quantity, sign) for part, sign in zip(parts, signs or [1] * len(parts), strict=True)), (whole.quantity, -1)]
    if len(parts) < 2 or any(quantity.value is None or quantity.approx or not quantity.digits for quantity, _ in figures):
        return False
    residual = sum((sign * (quantity.value or Fraction(0)) for quantity, sign in figures), Fraction(0))
    tolerance = sum((_half(quantity) for quantity, _ in figures), Fraction(0))
    if abs(residual) <= tolerance:
        return False
    shifts = [sign * shift for quantity, sign in figures for shift in _shifts(quantity)]
    size = max(abs(whole.quantity.value or Fraction(0)), abs(residual))
    near = len({shift for shift in shifts if abs(shift) <= size})
    # to the digit first, which chance seldom does; else within what rounding explains
    for reach in (Fraction(0), tolerance):
        step = max(2 * reach, max(quantity.place for quantity, _ in figures))
        if any(abs(residual + shift) <= reach for shift in shifts) and near * step / (2 * size) <= limit:
            return True
    return False


def _half(quantity: Quantity) -> Fraction:
    low, high = quantity.narrow.low, quantity.narrow.high
    return (high - low) / 2 if low is not None and high is not None else Fraction(0)


def _shifts(quantity: Quantity) -> Iterator[Fraction]:
    """By how much the value changes if one slip is undone."""
    printed = Fraction(quantity.digits)
    if not printed or quantity.value is None:
        return
    scale = quantity.value / printed
    for meant in _meant(quantity.digits):
        yield (Fraction(meant) - printed) * scale
    for old, by in (("万", Fraction(10**4)), ("亿", Fraction(1, 10**4))):
        if old in quantity.text and "万亿" not in quantity.text:
            yield quantity.value * (by - 1)


@lru_cache(maxsize=4096)
def _meant(digits: str) -> tuple[str, ...]:
    """The numbers that a slip may have turned into this one: a digit changed, two neighbours exchanged, one lost, one doubled."""
    places = [at for at, sign in enumerate(digits) if sign.isdecimal()]
    out: set[str] = set()
    for at in places:
        out.update(digits[:at] + new + digits[at + 1 :] for new in "0123456789")
        out.update(digits[:at] + new + digits[at:] for new in "0123456789")
    for at, after in itertools.pairwise(places):
        if after == at + 1:
            out.add(digits[:at] + digits[after] + digits[at] + digits[after + 1 :])
            if digits[at] == digits[after]:
                out.add(digits[:at] + digits[after:])
    out.discard(digits)
    return tuple(sorted(out))
