"""A printed figure read anew with other digits, and the scale that it is printed in."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from govreport_nlp.audit.equations import is_round
from govreport_nlp.interval import Interval
from govreport_nlp.models import Quantity

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ROUND_ZEROS = "000"  # RULES §1: three and more trailing zeros may be a round figure


def is_number(quantity: Quantity) -> bool:
    """True where one value is printed in digits: not for a range, nor for 翻一番 if the reader gave it none."""
    return quantity.value is not None and _NUMBER.fullmatch(quantity.digits) is not None


def decimals(digits: str) -> int:
    """How many decimals are printed."""
    return len(digits.partition(".")[2])


def as_number(digits: str) -> int:
    """A printed number in units of its last digit: 14529 for "145.29"."""
    return int(digits.replace(".", ""))


def scale(quantity: Quantity) -> Fraction:
    """What one printed unit is in base units: 145.29万元 -> 10000. 1 where no single number is printed."""
    if not is_number(quantity):
        return Fraction(1)
    printed, below = as_number(quantity.digits), int(10 ** decimals(quantity.digits))
    if printed == 0 or quantity.value is None:
        return quantity.place * Fraction(below)
    return Fraction(quantity.value.numerator * below, quantity.value.denominator * printed)


def reprinted(quantity: Quantity, digits: str) -> Quantity:
    """The quantity as it would be read with other digits in the same place.

    Its intervals move with its value; a rounded figure with fewer decimals becomes coarser.
    """
    unit, old = scale(quantity), quantity.digits
    by = (Fraction(as_number(digits), 10 ** decimals(digits)) - Fraction(as_number(old), 10 ** decimals(old))) * unit
    fewer = decimals(old) - decimals(digits)
    value = None if quantity.value is None else quantity.value + by
    narrow, wide = quantity.narrow.shifted(by), quantity.wide.shifted(by)
    if fewer and _same_ends(quantity.narrow, Interval.printed(old, abs(unit))):
        narrow = Interval.printed(digits, abs(unit))
        if _same_ends(quantity.wide, Interval.printed_wide(old, abs(unit))):
            wide = Interval.printed_wide(digits, abs(unit))
    elif is_round(quantity) and not digits.endswith(ROUND_ZEROS):
        wide = narrow  # 2000份 may be round; with one digit changed to 2001 it no longer looks so
    place = quantity.place * Fraction(10) ** fewer if fewer else quantity.place
    return replace(quantity, digits=digits, value=value, narrow=narrow, wide=wide, place=place)


def rescaled(quantity: Quantity, by: Fraction) -> Quantity:
    """The quantity in a unit `by` times as large (万 read as 亿: 10000)."""
    value = None if quantity.value is None else quantity.value * by
    return replace(quantity, value=value, narrow=quantity.narrow.scaled(by), wide=quantity.wide.scaled(by), place=quantity.place * by)


def _same_ends(a: Interval, b: Interval) -> bool:
    return a.low == b.low and a.high == b.high
