"""Printed figures as they may have been meant: each one slip of the hand away from what stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from govreport_nlp.audit.figures import is_number, reprinted, rescaled
from govreport_nlp.audit.power import one_digit_slips
from govreport_nlp.models import Quantity

_TO_ASCII = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_TO_FULL_WIDTH = {ord(ascii_sign): full for ascii_sign, full in zip("0123456789.,", "０１２３４５６７８９．，", strict=True)}
_PRINTED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_UNIT_SLIPS = {("万", "亿"): Fraction(10**4), ("亿", "万"): Fraction(1, 10**4)}
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Slip:
    """What may have been meant: other digits, or a unit `by` times as large; the likelier the lower its `rank`."""

    rank: int
    digits: str
    by: Fraction = Fraction(1)


def slips(quantity: Quantity) -> Iterator[Slip]:
    """What may have been meant, by rank: a digit changed (0), neighbours swapped, one too many, one lost, 万 for 亿 (4).

    Nothing where the figure is not printed in Arabic digits once: a range, 三千二百.
    """
    at = _number_in(quantity)
    if at is None:
        return
    ranks: dict[str, int] = {}
    for rank, digits in _variants(quantity.digits):
        ranks.setdefault(digits, rank)
    for digits, rank in ranks.items():
        if _NUMBER.fullmatch(digits) and digits != quantity.digits:
            yield Slip(rank, digits)
    for (old, new), by in _UNIT_SLIPS.items():
        if quantity.text.count(old) == 1 and new not in quantity.text and quantity.text.find(old) >= at[1]:
            yield Slip(4, quantity.digits, by)


def corrected(quantity: Quantity, slip: Slip) -> str:
    """The figure as it would have been printed without the slip."""
    for (old, new), by in _UNIT_SLIPS.items():
        if by == slip.by:
            return quantity.text.replace(old, new)
    start, end = _number_in(quantity) or (0, 0)
    return quantity.text[:start] + _like(slip.digits, quantity.text[start:end]) + quantity.text[end:]


def meant(quantity: Quantity, slip: Slip) -> Quantity:
    """The figure as it would have been read without the slip."""
    read = reprinted(quantity, slip.digits) if slip.by == 1 else rescaled(quantity, slip.by)
    return replace(read, text=corrected(quantity, slip))


def _number_in(quantity: Quantity) -> tuple[int, int] | None:
    """Where in a figure's text its one number is printed."""
    found = list(_PRINTED.finditer(quantity.text.translate(_TO_ASCII)))
    if len(found) != 1 or not is_number(quantity) or found[0].group().replace(",", "") != quantity.digits:
        return None
    return found[0].span()


def _variants(digits: str) -> Iterator[tuple[int, str]]:
    for changed in one_digit_slips(digits):
        yield 0, changed
    for i, (a, b) in enumerate(pairwise(digits)):
        if a.isdigit() and b.isdigit():
            yield 1, digits[:i] + b + a + digits[i + 2 :]
    for i in range(len(digits)):
        yield 2, digits[:i] + digits[i + 1 :]
    for i in range(len(digits) + 1):
        for new in "0123456789":
            yield 3, digits[:i] + new + digits[i:]


def _like(digits: str, printed: str) -> str:
    """The digits in the dress of the printed ones: full width, thousands commas."""
    plain = printed.translate(_TO_ASCII)
    if "," in plain:
        whole, point, rest = digits.partition(".")
        digits = f"{int(whole):,}{point}{rest}"
    return digits.translate(_TO_FULL_WIDTH) if printed[0] not in "0123456789" else digits
