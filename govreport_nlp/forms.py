"""The forms in which reports write a quantity, each a named pattern and a function that reads it.

At each place the first form that fits wins: ratios before percentages, ranges before single figures. All patterns run on the shadow of
the text (numerals.shadow); readers get the match and return one quantity, or several, or none where the reading makes no sense.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

import regex

from govreport_nlp import bounds, lexicon, numerals
from govreport_nlp.interval import Interval
from govreport_nlp.models import Kind, Quantity
from govreport_nlp.numerals import ARABIC, CJK, DIGIT, MULTIPLIER, POWER, Number
from govreport_nlp.units import Unit, cjk_classifiers, unit_of, units

PER_CENT, TIMES, FOLD, RANK, NO_UNIT = Unit("%", "rate"), Unit("倍", "rate"), Unit("番", "rate"), Unit("位", "rank"), Unit("", "rate")
HUNDRED = Fraction(100)
Reader = Callable[["regex.Match[str]", str], tuple[Quantity, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a quantity."""

    name: str
    pattern: regex.Pattern[str]
    read: Reader


# 迈上6万亿元: the verb says "at least", and stays outside of the figure
MILESTONE = regex.compile(r"(?:迈[上过]|跨[上过越]|[跃站登]上|越过)$")

# --- pieces of patterns ------------------------------------------------------------------------------------------------------------------


@cache
def _senses(part: str) -> dict[str, str]:
    table = lexicon.table("approximators")[part]
    return {word: sense for sense, entries in table.items() for word in lexicon.words_of(entries, "approximators", sense)}


@cache
def _pieces() -> dict[str, str]:
    one = lexicon.alternation(word for word in units() if "/" not in word)
    slashed = lexicon.alternation(word for word in units() if "/" in word)
    hedges = lexicon.alternation(word for word in _senses("prefix") if word not in ("过", "破", "上"))
    return {
        # 过 and 破 hedge only what follows at once (过9亿, 破万亿), 上 only a round numeral (上千)
        "PRE": rf"(?:{hedges}|(?<![通经超透不])过(?=\d)|(?<!突)破(?=[\d百千万亿])|上(?=[百千万亿]))",
        # 1200亿台阶 has no 台, 30件事 is 30件
        "UNIT": rf"(?:{slashed}|{one}/(?:人|年|月|日|天|亩|吨|平方米|平方公里|公里|户|小时|秒|立方米|次|{one})|{one}(?<!台(?=阶))(?<!天(?=[安然津])))",
        "SUF": lexicon.alternation(_senses("suffix")),
        "ARABIC": ARABIC,
        "CJK": CJK,
        "MULT": MULTIPLIER,
        "NUM": f"(?:{ARABIC}|{CJK})",
    }


def _compile(pattern: str) -> regex.Pattern[str]:
    for name, piece in _pieces().items():
        pattern = pattern.replace(f"<{name}>", piece)
    return regex.compile(pattern)


# --- from a match to a quantity ----------------------------------------------------------------------------------------------------------


def _number(written: str, mult: str | None = None) -> Number:
    times = numerals.multiplier(mult or "")
    if written[0].isdecimal():
        return numerals.arabic(written, times)
    number = numerals.chinese(written)
    return number if times == 1 else _times(replace(number, rounded=True), Fraction(times))


def _times(number: Number, factor: Fraction) -> Number:
    return replace(number, value=number.value * factor, place=number.place * factor, step=number.step * factor)


def quantity(text: str, span: tuple[int, int], number: Number, unit: Unit | None, sense: str | None = None, negative: bool = False) -> Quantity:
    """A single figure: `sense` is its approximator's, None for a bare number."""
    kind: Kind = unit.kind if unit else "other"
    number = _times(number, unit.scale) if unit else number
    exactly_all = unit == PER_CENT and number.value == HUNDRED and not number.rounded
    if sense:
        narrow, wide = bounds.approximate(number, sense)
    else:
        narrow, wide = bounds.printed(
            number, integer=kind == "count" and not number.rounded, rounds=kind in ("rate", "change_points") and not exactly_all
        )
    value = number.value
    if negative:
        value, narrow, wide = -value, -narrow, -wide
    start, end = span
    return Quantity(start, end, text[start:end], number.digits, value, narrow, wide, unit.name or None if unit else None, kind, sense, number.place)


def interval(text: str, span: tuple[int, int], low: Fraction | None, high: Fraction | None, unit: Unit | None, sense: str) -> Quantity:
    """A figure that is written as two ends or as a vague word (20—60分钟, 几十, 过半)."""
    start, end = span
    both = Interval(low, high)
    return Quantity(start, end, text[start:end], "", None, both, both, unit.name or None if unit else None, unit.kind if unit else "other", sense)


def _sense(match: regex.Match[str]) -> str | None:
    """The approximator of a match: inner ones (余, 多) are the most exact, then those before, then those behind."""
    groups = match.groupdict()
    if any(groups.get(key) for key in ("in1", "in2", "in3")):
        return "some"
    if MILESTONE.search(match.string, max(0, match.start() - 2), match.start()):
        return "over"
    pre, suf = (groups.get("pre") or "").strip(), groups.get("suf") or ""
    return _senses("prefix").get(pre) or _senses("suffix").get(suf)


