"""Printed figures as they may have been meant: each one slip of the hand away from what stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from govreport_nlp.audit.figures import is_number, reprinted, rescaled
from govreport_nlp.audit.power import one_digit_slips
from govreport_nlp.models import Quantity

_TO_ASCII = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_TO_FULL_WIDTH = {ord(ascii_sign): full for ascii_sign, full in zip("0123456789.,", "０１２３４５６７８９．，", strict=True)}
_PRINTED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")


def corrections(quantity: Quantity) -> Iterator[tuple[int, Quantity]]:
    """What may have been meant, with the rank of the slip: a digit changed (0), neighbours swapped, one too many, one lost, 万 for 亿 (4).

    Nothing where the figure is not printed in Arabic digits once: a range, 三千二百.
    """
    plain = quantity.text.translate(_TO_ASCII)
    found = list(_PRINTED.finditer(plain))
    if len(found) != 1 or not is_number(quantity) or found[0].group().replace(",", "") != quantity.digits:
        return
    at = found[0]
    ranks: dict[str, int] = {}
    for rank, digits in _variants(quantity.digits):
        ranks.setdefault(digits, rank)
    for digits, rank in ranks.items():
        if _NUMBER.fullmatch(digits) and digits != quantity.digits:
            text = quantity.text[: at.start()] + _like(digits, quantity.text[at.start() : at.end()]) + quantity.text[at.end() :]
            yield rank, replace(reprinted(quantity, digits), text=text)
    for old, new, by in (("万", "亿", Fraction(10**4)), ("亿", "万", Fraction(1, 10**4))):
        if quantity.text.count(old) == 1 and new not in quantity.text and quantity.text.find(old) >= at.end():
            yield 4, replace(rescaled(quantity, by), text=quantity.text.replace(old, new))


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
