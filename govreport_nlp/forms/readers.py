"""From a match of a form to quantities; none where the reading makes no sense."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

import regex

from govreport_nlp import bounds, numerals
from govreport_nlp.forms.pieces import senses
from govreport_nlp.interval import Interval
from govreport_nlp.models import Kind, Quantity
from govreport_nlp.numerals import DIGIT, LONGEST, POWER, Number
from govreport_nlp.units import Unit, cjk_classifiers, unit_of

PER_CENT, RANK = Unit("%", "rate"), Unit("位", "rank")
PER = {"百": PER_CENT, "千": Unit("‰", "rate"), "万": Unit("‱", "rate")}
HUNDRED = Fraction(100)
Match: TypeAlias = "regex.Match[str]"

# 迈上6万亿元: the verb says "at least", and stays outside of the figure
MILESTONES = frozenset("迈上 迈过 迈入 跨上 跨过 跨越 跨入 跃上 站上 登上 越过 跻身".split())
# 约有2000人, 约占30%: so does the verb between an approximator and its figure
ABOUT_BEFORE = regex.compile(r"(?<![节条合签预违履])(?:大约|约|大概)(?:有|占|需|达到?|在|合|值|可达)$")
# 2000人（含重点产业1000人）左右: the approximator behind a bracket
BEHIND_BRACKET = regex.compile(r"\s?[（(][^（）()]{1,40}[）)](左右|上下|以上|以内|以下)")
INCLUDED = regex.compile(r"[（(]含[）)]")  # 50万元（含）以上
LEADING_ZERO = regex.compile(r"0\d")
LAST_MYRIADS = regex.compile(r"[万亿]+$")


# --- numbers -----------------------------------------------------------------------------------------------------------------------------


def number(written: str, mult: str | None = None) -> Number:
    """The number of a match's digits or numerals, times its multiplier.

    Raises: ValueError where they make none, or one too long to be one.
    """
    if len(written) > LONGEST:
        raise ValueError(f"{len(written)} digits are no number")
    times = numerals.multiplier(mult or "")
    if written[0].isdecimal():
        return numerals.arabic(written, times)
    if mult and "点" not in written and set(mult) <= {"万", "亿"}:
        return replace(numerals.chinese(written + mult), rounded=True)  # 四亿零七百多万: the 万 counts the 七百 only
    return _times(replace(numerals.chinese(written), rounded=times > 1), Fraction(times)) if times > 1 else numerals.chinese(written)


def _times(value: Number, factor: Fraction) -> Number:
    if factor == 1:
        return value
    return replace(value, value=value.value * factor, place=value.place * factor, step=value.step * factor)


def quantity(
    text: str, span: tuple[int, int], value: Number, unit: Unit | None, sense: str | None = None, negative: bool = False
) -> Quantity:
    """A single figure: `sense` is its approximator's, None for a bare number."""
    kind: Kind = unit.kind if unit else "other"
    value = _times(value, unit.scale) if unit else value
    exactly_all = unit == PER_CENT and value.value == HUNDRED and not value.rounded
    if sense:
        narrow, wide = bounds.approximate(value, sense)
    else:
        rounds = kind in ("rate", "change_points") and not exactly_all
        narrow, wide = bounds.printed(value, integer=kind == "count" and not value.rounded, rounds=rounds)
    point = value.value
    if negative:
        point, narrow, wide = -point, -narrow, -wide
    start, end = span
    return Quantity(start, end, text[start:end], value.digits, point, narrow, wide, _name(unit), kind, sense, value.place)


def interval(text: str, span: tuple[int, int], low: Fraction | None, high: Fraction | None, unit: Unit | None, sense: str) -> Quantity:
    """A figure that is written as two ends or as a vague word (20—60分钟, 几十, 过半); ends in the wrong order are exchanged."""
    start, end = span
    if low is not None and high is not None and low > high:
        low, high = high, low
    both = Interval(low, high)
    return Quantity(start, end, text[start:end], "", None, both, both, _name(unit), unit.kind if unit else "other", sense)


def exactly(text: str, span: tuple[int, int], digits: str, value: Fraction, unit: Unit, sense: str | None = None) -> Quantity:
    """A figure that is exactly its value, whatever its unit."""
    narrow, wide = (
        bounds.approximate(Number(digits, value, Fraction(1), Fraction(1), False), sense) if sense else (Interval(value, value),) * 2
    )
    start, end = span
    return Quantity(start, end, text[start:end], digits, value, narrow, wide, _name(unit), unit.kind, sense)