def _plain(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    written, mult, unit = match["num"], match["mult"], unit_of(match["unit"] or "")
    cjk = not written[0].isdecimal()
    if cjk and not set(written) - set("百千万亿") and _sense(match) is None:  # 百亿斤粮食基地: a label
        return ()
    if cjk and (unit is None or not _counts(written, match["unit"], match)):
        return ()
    return (quantity(text, match.span(), _number(written, mult), unit, _sense(match), bool(match["neg"])),)


def _counts(written: str, unit: str, match: regex.Match[str]) -> bool:
    """True where a Chinese numeral with this unit counts something: 三家 does, 一家 and 三方 do not."""
    if unit.split("/")[0] not in cjk_classifiers():
        return False
    if written == "一" and unit_of(unit).kind not in ("duration", "measure", "amount", "rate"):  # type: ignore[union-attr]
        return False
    return not (unit == "成" and match.string[match.end() : match.end() + 1] in tuple("为立熟果本员功长就效员交"))


def _bare_multiplier(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    """超千名, 破万亿, 近百人, 亿元以上: the multiplier is the number."""
    unit = unit_of(match["unit"] or "")
    sense = _sense(match)
    if sense is None:
        return ()
    value = Fraction(numerals.multiplier(match["mult"]))
    return (quantity(text, match.span(), Number("1", value, value, value, False), unit, sense),)


def _per_cent_words(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    number = _number(match["num"])
    if match["base"] == "百":
        return (quantity(text, match.span(), number, PER_CENT, _sense(match)),)
    return (quantity(text, match.span(), number, Unit("‰", "rate") if match["base"] == "千" else Unit("‱", "rate"), _sense(match)),)


def _fraction(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    above, below = _number(match["above"]), _number(match["below"])
    if not below.value or above.value > below.value:
        return ()
    value = above.value * 100 / below.value
    exact = below.value and 10**8 % below.value == 0
    down = Fraction(int(value * 100), 100)
    narrow = Interval.exactly(value) if exact else Interval(down, down + Fraction(1, 100))
    sense = _sense(match)
    if sense:
        narrow, wide = bounds.approximate(Number("", value, Fraction(1), Fraction(1), False), sense)
    else:
        wide = Interval(value * Fraction(9, 10), value * Fraction(11, 10))
    start, end = match.span()
    return (Quantity(start, end, text[start:end], "", value, narrow, wide, "%", "rate", sense or None),)


def _ratio(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    """3.9：59.5：36.6 is three shares; 2.5∶1 is one plain ratio."""
    captures = match.spans("term")
    numbers = [_number(term) for term in match.captures("term")]
    if abs(sum(n.value for n in numbers) - 100) <= 2:
        return tuple(quantity(text, span, number, PER_CENT) for span, number in zip(captures, numbers, strict=True))
    if len(numbers) == 2 and numbers[1].value:
        value = numbers[0].value / numbers[1].value
        half = numbers[0].place / 2 / numbers[1].value
        narrow = Interval(value - half, value + half)
        start, end = match.span()
        return (Quantity(start, end, text[start:end], "", value, narrow, narrow, None, "rate", None),)
    return ()


def _range(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    unit = unit_of(match["unit"] or "")
    first = unit_of(match["unit1"] or "") or unit
    if unit is None or first is None or first.kind != unit.kind:
        return ()
    mult = match["mult"]
    low = _number(match["num"], match["mult1"] or (mult if not match["unit1"] else None))
    high = _number(match["num2"], mult)
    if not match["num"][0].isdecimal() and not _counts(match["num"], match["unit"], match):
        return ()
    return (interval(text, match.span(), low.value * first.scale, high.value * unit.scale, unit, "range"),)


VAGUE_DIGITS = {"两三": (2, 3), "几": (2, 9), "数": (2, 9)}


def _vague(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    """几十, 数百, 十几, 三四十, 上千: from the least to the most that is meant."""
    unit = unit_of(match["unit"] or "")
    word, mult = match["word"], numerals.multiplier(match["mult"] or "")
    power = POWER.get(word[-1], 1)
    if word[-1] == "几":  # 十几, 三十几
        tens = (DIGIT.get(word[0], 1) if word[0] != "十" else 1) * 10
        low, high = tens + 1, tens + 9
    elif word[0] in "几数":  # 几十 is 20 to 99
        low, high = 2 * power, 10 * power - 1
    else:  # 三四十 is 30 to 49
        low, high = DIGIT[word[0]] * power, DIGIT[word[1]] * power + power - 1
    if unit is None and mult == 1:
        return ()
    return (interval(text, match.span(), Fraction(low * mult), Fraction(high * mult), unit, "vague"),)


def _doubling(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    count = _number(match["n"]).value if match["n"] else Fraction(1)
    value = Fraction(2) ** int(count) if count.denominator == 1 and count < 20 else 2 * count
    point = Interval.exactly(value)
    start, end = match.span()
    return (Quantity(start, end, text[start:end], "", value, point, point, "番", "rate", None),)


def _half(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    low: Fraction | None = Fraction(50)
    high: Fraction | None = Fraction(50)
    if match["over"] or match["above"]:
        high = None
    elif match["near"]:
        low = Fraction(45)
    return (interval(text, match.span(), low, high, PER_CENT, "half"),)


def _digits_wide(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    low = 1 if match["n"] == "个" else 10
    return (interval(text, match.span(), Fraction(low), Fraction(low * 10), PER_CENT, "vague"),)


def _rank(match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    if match["first"]:
        low = high = Fraction(1)
    else:
        high = _number(match["n"] or match["top"]).value
        low = Fraction(1) if match["top"] else high
    unit = unit_of(match["unit"] or "")  # 第4个 keeps its classifier
    name = unit.name if unit and unit.kind == "count" and unit.name not in ("名", "大", "位") else "位"
    start, end = match.span()
    both = Interval(low, high)
    value = high if not match["top"] else None
    return (Quantity(start, end, text[start:end], str(high), value, both, both, name, "rank", None),)


@cache
def forms() -> tuple[Form, ...]:
    """Every form, the most particular first."""
    dash = r"(?:[-—–~～－至]|——|到(?=\d))"
    return (
        Form("ratio", _compile(r"(?<![\d.:：∶])(?P<term>\d+(?:\.\d+)?)(?:\s?[:：∶]\s?(?P<term>\d+(?:\.\d+)?))+(?![\d:：∶])"), _ratio),
        Form("per cent words", _compile(r"(?P<pre><PRE>)?(?P<base>[百千万])分之(?P<num><NUM>)(?P<in1>[多余])?(?P<suf><SUF>)?"), _per_cent_words),
        Form("fraction", _compile(r"(?P<pre><PRE>)?(?:(?P<below>[二三四五六七八九十]+)分之(?P<above>[一二三四五六七八九十]+)|(?<![\d./])(?P<above>\d{1,2})/(?P<below>\d{1,3})(?![\d./年月]))(?P<suf><SUF>)?"), _fraction),
        Form("doubling", _compile(r"翻(?:了)?(?P<n>[一二两三四五]|\d(?:\.\d+)?)?番"), _doubling),
        Form("half", _compile(r"(?P<over>超过?|过)半(?:数)?(?![年天日月路边径])|(?P<near>近|将近|接近)(?:一)?半(?![年天日月小])|(?<!另外?|事倍功|任务过)一半(?P<above>以上)?|半数(?P<above>以上)?"), _half),
        Form("digits wide", _compile(r"(?P<n>两|二|双|个)位数(?=[增以的增左])"), _digits_wide),
        Form("rank", _compile(r"第\s?(?P<n>\d+|[一二三四五六七八九十百]+)(?P<unit>[位名个次大])(?![月年日])|(?<=排名|排在|列|提升|上升|前进|前移|下降|后退|提高|进步|跃升|跃居|退后)(?P<n>\d+)\s?(?P<unit>位)|(?<=[居列位排全国省市县区名])第\s?(?P<n>\d+|[一二三四五六七八九十]+)(?![届次条批期轮章节款号年中产])|(?<=[居列位排为进获省国市区县])(?P<first>首位|榜首|第一位)|(?<=[居列位入进排国省市区球])前(?P<top>\d+|[一二三四五六七八九十]+)(?:位|名|强)?(?![年月天期个])"), _rank),
        Form("vague", _compile(r"(?P<pre><PRE>)?(?<![\d.])(?P<word>[一二三四五六七八九]?十几|[几数](?:十|百|千)|[几数](?=[万亿])|[一二三四五六七八]{1}[二三四五六七八九]{1}[十百千])(?P<mult><MULT>)?(?P<in1>[余多])?\s?(?P<unit><UNIT>)?(?P<suf><SUF>)?"), _vague),
        Form("range", _compile(r"(?P<pre><PRE>)?(?<![\d.A-Za-z-])(?P<num><NUM>)\s?(?P<mult1><MULT>)?\s?(?P<unit1><UNIT>)?\s?" + dash + r"\s?(?P<num2><NUM>)\s?(?P<mult><MULT>)?\s?(?P<unit><UNIT>)(?P<suf><SUF>)?"), _range),
        Form("plain", _compile(r"(?P<pre><PRE>)?\s?(?P<neg>(?<![\d万元%亿份月日年))）A-Za-z])[-−–](?=\d))?(?<![A-Za-z\d.])(?P<num><NUM>)\s?(?P<in1>[余多](?=<MULT>|<UNIT>|[\s，。、；]))?\s?(?P<mult><MULT>)?(?P<in2>[余多](?=<UNIT>|[^\s]))?\s?(?P<unit><UNIT>)?(?P<in3>[余多](?!样|年|种形|渠|部门|方))?(?P<suf><SUF>)?"), _plain),
        Form("bare multiplier", _compile(r"(?P<pre><PRE>)?(?<![零一二三四五六七八九十百千万亿\d])(?P<mult>万亿|千亿|百亿|千万|百万|亿|万|千|百)(?P<in2>[余多])?(?P<unit><UNIT>)?(?P<suf><SUF>)?"), _bare_multiplier),
    )
