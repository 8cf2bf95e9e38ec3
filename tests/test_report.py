"""What a person holds in a notebook, and what importing the package costs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest
from handmade import document, extraction, gap_finding, source, sum_finding

import govreport_nlp as gr
from govreport_nlp.models import Extraction
from govreport_nlp.output import tables
from govreport_nlp.report import Table

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "corpora" / "samples"
GOOD = "全年收到行政诉讼案件66件，代理县政府案件8件，共计74件。"


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> gr.Report:
    """A report whose reading is made by hand."""
    made = extraction()
    report = gr.Report(source())
    for name, value in (("document", made.document), ("extraction", made), ("findings", (sum_finding(made), gap_finding(made)))):
        report.__dict__[name] = value  # where cached_property keeps what it worked out
    return report


# ── importing ──


def test_importing_costs_next_to_nothing() -> None:
    code = (
        "import sys, govreport_nlp; dir(govreport_nlp); govreport_nlp.GovReportError\n"
        "heavy = {'pandas', 'numpy', 'spacy', 'jieba', 'sklearn', 'regex'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_reading_a_report_needs_no_pandas() -> None:
    code = (
        f"import sys, govreport_nlp as gr; r = gr.parse({GOOD!r}); repr(r); r._repr_html_()\n"
        "heavy = {'pandas', 'spacy', 'sklearn'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr


def test_every_public_name_is_there() -> None:
    for name in gr.__all__:
        assert getattr(gr, name) is not None
    assert set(gr.__all__) <= set(dir(gr))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = gr.nothing


# ── a report made by hand ──


def test_repr_is_one_line(report: gr.Report) -> None:
    assert repr(report) == "<Report 石棠县规划和自然资源局2023年法治政府建设情况报告: 6 claims, 2 alarms>"


def test_what_a_report_gives(report: gr.Report) -> None:
    assert report.text.startswith("石棠县")
    assert report.metadata.year == "2023"
    assert [s.id for s in report.sections] == ["s1", "s2", "s3"]
    assert "".join(report.text[s.start : s.end] for s in report.sentences) == report.text
    assert len(report.claims) == 6 and len(report.refused) == 1
    assert report.coverage == gr.Coverage(6, 1, 1)
    assert [f.rule for f in report.alarms] == ["ARI001", "SEQ801"]


def test_a_report_is_worked_out_once(report: gr.Report) -> None:
    assert report.alarms is report.alarms and report.extraction is report.extraction


def test_the_claims_table(report: gr.Report) -> None:
    frame = report.to_frame("claims")
    assert list(frame["text"]) == ["66件", "8件", "75件", "145.29万元", "2600余份", "至少18天"]
    row = frame.set_index("id").loc["c4"]
    assert (row["low"], row["value"], row["high"]) == (1452850.0, 1452900.0, 1452950.0)
    assert (row["low_exact"], row["value_exact"], row["high_exact"]) == ("1452850", "1452900", "1452950")
    assert row["heading"] == "（三）执法监督从严从实" and row["line"] == 5
    assert row["sentence"] == "罚款金额145.29万元，印发宣传资料2600余份，公示至少18天。"
    assert pd.isna(frame.set_index("id").loc["c6"]["high"]) and frame.set_index("id").loc["c6"]["high_exact"] is None


def test_the_findings_table(report: gr.Report) -> None:
    row = report.to_frame("findings").iloc[0]
    assert (row["rule"], row["verdict"], row["expected"], row["expected_exact"]) == ("ARI001", "inconsistent", 74.0, "74")
    assert (row["claims"], row["repairs"]) == ("c1 c2 c3", "c3=74件")


def test_the_sections_and_refused_tables(report: gr.Report) -> None:
    assert list(report.to_frame("sections")["path"])[-1] == "一、年度工作开展情况 › （三）执法监督从严从实"
    assert report.to_frame("refused").to_dict("records")[0]["why"] == "article"


def test_empty_tables_keep_their_columns_and_types(report: gr.Report) -> None:
    doc = document("没有数字。", title=None)
    empty = Extraction(doc, (), (), ())
    made: dict[Table, pd.DataFrame] = {
        "claims": tables.claims(empty),
        "findings": tables.findings(empty, ()),
        "refused": tables.refused(empty),
    }
    for kind, frame in made.items():
        assert len(frame) == 0
        full = report.to_frame(kind)
        assert list(frame.columns) == list(full.columns)
        assert dict(frame.dtypes) == dict(full.dtypes)


def test_an_unknown_table_is_a_usage_error(report: gr.Report) -> None:
    with pytest.raises(gr.UsageError, match="claims, findings, sections, refused"):
        report.to_frame("claim")  # type: ignore[arg-type]


# ── the whole line ──


def test_parse_reads_a_text() -> None:
    report = gr.parse(GOOD)
    assert [claim.text for claim in report.claims] == ["66件", "8件", "74件"]
    assert report.alarms == ()
    assert re.fullmatch(r"<Report .*: 3 claims, 0 alarms>", repr(report))


def test_parse_of_nothing_is_a_read_error() -> None:
    with pytest.raises(gr.ReadError) as caught:
        gr.parse("  \n")
    assert caught.value.code == "empty"


def test_read_takes_a_path_or_its_name() -> None:
    path = SAMPLES / "shitang_zrzy_2023.txt"
    assert gr.read(path).text == gr.read(str(path)).text == path.read_text("utf-8")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda p: p.stem)
def test_every_sample_has_all_its_views(path: Path) -> None:
    report = gr.read(path, preview=True)
    for kind in get_args(Table):
        frame = report.to_frame(kind)
        assert len(frame) == len(getattr(report, kind))
    assert all(report.text[c.start : c.end] == c.text for c in report.claims)
    assert "<script" not in report._repr_html_()


def test_preview_adds_rules_and_never_takes_any_away() -> None:
    path = SAMPLES / "yunlan_scjg_2023.txt"
    plain, more = gr.read(path).findings, gr.read(path, preview=True).findings
    assert {f.fingerprint for f in plain} <= {f.fingerprint for f in more}
