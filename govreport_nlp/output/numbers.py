"""Exact numbers as text: for a machine (`decimal_text`) and for a person (`reading`)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from govreport_nlp.models import Quantity

_MULTIPLIERS = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4))

Rounding = Literal["down", "up", "nearest"]


def decimal_text(number: Fraction, rounding: Rounding = "nearest") -> str:
    """The number as a decimal without exponent: exact where its digits end, else at two decimals ("33.33", rounded "up" "33.34")."""
    places = _decimals(number.denominator)
    if places is None:
        places, scaled = 2, number * 100
        whole = math.floor(scaled) if rounding == "down" else math.ceil(scaled) if rounding == "up" else round(scaled)
    else:
        whole = int(number * 10**places)
    sign, digits = ("-" if whole < 0 else ""), str(abs(whole)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _decimals(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator needs; None where they never end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def low_text(quantity: Quantity) -> str | None:
    """The lower end of the usual reading; None where it is open."""
    return None if quantity.narrow.low is None else decimal_text(quantity.narrow.low, "down")


def high_text(quantity: Quantity) -> str | None:
    """The upper end of the usual reading; None where it is open."""
    return None if quantity.narrow.high is None else decimal_text(quantity.narrow.high, "up")


def value_text(quantity: Quantity) -> str | None:
    """The value that is written; None where no single one is (a range)."""
    return None if quantity.value is None else decimal_text(quantity.value)


def reading(quantity: Quantity) -> str:
    """What the figure means, for a person: "145.29万元" -> "145.285～145.295 万元", "至少18天" -> "≥ 18 天"."""
    low, high = quantity.narrow.low, quantity.narrow.high
    name, scale = _multiplier([end for end in (low, high) if end is not None], quantity.unit)
    lower = None if low is None else grouped(decimal_text(low / scale, "down"))
    upper = None if high is None else grouped(decimal_text(high / scale, "up"))
    if lower is None and upper is None:
        return quantity.text
    shown = f"≤ {upper}" if lower is None else f"≥ {lower}" if upper is None else lower if low == high else f"{lower}～{upper}"
    return f"{shown} {name}{quantity.unit or ''}".rstrip()


def _multiplier(ends: Sequence[Fraction], unit: str | None) -> tuple[str, int]:
    """The largest of 万亿, 亿, 万 that leaves short decimals; none for rates."""
    if unit not in ("%", "‰", "百分点"):
        for name, scale in _MULTIPLIERS:
            if max(map(abs, ends), default=0) >= scale and all((end * 1000 / scale).denominator == 1 for end in ends):
                return name, scale
    return "", 1


def grouped(number: str) -> str:
    """A decimal text with its thousands set off: "1452850" -> "1,452,850"."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, point, decimals = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{decimals}"
