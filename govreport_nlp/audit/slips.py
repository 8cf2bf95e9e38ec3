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
_MYRIAD = Fraction(10**4)
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Slip:
    """What may have been meant: other digits, or a unit `by` times as large; the likelier the lower its `rank`."""

    rank: int
    digits: str
    by: Fraction = Fraction(1)


def slips(quantity: Quantity) -> Iterator[Slip]:
    """What may have been meant, by rank: a digit changed (0), neighbours swapped, one too many, one lost, 万 for 亿, lost or too many (4).

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
    yield from (Slip(4, quantity.digits, by) for by in (_MYRIAD, 1 / _MYRIAD) if _with_other_unit(quantity, by, at[1]) is not None)


def corrected(quantity: Quantity, slip: Slip) -> str:
    """The figure as it would have been printed without the slip."""
    start, end = _number_in(quantity) or (0, 0)
    if slip.by != 1:
        return _with_other_unit(quantity, slip.by, end) or quantity.text
    return quantity.text[:start] + _like(slip.digits, quantity.text[start:end]) + quantity.text[end:]


def _with_other_unit(quantity: Quantity, by: Fraction, end: int) -> str | None:
    """The text with a unit so many times as large (万 for 亿, 2.36万吨 for 2.36吨), where that may have been meant; its number ends at `end`."""
    number, unit = quantity.text[:end], quantity.text[end:]
    if "万亿" in unit or unit.count("万") > 1 or unit.count("亿") > 1:
        return None
    if "亿" in unit:
        return number + unit.replace("亿", "万") if by < 1 else None
    if "万" in unit and by > 1:
        return number + unit.replace("万", "亿")
    if quantity.kind not in ("amount", "measure") and not (quantity.kind == "count" and "." in quantity.digits):
        return None  # 12人 is not 12万人
    return number + (unit.replace("万", "") if by < 1 else f"万{unit}") if ("万" in unit) == (by < 1) else None


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
    for i, j in pairwise([place for place, sign in enumerate(digits) if sign.isdigit()]):  # 92.0 for 90.2 too
        yield 1, digits[:i] + digits[j] + digits[i + 1 : j] + digits[i] + digits[j + 1 :]
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
