"""What looks like a number and is no quantity: the reasons, the dates, and which of two patterns wins."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from govreport_nlp.document import build
from govreport_nlp.models import Refused
from govreport_nlp.numerals import shadow
from govreport_nlp.quantities import scan
from govreport_nlp.reading.text import from_string
from govreport_nlp.refusals import _patterns, find

TABLE = tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))


def refused(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.why) for mention in find(shadow(text), text).refused]


def figures(text: str) -> list[str]:
    return [quantity.text for quantity in scan(build(from_string(text))).quantities]


@pytest.mark.parametrize(
    ("text", "mention", "why"),
    [
        ("执行GB/T4754-2017。", "GB/T4754-2017", "document number"),
        ("执行HJ 2025的规定。", "HJ 2025", "document number"),
        ("证号：20231234567。", "证号：20231234567", "document number"),
        ("拨12345政务服务热线。", "12345", "telephone number"),
        ("手机：13900000000。", "手机：13900000000", "telephone number"),
        ("传真0591-24336243。", "传真0591-24336243", "telephone number"),
        ("依照第十二条之二第三款。", "第十二条之二第三款", "article of a law"),
        ("１９９７年１２月，", "１９９７年１２月", "date"),
        ("二○一八年三月九日", "二○一八年三月九日", "date"),
        ("1 9 9 9年1 2 月2 0 日，", "1 9 9 9年1 2 月2 0 日", "date"),
        ("一九五三和一九五四兩年", "一九五三", "date"),
        ("党的十大，", "党的十大", "ordinal of the session"),
        ("十七届人大二次会议", "十七届", "ordinal of the session"),
        ("其一，加强学习。", "其一", "inline ordinal"),
        ("过去的五年，成绩显著。", "过去的五年", "period reference"),
        ("，五年共办理。", "五年", "period reference"),
        ("三年行动收官。", "三年行动", "period reference"),
        ("总量扩大，5年提升目标实现。", "5年", "period reference"),
        ("五年内，造林扩大。", "五年", "period reference"),
        ("第六个五年计划", "第六个", "plan name"),
        ("旅游环岛路（三期）等项目", "三期", "ordinal (phase)"),
        ("墓地二次发掘取得成果。", "二次", "name"),
        ("建成3人制篮球场。", "3人", "name"),
        ("三期竣工。", "三期", "ordinal (phase)"),
        ("10亿元级企业", "10亿元级", "class label"),
        ("五星级饭店", "五星级", "class label"),
        ("每百户拥有汽车", "每百户", "denominator"),
        ("沿310、312国道", "310", "name"),
        ("110kV线路", "110kV", "name"),
        ("东经109°42′", "东经109°42′", "name"),
        ("落实《关于三十条措施的意见》", "关于三十条措施的意见", "title"),
        ("落实“四个一”。", "四个一", "quoted name"),
        ("推进五个一工程。", "五个一", "slogan"),
        ("建设5G基站", "5G", "name"),
    ],
)
def test_a_mention_is_refused_with_its_reason(text: str, mention: str, why: str) -> None:
    assert (mention, why) in refused(text)
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("提前一年完成，连续五年增长。", ["一年", "五年"]),  # durations, not periods
        ("全市第一，连续三年全省第二。", ["第一", "三年", "第二"]),  # ranks, not items of a list
        ("出刊6期，办结2次。", ["6期", "2次"]),
        ("增长百分之七十五，其中一类占三成。", ["百分之七十五", "三成"]),  # 十五 is no plan here
        ("一千零一万元，一一核对。", ["一千零一万元"]),  # 万一, 一一
        ("统一三个标准。", ["三个"]),
        ("占119.7%，PM2.5浓度28微克/立方米。", ["119.7%", "28微克/立方米"]),
        ("比例为1:17.6，用时12:30。", ["1:17.6"]),  # a time has no decimals
        ("营收超百亿元企业3家，百亿级企业1家。", ["超百亿元", "3家", "1家"]),
        ("实现GDP123.45亿元。", ["123.45亿元"]),
        ("十年以上12人。", ["十年以上", "12人"]),
        ("三分之一的村，百分之一。", ["三分之一", "百分之一"]),  # 之一 of a number
        ("试点三年。", ["三年"]),  # 点 of 试点 is no decimal point
        ("是2018年6.3万辆的2倍。", ["6.3万辆", "2倍"]),  # no 3rd of June
        ("需半年多时间，上半年完成。", ["半年多"]),
        ("，两年半完成，五年以上3个。", ["两年半", "五年以上", "3个"]),
        ("二次检查2次。", ["二次", "2次"]),
    ],
)
def test_what_must_not_be_refused(text: str, kept: list[str]) -> None:
    assert figures(text) == kept


def test_every_pattern_has_a_text_that_it_alone_explains() -> None:
    """A pattern that finds nothing in the tables is either dead or untested."""
    texts = [shadow(case["text"]) for case in (*TABLE["case"], *TABLE["none"])]
    marks = [mark for mark in test_a_mention_is_refused_with_its_reason.pytestmark if mark.name == "parametrize"]
    texts += [shadow(text) for mark in marks for text, *_ in mark.args[1]]
    idle = [(why, pattern().pattern[:60]) for why, pattern, _ in _patterns() if not any(pattern().search(text) for text in texts)]
    assert idle == []


# --- dates -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2023年6月25日", (2023, 6, 25)),
        ("２０２３年６月２５日", (2023, 6, 25)),
        ("二〇一八年三月九日", (2018, 3, 9)),
        ("二○二三年十二月三十一日", (2023, 12, 31)),
        ("2023.12.31", (2023, 12, 31)),
        ("2023-01-02", (2023, 1, 2)),
        ("2023年13月40日", (2023, 13, 40)),  # not checked against the calendar: that is a rule's work
        ("6月25日", (None, 6, 25)),
        ("2023年6月", (2023, 6, None)),
        ("2023年度", (2023, None, None)),
        ("二0一七年", (2017, None, None)),
        ("1 9 9 7 年", (1997, None, None)),
        ("上半年", None),
    ],
)
def test_dates_name_year_month_and_day(text: str, parts: tuple[int | None, int | None, int | None] | None) -> None:
    dates = find(shadow(text), text).dates
    assert [(date.year, date.month, date.day) for date in dates] == ([parts] if parts else [])


def test_spans_of_time_are_one_mention() -> None:
    for text in ("2021-2023年", "2021年至2023年底", "2023年1—11月", "3月1日至15日", "2月28日—3月2日", "9-10月份"):
        assert refused(text) == [(text, "date")], text


# --- the order ---------------------------------------------------------------------------------------------------------------------------


def test_mentions_are_in_order_and_never_overlap() -> None:
    text = "；".join(case["text"] for case in TABLE["none"])
    found = find(shadow(text), text).refused
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_known_marks_win() -> None:
    text = "三是加强。"
    marks = (Refused(0, 2, "三是", "section number"),)
    assert [mention.why for mention in find(shadow(text), text, marks).refused] == ["section number"]


def test_long_quotes_are_read_inside() -> None:
    assert figures("会议指出：“今年以来全市共办理各类民生实事项目35件，群众满意。”") == ["35件"]


def test_a_reason_needs_a_numeral() -> None:
    assert refused("“蓝天”行动，《条例》施行。") == []