def _name(unit: Unit | None) -> str | None:
    return unit.name or None if unit else None


def _sense(match: Match) -> str | None:
    """The approximator of a match: inner ones (余, 多) are the most exact, then those before, then those behind, then those outside."""
    groups = match.groupdict()
    if any(groups.get(key) for key in ("in1", "in2", "in3")):
        return "some"
    text, start = match.string, match.start()
    if text[max(0, start - 2) : start] in MILESTONES:
        return "over"
    pre, suf = (groups.get("pre") or "").strip(), INCLUDED.sub("", groups.get("suf") or "")
    found = senses("prefix").get(pre) or senses("suffix").get(suf)
    if found is None and ABOUT_BEFORE.search(text, max(0, start - 5), start):
        return "about"
    behind = BEHIND_BRACKET.match(text, match.end()) if found is None else None
    return senses("suffix")[behind[1]] if behind else found


# --- readers -----------------------------------------------------------------------------------------------------------------------------


def plain(match: Match, text: str) -> tuple[Quantity, ...]:
    """145.29万元, 近3000件, 四亿零七百多万吨, -1.48‰."""
    written, mult, unit = match["num"], match["mult"], unit_of(match["unit"] or "")
    if written[0].isdecimal():
        if LEADING_ZERO.match(written):  # 数条003: cells of a table run together
            unit = None
    elif not _is_figure(match):
        return ()
    return (quantity(text, match.span(), number(written, (mult or "") + (match["up"] or "")), unit, _sense(match), bool(match["neg"])),)


def _is_figure(match: Match) -> bool:
    """False for Chinese numerals that are a label (百亿斤粮食基地), a word, or without a unit and too short to be a figure of their own."""
    written = match["num"]
    if not set(written) - set("百千万亿") and _sense(match) is None:
        return False
    return _counts(match) if match["unit"] else len(written) > 2 or bool(match["mult"])


def _counts(match: Match) -> bool:
    """True where a Chinese numeral with its unit counts something: 三家 does, 一家, 三方, 零部件 and 第五套 do not."""
    written, unit = match["num"], match["unit"]
    if len(written) == 1 or (match["mult"] is None and set(written) <= set(DIGIT)):
        if unit.split("/")[0] not in cjk_classifiers():
            return False
        kind = unit_of(unit).kind  # type: ignore[union-attr]
        if written in ("一", "零") and (written == "零" or kind not in ("duration", "measure", "amount", "rate")):
            return False
    return not (unit == "成" and match.string[match.end() : match.end() + 1] in tuple("为立熟果本员功长就效交不"))


def bare(match: Match, text: str) -> tuple[Quantity, ...]:
    """三百万, 负一, 一个: a Chinese numeral that counts nothing."""
    return (quantity(text, match.span(), number(match["num"], match["mult"]), None, None, bool(match["neg"])),)


def bare_multiplier(match: Match, text: str) -> tuple[Quantity, ...]:
    """超千名, 破万亿, 近百人, 亿元以上: the multiplier is the number."""
    sense = _sense(match)
    if sense is None:
        return ()
    value = Fraction(numerals.multiplier(match["mult"]))
    return (quantity(text, match.span(), Number("1", value, value, value, False), unit_of(match["unit"] or ""), sense),)


def per_cent_words(match: Match, text: str) -> tuple[Quantity, ...]:
    """百分之二十, 千分之三, 百分之百, 百分百."""
    written = match["num"] or "百"
    if written in POWER:
        return (exactly(text, match.span(), str(POWER[written]), Fraction(POWER[written]), PER[match["base"]], _sense(match)),)
    return (quantity(text, match.span(), number(written), PER[match["base"]], _sense(match), bool(match["neg"])),)


def fraction(match: Match, text: str) -> tuple[Quantity, ...]:
    """三分之二, 1/3: a rate in per cent."""
    above, below = number(match["above"]), number(match["below"])
    if not below.value or above.value > below.value:
        return ()
    value = above.value * 100 / below.value
    down = Fraction(int(value * 100), 100)
    narrow = Interval.exactly(value) if 10**8 % below.value == 0 else Interval(down, down + Fraction(1, 100))
    wide = Interval(value * Fraction(9, 10), value * Fraction(11, 10))
    sense = _sense(match)
    if sense:
        narrow, wide = bounds.approximate(Number("", value, Fraction(1), Fraction(1), False), sense)
    start, end = match.span()
    return (Quantity(start, end, text[start:end], "", value, narrow, wide, "%", "rate", sense),)


