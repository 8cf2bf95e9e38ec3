"""One year's report against the next, and two bureaus of one year: the rules' pages, silence, and the generated counties."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import scored

import govreport_nlp as gr
from govreport_nlp.cli import main
from govreport_nlp.entries import Entry, Filed
from govreport_nlp.models import Finding, Metadata, Verdict
from govreport_nlp.rules import RULES as OF_ONE
from govreport_nlp.rules.page import parse
from govreport_nlp.years import RULES, AnyRule, PlaceRule, compare, partners

HOLDS, FAILS, OPEN = Verdict.CONSISTENT, Verdict.INCONSISTENT, Verdict.UNDECIDED
GOOD = [
    pytest.param(rule, text, id=f"{rule.rule.code}-{rule.rule.family}-{n}")
    for rule in RULES
    for n, text in enumerate(parse(rule.rule.page).good)
]
BAD = [
    pytest.param(rule, text, id=f"{rule.rule.code}-{rule.rule.family}-{n}")
    for rule in RULES
    for n, text in enumerate(parse(rule.rule.page).bad)
]


def entry(text: str, year: int, bureau: str = "司法局", genre: str | None = None) -> Entry:
    report = gr.parse(f"{year}年工作总结。\n{text}\n")
    extraction = replace(report.extraction, document=replace(report.document, metadata=Metadata(year=str(year))))
    return Entry(Filed(f"{bureau}_{year}.txt", "云澜县", None, bureau, year, genre), extraction)


def said(before: str, now: str, *rules: AnyRule, same_year: bool = False) -> tuple[Finding, ...]:
    other = entry(before, 2023 if same_year else 2022, "统计局" if same_year else "司法局")
    return compare(entry(now, 2023), [other], rules or RULES)


def of_place(place: str, *bureaus: str) -> tuple[Finding, ...]:
    return compare(entry(place, 2023, "云澜县人民政府"), [entry(text, 2023, f"{n}局") for n, text in zip("甲乙丙", bureaus, strict=False)])


def shown(rule: AnyRule, text: str) -> tuple[Finding, ...]:
    """What a rule says of an example: 去年｜今年, one bureau｜another, or the place｜its bureaus."""
    if isinstance(rule, PlaceRule):
        return tuple(found for found in of_place(*text.split("｜")) if found.rule == rule.rule.code)
    return said(*text.split("｜"), rule, same_year=rule.rule.code == "PAN973")


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_good_examples_raise_nothing(rule: AnyRule, text: str) -> None:
    found = shown(rule, text)
    assert not [f for f in found if f.verdict is not HOLDS]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_bad_examples_are_found(rule: AnyRule, text: str) -> None:
    (found,) = shown(rule, text)
    assert (found.verdict, found.rule, found.family) == (FAILS, rule.rule.code, rule.rule.family)


def test_every_page_is_complete_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    for rule in RULES:
        page = parse(rule.rule.page)
        assert page.summary.endswith(".")
        assert all((page.why, page.silent_when, page.source, page.good, page.bad))
        assert rule.rule.check(entry("无", 2023).extraction) is not None and not list(rule.rule.check(entry("无", 2023).extraction))
    assert main(["explain", "pan971"]) == 0
    assert "与上年报告不衔接" in capsys.readouterr().out
    assert not {rule.rule.code for rule in RULES} & {rule.code for rule in OF_ONE}


def test_a_claim_of_another_report_is_named_by_its_file() -> None:
    (found,) = said("办理行政诉讼案件82件。", "办理行政诉讼案件66件，与去年相比减少了26件。")
    assert "司法局_2022.txt#c1" in found.claims
    assert found.formula == "66 − 82 = −16" or "82" in str(found.formula)


SILENT = {
    "growth of GDP is at constant prices": ("地区生产总值110亿元。", "地区生产总值120亿元，增长6.3%。"),
    "growth of retail sales is on a comparable base": ("社会消费品零售总额50亿元。", "社会消费品零售总额51亿元，增长6.3%。"),
    "another basis is told": ("一般公共预算收入10.00亿元。", "一般公共预算收入12.00亿元，同口径增长6.3%。"),
    "last year's value is told twice": ("办理行政诉讼案件82件。继续努力。行政诉讼案件共92件。", "办理行政诉讼案件66件，减少26件。"),
    "another indicator": ("办理行政复议案件82件。", "办理行政诉讼案件66件，与去年相比减少了26件。"),
    "another unit": ("矛盾纠纷82件。", "矛盾纠纷66起，与去年相比减少了26起。"),
    "a figure of the whole province": ("全省办理法律援助案件8200件。", "办理法律援助案件66件，与去年相比减少了26件。"),
    "what is new": ("高新技术企业82家。", "高新技术企业96家，新增26家。"),
}


@pytest.mark.parametrize("case", SILENT)
def test_silent_where(case: str) -> None:
    assert not [found for found in said(*SILENT[case]) if found.verdict is FAILS]


def test_what_statistics_revise_is_undecided() -> None:
    assert {f.verdict for f in said("固定资产投资30.00亿元。", "固定资产投资33.00亿元，上年为32.00亿元。") if f.rule == "PAN971"} == {OPEN}


def test_a_report_that_reviews_five_years_is_undecided() -> None:
    found = said("新设经营主体30.80万户。", "五年来，成绩显著。新设经营主体62.91万户，增长33.7%。")
    assert not [one for one in found if one.verdict is FAILS]


COPY = "调处矛盾纠纷3912件，接待法律咨询9775人次。"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (COPY, COPY.replace("9775", "9812")),
        ("受理案件12件，办结12件。", "受理案件12件，办结12件。"),
        ("2021年以来调处矛盾纠纷3912件，接待法律咨询9775人次。", "2021年以来调处矛盾纠纷3912件，接待法律咨询9775人次。"),
        ("每次服务不少于15天，覆盖100%的村居。", "每次服务不少于15天，覆盖100%的村居。"),
    ],
)
def test_no_stale_copy(before: str, now: str) -> None:
    assert "PAN972" not in [found.rule for found in said(before, now)]


def test_a_number_that_looks_like_a_year_is_none() -> None:
    text = "罚款905.71万元，宣传资料32000余份。"
    assert "PAN972" in [found.rule for found in said(text, text)]


def test_two_short_sentences_in_a_row_are_one_copy() -> None:
    text = "罚款3,695,834元。\n制作宣传折页3.9万份。"
    (found,) = [found for found in said("无。\n" + text, "无。\n" + text) if found.rule == "PAN972"]
    assert found.severity == "notice"
    assert not found.is_alarm


def test_what_every_bureau_counts_for_itself_is_not_compared() -> None:
    assert not said("行政诉讼案件66件。", "行政诉讼案件61件。", same_year=True)


def test_partners_are_the_year_before_and_the_other_bureaus() -> None:
    files = [Filed(f"{b}{y}", "云澜县", None, b, y) for b in ("a", "b") for y in (2021, 2022, 2023)]
    assert [one.file for one in partners(files[5], files)] == ["b2022", "a2023"]
    assert [one.file for one in partners(files[0], files)] == []


def test_a_work_report_of_2024_and_a_bureaus_report_of_2023_are_about_one_year() -> None:
    work = Filed("a", "云澜县", None, "云澜县人民政府", 2024, "政府工作报告")
    bureau = Filed("b", "云澜县", None, "司法局", 2023)
    assert partners(bureau, [work, bureau]) == (work,)
    assert partners(work, [work, bureau]) == ()


TARGET = "2023年预期目标：城镇新增就业7000人以上，城镇登记失业率控制在4.5%以内，一般公共预算收入增长8%左右。"


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        ("城镇新增就业6120人，超额完成年度目标。", FAILS),
        ("城镇新增就业6120人，完成预期目标。", FAILS),
        ("城镇登记失业率5.2%，实现年度目标。", FAILS),
        ("一般公共预算收入12亿元，增长3.1%，完成全年目标。", FAILS),
        ("城镇新增就业6120人，完成年度任务。", OPEN),  # a task may be set above
        ("城镇新增就业6120人，完成国家下达目标。", None),
        ("城镇新增就业6120人，完成年度目标的87.4%。", None),
        ("城镇新增就业6120人，未完成年度目标。", None),
        ("城镇新增就业6120人。全面完成年度目标。", None),  # of something else, for all that we know
        ("城镇登记失业率3.9%，实现年度目标。", None),
        ("一般公共预算收入12亿元，增长7.6%，完成全年目标。", None),
    ],
)
def test_a_target_that_is_called_met(now: str, verdict: Verdict | None) -> None:
    found = [one.verdict for one in said(TARGET, now) if one.rule == "PAN974"]
    assert found == ([] if verdict is None else [verdict])


def filed(folder: Path, **texts: str) -> gr.Corpus:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"{name.replace('_', '')}年工作总结\n\n{text}\n", "utf-8")
    return gr.read_corpus(folder, "{county}_{year}", cache=False)


def test_a_missed_target_is_a_row_of_a_table_and_no_finding(tmp_path: Path) -> None:
    now = "城镇新增就业6120人，城镇登记失业率4.1%。一般公共预算收入12亿元，增长7.6%。"
    corpus = filed(tmp_path, 密云县_2013=TARGET.replace("2023", "2014"), 密云区_2014=now)
    rows = corpus.to_frame("targets").set_index("indicator")
    assert rows["met"].to_dict() == {"城镇新增就业": "no", "城镇登记失业率": "yes", "一般公共预算收入": "yes"}
    assert rows.loc["城镇新增就业", ["target_value", "result_value", "unit", "year"]].tolist() == [7000.0, 6120.0, "人", 2014]
    for row in rows.itertuples():
        assert corpus[row.target_file].text[row.target_start : row.target_end] == row.target_text
        assert corpus[row.result_file].text[row.result_start : row.result_end] == row.result_text
    assert not rows["said_met"].any()
    assert corpus.to_frame("compared").empty


def test_bureaus_are_parts_of_the_place() -> None:
    verdicts = [
        found.verdict
        for found in of_place("全县罚款总额100.5万元。", "罚款总额65.2万元。", "罚款总额55.1万元。")
        if found.family == "subset"
    ]
    assert sorted(verdicts) == [HOLDS, HOLDS, FAILS]
    (found,) = [one for one in of_place("全县行政诉讼案件90件。", "行政诉讼案件65件。", "行政诉讼案件55件。") if one.verdict is FAILS] or [
        None
    ]
    assert found is None  # one case may be two bureaus'
    assert {one.verdict for one in of_place("行政诉讼案件20件。", "行政诉讼案件65件。")} == {OPEN}  # the county's own, perhaps
    assert not of_place("全县行政诉讼案件20件。", "全县行政诉讼案件65件。")


def test_planted_contradictions_are_found_and_nothing_else(tmp_path: Path) -> None:
    corpus = gr.read_corpus(scored.COUNTIES, scored.PATTERN, cache=tmp_path)
    missed, planted, false = scored.contradictions(corpus, scored.gold())
    assert set(corpus.to_frame("compared")["verdict"]) >= {"consistent", "inconsistent"}
    assert not false
    assert len(missed) <= 0.05 * planted, missed


def test_the_gold_of_the_folder_is_no_report() -> None:
    assert not [one for one in gr.read_corpus(Path(scored.COUNTIES), scored.PATTERN, cache=False).reports if "gold" in one.file]
