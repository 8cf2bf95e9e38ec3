"""The panel: names aligned, levels apart from changes, one value a cell, conflicts shown, every value with its characters."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import govreport_nlp as gr
from govreport_nlp.alignment import Named, align, read_overrides

REPORTS = {
    "云澜县_司法局_2022": "2022年，我局办理行政诉讼案件82件，罚款总额29.2万元。全县地区生产总值110亿元，增长6.1%。",
    "云澜县_司法局_2023": "2023年，我局办理行政诉讼案件66件，比上年减少16件，罚款总额145.29万元。全县地区生产总值120亿元，增长6.3%。",
    "石棠县_司法局_2023": "2023年，行政诉讼案件数为31件，印发宣传资料2600余份。实现国内生产总值（GDP）98.5亿元，增长5.0%。2024年预期目标：地区生产总值增长5.5%。",
}


@pytest.fixture
def corpus(tmp_path: Path) -> gr.Corpus:
    for name, text in REPORTS.items():
        (tmp_path / f"{name}.txt").write_text(f"{name.split('_')[0]}司法局{name[-4:]}年工作总结\n\n{text}\n", "utf-8")
    return gr.read_corpus(tmp_path, "{county}_{bureau}_{year}", cache=False)


def test_county_by_year_in_base_units(corpus: gr.Corpus) -> None:
    panel = corpus.panel(index="county", columns="year", indicator="行政诉讼案件")
    assert panel.wide.to_dict("index") == {
        "云澜县": {2022: 82.0, 2023: 66.0},
        "石棠县": {2022: pytest.approx(float("nan"), nan_ok=True), 2023: 31.0},
    }
    fines = corpus.panel(indicator="罚款总额").intervals.loc["云澜县", 2023]
    assert dict(fines) == {"value": 1452900.0, "low": 1452850.0, "high": 1452950.0}


def test_aliases_are_one_indicator_and_growth_is_no_level(corpus: gr.Corpus) -> None:
    level = corpus.panel(indicator="生产总值").wide
    growth = corpus.panel(indicator="GDP", measure="growth").wide
    assert level.loc["石棠县", 2023] == 9_850_000_000
    assert growth.loc["云澜县"].to_dict() == {2022: 6.1, 2023: 6.3}
    assert corpus.panel(indicator="GDP", measure="target growth").wide.loc["石棠县"].to_dict() == {2024: 5.5}


def test_a_fall_is_a_negative_change(corpus: gr.Corpus) -> None:
    assert corpus.panel(indicator="行政诉讼案件", measure="change").wide.loc["云澜县", 2023] == -16


def test_every_value_leads_back_to_its_characters(corpus: gr.Corpus) -> None:
    for row in corpus.panel().long.itertuples():
        report = corpus[row.file]
        assert report.text[row.start : row.end] == row.text
        assert row.claim in {claim.id for claim in report.claims}
        assert row.sentence in report.text


def test_an_open_end_is_missing_and_a_rough_figure_has_an_interval(corpus: gr.Corpus) -> None:
    row = corpus.panel(indicator="宣传资料").long.iloc[0]
    assert (row["low"], row["high"]) == (2600.0, 2700.0)


def test_several_indicators_and_other_heads(corpus: gr.Corpus) -> None:
    wide = corpus.panel(index=["county", "bureau"], indicator=["行政诉讼案件", "地区生产总值"]).wide
    assert list(wide.index.names)[:3] == ["county", "bureau", "indicator"]
    assert corpus.panel(index="year", columns="county", indicator="行政诉讼案件").wide.loc[2023].to_dict() == {
        "云澜县": 66.0,
        "石棠县": 31.0,
    }


def test_figures_that_cannot_both_be_right_are_shown(corpus: gr.Corpus) -> None:
    (corpus.folder / "云澜县_统计局_2023.txt").write_text("云澜县统计局2023年工作总结\n\n2023年，行政诉讼案件61件。\n", "utf-8")
    panel = gr.read_corpus(corpus.folder, "{county}_{bureau}_{year}", cache=False).panel(indicator="行政诉讼案件")
    assert sorted(panel.conflicts["value"]) == [61.0, 66.0]
    assert panel.conflicts["chosen"].sum() == 1
    assert panel.long.set_index(["county", "year"]).loc[("云澜县", 2023), "conflict"]


def test_the_alignment_is_shown_and_a_file_overrides_it(corpus: gr.Corpus, tmp_path: Path) -> None:
    rows = corpus.panel().alignment.query("unit == '元'").set_index("name")
    assert (rows.loc["国内生产总值", "indicator"], rows.loc["国内生产总值", "evidence"]) == ("地区生产总值", "lexicon")
    table = tmp_path / "names.csv"
    table.write_text("name,indicator\n罚款总额,收缴罚款\n", "utf-8-sig")
    panel = corpus.panel(indicator="收缴罚款", names=table)
    assert set(panel.long["evidence"]) == {"file"}
    table.write_text("name,indicator\n罚款总额,a\n罚款总额,b\n", "utf-8")
    with pytest.raises(gr.UsageError, match="line 3"):
        read_overrides(table)


def test_wrong_questions_are_answered_with_the_choices(corpus: gr.Corpus) -> None:
    with pytest.raises(gr.UsageError, match="行政诉讼案件"):
        corpus.panel(indicator="行政赔偿案件")
    with pytest.raises(gr.UsageError, match="target growth"):
        corpus.panel(measure="size")
    with pytest.raises(gr.UsageError, match="county"):
        corpus.panel(index="town")


def groups(*names: str, unit: str = "件") -> list[set[str]]:
    out: dict[str, set[str]] = {}
    for named, found in align([Named(name, unit, ("云澜县",)) for name in names]).items():
        out.setdefault(found.indicator, set()).add(named.name)
    return sorted(out.values(), key=sorted)


def test_names_differ_in_what_was_done_and_in_words_that_count_nothing() -> None:
    assert groups("行政复议案件", "办理行政复议案件数", "云澜县行政复议案件总量") == [
        {"行政复议案件", "办理行政复议案件数", "云澜县行政复议案件总量"}
    ]


def test_alike_letters_are_one_indicator_with_a_score() -> None:
    assert groups("人民调解矛盾纠纷", "人民调解各类矛盾纠纷") == [{"人民调解矛盾纠纷", "人民调解各类矛盾纠纷"}]
    found = align([Named("人民调解矛盾纠纷", "件"), Named("人民调解各类矛盾纠纷", "件")])
    assert {one.evidence for one in found.values()} == {"alike"}
    assert all(0.6 < one.score < 1 for one in found.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("行政复议案件", "行政诉讼案件"),
        ("城镇居民医保参保人数", "农村居民医保参保人数"),
        ("食品抽检不合格批次", "药品抽检不合格批次"),
        ("专项债券收入", "专项债券支出"),
    ],
)
def test_a_word_that_parts_two_indicators_keeps_them_apart(one: str, other: str) -> None:
    assert groups(one, other) == sorted([{one}, {other}], key=sorted)


def test_names_of_other_units_are_not_compared() -> None:
    found = align([Named("执法检查", "次"), Named("执法检查情况", "人次")])
    assert len({one.unit for one in found.values()}) == 2


def test_the_same_reports_give_the_same_panel(corpus: gr.Corpus) -> None:
    pd.testing.assert_frame_equal(corpus.panel().long, corpus.panel().long)


def test_figures_of_a_review_of_five_years_are_of_no_single_year(tmp_path: Path) -> None:
    text = (
        "各位代表：现在，我代表县人民政府报告政府工作。\n五年来，我们接续奋斗，粮食产量增长33.6%，城镇新增就业5.2万人。\n"
        "刚刚过去的2025年，粮食产量增长2.1%，城镇新增就业1.1万人。新建高标准农田3万亩，高标准农田达到41万亩。\n"
    )
    (tmp_path / "a.txt").write_text(f"云澜县2026年政府工作报告\n\n{text}", "utf-8")
    corpus = gr.read_corpus(tmp_path, cache=False)
    assert corpus.panel(indicator="粮食产量", measure="growth").wide.loc["云澜县"].to_dict() == {2025: 2.1}
    assert corpus.panel(indicator="城镇新增就业").wide.loc["云澜县"].to_dict() == {2025: 11000.0}
    assert corpus.panel(indicator="高标准农田").wide.loc["云澜县", 2025] == 410000
    assert corpus.panel(indicator="新建高标准农田").wide.loc["云澜县", 2025] == 30000


def test_a_yearly_mean_is_no_growth_of_a_year_and_a_beginning_no_level_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "云澜县2025年工作总结\n\n2025年，旅游收入、游客人次年均分别增长4.4%、10%。常住人口城镇化率从72%提升至76%。\n", "utf-8"
    )
    corpus = gr.read_corpus(tmp_path, cache=False)
    assert corpus.panel(measure="mean growth").long["value"].tolist() == [4.4, 10.0]
    assert corpus.panel(measure="growth").cells == {}
    assert corpus.panel(indicator="常住人口城镇化率").wide.loc["云澜县"].to_dict() == {2025: 76.0}


def of_two_years(folder: Path, *names: str) -> gr.Corpus:
    for name in names:
        place, year = name.split("_")
        (folder / f"{name}.txt").write_text(f"{place[-3:]}{year}年工作总结\n\n{year}年，行政诉讼案件{year[2:]}件。\n", "utf-8")
    return gr.read_corpus(folder, "{county}_{year}", cache=False)


def test_a_county_that_became_a_district_is_one_row(tmp_path: Path) -> None:
    corpus = of_two_years(tmp_path, "密云县_2013", "密云区_2018", "遵义县_2013", "播州区_2018")
    wide = corpus.panel(indicator="行政诉讼案件").wide
    assert wide.to_dict("index") == {"密云区": {2013: 13.0, 2018: 18.0}, "播州区": {2013: 13.0, 2018: 18.0}}
    assert list(corpus.panel(index="code", indicator="行政诉讼案件").wide.index) == ["110118", "520304"]
    assert set(corpus.panel(index="place_then", indicator="行政诉讼案件").wide.index) == {"密云县", "密云区", "遵义县", "播州区"}
    assert [one.place for one in corpus.reports] == ["密云区", "密云县", "播州区", "遵义县"]


def test_what_was_merged_is_a_row_of_its_own_and_a_problem(tmp_path: Path) -> None:
    corpus = of_two_years(tmp_path, "闸北区_2013", "静安区_2018")
    assert list(corpus.panel(indicator="行政诉讼案件").wide.index) == ["闸北区", "静安区"]
    assert [(problem.file, problem.kind) for problem in corpus.problems] == [("闸北区_2013.txt", "merged region")]


def test_two_places_of_one_name_are_two_rows(tmp_path: Path) -> None:
    corpus = of_two_years(tmp_path, "福建福州鼓楼区_2018", "江苏南京鼓楼区_2018")
    assert sorted(corpus.panel(indicator="行政诉讼案件").wide.index) == ["南京市鼓楼区", "福州市鼓楼区"]


def test_a_quarter_ends_where_the_whole_year_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "云澜县2025年工作总结\n\n2025年，针对三季度增速回落的情况推动企稳，全年一般公共预算收入增长2.5%，前三季度粮食产量增长4.1%。\n",
        "utf-8",
    )
    panel = gr.read_corpus(tmp_path, cache=False).panel(measure="growth")
    assert panel.long[["indicator", "year", "value"]].to_numpy().tolist() == [["一般公共预算收入", 2025, 2.5]]


def test_what_is_planned_for_five_years_is_no_target_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "云澜县2026年政府工作报告\n\n各位代表：现在，我代表县人民政府报告政府工作。\n二、“十五五”时期主要目标任务\n确保研发投入强度达到1.6%左右。\n"
        "三、2026年工作安排\n今年主要预期目标是：城镇新增就业1.2万人。\n",
        "utf-8",
    )
    targets = gr.read_corpus(tmp_path, cache=False).panel(measure="target").long
    assert targets[["indicator", "year", "value"]].to_numpy().tolist() == [["城镇新增就业", 2026, 12000.0]]


def test_names_that_share_words_and_marks_that_were_passed(tmp_path: Path) -> None:
    text = "2025年，农产品网络零售额、出口额分别增长8.4%、39.8%。人均地区生产总值突破5万元大关、达到5.28万元。扣除房地产开发投资后，固定资产投资增长2.7%。"
    (tmp_path / "a.txt").write_text(f"云澜县2025年工作总结\n\n{text}\n", "utf-8")
    corpus = gr.read_corpus(tmp_path, cache=False)
    assert corpus.panel(indicator="人均地区生产总值").wide.loc["云澜县", 2025] == 52800
    growth = corpus.panel(measure="growth").long.set_index("value")
    assert growth.loc[39.8, "indicator"] == "农产品网络零售额、出口额"
    assert growth.loc[2.7, "qualifiers"] == "同口径"


FORM = """（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）
申请人情况
自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
一、本年新收政府信息公开申请数量\t20\t0\t0\t0\t0\t1\t21
二、上年结转政府信息公开申请数量\t2\t0\t0\t0\t0\t1\t3
"""


def test_the_disclosure_form_gives_a_cell_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    title = "云澜县2023年政府信息公开工作年度报告\n\n"
    words = (
        "2023年，主动公开政府信息312条，第一季度办理行政复议案件12件，办理时限压缩至3个工作日。\n各镇人口\n镇\t人口\n甲镇\t312\n乙镇\t400\n"
    )
    (tmp_path / "a.txt").write_text(f"{title}{words}{FORM}", "utf-8")
    panel = gr.read_corpus(tmp_path, cache=False).panel()
    assert panel.long.set_index("indicator")["value"].to_dict() == {
        "主动公开政府信息": 312.0, "政府信息公开申请": 21.0,
    }  # fmt: skip
    counted = dict(zip(panel.left_out["reason_en"].str.split().str[-1], panel.left_out["figures"], strict=True))
    assert counted == {"year": 15, "time": 1, "years": 1}  # in tables; the three days; the first quarter


def test_fewer_by_so_many_is_a_fall(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("云澜县2023年工作总结\n\n2023年，城镇新增就业6370人，同比少增569人。\n", "utf-8")
    assert gr.read_corpus(tmp_path, cache=False).panel(measure="change").long["value"].tolist() == [-569.0]
