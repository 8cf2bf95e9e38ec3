"""Figures as counties print them, with the value and the bounds that the print means."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_FULL = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Printed:
    """A figure as it is printed (without its classifier), its value in base units and its bounds."""

    text: str
    value: Fraction
    low: Fraction
    high: Fraction


def rounded(value: Fraction, style: str) -> Fraction:
    """The value as the style can print it without loss."""
    if style[0] in "wy" and style[1:].isdecimal():
        step = Fraction(10**4 if style[0] == "w" else 10**8, 10 ** int(style[1:]))
    elif style[0] == "p":
        step = Fraction(1, 10 ** int(style[1:]))
    else:
        step = Fraction(1)
    return round(value / step) * step


def printed(value: Fraction, style: str = "n") -> Printed:
    """The value in a style: n c f z (digits), w2 y2 (万, 亿 with decimals), m wm (余), p1 (per cent)."""
    if style in ("m", "wm"):
        return _rough(value, style)
    if style[0] in "wyp" and style[1:].isdecimal():
        scale, unit = {"w": (10**4, "万"), "y": (10**8, "亿"), "p": (1, "%")}[style[0]]
        places = int(style[1:])
        half = Fraction(scale, 2 * 10**places)
        if style[0] == "p" and value == 100:
            return Printed("100%", value, value, value)
        return Printed(f"{float(value / scale):.{places}f}{unit}", value, value - half, value + half)
    digits = str(int(value))
    text = {"n": digits, "c": f"{int(value):,}", "f": digits.translate(_FULL), "z": chinese(int(value))}[style]
    return Printed(text, value, value, value)


def _rough(value: Fraction, style: str) -> Printed:
    if style == "wm":
        base = Fraction(int(value / 1000) * 1000)
        return Printed(f"{float(base / 10000):.1f}万余", base, base, base + 1000)
    step = 10 ** (len(str(int(value))) - 2)
    base = Fraction(int(value / step) * step)
    place = step
    while base % (place * 10) == 0:
        place *= 10
    return Printed(f"{int(base)}余", base, base, base + place)


def chinese(number: int) -> str:
    """三百二十一; below ten thousand."""
    out, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out.removeprefix("一") if out.startswith("一十") else out
