"""Readers of figures that are written as words (翻一番, 过半, 两位数, 首位, 半年) or in two units (3元5角, 1小时30分钟)."""

from __future__ import annotations

from fractions import Fraction

from govreport_nlp.forms.readers import PER_CENT, RANK, Match, exactly, interval, number, quantity
from govreport_nlp.interval import Interval
from govreport_nlp.models import Quantity
from govreport_nlp.numerals import Number
from govreport_nlp.units import Unit, unit_of

HALF = Fraction(1, 2)
FOLD = Unit("番", "rate")


def doubling(match: Match, text: str) -> tuple[Quantity, ...]:
    """翻一番 has the value 2, 翻两番 4; 翻一番以上, 翻两番多 have no upper end."""
    count = number(match["n"]).value if match["n"] else Fraction(1)
    value = Fraction(2) ** int(count) if count.denominator == 1 and count < 20 else 2 * count
    return (exactly(text, match.span(), "", value, FOLD, "at_least" if match["over"] else "near" if match["near"] else None),)


def half(match: Match, text: str) -> tuple[Quantity, ...]:
    """过半, 近一半, 半数以上: parts of a whole, in per cent."""
    low: Fraction | None = Fraction(50)
    high: Fraction | None = Fraction(50)
    if match["over"] or match["above"]:
        high = None
    elif match["near"]:
        low = Fraction(45)
    return (interval(text, match.span(), low, high, PER_CENT, "half"),)


def halves(match: Match, text: str) -> tuple[Quantity, ...]:
    """半年, 半年多, 一年半, 两个半月: a half of the unit, or a half more."""
    unit = unit_of(("个" if match["ge"] else "") + match["unit"])
    if unit is None:
        return ()
    value = (number(match["n"]).value if match["n"] else 0) + HALF
    digits = str(float(value))
    if match["more"]:
        return (quantity(text, match.span(), Number(digits, value, HALF, HALF, False), unit, "some"),)
    return (exactly(text, match.span(), digits, value, unit),)


def half_of(match: Match, text: str) -> tuple[Quantity, ...]:
    """半斤, 半个."""
    unit = unit_of(match["unit"])
    return (exactly(text, match.span(), "0.5", HALF * unit.scale, unit),) if unit else ()


def inside_unit(match: Match, text: str) -> tuple[Quantity, ...]:
    """3个多月: the 多 stands inside of the unit."""
    unit = unit_of("个" + match["unit"])
    return (quantity(text, match.span(), number(match["num"]), unit, "some"),) if unit else ()


def scores_and_a_half(match: Match, text: str) -> tuple[Quantity, ...]:
    """七成半 is 75 %."""
    value = (number(match["n"]).value + HALF) * 10
    sense = "near" if match["near"] else "over" if match["over"] else None
    return (quantity(text, match.span(), Number(str(value), value, Fraction(1), Fraction(1), False), PER_CENT, sense),)


def digits_wide(match: Match, text: str) -> tuple[Quantity, ...]:
    """两位数增长 is growth by 10 to 100 %."""
    low = 1 if match["n"] == "个" else 10
    return (interval(text, match.span(), Fraction(low), Fraction(low * 10), PER_CENT, "vague"),)


def rank(match: Match, text: str) -> tuple[Quantity, ...]:
    """第3位, 居全国前十, 榜首."""
    if match["first"]:
        low = high = Fraction(1)
    else:
        high = number(match["n"] or match["top"]).value
        low = Fraction(1) if match["top"] else high
    unit = unit_of(match["unit"] or "")  # 第4个 keeps its classifier
    name = unit.name if unit and unit.kind == "count" and unit.name not in ("名", "大", "位") else RANK.name
    start, end = match.span()
    both = Interval(low, high)
    return (Quantity(start, end, text[start:end], str(high), high if not match["top"] else None, both, both, name, "rank", None),)


SMALLER = {"角": ("元", 10), "分": ("角", 10), "分钟": ("小时", 60), "秒": ("分钟", 60)}


def per_many(match: Match, text: str) -> tuple[Quantity, ...]:
    """10.5/10万: cases among so many people."""
    return (quantity(text, match.span(), number(match["num"]), Unit(f"/{match['many']}", "rate")),)


def limits(match: Match, text: str) -> tuple[Quantity, ...]:
    """三年以上七年以下: a range."""
    unit = unit_of(match["unit"])
    low, high = number(match["num"], match["mult1"]), number(match["num2"], match["mult"])
    return (interval(text, match.span(), low.value * unit.scale, high.value * unit.scale, unit, "range"),) if unit else ()


def compound(match: Match, text: str) -> tuple[Quantity, ...]:
    """3元5角 is 3.5元; 1小时30分钟 is 90 分钟, the smaller unit."""
    parts = list(zip(match.captures("num"), match.captures("unit"), strict=True))
    names = [name.removeprefix("个").replace("秒钟", "秒").replace("圆", "元").replace("块", "元") for _, name in parts]
    if "元" not in names:
        names = ["分钟" if name == "分" else name for name in names]
    value, scale = Fraction(0), Fraction(1)
    for index, (written, _) in enumerate(parts):
        if index:
            larger, times = SMALLER.get(names[index], ("", 0))
            if larger == names[index - 1]:
                scale *= times
            elif (names[index - 1], names[index]) == ("元", "分"):
                scale *= 100
            else:
                return ()
        value += number(written).value / scale
    if names[0] != "元":
        value *= scale
    unit = Unit("元", "amount") if names[0] == "元" else Unit(names[-1], "duration")
    return (exactly(text, match.span(), str(float(value)).removesuffix(".0"), value, unit),)


def mixed(match: Match, text: str) -> tuple[Quantity, ...]:
    """3万5千人, 2亿3000万元, 1万600: digits and multipliers in turn."""
    head, tail = number(match["a"], match["m1"]), number(match["b"], (match["m2"] or "") + (match["up"] or ""))
    if tail.value >= number("1", match["m1"]).value:
        return ()
    unit = unit_of(match["unit"] or "")
    value = head.value + tail.value
    whole = Number(str(value), value, tail.place, tail.step, tail.rounded)
    return (quantity(text, match.span(), whole, unit, "some" if match["in2"] else None),)
