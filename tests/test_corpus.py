"""A folder of reports as one thing: what each is filed under, and every doubt about it."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

import govreport_nlp as gr
from govreport_nlp.corpus import cache, template
from govreport_nlp.corpus.corpus import Corpus

TEXT = "{place}司法局{year}年法治政府建设情况的报告\n\n{year}年，我局办理行政复议案件{n}件。\n\n{place}司法局\n{next}年1月15日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "reports"
    out.mkdir()
    return out


def write(folder: Path, name: str, place: str = "云澜县", year: int = 2023, n: int = 66) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT.format(place=place, year=year, next=year + 1, n=n), "utf-8")


def read(folder: Path, pattern: str | None = "{county}_{bureau}_{year}", **more: object) -> Corpus:
    return gr.read_corpus(folder, pattern, cache=False, **more)  # type: ignore[arg-type]


def problems(corpus: Corpus) -> list[tuple[str, str]]:
    return [(problem.file, problem.kind) for problem in corpus.problems]


def test_the_path_says_county_bureau_and_year(folder: Path) -> None:
    write(folder, "酉阳_司法局_2023.txt", "酉阳自治县")
    (one,) = read(folder).reports
    assert (one.place, one.region and one.region.code, one.bureau, one.year) == ("酉阳土家族苗族自治县", "500242", "司法局", 2023)
    assert one.fields == {"county": "酉阳", "bureau": "司法局", "year": "2023"}
    assert read(folder).problems == ()


def test_any_field_may_stand_in_a_pattern_and_folders_too(folder: Path) -> None:
    write(folder, "2023/海拉尔-a-一稿.txt", "海拉尔区")
    corpus = read(folder, "{year}/{county}-{_}-{稿次}")
    assert corpus.fields == ("year", "county", "稿次")
    assert corpus.reports[0].fields["稿次"] == "一稿"
    assert corpus.to_frame("reports").loc[0, "稿次"] == "一稿"
    assert corpus.reports[0].bureau == "海拉尔区司法局"


def test_without_a_pattern_the_report_speaks_for_itself(folder: Path) -> None:
    write(folder, "a.txt", "海拉尔区", 2022)
    (one,) = read(folder, None).reports
    assert (one.place, one.bureau, one.year) == ("海拉尔区", "海拉尔区司法局", 2022)


def test_a_name_that_fits_no_pattern_is_listed_and_kept(folder: Path) -> None:
    write(folder, "海拉尔区2023.txt", "海拉尔区")
    corpus = read(folder)
    assert problems(corpus) == [("海拉尔区2023.txt", "pattern")]
    assert corpus.reports[0].year == 2023


def test_a_name_that_fits_two_ways_is_not_guessed(folder: Path) -> None:
    write(folder, "海拉尔区_司法_局_2023.txt", "海拉尔区")
    corpus = read(folder)
    assert problems(corpus) == [("海拉尔区_司法_局_2023.txt", "pattern")]
    assert corpus.reports[0].bureau == "海拉尔区司法局"


def test_two_files_of_one_county_and_year_are_both_kept(folder: Path) -> None:
    write(folder, "海拉尔_司法局_2023.txt", "海拉尔区")
    write(folder, "海拉尔区_司法局_2023.txt", "海拉尔区", n=67)
    write(folder, "海拉尔_民政局_2023.txt", "海拉尔区", n=67)
    corpus = read(folder)
    assert len(corpus) == 3
    assert sorted(kind for _, kind in problems(corpus)) == ["duplicate", "duplicate", "same content", "same content"]


def test_a_region_that_two_codes_could_mean_has_none(folder: Path) -> None:
    write(folder, "鼓楼区_司法局_2023.txt", "鼓楼区")
    write(folder, "福建省福州市鼓楼区_司法局_2023.txt", "鼓楼区", n=67)
    corpus = read(folder)
    assert [one.region and one.region.code for one in corpus.reports] == ["350102", None]
    assert problems(corpus) == [("鼓楼区_司法局_2023.txt", "ambiguous region")]
    assert "350102" in corpus.problems[0].reason


def test_another_field_narrows_a_region(folder: Path) -> None:
    write(folder, "江苏_鼓楼区_2023.txt", "鼓楼区")
    write(folder, "福建_鼓楼区_2023.txt", "鼓楼区")
    found = {one.fields["province"]: one.region and one.region.code for one in read(folder, "{province}_{county}_{year}").reports}
    assert found == {"福建": "350102", "江苏": None}


def test_an_unknown_county_is_kept_by_its_name(folder: Path) -> None:
    write(folder, "云澜县_司法局_2023.txt")
    corpus = read(folder)
    assert corpus.reports[0].place == "云澜县"
    assert problems(corpus) == [("云澜县_司法局_2023.txt", "region")]


def test_years_that_contradict_one_another_are_listed(folder: Path) -> None:
    write(folder, "海拉尔区_司法局_2021.txt", "海拉尔区", 2022)
    corpus = read(folder)
    assert corpus.reports[0].year == 2021
    assert problems(corpus) == [("海拉尔区_司法局_2021.txt", "year")]


def test_a_table_goes_before_the_path(folder: Path, tmp_path: Path) -> None:
    write(folder, "x_司法局_2023.txt", "云澜县")
    write(folder, "云澜县_司法局_2022.txt", "云澜县", 2022)
    table = tmp_path / "files.csv"
    table.write_text("file,county\nx_司法局_2023.txt,海拉尔\ngone.txt,海拉尔\n", "utf-8-sig")
    corpus = read(folder, table=table)
    assert [one.place for one in corpus.reports] == ["海拉尔区", "云澜县"]
    kinds = dict(problems(corpus))
    assert kinds["gone.txt"] == "table"
    assert ("云澜县_司法局_2022.txt", "table") in problems(corpus)
    frame = pd.DataFrame({"file": ["x_司法局_2023.txt"], "county": ["海拉尔"], "year": [2020.0]})
    assert read(folder, table=frame).reports[0].year == 2020


def test_what_cannot_be_read_is_listed_and_costs_the_others_nothing(folder: Path) -> None:
    write(folder, "海拉尔区_司法局_2023.txt", "海拉尔区")
    (folder / "空_司法局_2023.txt").write_text("", "utf-8")
    corpus = read(folder)
    assert len(corpus) == 1
    assert problems(corpus) == [("空_司法局_2023.txt", "unreadable")]
    assert list(corpus.to_frame("problems")["file"]) == ["空_司法局_2023.txt"]


def test_tables_say_whose_a_row_is(folder: Path) -> None:
    write(folder, "海拉尔区_司法局_2023.txt", "海拉尔区")
    write(folder, "海拉尔区_司法局_2022.txt", "海拉尔区", 2022, 50)
    corpus = read(folder)
    claims = corpus.to_frame("claims").query("unit == '件'")
    assert list(zip(claims["code"], claims["year"], claims["value"], strict=True)) == [("150702", 2022, 50.0), ("150702", 2023, 66.0)]
    assert list(corpus.to_frame("reports")["claims"]) == [len(report.claims) for report in corpus]
    assert {"file", "rule"} <= set(corpus.to_frame("findings").columns)
    with pytest.raises(gr.UsageError, match="problems"):
        corpus.to_frame("nothing")  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["reports", "{a}{b}", "{a}_{a}", "{a-b}", "{}"])
def test_patterns_that_cannot_be_used_are_refused(wrong: str) -> None:
    with pytest.raises(gr.UsageError):
        template.parse(wrong)


def test_a_year_needs_nothing_beside_it() -> None:
    assert template.parse("{county}{year}").read("海拉尔区2023.txt") == ({"county": "海拉尔区", "year": "2023"},)


def test_a_missing_folder_and_a_bad_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(gr.ReadError, match="no such folder"):
        gr.read_corpus(tmp_path / "none")
    (tmp_path / "t.csv").write_text("name\nx\n", "utf-8")
    with pytest.raises(gr.UsageError, match="file"):
        gr.read_corpus(tmp_path, table=tmp_path / "t.csv")


def test_what_was_read_is_kept_and_given_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "海拉尔区_司法局_2023.txt", "海拉尔区")
    kept = tmp_path / "kept"
    first = gr.read_corpus(folder, cache=kept).to_frame("claims")
    monkeypatch.setattr("govreport_nlp.claims.extract", lambda document: pytest.fail("read a second time"))
    pd.testing.assert_frame_equal(gr.read_corpus(folder, cache=kept).to_frame("claims"), first)


def test_a_kept_reading_that_is_broken_or_not_ours_is_not_used(folder: Path, tmp_path: Path) -> None:
    write(folder, "a.txt", "海拉尔区")
    kept = tmp_path / "kept"
    first = gr.read_corpus(folder, cache=kept).to_frame("claims")
    for path in kept.rglob("*"):
        if path.is_file():
            path.write_bytes(b"broken")
    pd.testing.assert_frame_equal(gr.read_corpus(folder, cache=kept).to_frame("claims"), first)
    if os.name == "posix":
        kept.chmod(0o777)
        assert cache.load(kept, gr.read(folder / "a.txt").source.sha256, "extraction") is None


def test_processes_read_the_same_and_one_that_fails_costs_the_others_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in (2021, 2022, 2023):
        write(folder, f"海拉尔区_司法局_{year}.txt", "海拉尔区", year, year)
    (folder / "空_司法局_2023.txt").write_text("", "utf-8")
    pattern = "{county}_{bureau}_{year}"
    here = gr.read_corpus(folder, pattern, cache=tmp_path / "here", jobs=1)
    there = gr.read_corpus(folder, pattern, cache=tmp_path / "there", jobs=2)
    for kind in ("reports", "claims", "findings", "compared", "problems"):
        pd.testing.assert_frame_equal(here.to_frame(kind), there.to_frame(kind))  # type: ignore[arg-type]
    assert problems(there) == [("空_司法局_2023.txt", "unreadable")]
    monkeypatch.setattr("govreport_nlp.claims.extract", lambda document: pytest.fail("read a second time"))
    assert len(gr.read_corpus(folder, pattern, cache=tmp_path / "there").to_frame("claims"))


def test_a_report_that_fails_when_it_is_read_whole_is_listed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from govreport_nlp.corpus import reading
    from govreport_nlp.corpus.problems import Problem

    for year in (2022, 2023):
        write(folder, f"海拉尔区_司法局_{year}.txt", "海拉尔区", year, year)
    bad = "海拉尔区_司法局_2022.txt"

    def ahead(place: Path, files: dict[str, str], keep: reading.Keep, jobs: int) -> dict[str, Problem]:
        return {bad: Problem(bad, "unreadable", "超时", "timeout")} if keep.whole else {}

    monkeypatch.setattr(reading, "read_ahead", ahead)
    corpus = gr.read_corpus(folder, "{county}_{bureau}_{year}", cache=tmp_path / "kept", jobs=2)
    assert set(corpus.to_frame("claims")["year"]) == {2023}
    assert corpus.panel().long["file"].tolist() == ["海拉尔区_司法局_2023.txt"]
    assert (bad, "unreadable") in problems(corpus)


def test_processes_need_a_disk_to_hand_over(folder: Path) -> None:
    with pytest.raises(gr.UsageError, match="cache=False"):
        gr.read_corpus(folder, cache=False, jobs=2)


@pytest.mark.parametrize("words", ["向大会报告政府工作", "向大会报告过去五年政府工作", "向大会报告本届政府过去五年的工作"])
def test_a_work_report_looks_back_on_the_year_before(folder: Path, words: str) -> None:
    (folder / "海拉尔区_2018.txt").write_text(
        f"各位代表：\n\n现在，我代表区人民政府，{words}，请予审议。\n\n刚刚过去的一年，地区生产总值82.7亿元。\n", "utf-8"
    )
    corpus = read(folder, "{county}_{year}")
    assert corpus.reports[0].reviewed == 2017
    assert list(corpus.panel(indicator="地区生产总值").wide.columns) == [2017]


def test_the_path_may_say_the_genre(folder: Path) -> None:
    (folder / "政府工作报告_海拉尔区_2018.txt").write_text("海拉尔区的报告\n\n地区生产总值82.7亿元。\n", "utf-8")
    assert read(folder, "{genre}_{county}_{year}").reports[0].reviewed == 2017
