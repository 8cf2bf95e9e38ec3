"""Digits and Chinese numerals to exact numbers: "１．２", "三千二百", "百分之五", "四亿零七百万".

Everything works on the *shadow* of a text: the same length, character for character, with full-width digits, odd signs and traditional
characters replaced, so that an offset in the shadow is an offset in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from govreport_nlp import lexicon
from govreport_nlp.errors import LexiconError

DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
POWER = {"十": 10, "百": 100, "千": 1000}
MYRIAD = {"万": 10**4, "亿": 10**8, "万亿": 10**12}

# Number words that a scanner may look for in a shadow.
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[ ]\d{4})+(?=\s*[万亿])|\d(?:[ ]\d){2,}(?:[ ]?\.[ ]?\d)?(?!\d)|\d+(?:\.\d+)?)"
CJK = r"(?:[零一二三四五六七八九十百千万亿两廿]+(?:点[零一二三四五六七八九]+)?)"
MULTIPLIER = r"(?:万亿|千万|百万|十万|千亿|百亿|亿|万)"


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number and how finely it was written.

    `digits` is the printed number in ASCII ("145.29"), without multiplier; `place` the value of one unit of its last written digit,
    `step` that of its last digit which is not zero, both with the multiplier (2600: place 1, step 100; 1.2万: place and step 1000).
    `rounded` is True where the writing itself rounds: a decimal point, or 万 and 亿 behind the last digit.
    """

    digits: str
    value: Fraction
    place: Fraction
    step: Fraction
    rounded: bool


@cache
def _shadow_map() -> dict[int, str]:
    out: dict[int, str] = {}
    for group, pairs in lexicon.table("characters").items():
        for left, right in pairs.items():
            if len(left) != len(right):
                raise LexiconError(f'lexicon/characters.toml: [{group}] "{left}" and "{right}" differ in length; every character needs its twin')
            out |= {ord(a): b for a, b in zip(left, right, strict=True)}
    return out


def shadow(text: str) -> str:
    """The text with every odd form of a digit, sign or traditional character replaced by its plain one; the same length."""
    return text.translate(_shadow_map())


def multiplier(word: str) -> int:
    """万亿 -> 10^12, 千万 -> 10^7, the empty word -> 1."""
    out = 1
    for char in word:
        out *= POWER.get(char) or MYRIAD[char]
    return out


def arabic(written: str, times: int = 1) -> Number:
    """A number in digits ("2,275", "7 4 7 7 2", "145.29") times a multiplier.

    Raises: ValueError when it is no number.
    """
    digits = written.replace(",", "").replace(" ", "")
    value = Fraction(digits)
    whole, _, decimals = digits.partition(".")
    place = Fraction(1, 10 ** len(decimals)) * times
    significant = (whole + decimals).rstrip("0")
    zeros = len(whole + decimals) - len(significant) if significant else 0
    return Number(digits, value * times, place, place * 10**zeros, bool(decimals) or times > 1)


def chinese(written: str) -> Number:
    """A number in Chinese numerals: "二百八十八", "四亿零七百万", "三十点五", "二〇一七" (digit by digit).

    Raises: ValueError when the characters make no number.
    """
    whole, _, decimals = written.partition("点")
    if len(whole) > 1 and all(char in DIGIT for char in whole):
        value, place = int("".join(str(DIGIT[char]) for char in whole)), 1
    else:
        value, place = _positional(whole)
    myriads = place >= MYRIAD["万"]
    if decimals:
        fraction = "".join(str(DIGIT[char]) for char in decimals)
        number = Fraction(f"{value}.{fraction}")
        return Number(f"{value}.{fraction}", number, Fraction(1, 10 ** len(fraction)), Fraction(1, 10 ** len(fraction.rstrip("0"))), True)
    return Number(str(value), Fraction(value), Fraction(place), Fraction(place), myriads)


def _positional(written: str) -> tuple[int, int]:
    """The value, and the last place that is named (六十亿 -> 10亿)."""
    total = section = 0
    digit: int | None = None
    place = 1
    last_power = 1
    for char in written:
        if char in DIGIT:
            digit, place, last_power = DIGIT[char], 1, 1
            continue
        if char == "廿":
            section, digit, place, last_power = section + 20, None, 10, 10
            continue
        if char in POWER:
            section += (1 if digit is None else digit) * POWER[char]
            digit, place, last_power = None, POWER[char], POWER[char]
            continue
        if char not in MYRIAD:
            raise ValueError(f"no numeral: {written!r}")
        section += digit or 0
        if not section and not total:
            section = 1
        scale = MYRIAD[char]
        # 二百万亿: the second myriad multiplies all that stands before it; 四亿零七百万: it opens a lower section
        if total and (not section or total < scale):
            total, section = (total + section) * scale, 0
        else:
            total, section = total + section * scale, 0
        place = last_power * scale if digit is None and last_power > 1 else place * scale if digit is None else scale
        digit, last_power = None, place
    if digit:
        # 一万五, 三百二: a bare last digit stands one place lower than the one before it
        elided = last_power_before(written)
        return total + section + digit * elided, elided
    return total + section, place


def last_power_before(written: str) -> int:
    """What a bare last digit counts: 三百二 -> 10, 一万五 -> 1000, 二百零二 and 二十二 -> 1."""
    before = written[-2:-1]
    if before in POWER:
        return max(POWER[before] // 10, 1)
    return MYRIAD[before] // 10 if before in MYRIAD else 1
