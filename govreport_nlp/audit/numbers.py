"""Exact numbers and printed figures as a message shows them."""

from __future__ import annotations

from fractions import Fraction

from govreport_nlp.audit.equations import factor, range_ends
from govreport_nlp.audit.figures import is_number, scale
from govreport_nlp.models import Claim, Operation

_MULTIPLIERS = {10: "十", 10**2: "百", 10**3: "千", 10**4: "万", 10**6: "百万", 10**7: "千万", 10**8: "亿", 10**12: "万亿"}
_LONGEST = 8  # decimals shown at most, where a conversion from 元 to 亿元 makes many


def decimal(x: Fraction, places: int | None = None) -> str:
    """The number without exponent, rounded half away from zero to `places` (default: exactly, or at eight), no trailing zeros.

    What would round to 0 keeps its first significant digit instead: a difference of 0.0004 is not "0".
    """
    places = _LONGEST if places is None else places
    scaled = abs(x) * 10**places
    while x and scaled < Fraction(1, 2):
        places, scaled = places + 1, scaled * 10
    digits = str((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).rjust(places + 1, "0")
    shown = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") if places else digits
    return f"-{shown}" if x < 0 else shown


def display(x: Fraction, places: int | None = None) -> str:
    """The same with a real minus sign, so that it is not taken for a dash between figures."""
    return decimal(x, places).replace("-", "−")


def rounded(x: Fraction, places: int) -> Fraction:
    """The number that `decimal` shows."""
    return Fraction(decimal(x, places))


def multiplier(by: Fraction) -> str | None:
    """万 for 10000; empty for 1; None for what no multiplier stands for."""
    return "" if by == 1 else _MULTIPLIERS.get(int(by)) if by.denominator == 1 else None


def display_scale(claim: Claim) -> Fraction:
    """The scale that a figure is shown in: the printed one, or 1 where that is a conversion between units."""
    by = abs(scale(claim.quantity))  # −9.1% has the digits 9.1
    return by if multiplier(by) is not None else Fraction(1)


def figure(claim: Claim, operation: Operation, by: Fraction) -> str:
    """A figure in units of `by`: as printed where that is its own scale, with its approximator ("近3000", "2600余"), else converted."""
    quantity, rate = claim.quantity, factor(claim, operation)
    if quantity.value is None:
        return written(claim)
    if is_number(quantity) and scale(quantity) * rate == by:
        return quantity.digits.replace("-", "−") if quantity.approx is None else written(claim)
    return display(quantity.value * rate / by)


def written(claim: Claim) -> str:
    """The printed text without its unit and multiplier: "10余万元" -> "10余"."""
    ends = range_ends(claim.quantity)
    if ends is not None:
        return "～".join(display(end) for end in ends)
    shown = "".join(claim.text.split())
    for tail in (claim.unit, multiplier(display_scale(claim))):
        if tail:
            shown = shown.replace(tail, "", 1)
    return shown
