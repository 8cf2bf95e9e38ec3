"""Lists that one slip of the hand keeps from adding up.

A list that nothing calls whole may still be one: where a single digit changed, exchanged, lost or doubled in one figure makes the parts
meet their total, and chance would hardly do so, the figures belong together and one of them is wrong.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor, gcd

from govreport_nlp.models import Claim, Quantity

# The share of unrelated lists that would look like this, at most; for lists found by trying many wholes, less;
# more where the text says that it divides something (按地域分), and most where 其中 names the parts: three in four such lists are whole,
# and what the others leave out is far more than a slip; more still where the parts are named alike. Where the words leave no doubt
# what makes up what, or something must be wrong, a part being more than its whole, chance has nothing to explain.
CHANCE, CHANCE_OF_MANY, CHANCE_WHERE_ANNOUNCED = Fraction(1, 16), Fraction(1, 200), Fraction(1, 8)
CHANCE_OF_NAMED_PARTS, CHANCE_WHERE_ALIKE, CHANCE_WHERE_CERTAIN = Fraction(1, 2), Fraction(1), Fraction(1000)
CHANCE_OF_A_REST = Fraction(1, 32)  # of what a list leaves out


def unlikely(tried: int, parts: Sequence[Claim], whole: Claim) -> bool:
    """True where so many figures were tried as wholes, this one the last, that chance would hardly meet it to the digit.

    What counts is how many values the figures might have had: 300亿元 and 100亿元 are written in hundreds.
    """
    figures = [figure.quantity for figure in (*parts, whole)]
    if any(not _is_written_out(quantity) for quantity in figures):
        return False
    grain = gcd(*(int(_value(quantity) / min(figure.place for figure in figures)) for quantity in figures))
    rough = next(step for step in (1000, 100, 50, 10, 5, 1) if grain % step == 0)
    return tried * rough <= _value(whole.quantity) / min(figure.place for figure in figures) * CHANCE


def one_slip_off(parts: Sequence[Claim], whole: Claim, signs: Sequence[int] = (), limit: Fraction = CHANCE) -> bool:
    """True where one slip in one figure explains why the parts miss their whole, and chance explains it less often than `limit`.

    Only for figures that are written out: a range or an approximate figure has no digit to slip.
    """
    figures = [*((part.quantity, sign) for part, sign in zip(parts, signs or [1] * len(parts), strict=True)), (whole.quantity, -1)]
    if len(parts) < 2 or any(not _is_written_out(quantity) for quantity, _ in figures):
        return False
    residual = sum((sign * _value(quantity) for quantity, sign in figures), Fraction(0))
    tolerance = sum((_half(quantity) for quantity, _ in figures), Fraction(0))
    if abs(residual) <= tolerance:
        return False
    size = max(abs(_value(whole.quantity)), abs(residual))
    near = sum(_count_within(quantity, size) for quantity, _ in figures)
    coarsest = max(quantity.place for quantity, _ in figures)
    # to the digit first, which chance seldom does; else within what rounding explains
    rounded = limit if limit == CHANCE_WHERE_CERTAIN else min(limit, CHANCE_WHERE_ANNOUNCED)
    return any(
        near * max(2 * reach, coarsest) / (2 * size) <= most
        and any(_mends(quantity, -sign * residual, reach) for quantity, sign in figures)
        for reach, most in ((Fraction(0), limit), (tolerance, rounded))
    )


def one_slip_apart(first: Quantity, second: Quantity) -> bool:
    """True where one value is the other with a digit changed, or two exchanged: two facts of one name differ by more."""
    a, b = first.digits, second.digits
    if len(a) != len(b) or len(a.strip("0.")) < 3:
        return False
    wrong = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(wrong) == 2 and wrong[1] - wrong[0] == 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    return len(wrong) == 1 or swapped


def one_slip_off_share(part: Claim, whole: Claim, rate: Claim, limit: Fraction = CHANCE) -> bool:
    """True where one slip in one of three figures explains why a rate (in %) is not that of part and whole, and chance hardly would."""
    if not _is_quotient_off(part, whole, rate, Fraction(100)):
        return False
    a, b, reach = _value(part.quantity), _value(whole.quantity), _half(rate.quantity)
    meant = [100 * value / b for value in _meant(part.quantity)] + [100 * a / value for value in _meant(whole.quantity)]
    meant = [value for value in meant if 0 < value <= 100]
    chance = (len(meant) * 2 * reach + len(_shifts(rate.quantity.digits)) * 2 * reach) / 100
    return chance <= limit and any(0 < value <= 100 for value in _mending(part, whole, rate, Fraction(100)))


def one_slip_off_quotient(part: Claim, whole: Claim, quotient: Claim, scale: int = 1) -> bool:
    """True where one slip in one of three figures explains why `scale`·part/whole is not the quotient that is told.

    Chance does so too often: only for figures that words tie together.
    """
    return _is_quotient_off(part, whole, quotient, Fraction(scale)) and bool(_mending(part, whole, quotient, Fraction(scale)))


def _is_quotient_off(part: Claim, whole: Claim, quotient: Claim, scale: Fraction) -> bool:
    figures = (part.quantity, whole.quantity, quotient.quantity)
    if any(not _is_written_out(quantity) for quantity in figures):
        return False
    return abs(scale * _value(part.quantity) / _value(whole.quantity) - _value(quotient.quantity)) > _half(quotient.quantity)


def _mending(part: Claim, whole: Claim, quotient: Claim, scale: Fraction) -> list[Fraction]:
    """The quotients that would hold with one slip undone in one of the three figures."""
    a, b, c, reach = _value(part.quantity), _value(whole.quantity), _value(quotient.quantity), _half(quotient.quantity)
    if b * c == 0:
        return []
    # a slip in a figure that is rounded itself leaves what its rounding leaves
    loose_a, loose_b = scale * _half(part.quantity) / b, c * _half(whole.quantity) / b
    meant = [scale * value / b for value in _meant(part.quantity)]
    out = [value for value in meant if abs(value - c) <= reach + loose_a]
    out += [value for w in _meant(whole.quantity) if abs((value := scale * a / w) - c) <= reach + loose_b]
    return out + [value for value in _meant(quotient.quantity) if abs(scale * a / b - value) <= reach + loose_a + loose_b]


def _meant(quantity: Quantity) -> list[Fraction]:
    """The values that a figure may have been meant to have, if one slip was made in it."""
    unit, value = _tenth(quantity), _value(quantity)
    meant = [value + shift * unit for shift in _shifts(quantity.digits)] + [value * (1 + by) for by in _unit_slips(quantity)]
    return [value for value in meant if value > 0]


def _is_written_out(quantity: Quantity) -> bool:
    return bool(quantity.value and not quantity.approx and quantity.digits.strip("0."))


def _value(quantity: Quantity) -> Fraction:
    return quantity.value if quantity.value is not None else Fraction(0)


def _half(quantity: Quantity) -> Fraction:
    low, high = quantity.narrow.low, quantity.narrow.high
    return (high - low) / 2 if low is not None and high is not None else Fraction(0)


def _tenth(quantity: Quantity) -> Fraction:
    """What one unit in `_shifts` is worth: a tenth of the last written digit."""
    value, (whole, _, decimals) = _value(quantity), quantity.digits.partition(".")
    return Fraction(value.numerator, value.denominator * int(whole + decimals) * 10)


def _mends(quantity: Quantity, wanted: Fraction, reach: Fraction) -> bool:
    """True where undoing one slip changes the value by what is wanted, to within `reach`."""
    unit, shifts = _tenth(quantity), _shifts(quantity.digits)
    low, high = ((wanted - reach) / unit, (wanted + reach) / unit) if unit > 0 else ((wanted + reach) / unit, (wanted - reach) / unit)
    at = bisect_left(shifts, ceil(low))
    return (at < len(shifts) and shifts[at] <= floor(high)) or any(
        abs(_value(quantity) * by - wanted) <= reach for by in _unit_slips(quantity)
    )


def _count_within(quantity: Quantity, size: Fraction) -> int:
    reach = floor(size / abs(_tenth(quantity)))
    shifts = _shifts(quantity.digits)
    return bisect_right(shifts, reach) - bisect_left(shifts, -reach)


def _unit_slips(quantity: Quantity) -> Iterator[Fraction]:
    """万 written for 亿, 亿 for 万, 万 lost or too many: by how many times its value the figure changes."""
    larger, smaller, text = Fraction(10**4 - 1), Fraction(1, 10**4) - 1, quantity.text
    if "万亿" in text:
        return
    measured = quantity.kind in ("amount", "measure") or (quantity.kind == "count" and "." in quantity.digits)
    if "万" in text or (measured and "亿" not in text):
        yield larger
    if "亿" in text or (measured and "万" in text):
        yield smaller


@lru_cache(maxsize=8192)
def _shifts(digits: str) -> tuple[int, ...]:
    """By how much undoing a slip changes a printed number, in tenths of its last digit, ascending.

    The slips: a digit changed, two neighbours exchanged, one lost, one doubled.
    """
    places = [at for at, sign in enumerate(digits) if sign.isdecimal()]
    meant: set[str] = set()
    for at in places:
        meant.update(digits[:at] + new + digits[at + 1 :] for new in "0123456789")
    for at in range(len(digits) + 1):
        meant.update(digits[:at] + new + digits[at:] for new in "0123456789")
    for at, after in pairwise(places):
        if after == at + 1:
            meant.add(digits[:at] + digits[after] + digits[at] + digits[after + 1 :])
            if digits[at] == digits[after]:
                meant.add(digits[:at] + digits[after:])
    decimals = len(digits.partition(".")[2]) + 1
    printed = _tenths(digits, decimals)
    return tuple(sorted({_tenths(number, decimals) - printed for number in meant} - {0}))


def _tenths(number: str, decimals: int) -> int:
    whole, _, rest = number.partition(".")
    return int(whole + rest.ljust(decimals, "0")[:decimals])
