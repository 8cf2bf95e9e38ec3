"""Digits and Chinese numerals to exact numbers, on the shadow of a text."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

import govreport_nlp
from govreport_nlp.numerals import arabic, chinese, multiplier, shadow

LEXICON = Path(govreport_nlp.__file__).parent / "lexicon"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("零", "0"),
        ("两", "2"),
        ("十", "10"),
        ("十六", "16"),
        ("廿二", "22"),
        ("二百八十八", "288"),
        ("二百零二", "202"),
        ("一千零十", "1010"),
        ("一千零一十一", "1011"),
        ("一万零百一十一", "10111"),
        ("六百零八万", "6080000"),
        ("四亿零七百万", "407000000"),
        ("一亿五千万零六千三百五十五", "150006355"),
        ("一千亿一千万一千零一", "100010001001"),
        ("六万万", "600000000"),
        ("二百万亿", "200000000000000"),
        ("一万五", "15000"),
        ("三百二", "320"),
        ("二〇一七".replace("〇", "零"), "2017"),
        ("三十点五", "30.5"),
        ("八十四点零一", "84.01"),
        ("零点零零一", "0.001"),
    ],
)
def test_chinese(written: str, value: str) -> None:
    assert chinese(written).value == Fraction(value)


@pytest.mark.parametrize("written", ["两二", "十元", "一又二"])
def test_chinese_refuses_what_is_no_numeral(written: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        chinese(written)


@pytest.mark.parametrize(
    ("written", "times", "digits", "value", "place", "step", "rounded"),
    [
        ("66", 1, "66", 66, 1, 1, False),
        ("2600", 1, "2600", 2600, 1, 100, False),
        ("2,275", 10**4, "2275", 22750000, 10**4, 10**4, True),
        ("145.29", 10**4, "145.29", 1452900, 100, 100, True),
        ("8.30", 1, "8.30", Fraction("8.3"), Fraction("0.01"), Fraction("0.1"), True),
        ("7 4 7 7 2", 10**8, "74772", 74772 * 10**8, 10**8, 10**8, True),
        ("12\u2009345", 1, "12345", 12345, 1, 1, False),
        ("8 .8", 1, "8.8", Fraction("8.8"), Fraction("0.1"), Fraction("0.1"), True),
        ("0", 10**4, "0", 0, 10**4, 10**4, True),
    ],
)
def test_arabic(written: str, times: int, digits: str, value: Fraction, place: Fraction, step: Fraction, rounded: bool) -> None:
    number = arabic(written, times)
    assert (number.digits, number.value, number.place, number.step, number.rounded) == (digits, value, place, step, rounded)


def test_the_last_place_that_is_named_is_the_precision_of_chinese_numerals() -> None:
    assert (chinese("六十亿").place, chinese("六十亿").rounded) == (10**9, True)
    assert (chinese("四亿零七百万").place, chinese("四亿零七百万").rounded) == (10**6, True)
    assert (chinese("三百二十一").place, chinese("三百二十一").rounded) == (1, False)


@pytest.mark.parametrize(("word", "value"), [("", 1), ("万", 10**4), ("千万", 10**7), ("万亿", 10**12), ("百", 100), ("个亿", 10**8)])
def test_multiplier(word: str, value: int) -> None:
    assert multiplier(word) == value


# --- the shadow --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("６３．８％，－５", "63.8%,-5"),
        ("二○一七、二〇一七", "二零一七、二零一七"),
        ("產量四億餘噸", "产量四亿余吨"),
        ("壹佰贰拾叁万元整", "一百二十三万元整"),
        ("伍元", "五元"),
        ("玖拾陸", "九十六"),
        ("（壹）", "（一）"),
        # numerals of banknotes that are words
        ("干部队伍一支", "干部队伍一支"),
        ("大陸同胞參加", "大陸同胞參加"),
        ("收拾", "收拾"),
    ],
)
def test_shadow(text: str, plain: str) -> None:
    assert shadow(text) == plain


def test_the_shadow_is_as_long_as_the_text() -> None:
    text = "１９９７年，ＧＤＰ達７．４萬億元（壹佰圓）；\u2009\u3000\u00a0ﬁ𠮷é"
    assert len(shadow(text)) == len(text)


def test_every_character_has_one_twin() -> None:
    table = tomllib.loads((LEXICON / "characters.toml").read_text("utf-8"))
    assert all(len(a) == len(b) for pairs in table.values() for a, b in pairs.items())
    map_of = {a: b for pairs in table.values() for chars, twins in pairs.items() for a, b in zip(chars, twins, strict=True)}
    assert len(map_of) > 150
    for pairs in table.values():
        for chars, twins in pairs.items():
            assert all(map_of[a] == b for a, b in zip(chars, twins, strict=True)), "one character with two twins"
