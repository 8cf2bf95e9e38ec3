"""Digits and Chinese numerals to exact numbers: "１．２", "三千二百", "百分之五", "四亿零七百万".

Everything works on the *shadow* of a text: the same length, character for character, with full-width digits, odd signs and traditional
characters replaced, so that an offset in the shadow is an offset in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.errors import LexiconError

DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
POWER = {"十": 10, "百": 100, "千": 1000}
MYRIAD = {"万": 10**4, "亿": 10**8, "万亿": 10**12}

# Number words that a scanner may look for in a shadow; patterns with blanks in them are for regex.VERBOSE. Thin spaces part groups; plain
# blanks do so only where nothing but one number can be meant: "损失2 135万元", "1 9 9 7", "10 ．8 ％", "2 2 平方米", "1 3500亿元".
_HAN = "零一二三四五六七八九十百千万亿两廿"
_PLAIN = f"{_HAN}〇○萬億"
_THIN = "\u2006\u2009\u202f"
ARABIC = rf"""(?:
    \d{{1,3}} (?:,\d{{3}}){{1,6}} (?!\d) (?:\.\d+)?
  | \d{{1,3}} (?:[{_THIN}]\d{{3}}){{1,6}} (?!\d) (?:\.\d+)?
  | \d{{1,4}} (?:[{_THIN}]\d{{4}}){{1,4}} (?!\d) (?:\.\d+)?
  | (?<=(?![第表图件号])\p{{Han}}) [1-9]\d{{0,2}} (?:[ ]\d{{3}}){{1,3}} (?![\d ]) (?:\.\d+)? (?=\s?\p{{Han}}|[a-zA-Z])
  | \d{{1,3}} (?:[ ]\d{{4}}){{1,3}} (?:\.\d+)? (?=\s*[万亿])
  | \d (?:[ ]\d){{2,14}} (?!\d) (?:[ ]?\.[ ]?\d(?:[ ]\d){{0,4}})? (?!\d)
  | \d{{1,12}} (?:[ ]\d){{0,14}} (?:[ ]\.[ ]?|\.[ ]) \d (?:[ ]\d){{0,4}} (?!\d) (?=\s?[%‰{_HAN}\p{{Han}}])
  | \d[ ]\d (?!\d) (?=\s?(?:[%‰]|(?![{_HAN}])\p{{Han}}))
  | (?<=(?![第表图件号])\p{{Han}}) \d[ ]\d (?!\d) (?=\s?[万亿])
  | \d++ (?:\.\d++)?
)"""
# 二十五千克 are 25 kilogrammes, 八千米 8000 metres; 百强 is a class
CJK = rf"(?:(?:(?<![{_HAN}])(?<![{_HAN}]点)|(?<=\d[万亿])|(?<=\d万亿))(?:[零一二三四五六七八九十百万亿两廿]|千(?![克瓦伏卡焦赫帕米])|(?<![十百])千(?=米))++(?:点[零一二三四五六七八九]++)?)"
MULTIPLIER = r"(?:[百千]?万亿|千万|百万|十万|千亿|百亿|亿|个亿(?!元)|万|千(?![克米瓦伏卡帕焦赫周字家])|百(?![分强姓货]))"
LONGEST = 24  # digits: what is longer is no number
PHRASE = 100  # characters at most
HAN = regex.compile(r"\p{Han}")


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number and how finely it was written.

    `digits` is the printed number in ASCII ("145.29"), without multiplier; `place` the value of one unit of its last written digit,
    `step` that of its last digit which is not zero, both with the multiplier (2600: place 1, step 100; 1.2万: place and step 1000).
    `rounded` is True where the writing itself rounds: a decimal point, 万 and 亿 behind the last digit, or in Chinese numerals before it.
    """

    digits: str
    value: Fraction
    place: Fraction
    step: Fraction
    rounded: bool


@cache
def _twins(formal: bool) -> dict[int, str]:
    out: dict[int, str] = {}
    for group, pairs in lexicon.table("characters").items():
        if (group == "formal") is not formal:
            continue
        for left, right in pairs.items():
            if len(left) != len(right):
                raise LexiconError(
                    f'lexicon/characters.toml: [{group}] "{left}" and "{right}" differ in length; every character needs its twin'
                )
            out |= {ord(a): b for a, b in zip(left, right, strict=True)}
    return out


@cache
def _formal_run() -> re.Pattern[str]:
    """A run of numerals from its first formal one."""
    formal = "".join(map(chr, _twins(formal=True)))
    return re.compile(rf"[{formal}][{formal}{_PLAIN}]*+[元圆]?+")


def _plain_numerals(run: re.Match[str]) -> str:
    """壹佰贰拾 and 伍元 are numbers, the 伍 of 队伍 and the 陸 of 大陸 are not: formal digits count beside 拾佰仟, before money, or alone."""
    written = run[0]
    before, after = run.string[max(0, run.start() - 1) : run.start()], run.string[run.end() : run.end() + 1]
    several = len(written) > 1 or (before != "" and before in _PLAIN)
    alone = not several and not HAN.search(before + after)
    if alone or written[-1] in "元圆" or (several and any(char in written for char in "拾佰仟")):
        return written.translate(_twins(formal=True))
    return written


def shadow(text: str) -> str:
    """The text with every odd form of a digit, sign or traditional character replaced by its plain one; the same length.

    The last texts and phrases are remembered: every step of the line asks for the shadow of the document.
    """
    return _shadow_of_text(text) if len(text) > PHRASE else _shadow_of_phrase(text)


def _made(text: str) -> str:
    return _formal_run().sub(_plain_numerals, text).translate(_twins(formal=False))


_shadow_of_text = lru_cache(maxsize=1)(_made)
_shadow_of_phrase = lru_cache(maxsize=8192)(_made)


def multiplier(word: str) -> int:
    """万亿 -> 10^12, 千万 -> 10^7, the empty word -> 1."""
    out = 1
    for char in word.removeprefix("个"):
        out *= POWER.get(char) or MYRIAD[char]
    return out


@lru_cache(maxsize=8192)
def arabic(written: str, times: int = 1) -> Number:
    """A number in digits ("2,275", "7 4 7 7 2", "145.29") times a multiplier.

    Raises: ValueError when it is no number.
    """
    digits = "".join(written.split()).replace(",", "")
    whole, _, decimals = digits.partition(".")
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    place = Fraction(1, 10 ** len(decimals)) * times
    significant = (whole + decimals).rstrip("0")
    zeros = len(whole + decimals) - len(significant) if significant else 0
    return Number(digits, value * times, place, place * 10**zeros, bool(decimals) or times > 1)


def chinese(written: str) -> Number:
    """A number in Chinese numerals: "二百八十八", "四亿零七百万", "三十点五", "二〇一七" (digit by digit).

    Raises: ValueError when the characters make no number.
    """
    whole, _, decimals = written.partition("点")
    if len(whole) > 1 and all(char in DIGIT for char in whole) and "两" not in whole:
        value, place = int("".join(str(DIGIT[char]) for char in whole)), 1
    else:
        value, place = _positional(whole)
    myriads = place >= POWER["千"] and ("万" in whole or "亿" in whole)  # 七万四千 is as rounded as 六十亿
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
            if digit:
                raise ValueError(f"two digits with no place between them: {written!r}")
            digit, place, last_power = DIGIT[char], 1, 1
            continue
        if char == "廿":
            section, digit, place, last_power = section + 20, None, 10, 10
            continue
        if char in POWER:
            section += (digit or 1) * POWER[char]  # 一千零十: the 零 only holds a place
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