# 三次产业结构由8.7∶41.2∶500.1调整为: shares by their name, whatever a slip made of their sum
STRUCTURE = regex.compile(r"(?:产业|构成|结构|比重|种植)[^，。；：∶:]{0,16}(?:[\d.]+(?:[:：∶][\d.]+)+[^\d，。；]{2,12})?$")


def ratio(match: Match, text: str) -> tuple[Quantity, ...]:
    """3.9：59.5：36.6 is three shares; 2.5∶1 is one plain ratio."""
    numbers = [number(term) for term in match.captures("term")]
    if abs(sum((n.value for n in numbers), Fraction(-100))) <= 2 or STRUCTURE.search(
        match.string, max(0, match.start() - 30), match.start()
    ):
        return tuple(quantity(text, span, n, PER_CENT) for span, n in zip(match.spans("term"), numbers, strict=True))
    if len(numbers) == 2 and numbers[1].value:
        value = numbers[0].value / numbers[1].value
        half = max(
            numbers[0].place / 2 / numbers[1].value, numbers[1].place * value / numbers[1].value / 2 if numbers[1].rounded else Fraction(0)
        )
        sense = _sense(match)
        both = bounds.approximate(Number("", value, half * 2, half * 2, False), sense)[0] if sense else Interval(value - half, value + half)
        start, end = match.span()
        return (Quantity(start, end, text[start:end], "", value, both, both, None, "rate", sense),)
    return ()


def spread(match: Match, text: str) -> tuple[Quantity, ...]:
    """A range: 20 分钟-60分钟, 1万-2万元, 三至五年, 一千到两千万元, 8500到3万元."""
    unit = unit_of(match["unit"] or "")
    first = unit_of(match["unit1"] or "") or unit
    if unit is None or first is None or first.name != unit.name:
        return ()
    written, mult = match["num"], match["mult"]
    if not written[0].isdecimal() and unit.kind == "count" and match["unit"] not in cjk_classifiers():
        return ()
    high = number(match["num2"], mult)
    low = number(written, match["mult1"])
    shared = None if match["unit1"] or match["mult1"] else _shared(written, match["num2"], mult)
    if shared and (match["dash"] not in ("到", "至") or low.value * shared <= high.value):
        low = _times(low, Fraction(shared))
    return (interval(text, match.span(), low.value * first.scale, high.value * unit.scale, unit, "range"),)


def _shared(first: str, second: str, mult: str | None) -> int:
    """What the first end takes from the second: 1-2万元 -> 万, 一千到两千万 -> 万, 两到三百 -> 百."""
    if mult:
        return numerals.multiplier(mult)
    myriads = LAST_MYRIADS.search(second)
    if myriads and "万" not in first and "亿" not in first:
        return numerals.multiplier(myriads[0])
    single = len(second) == 2 and second[1] in "百千" and first in DIGIT and DIGIT[first] < DIGIT.get(second[0], 0)
    return POWER[second[1]] if single else 1


def vague(match: Match, text: str) -> tuple[Quantity, ...]:
    """几十, 数百, 十几, 三四十, 七八百人, 三、四个月: from the least to the most that is meant."""
    unit = unit_of(match["unit"] or "")
    word, mult = match["word"].replace("、", ""), numerals.multiplier(match["mult"] or "")
    power = POWER.get(word[-1], 1)
    if word[-1] == "几":  # 十几, 三十几
        tens = (DIGIT.get(word[0], 1) if word[0] != "十" else 1) * 10
        low, high = tens + 1, tens + 9
    elif word[0] in "几数":  # 几十 is 20 to 99
        low, high = 2 * power, 10 * power - 1
    else:  # 三四十 is 30 to 49, 三四个 is 3 to 4
        low, high = DIGIT[word[0]] * power, DIGIT[word[1]] * power + power - 1
        if high <= low:
            return ()
    if unit is None and mult == 1:
        return ()
    return (interval(text, match.span(), Fraction(low * mult), Fraction(high * mult), unit, "vague"),)
