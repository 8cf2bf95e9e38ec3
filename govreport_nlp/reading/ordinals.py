"""Numbers in the forms in which a word processor can count: 十二, 拾贰, ⑫, xii, l."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_PLAIN: Final = "零一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
                 (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_CIRCLES: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


def written(number: int, form: str) -> str:
    """The number in a form of ECMA-376 §17.18.59 ("chineseCounting", "decimalEnclosedCircle" …); an unknown form counts in digits."""
    maker = _FORMS.get(form)
    return maker(number) if maker else str(number)


def _chinese(number: int, digits: str = _PLAIN, powers: tuple[str, str, str] = ("十", "百", "千")) -> str:
    """The number in words, up to 9999: 十二, 一百零三."""
    if number <= 0 or number > 9999:
        return digits[0] if number == 0 else str(number)
    out, gap = "", False
    for power, name in ((1000, powers[2]), (100, powers[1]), (10, powers[0]), (1, "")):
        digit = number // power % 10
        if digit:
            out += (digits[0] if gap and out else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return out[1:] if digits is _PLAIN and 10 <= number < 20 else out


def _digits(number: int, digits: str = "〇一二三四五六七八九") -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _counted_by_ten(number: int) -> str:
    """一 … 十, 十一 … 九十九 as words; beyond that digit by digit: 一〇三."""
    return _chinese(number) if 0 < number < 100 else _digits(number, "○一二三四五六七八九")


def _letters(number: int) -> str:
    """A … Z, AA, BB …, as Word goes on."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        out += sign * times
    return out


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _range(first: str, count: int) -> Callable[[int], str]:
    return _of("".join(chr(ord(first) + index) for index in range(count)))


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": _counted_by_ten,
    "taiwaneseCounting": _counted_by_ten,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": lambda number: _chinese(number, _FORMAL, ("拾", "佰", "仟")),
    "ideographLegalTraditional": lambda number: _chinese(number, "零壹貳參肆伍陸柒捌玖", ("拾", "佰", "仟")),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "decimalEnclosedCircle": _of(_CIRCLES),
    "decimalEnclosedCircleChinese": _of(_CIRCLES),
    "decimalEnclosedParen": _range("⑴", 20),
    "decimalEnclosedFullstop": _range("⒈", 20),
    "ideographEnclosedCircle": _range("㊀", 10),
    "decimalFullWidth": lambda number: _digits(number, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda number: _digits(number, "０１２３４５６７８９"),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "none": lambda number: "",
}
