"""The command `govreport compare`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from govreport_nlp.cli import main

BEFORE = "2022年，云澜县办理行政诉讼案件82件。2023年预期目标：城镇新增就业7000人以上。"
NOW = "2023年，云澜县办理行政诉讼案件66件，与去年相比减少了26件。城镇新增就业7120人。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOVREPORT_CACHE", str(tmp_path / "kept"))
    out = tmp_path / "reports"
    out.mkdir()
    for year, text in ((2022, BEFORE), (2023, NOW)):
        (out / f"云澜县_司法局_{year}.txt").write_text(f"云澜县司法局{year}年工作总结\n\n{text}\n", "utf-8")
    return out


def compare(folder: Path, *more: str) -> int:
    return main(["compare", str(folder), "--pattern", "{county}_{bureau}_{year}", "--indicator", "行政诉讼案件", *more])


def test_a_table_and_what_contradicts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(folder) == 1
    out = capsys.readouterr().out
    assert out.splitlines()[0].split() == ["county", "2022", "2023"]
    assert out.splitlines()[1].split() == ["云澜县", "82", "66"]
    assert "PAN971 云澜县_司法局_2023.txt:3 与上年报告不衔接" in out


def test_out_has_tables_and_a_page(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    compare(folder, "--out", str(out))
    table = pd.read_csv(out / "table.csv", encoding="utf-8-sig")
    assert table.to_dict("records") == [{"county": "云澜县", "2022": 82.0, "2023": 66.0}]
    assert {path.name for path in out.iterdir()} == {
        f"{name}.csv" for name in "table long conflicts alignment left_out compared targets problems".split()
    } | {"compare.html"}
    page = (out / "compare.html").read_text("utf-8")
    assert "与上年报告不衔接" in page and "<td>82</td>" in page
    assert "<td>7000人以上</td>" in page and "<td>7120人</td>" in page and "<td>yes</td>" in page


def test_words_of_a_report_are_no_markup(folder: Path, tmp_path: Path) -> None:
    (folder / "云澜县_民政局_2023.txt").write_text("云澜县民政局2023年工作总结\n\n<script>alert(1)</script>行政诉讼案件12件。\n", "utf-8")
    compare(folder, "--out", str(tmp_path / "out"))
    assert "<script>" not in (tmp_path / "out" / "compare.html").read_text("utf-8")


def test_nothing_contradicts(folder: Path) -> None:
    (folder / "云澜县_司法局_2022.txt").unlink()
    assert compare(folder) == 0


def test_a_file_that_cannot_be_read_and_wrong_usage(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "空_司法局_2023.txt").write_text("", "utf-8")
    assert compare(folder) == 2
    assert main(["compare", str(tmp_path / "none")]) == 2
    assert main(["compare", str(folder), "--measure", "size"]) == 2
    assert "target growth" in capsys.readouterr().err
