"""Metadata: what a report says of itself, and None where it does not."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import pytest

from govreport_nlp import read
from govreport_nlp.document import build
from govreport_nlp.metadata import read_metadata
from govreport_nlp.models import Metadata
from govreport_nlp.reading.text import from_string

BODY = "一、工作情况\n全年办结行政案件12件。\n"

CASES = {
    "bureau report with signature": (
        f"青禾土家族自治县水利局2031年法治政府建设情况的报告\n2031年，我局认真履职。\n{BODY}\n青禾自治县水利局\n2032年2月5日\n ",
        Metadata(
            "青禾土家族自治县水利局2031年法治政府建设情况的报告",
            "青禾自治县水利局",
            "青禾土家族自治县",
            "2031",
            "法治政府建设报告",
            "2032-02-05",
        ),
    ),
    "work report: delivery line, spaced title, Chinese date": (
        f"政 府 工 作 报 告\n\n——二〇三一年一月十二日在青禾县第十八届人民代表大会第一次会议上\n"
        f"县长\u3000王某\n各位代表：\n现在，我代表县人民政府，向大会报告工作。\n{BODY}",
        Metadata("政府工作报告", "青禾县人民政府", "青禾县", "2031", "政府工作报告", "2031-01-12"),
    ),
    "title and delivery on one line": (
        f"2031年青禾省政府工作报告——２０３１年１月９日在青禾省第十五届人民代表大会第一次会议上\n"
        f"各位代表：\n现在，我代表省政府作报告。\n{BODY}",
        Metadata("2031年青禾省政府工作报告", "青禾省人民政府", "青禾省", "2031", "政府工作报告", "2031-01-09"),
    ),
    "organ above, title below": (
        f"-1-\n青禾市人民政府\n2031年政府信息公开工作年度报告\n本报告由青禾市人民政府办公室编制。\n{BODY}",
        Metadata(
            "青禾市人民政府2031年政府信息公开工作年度报告", "青禾市人民政府", "青禾市", "2031", "政府信息公开工作年度报告", None
        ),
    ),
    "year in a bracket below": (
        f"青禾县财政局预算执行情况报告\n（2031年）\n{BODY}",
        Metadata("青禾县财政局预算执行情况报告（2031年）", "青禾县财政局", "青禾县", "2031", "预算执行", None),
    ),
    "page furniture before and after": (
        f"下载\n打印\n【字号：\n加大\n】\n2031年青禾县国民经济和社会发展统计公报\n来源：青禾县统计局\n时间：2032-03-04\n{BODY}相关报道：",
        Metadata("2031年青禾县国民经济和社会发展统计公报", "青禾县统计局", "青禾县", "2031", "统计公报", None),
    ),
    "a page on one line": (
        "青禾镇2031年财政预算执行情况和 2032年财政预算草案的报告\n当前位置： 首页政务公开 微信 微博 一、2031年情况 全年完成收入5万元。"
        " 以上草案，请予审查。 二〇三二年三月九日 来源：青禾镇 附件下载",
        Metadata("青禾镇2031年财政预算执行情况和2032年财政预算草案的报告", None, "青禾镇", "2031", "预算执行", None),
    ),
    "signature stuck to the sentence before": (
        "青禾县市场监督管理局2031年度“双随机”抽查结果公示\n全年抽查企业12户，均已公示。"
        "链接：公示系统青禾县市场监督管理局2031年11月10日 来源：青禾县市场监督管理局",
        Metadata(
            "青禾县市场监督管理局2031年度“双随机”抽查结果公示",
            "青禾县市场监督管理局",
            "青禾县",
            "2031",
            "抽查检查公示",
            "2031-11-10",
        ),
    ),
    "no year in the title: the opening's": (
        f"青禾县农村经济形势分析\n2031年，全县农业稳步发展。\n{BODY}",
        Metadata("青禾县农村经济形势分析", None, "青禾县", "2031", "经济运行分析", None),
    ),
    "no year anywhere but in the signature": (
        f"青禾县教育局工作总结\n过去一年，我局认真履职。\n{BODY}青禾县教育局\n2032年1月8日",
        Metadata("青禾县教育局工作总结", "青禾县教育局", "青禾县", "2032", "工作总结", "2032-01-08"),
    ),
    "no title": (
        f"各位代表：\n现在，我代表国务院，向大会作政府工作报告，请予审议。\n{BODY}",
        Metadata(None, "国务院", None, None, "政府工作报告", None),
    ),
    "a passage": ("全年完成投资12亿元，比2030年增长5%。经济运行平稳。\n", Metadata()),
    "an impossible date is none": ((
        f"青禾县教育局工作总结\n"
        f"{BODY}青禾县教育局\n2032年13月8日"
    ), Metadata("青禾县教育局工作总结", "青禾县教育局", "青禾县", None, "工作总结", None)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_metadata(name: str) -> None:
    text, expected = CASES[name]
    assert read_metadata(text) == expected


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("青禾市石棠区2031年城乡建设工作总结", "青禾市石棠区"),
        ("青禾县住房和城乡建设局2031年工作总结", "青禾县"),
        ("青禾县城市管理局2031年工作总结", "青禾县"),
        ("青禾蒙古族自治旗2031年工作总结", "青禾蒙古族自治旗"),
        ("国家税务总局青禾市税务局2031年工作总结", "青禾市"),
        ("政协青禾县委员会2031年工作总结", "青禾县"),
        ("我市社区工作总结", None),
        ("全省工作总结", None),
        ("关于2031年青禾县本级预算执行情况的报告", "青禾县"),
    ],
)
def test_regions(title: str, region: str | None) -> None:
    assert read_metadata(f"{title}\n{BODY}").region == region


def test_every_genre_recognises_its_own_examples() -> None:
    entries = tomllib.loads(resources.files("govreport_nlp.lexicon").joinpath("genres.toml").read_text("utf-8"))["genre"]
    for entry in entries:
        assert entry["titles"], entry["key"]
        for title in entry["titles"]:
            assert read_metadata(f"{title}\n{BODY}").genre == entry["name"], title


def test_a_document_holds_its_source_and_its_structure() -> None:
    source = from_string(f"青禾县水利局2031年工作总结\n{BODY}主要是：一是抓防汛；二是抓供水。")
    document = build(source)
    assert document.source is source
    assert document.metadata.year == "2031"
    assert [section.number for section in document.sections] == ["一、"]
    assert [item.mark for item in document.items] == ["一是", "二是"]
    assert "".join(document.text[s.start : s.end] for s in document.sentences) == document.text


@pytest.mark.parametrize(
    ("name", "text", "year", "period"),
    [
        ("石棠县政府工作报告2019.txt", "全年地区生产总值完成192.3亿元。", "2019", "2018"),  # it reviews the year before
        ("2022年审计情况.txt", "查出问题12个。", "2022", "2022"),
        ("石棠县政府工作报告2019.txt", "石棠县2021年工作总结\n全年查出问题12个。", "2021", "2021"),  # the text goes first
        ("报告20190412.txt", "查出问题12个。", None, None),
        ("2018-2020年对照.txt", "查出问题12个。", None, None),
    ],
)
def test_the_name_of_a_file_dates_what_its_text_does_not(
    tmp_path: Path, name: str, text: str, year: str | None, period: str | None
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    report = read(path)
    assert report.metadata.year == year
    assert report.claims[0].period == period
