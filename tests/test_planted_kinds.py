"""The twelve kinds of error that a proofreader would plant, one at a time in sample reports that are clean: each is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import govreport_nlp as gr

SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"
BUDGET, LAW = "shitang_czj_2023.txt", "shitang_zrzy_2023.txt"
# kind, sample, what stands there (once), what is planted, the rule that finds it with default settings
PLANTED = [
    ("wrong sum", BUDGET, "其他13个", "其他15个", "ARI001"),
    ("wrong sum", LAW, "共计74件", "共计75件", "ARI001"),
    ("wrong difference", BUDGET, "节约资金2,420万元", "节约资金2,240万元", "ARI001"),
    ("wrong difference", LAW, "增加7名", "增加9名", "GRO206"),
    ("part over whole", BUDGET, "其中一般性转移支付24.8亿元", "其中一般性转移支付44.8亿元", "ARI001"),
    ("part over whole", LAW, "当天发放1000余份", "当天发放6000余份", "ARI003"),
    ("rate over 100", BUDGET, "满意率均为100%", "满意率均为103%", "PCT104"),
    ("rate against its counts", BUDGET, "整改率94.6%", "整改率96.4%", "PCT102"),
    ("rate against its counts", LAW, "好评率99.9%", "好评率98.9%", "PCT102"),
    ("30 February", BUDGET, "2024年1月22日", "2024年2月30日", "DAT701"),
    ("30 February", LAW, "2024年2月6日", "2024年2月30日", "DAT701"),
    ("skipped number", BUDGET, "（3）政府采购", "（4）政府采购", "SEQ801"),
    ("skipped number", LAW, "（五）执法监督", "（六）执法监督", "SEQ801"),
    ("repeated number", BUDGET, "三是用两年", "二是用两年", "SEQ801"),
    ("repeated number", LAW, "（六）行政争议", "（五）行政争议", "SEQ801"),
    ("direction against figures", BUDGET, "由上年的1,286.40万元下降到", "由上年的1,286.40万元增加到", "GRO203"),
    ("direction against figures", LAW, "由96%提高到100%", "由96%下降到100%", "GRO203"),
    ("double approximation", BUDGET, "2.3万余人", "约2.3万余人", "APX501"),
    ("double approximation", LAW, "2600余份", "约2600余份", "APX501"),
    ("unit slip", BUDGET, "专项转移支付6.5亿元", "专项转移支付6.5万元", "ARI001"),
    ("unit slip", BUDGET, "年初政府债务余额26.89亿元", "年初政府债务余额26.89万元", "ARI006"),
    ("unit slip", LAW, "罚款金额145.29万元", "罚款金额145.29亿万元", "UNI402"),
    ("unpaired bracket", BUDGET, "（2）投资评审", "（2投资评审", "PUN901"),
    ("unpaired bracket", LAW, "《重大行政决策程序规定》", "《重大行政决策程序规定", "PUN901"),
]


def text_of(sample: str) -> str:
    return (SAMPLES / sample).read_text("utf-8")


@pytest.mark.parametrize("sample", [BUDGET, LAW])
def test_the_samples_are_clean(sample: str) -> None:
    assert gr.parse(text_of(sample)).alarms == ()


def test_all_twelve_kinds_are_planted_in_one_sample() -> None:
    assert len({kind for kind, sample, *_ in PLANTED if sample == BUDGET}) == 12


@pytest.mark.parametrize(("kind", "sample", "there", "planted", "rule"), PLANTED)
def test_a_planted_error_is_found_and_nothing_else(kind: str, sample: str, there: str, planted: str, rule: str) -> None:
    clean = text_of(sample)
    assert clean.count(there) == 1
    report = gr.parse(clean.replace(there, planted))
    assert rule in [alarm.rule for alarm in report.alarms]
    # one wrong figure may break two equations: 节约资金 is a difference, and the numerator of 节约率
    assert len(report.alarms) <= 2
    at = clean.index(there)
    for alarm in report.alarms:
        figures = [(claim.start, claim.end) for claim in report.claims if claim.id in alarm.claims]
        assert any(start < at + len(planted) and at < end for start, end in (*figures, (alarm.start, alarm.end)))
