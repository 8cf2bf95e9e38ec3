"""Flat records and what is written of them: CSV, data frames. Made from the JSON object alone."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from handmade import extraction, gap_finding, sum_finding

from govreport_nlp.errors import ReadError
from govreport_nlp.output import jsonl, records, sheets, tables


@pytest.fixture
def row() -> dict[str, Any]:
    made = extraction()
    parsed: dict[str, Any] = json.loads(jsonl.line(jsonl.audited(made, (sum_finding(made), gap_finding(made)))))
    return parsed


def test_every_record_fills_every_column_and_no_other(row: dict[str, Any]) -> None:
    for made, columns in (
        (next(records.claims(row)), records.CLAIMS),
        (next(records.findings(row)), records.FINDINGS),
        (records.summary(row), records.SUMMARY),
        (records.summary(jsonl.failed("a.txt", ReadError("empty", "a.txt：空"))), records.SUMMARY),
    ):
        assert set(made) == {column.name for column in columns}
        assert all(made[c.name] is None or isinstance(made[c.name], int) for c in columns if c.holds == "whole")


def test_a_claim_leads_back_to_its_place(row: dict[str, Any]) -> None:
    fourth = list(records.claims(row))[3]
    assert (fourth["text"], fourth["value"], fourth["low"], fourth["high"]) == ("145.29万元", "1452900", "1452850", "1452950")
    assert row["text"][fourth["start"] : fourth["end"]] == fourth["text"]
    assert fourth["sentence"] == "罚款金额145.29万元，印发宣传资料2600余份，公示至少18天。"
    assert (fourth["line"], fourth["heading"]) == (5, "（三）执法监督从严从实")


def test_lines_are_counted_as_the_findings_count_them(row: dict[str, Any]) -> None:
    text = row["text"]
    for claim in records.claims(row):
        assert claim["line"] == text.count("\n", 0, claim["start"]) + 1


def test_a_summary_counts_what_is_wrong_and_what_was_read(row: dict[str, Any]) -> None:
    made = records.summary(row)
    assert (made["error"], made["warning"], made["undecided"], made["consistent"]) == (2, 0, 0, 0)
    assert (made["claims"], made["refused"], made["unread"]) == (6, 1, 1)
    assert (made["issuer"], made["year"], made["error_code"]) == ("石棠县规划和自然资源局", "2023", None)


def test_what_could_not_be_audited_is_a_record_too() -> None:
    made = records.summary(jsonl.failed("坏.txt", ReadError("format", "坏.txt：这是 PDF 文件")))
    assert (made["source"], made["error_code"], made["claims"]) == ("坏.txt", "format", None)


def test_csv_is_read_back_as_it_was(row: dict[str, Any]) -> None:
    out = io.StringIO()
    sheets.write_csv(out, records.CLAIMS, records.claims(row))
    assert out.getvalue().startswith("\ufeffsource,id,text,")
    back = list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"))))
    assert [(line["text"], line["value"]) for line in back] == [(c["text"], c["value"]) for c in records.claims(row)]


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "＋1", "－A1", "＠A1"])
def test_no_cell_is_a_formula(words: str) -> None:
    assert sheets.cell(words) == f"'{words}"


@pytest.mark.parametrize("plain", ["", "66件", "-5.3", "+1,200", "-3.2%", "（一）=", 7, -7, None])
def test_other_cells_stay_as_they_are(plain: str | int | None) -> None:
    assert sheets.cell(plain) == plain


def test_frames_hold_floats_and_the_exact_text(row: dict[str, Any]) -> None:
    frame = tables.frame(records.findings(row), records.FINDINGS)
    assert frame.loc[0, "expected"] == 74.0 and frame.loc[0, "expected_exact"] == "74"
    assert frame["line"].dtype == "int64" and frame["power"].dtype == "float64"
