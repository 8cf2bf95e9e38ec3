"""The workbook and the tables of figures, read back with other libraries than those that wrote them."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from test_pages import audited, made

from govreport_nlp.errors import ReadError
from govreport_nlp.output import jsonl, office, records
from govreport_nlp.output.labels import Lang
from govreport_nlp.output.office.files import ClaimsCsv, ClaimsParquet
from govreport_nlp.output.office.pages import Pages, page_name
from govreport_nlp.output.office.workbook import COLUMNS, Sheet, Workbook, writable

WRONG = "全年受理信访件31件、投诉12件，共计45件。罚款3件。"
FAILED = jsonl.failed("=坏.pdf", ReadError("format", "=坏.pdf：这是扫描件"))


def workbook(folder: Path, *rows: dict[str, Any], lang: Lang = "zh") -> Any:
    folder.mkdir(exist_ok=True)
    made_here = Workbook(folder, lang)
    for row in rows:
        made_here.add(row)
    made_here.close()
    return load_workbook(folder / "findings.xlsx")


def test_the_workbook_has_chinese_headings_filters_and_what_is_to_be_verified(tmp_path: Path) -> None:
    book = workbook(tmp_path, made(), audited(WRONG, "乙.txt"), FAILED)
    assert book.sheetnames == ["需要核实", "其他核对", "报告"]
    sheet = book["需要核实"]
    assert [cell.value for cell in sheet[1]] == [column.zh for column in COLUMNS]
    assert sheet.auto_filter.ref == "A1:M4" and sheet.freeze_panes == "B2"
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1" and sheet.page_setup.fitToHeight == 0
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[1], row[3]) for row in rows] == [(1, "ARI001"), (2, "SEQ801"), (1, "ARI001")]
    assert rows[0][8] == made()["findings"][0]["formula"] and "代理县政府案件8件，共计75件" in rows[0][7]
    assert [row[0].value for row in book["报告"].iter_rows(min_row=2)] == ["reports/shitang.txt", "乙.txt", "=坏.pdf"]


def test_a_row_is_as_high_as_its_words_need(tmp_path: Path) -> None:
    long = "全年受理信访件31件、投诉12件，" + "其中反映较多的是城乡建设与管理、环境保护和劳动保障问题，" * 4 + "共计45件。"
    sheet = workbook(tmp_path, audited(WRONG, "甲.txt"), audited(long, "乙.txt"))["需要核实"]
    low, high = (sheet.row_dimensions[number].height for number in (2, 3))
    assert 16 <= low < high <= 16 * 12


def test_its_links_lead_to_places_on_the_pages(tmp_path: Path) -> None:
    row = audited(WRONG, "报告 2023.txt")
    pages = Pages(tmp_path)
    pages.add(row)
    pages.close()
    link = workbook(tmp_path, row)["需要核实"]["B2"].hyperlink
    target = link.target.replace("\\", "/")  # Excel writes paths so
    assert target == f"pages/{page_name('报告 2023.txt')}"
    assert f'id="{link.location}"' in (tmp_path / target).read_text("utf-8")


def test_no_cell_of_it_is_a_formula(tmp_path: Path) -> None:
    row = made()
    row["metadata"] |= {"issuer": "=1+1", "title": '=HYPERLINK("http://x.invalid","x")', "year": "=2"}
    row["source"] = "=cmd|' /C calc'!A0.txt"
    for finding in row["findings"]:
        finding |= {"message": "+1", "formula": "=1", "place": "http://x.invalid"}
    book = workbook(tmp_path, row, FAILED)
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds <= {"s", "n"}
    targets = [cell.hyperlink.target for sheet in book for line in sheet.iter_rows() for cell in line if cell.hyperlink]
    assert len(targets) == 3 and all(target.startswith("pages\\") for target in targets)


def test_a_cell_holds_what_can_be_held(tmp_path: Path) -> None:
    row = made()
    row["metadata"]["issuer"] = "甲\x00\x1b\ud800_x0041_局" + "长" * 40_000
    value = workbook(tmp_path, row)["需要核实"]["A2"].value
    assert value.startswith("甲\ufffd\ufffd\ufffd＿x0041_局长") and len(value) == 32_001
    assert writable("甲局\n乙局\t") == "甲局\n乙局\t"


def test_a_full_sheet_goes_on_in_another(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True})
    sheet = Sheet(book, "发现", COLUMNS[:1], "zh", most=2)
    for name in "甲乙丙丁戊":
        sheet.write({"bureau": name}, "bureau", None)
    sheet.close()
    book.close()
    back = load_workbook(tmp_path / "a.xlsx")
    assert {page.title: [cell.value for cell in page["A"]][1:] for page in back} == {
        "发现": ["甲", "乙"], "发现 2": ["丙", "丁"], "发现 3": ["戊"],
    }  # fmt: skip


def test_english_headings_are_the_columns_names(tmp_path: Path) -> None:
    book = workbook(tmp_path, made(), lang="en")
    assert [cell.value for cell in book["to be verified"][1]] == [column.name for column in COLUMNS]


def test_the_same_rows_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        workbook(tmp_path / name, made())
        for writer in (ClaimsCsv(tmp_path / name), ClaimsParquet(tmp_path / name)):
            writer.add(made())
            writer.close()
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
    with zipfile.ZipFile(tmp_path / "one" / "findings.xlsx") as held:
        assert not [name for name in held.namelist() if "externalLink" in name]


def test_claims_csv_holds_every_figure_of_every_report(tmp_path: Path) -> None:
    writer = ClaimsCsv(tmp_path)
    for row in (made(), FAILED, audited("=罚款5件。", "=b.txt")):
        writer.add(row)
    writer.close()
    raw = (tmp_path / "claims.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfsource,id,text,") and raw.count(b"\xef\xbb\xbf") == 1
    back = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert [line["text"] for line in back] == [*(claim["text"] for claim in made()["claims"]), "5件"]
    assert back[-1]["source"] == "'=b.txt" and back[-1]["sentence"].startswith("'=")


def test_claims_parquet_is_the_frame_with_the_file_in_front(tmp_path: Path) -> None:
    writer = ClaimsParquet(tmp_path)
    for row in (made(), FAILED, {**audited("罚款5件。", "\ud800.txt")}):
        writer.add(row)
    writer.close()
    frame = pd.read_parquet(tmp_path / "claims.parquet")
    assert list(frame.columns)[: len(records.CLAIMS)] == [column.name for column in records.CLAIMS]
    fourth = frame.iloc[3]
    assert (fourth["value"], fourth["value_exact"], fourth["start"]) == (1452900.0, "1452900", made()["claims"][3]["start"])
    assert frame.iloc[-1]["source"] == "\\ud800.txt" and pd.isna(frame.iloc[5]["high"])


@pytest.mark.parametrize("most", [1, 3])
def test_claims_parquet_is_written_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("govreport_nlp.output.office.files._BATCH", most)
    writer = ClaimsParquet(tmp_path)
    writer.add(made())
    writer.close()
    assert list(pd.read_parquet(tmp_path / "claims.parquet")["id"]) == ["c1", "c2", "c3", "c4", "c5", "c6"]


@pytest.mark.parametrize("number", range(1, 7))
def test_every_output_is_in_one_lot(number: int) -> None:
    lots = office.shares(number)
    assert sorted(name for lot in lots for name in lot) == sorted(office.names()) and len(lots) == min(number, len(office.names()))


def test_without_a_figure_the_columns_are_there(tmp_path: Path) -> None:
    empty = ClaimsParquet(tmp_path)
    empty.close()
    assert len(pd.read_parquet(tmp_path / "claims.parquet")) == 0
