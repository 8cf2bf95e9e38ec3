"""The formula and the message of a judgement, word for word."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from judged import AT_MOST, DELTA, EQUAL, GROWTH, PRODUCT, RATIO, SUM, a_range, a_rule, figure, relation

from govreport_nlp.audit import judge
from govreport_nlp.audit.numbers import decimal
from govreport_nlp.interval import Interval
from govreport_nlp.models import Operation, Relation

WORDS = [
    (SUM, "66件 8件", "74件", {}, "66 + 8 = 74", "一致：66 + 8 = 74", "consistent: 66 + 8 = 74"),
    (SUM, "66件 8件", "75件", {}, "66 + 8 = 74", "不符：66 + 8 = 74，原文 75，差 1", "broken: 66 + 8 = 74, the text says 75, off by 1"),
    (SUM, "76.5万元 3.1万元", "80.6万元", {}, "76.5 + 3.1 = 79.6 万元", "不符：76.5 + 3.1 = 79.6 万元，原文 80.6 万元，差 1 万元", None),
    (SUM, "9800万元 2.2亿元", "3.8亿元", {}, "0.98 + 2.2 = 3.18 亿元", "不符：0.98 + 2.2 = 3.18 亿元，原文 3.8 亿元，差 0.62 亿元", None),
    (
        SUM,
        "63.8% 4.7% 4.0%",
        100,
        {},
        "63.8 + 4.7 + 4.0 = 72.5",
        "不符：63.8 + 4.7 + 4.0 = 72.5，应为 100，差 27.5",
        "broken: 63.8 + 4.7 + 4.0 = 72.5, should be 100, off by 27.5",
    ),
    (SUM, "66件 90件", "16件", {"signs": (1, -1), "direction": -1}, "90 − 66 = 24", "不符：90 − 66 = 24，原文 16，差 8", None),
    (SUM, "82件 30件 37件", "76件", {"signs": (1, 1, -1)}, "82 + 30 − 37 = 75", "不符：82 + 30 − 37 = 75，原文 76，差 1", None),
    (PRODUCT, "8个 10个", "90个", {}, "8 × 10 = 80", "不符：8 × 10 = 80，原文 90，差 10", None),
    (PRODUCT, "2万元 50户", "120万元", {}, "2 × 50 = 100 万元", None, None),
    (PRODUCT, "2000元 50户", "20万元", {}, "2000元 × 50户 = 10 万元", "不符：2000元 × 50户 = 10 万元，原文 20 万元，差 10 万元", None),
    (
        RATIO,
        "21件 22件",
        "100%",
        {},
        "21 ÷ 22 = 95.45%",
        "不符：21 ÷ 22 = 95.45%，原文 100%，差 4.55 个百分点",
        "broken: 21 ÷ 22 = 95.45%, the text says 100%, off by 4.55 percentage points",
    ),
    (RATIO, "60件 20件", "4倍", {}, "60 ÷ 20 = 3倍", "不符：60 ÷ 20 = 3倍，原文 4倍，差 1 倍", None),
    (
        GROWTH,
        "45件 38件",
        "20%",
        {"direction": -1},
        "(38 − 45) ÷ 45 = −15.56%",
        "不符：(38 − 45) ÷ 45 = −15.56%，原文 −20%，差 4.44 个百分点",
        None,
    ),
    (GROWTH, "11.66亿元 29.33亿元", "30.26%", {"years": 5}, "(29.33 ÷ 11.66)^(1/5) − 1 = 20.26%", None, None),
    (GROWTH, "9800万元 1.2亿元", "32.4%", {}, "(12000 − 9800) ÷ 9800 = 22.45%", None, None),
    (DELTA, "23744万元 3244万元", "15.28%", {}, "3244 ÷ (23744 − 3244) = 15.82%", None, None),
    (DELTA, "38件 7件", "18.6%", {"direction": -1}, "7 ÷ (38 + 7) = 15.56%", None, None),
    (
        EQUAL,
        "1795.66亿元",
        "1818.07亿元",
        {},
        "1795.66 ≠ 1818.07 亿元",
        "不符：1795.66 ≠ 1818.07 亿元，差 22.41 亿元",
        "broken: 1795.66 ≠ 1818.07 亿元, off by 22.41 亿元",
    ),
    (EQUAL, "66件", "66件", {}, "66 = 66", "一致：66 = 66", None),
    (AT_MOST, "23件", "20件", {}, "23 > 20", "不符：23 > 20，多 3", "broken: 23 > 20, 3 too many"),
    (AT_MOST, "12件 11件", "20件", {}, "12 + 11 = 23 > 20", None, None),
    (AT_MOST, "20件", "23件", {}, "20 ≤ 23", "一致：20 ≤ 23", None),
]


@pytest.mark.parametrize(("operation", "operands", "stated", "more", "formula", "zh", "en"), WORDS)
def test_wording(
    operation: Operation, operands: str, stated: str | int, more: dict[str, object], formula: str, zh: str | None, en: str | None
) -> None:
    made = judge(relation(operation, operands, stated, **more), replace(a_rule("wording", name_zh="不符"), name="broken"))
    assert made is not None
    assert made.wording.formula == formula
    assert zh is None or made.wording.message == zh
    assert en is None or made.wording.message_en == en


def words(case: Relation, family: str = "sum") -> tuple[str, str]:
    made = judge(case, a_rule(family))
    assert made is not None
    return made.wording.message, made.wording.message_en


def test_undecided_says_why() -> None:
    assert words(relation(RATIO, "21件 22件", "95.4%"), "share") == (
        "无法判定：21 ÷ 22 = 95.45%，原文 95.4%，差 0.05 个百分点（差额在四舍五入或截尾的范围之内）",
        "undecided: 21 ÷ 22 = 95.45%, the text says 95.4%, off by 0.05 percentage points"
        " (rounding or cutting would explain the difference)",
    )
    doubt = ("没有总计字样", "nothing calls the list whole")
    assert words(relation(SUM, "66件 8件", "75件", sure=False, doubt=doubt))[0] == "无法判定：66 + 8 = 74，原文 75，差 1（没有总计字样）"
    coarse = words(relation(SUM, "4万元 5万元 76.54万元", "85.64万元"))[0]
    assert coarse == "无法判定：4 + 5 + 76.54 = 85.54 万元，原文 85.64 万元，差 0.1 万元（数字太粗略，核对不出差错）"


def test_english_says_what_is_broken_by_family() -> None:
    assert words(relation(SUM, "66件 8件", "75件"))[1] == "parts do not add up to the total: 66 + 8 = 74, the text says 75, off by 1"
    assert words(a_range("60分钟～20分钟", 20, 60), "range_order")[1] == "the ends of the range are inverted: 60 > 20"


def test_a_rate_is_shown_with_enough_decimals_to_differ() -> None:
    assert (
        words(relation(RATIO, "49998件 50001件", "100%"), "share")[0]
        == "分项之和与总数不符：49998 ÷ 50001 = 99.99%，原文 100%，差 0.01 个百分点"
    )
    assert (
        words(relation(RATIO, "99996件 99999件", "100%"), "share")[0]
        == "分项之和与总数不符：99996 ÷ 99999 = 99.997%，原文 100%，差 0.003 个百分点"
    )


def test_approximate_figures_keep_their_words() -> None:
    some = figure("2600余份", "count", "some", Interval.between(2600, 2700, low_open=True, high_open=True))
    case = Relation("TST001", SUM, (some, figure("66份", at=10)), figure("2900份", at=20))
    assert words(case)[0] == "分项之和与总数不符：2600余 + 66 ≈ 2666，原文 2900，差 234"
    span = replace(figure("20～30份", "count", "range", Interval.between(20, 30)), id="r")
    assert (
        words(Relation("TST001", SUM, (span, figure("66份", at=10)), figure("99份", at=20)))[0]
        == "分项之和与总数不符：20～30 + 66 ≈ 86～96，原文 99"
    )


def test_a_negative_figure_stands_in_brackets() -> None:
    loss = replace(
        figure("5件"), quantity=replace(figure("5件").quantity, value=Fraction(-5), narrow=Interval.exactly(-5), wide=Interval.exactly(-5))
    )
    assert (
        words(Relation("TST001", SUM, (figure("8件", at=10), loss), figure("4件", at=20)))[0]
        == "分项之和与总数不符：8 + (−5) = 3，原文 4，差 1"
    )


@pytest.mark.parametrize(
    ("operation", "operands", "stated", "more", "numbers"),
    [
        (SUM, "76.5万元 3.1万元", "80.6万元", {}, ("796000", "806000", "10000")),
        (SUM, "66件 90件", "16件", {"signs": (1, -1), "direction": -1}, ("24", "16", "-8")),
        (RATIO, "21件 22件", "100%", {}, ("95.45", "100", "4.55")),
        (RATIO, "60件 20件", "4倍", {}, ("3", "4", "1")),
        (GROWTH, "45件 38件", "20%", {"direction": -1}, ("15.56", "20", "4.44")),
        (SUM, "63.8% 4.7%", 100, {}, ("68.5", "100", "31.5")),
    ],
)
def test_expected_stated_and_delta_in_base_units(
    operation: Operation, operands: str, stated: str | int, more: dict[str, object], numbers: tuple[str, ...]
) -> None:
    made = judge(relation(operation, operands, stated, **more), a_rule())
    assert made is not None
    assert (made.wording.expected, made.wording.stated, made.wording.delta) == numbers


@pytest.mark.parametrize(
    ("x", "places", "shown"),
    [
        ("1/3", 2, "0.33"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1e9", None, "1000000000"),
        ("0.0004", 2, "0.0004"),
        ("0", 2, "0"),
        ("12.50", None, "12.5"),
    ],
)
def test_decimals(x: str, places: int | None, shown: str) -> None:
    assert decimal(Fraction(x), places) == shown
