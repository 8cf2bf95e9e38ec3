"""How a figure was reckoned and of whom it speaks; and that rules leave figures of different scope alone."""

from __future__ import annotations

import pytest

from govreport_nlp import parse
from govreport_nlp.models import Claim


def claim(text: str, figure: str) -> Claim:
    return next(found for found in parse(text).claims if found.text == figure)


@pytest.mark.parametrize(
    ("text", "figure", "qualifiers"),
    [
        ("全年收入12.5亿元，同比增长8.1%。", "8.1%", ("同比",)),
        ("全年收入12.5亿元，比上年增长8.1%。", "8.1%", ("同比",)),
        ("全年收入12.5亿元，比上年同期11.5亿元增长8.1%。", "11.5亿元", ()),  # a level is compared with nothing
        ("三季度销售额环比下降2.3%。", "2.3%", ("环比",)),
        ("五年来税收年均增长7.4%。", "7.4%", ("年均",)),
        ("投诉量较2019年下降20%。", "20%", ("较基期",)),
        ("人均可支配收入实际增长5.2%。", "5.2%", ("可比价",)),
        ("工业产值同比增长8.9%（按可比价计算）。", "8.9%", ("同比", "可比价")),
        ("生产总值由7.4万亿元增加到10.2万亿元，按可比价格计算，平均每年增长7.7%。", "7.7%", ("年均", "可比价")),
        ("居民收入名义增长6.3%，扣除价格因素，实际增长6.1%。", "6.3%", ("名义",)),
        ("居民收入名义增长6.3%，扣除价格因素，实际增长6.1%。", "6.1%", ("可比价",)),
        ("税收下降6.0%（同口径增长13.9%）。", "13.9%", ("同口径",)),
        ("税收剔除减税因素后增长3.9%。", "3.9%", ("同口径",)),
        ("全口径税收增长3.9%。", "3.9%", ("全口径",)),
        ("累计发放补贴3亿元。", "3亿元", ("累计",)),
        ("研发费用加计扣除比例提高到100%。", "100%", ()),
        ("办理信访31件。", "31件", ()),
    ],
)
def test_qualifiers(text: str, figure: str, qualifiers: tuple[str, ...]) -> None:
    assert claim(text, figure).qualifiers == qualifiers


@pytest.mark.parametrize(
    ("text", "figure", "qualifiers"),
    [
        ("进口、出口同比增长3.1%和5.2%。", "5.2%", ("同比",)),
        ("征收契税2.6亿元，同比增收0.3亿元、增长13.5%。", "13.5%", ("同比",)),
        ("销售额同比实际增长3.1%、环比增长0.4%。", "0.4%", ("环比",)),  # compared anew, at prices of its own
        ("税收年均增长3.1%，全市实施重点项目同步增长5.2%。", "5.2%", ()),
        ("税收同比增长3.1%，人口12.5万人。", "12.5万人", ()),
    ],
)
def test_a_row_of_changes_shares_what_it_is_compared_with(text: str, figure: str, qualifiers: tuple[str, ...]) -> None:
    assert claim(text, figure).qualifiers == qualifiers


@pytest.mark.parametrize(
    ("text", "figure", "scope"),
    [
        ("全县地区生产总值86.4亿元。", "86.4亿元", ("全县",)),
        ("2023年，全县地区生产总值86.4亿元，增长6.1%。", "6.1%", ("全县",)),  # carried over with the name
        ("城镇化率高于全国3.2个百分点。", "3.2个百分点", ()),
        ("农业产值居全国第3位。", "第3位", ()),
        ("全国重点实验室达到5家。", "5家", ()),
        ("市本级税收收入12.3亿元。", "12.3亿元", ("本级",)),
        ("全市规上工业增加值增长8.2%。", "8.2%", ("全市", "规模以上")),
        ("限上单位零售额3.2亿元。", "3.2亿元", ("限额以上",)),
        ("城镇居民人均可支配收入3.2万元。", "3.2万元", ("城镇",)),
        ("农民人均纯收入1.2万元。", "1.2万元", ("农村",)),
        ("常住人口城镇化率61.2%。", "61.2%", ()),
        ("高新技术产业产值占规上工业比重超过50%。", "超过50%", ()),
        ("全社会用电量3.2亿千瓦时。", "3.2亿千瓦时", ("全社会",)),
        ("办理信访31件。", "31件", ()),
    ],
)
def test_scopes(text: str, figure: str, scope: tuple[str, ...]) -> None:
    assert claim(text, figure).scope == scope


def test_one_name_in_two_places_is_two_facts() -> None:
    same = "全县主动公开政府信息总量4126条。继续做好解读。全县主动公开政府信息总量4126条。"
    assert [finding.rule for finding in parse(same).findings] == ["XRF301"]
    assert not parse(same.replace("全县", "全省", 1)).findings


def test_growth_at_current_prices_is_decided_even_of_gross_product() -> None:
    text = "地区生产总值由86.4亿元增加到96.2亿元，{}增长6.2%。"
    assert [finding.verdict for finding in parse(text.format("")).findings] == ["undecided"]
    assert [finding.verdict for finding in parse(text.format("名义")).findings] == ["inconsistent"]


def test_they_are_shown_in_tables_and_lines() -> None:
    report = parse("全市规上工业增加值同比增长8.2%。")
    row = report.to_frame("claims").iloc[0]
    assert (row["qualifiers"], row["scope"]) == ("同比", "全市 规模以上")
