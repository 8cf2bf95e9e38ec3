"""The report that the project began with, end to end; skipped where ../shared is not there."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import govreport_nlp as gr
from govreport_nlp.cli import main
from govreport_nlp.models import Verdict

REPORT = Path(__file__).parents[2] / "shared" / "reports" / "bureau_fazhi_youyang_2023.txt"
pytestmark = pytest.mark.skipif(
    not REPORT.exists(), reason=f"needs the report {REPORT.name} in ../shared/reports, which is not part of the project"
)


@pytest.fixture(scope="module")
def report() -> gr.Report:
    return gr.read(REPORT)


def test_the_two_sums_hold_and_nothing_is_wrong(report: gr.Report) -> None:
    sums = [finding.formula for finding in report.findings if finding.rule == "ARI001"]
    assert sums == ["66 + 8 = 74", "11 + 4 = 15"]
    assert not [finding for finding in report.findings if finding.verdict is Verdict.INCONSISTENT]


def test_days_are_no_claims_and_amounts_are_exact_intervals(report: gr.Report) -> None:
    texts = [claim.text for claim in report.claims]
    assert not {"4.22", "6.25", "12.4"} & set(texts)
    assert {"4.22", "6.25", "12.4"} <= {mention.text for mention in report.refused}
    fine = next(claim for claim in report.claims if claim.text == "145.29万元")
    assert (fine.quantity.low, fine.quantity.high, fine.unit) == (Fraction(1452850), Fraction(1452950), "元")
    assert fine.quantity.narrow.high_open and not fine.quantity.narrow.low_open
    between = next(claim for claim in report.claims if claim.quantity.approx == "range")
    assert between.text == "20 分钟-60分钟"
    assert len(report.sections) == 13


def test_a_wrong_total_is_shown_with_its_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(REPORT.read_text("utf-8").replace("共计74件", "共计75件"), "utf-8")
    assert main(["audit", str(REPORT)]) == 0
    assert main(["audit", str(wrong)]) == 1
    shown = capsys.readouterr().out
    assert "66 + 8 = 74，原文 75，差 1" in shown
    assert "【75件】" in shown
