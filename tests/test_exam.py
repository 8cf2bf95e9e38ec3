"""Floors of the development exam, and every real report read whole. Needs ../shared beside the project; skipped without it.

The figures are floors, not targets: a change that falls below one has broken something.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp.claims import extract
from govreport_nlp.document import build
from govreport_nlp.reading.opening import read_file

SHARED = Path(__file__).parent.parent.parent / "shared"
EXAM, REPORTS = SHARED / "exam", sorted((SHARED / "reports").glob("*.txt"))

pytestmark = pytest.mark.skipif(not (EXAM / "score.py").exists(), reason=f"no exam beside the project: {EXAM} is not there")


@cache
def score(gold: str) -> dict[str, Any]:
    command = f"{sys.executable} -m govreport_nlp audit --preview --format jsonl"
    done = subprocess.run(
        [sys.executable, str(EXAM / "score.py"), str(EXAM / gold), "--command", command, "--json"],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("gold", "figure", "floor"),
    [
        ("dev", "span_f1", 0.98),
        ("dev", "value", 0.98),
        ("dev", "kind", 0.99),
        ("dev", "role", 0.90),
        ("dev", "period", 0.80),
        ("dev", "indicator", 0.72),
        ("relations_dev", "span_f1", 0.98),
        ("relations_dev", "value", 0.98),
        ("relations_dev", "kind", 0.99),
    ],
)
def test_floor(gold: str, figure: str, floor: float) -> None:
    assert score(gold)[figure] >= floor


@pytest.mark.parametrize("gold", ["dev", "relations_dev"])
def test_every_offset_quotes_its_text(gold: str) -> None:
    assert score(gold)["bad_offsets"] == 0


def test_numbers_of_other_libraries() -> None:
    done = subprocess.run([sys.executable, str(EXAM / "numerals_score.py")], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    share = next(float(line.split()[-1]) for line in done.stdout.splitlines() if line.startswith("all "))
    assert share >= 0.93


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_a_real_report_is_read_whole(report: Path) -> None:
    document = build(read_file(report))
    text = document.text
    assert "".join(text[sentence.start : sentence.end] for sentence in document.sentences) == text
    extraction = extract(document)
    for item in (*extraction.claims, *extraction.refused, *extraction.dates):
        assert text[item.start : item.end] == item.text
    for claim in extraction.claims:
        assert claim.indicator is None or text[claim.indicator.start : claim.indicator.end] == claim.indicator.text
    known = len(extraction.claims) + len(extraction.refused)
    assert len(extraction.unread) <= 0.01 * (known + len(extraction.unread)) + 1
