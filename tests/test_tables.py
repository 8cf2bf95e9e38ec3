"""Tables as evidence: cells with their heads, whatever file they come in."""

from __future__ import annotations

import made
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

import govreport_nlp as gr
from govreport_nlp.claims import extract
from govreport_nlp.document import build
from govreport_nlp.models import Claim, Extraction, Verdict
from govreport_nlp.output import jsonl, records
from govreport_nlp.reading.opening import from_bytes
from govreport_nlp.rules import by_code

ROWS = [
    ["项目", "2022年", "2023年"],
    ["税收收入", "1,204", "1317"],
    ["非税收入", "450", "522"],
    ["上级补助", "77", "81"],
    ["合计", "1731", "1920"],
]
CAPTION = "表1 收入情况（单位：万元）"


def as_pdf(rows: list[list[str]]) -> bytes:
    import io

    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(90, 740, CAPTION)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            canvas.drawString(90 + 120 * column, 700 - 20 * row, text)
    canvas.save()
    return out.getvalue()


def as_html(rows: list[list[str]]) -> bytes:
    written = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body><p>{CAPTION}</p><table>{written}</table></body></html>".encode()


FILES = {
    "a.docx": lambda rows: made.docx(made.paragraph(CAPTION) + made.table(rows)),
    "a.html": as_html,
    "a.pdf": as_pdf,
    "a.txt": lambda rows: "\n".join([CAPTION, *("\t".join(row) for row in rows)]).encode(),
    "b.txt": lambda rows: "\n".join([CAPTION, *(f"| {' | '.join(row)} |" for row in rows)]).encode(),
}


def read(name: str, rows: list[list[str]] = ROWS) -> Extraction:
    return extract(build(from_bytes(FILES[name](rows), name)))


def told(claim: Claim) -> tuple[object, ...]:
    assert claim.cell is not None
    return claim.text, claim.cell.row_head, claim.cell.column_head, claim.quantity.value, claim.unit, claim.period


@pytest.mark.parametrize("name", FILES)
def test_cells_have_their_heads_unit_and_year_in_every_format(name: str) -> None:
    found = read(name)
    text = found.document.text
    assert [told(cell) for cell in found.cells][:3] == [
        ("1,204", "税收收入", "2022年", 12_040_000, "元", "2022"), ("1317", "税收收入", "2023年", 13_170_000, "元", "2023"),
        ("450", "非税收入", "2022年", 4_500_000, "元", "2022"),
    ]  # fmt: skip
    assert len(found.cells) == 8 and all(text[cell.start : cell.end] == cell.text for cell in found.cells)
    assert all(cell.indicator and text[cell.indicator.start : cell.indicator.end] == cell.indicator.text for cell in found.cells)
    assert not any(cell.start <= mention.start < cell.end for cell in found.cells for mention in found.refused)


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_total_is_found_in_every_format(name: str) -> None:
    wrong = [*ROWS[:-1], ["合计", "1731", "1902"]]
    report = gr.Report(from_bytes(FILES[name](wrong), name), rules=(by_code("TAB001"),))
    assert [f.formula for f in report.alarms] == ["1317 + 522 + 81 = 1920 万元"]
    assert [f.formula for f in report.findings if f.verdict is Verdict.CONSISTENT] == ["1204 + 450 + 77 = 1731 万元"]


def test_heads_over_several_columns_and_rows_are_joined() -> None:
    over, down = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    table = (
        f"<w:tbl><w:tr>{made.cell('单位', down)}{made.cell('处罚（件）', over)}{made.cell('强制（件）', over)}</w:tr>"
        f"<w:tr>{made.cell('', '<w:vMerge/>')}{''.join(map(made.cell, ['本年', '上年', '本年', '上年']))}</w:tr>"
        f"<w:tr>{''.join(map(made.cell, ['甲局', '5', '6', '7', '8']))}</w:tr></w:tbl>"
    )
    found = extract(build(from_bytes(made.docx(table), "a.docx")))
    assert [(c.text, c.cell.row_head, c.cell.column_head, c.unit) for c in found.cells if c.cell] == [
        ("5", "甲局", "处罚（件） / 本年", "件"), ("6", "甲局", "处罚（件） / 上年", "件"), ("7", "甲局", "强制（件） / 本年", "件"),
        ("8", "甲局", "强制（件） / 上年", "件"),
    ]  # fmt: skip


def test_a_figure_with_its_unit_in_a_cell_is_one_claim() -> None:
    found = read("a.docx", [["项目", "本年", "上年"], ["信访", "31件", "2023"], ["投诉", "-5", "95.5%"]])
    assert [(c.text, c.unit, c.quantity.value) for c in found.cells] == [
        ("31件", "件", 31), ("2023", "元", 20_230_000), ("-5", "元", -50_000), ("95.5%", "%", 95.5),
    ]  # fmt: skip
    assert not found.claims


def test_prose_in_lines_is_no_table_and_text_figures_stay_as_they_are() -> None:
    found = extract(build(from_bytes("全年受理31件，办结28件。\n其中信访12件。".encode(), "a.txt")))
    assert len(found.claims) == 3 and not found.cells and found.figures == found.claims


def test_a_register_is_no_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_nlp.tabular.grids.MOST_CELLS", 8)
    assert not read("a.docx").cells


# ── the form of disclosure reports ──

HEADS = ["申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
FORMS = {
    "run together.txt": lambda rows: made.disclosure_run_together(rows).encode(),
    "lines.txt": lambda rows: ("申请人情况\n" + "\n".join(f"{row[0]} {' '.join(row[1:])}" for row in rows)).encode(),
    "a.docx": lambda rows: made.docx(made.table([HEADS, *rows])),
    "a.html": lambda rows: as_html([HEADS, *rows]),
}


def form(name: str, rows: list[list[str]]) -> gr.Report:
    return gr.Report(from_bytes(FORMS[name](rows), name), rules=(by_code("TAB002"),))


@pytest.mark.parametrize("name", FORMS)
def test_a_sound_form_keeps_its_sums_in_every_shape(name: str) -> None:
    report = form(name, made.disclosure())
    formulas = [f.formula for f in report.findings]
    assert {f.verdict for f in report.findings} == {Verdict.CONSISTENT}
    assert {"31 + 3 − 3 = 31", "40 + 3 − 3 = 40", "20 + 8 + 3 = 31", "25 + 10 + 5 = 40"} <= set(formulas)
    told = [c.text for c in report.claims if c.cell and c.cell.row_head == "（七）总计"]
    assert told == (["31", "7", "2", "40"] if name == "run together.txt" else ["31", "7", "0", "0", "2", "0", "40"])
    assert report.coverage.unread == 0


@pytest.mark.parametrize("name", [name for name in FORMS if name != "run together.txt"])
def test_a_form_that_breaks_its_sums_is_found(name: str) -> None:
    rows = made.disclosure()
    rows[2][1] = "21"  # （一）予以公开: neither its row nor its column adds up any more
    assert sorted(f.formula or "" for f in form(name, rows).alarms) == ["21 + 4 + 1 = 26", "21 + 8 + 3 = 32"]


def test_figures_that_ran_together_accuse_nobody() -> None:
    rows = made.disclosure()
    rows[3][1], rows[3][7] = "9", "11"
    report = form("run together.txt", rows)
    assert not report.alarms and "20 + 9 + 3 = 32" in [f.formula for f in report.findings if f.verdict is Verdict.UNDECIDED]


def test_a_row_that_can_be_parted_in_two_ways_is_parted_by_the_columns() -> None:
    rows = made.disclosure({made.NEW: (41, 0, 0, 0, 0, 0), made.RESULTS[0]: (30, 0, 0, 0, 0, 0), made.RESULTS[11]: (11, 0, 0, 0, 0, 0)})
    assert "".join(rows[13][1:]) == "110000011"  # 11 and 0, or 1 and 10
    report = form("run together.txt", rows)
    assert [c.text for c in report.claims if c.cell and c.cell.row_head == rows[13][0]] == ["11", "11"]
    assert "30 + 11 = 41" in [f.formula for f in report.findings] and not report.alarms


def test_an_empty_form_says_nothing() -> None:
    report = form("run together.txt", made.disclosure({made.NEW: (0,) * 6}))
    assert not report.findings and not report.claims
    assert "table cells run together" in {mention.why for mention in report.refused}


def test_records_tell_the_heads_of_a_cell_and_the_place_of_a_finding() -> None:
    wrong = [*ROWS[:-1], ["合计", "1731", "1902"]]
    report = gr.Report(from_bytes(FILES["a.docx"](wrong), "a.docx"), rules=(by_code("TAB001"),))
    row = jsonl.audited(report.extraction, report.findings)
    assert [(c["text"], c["row_head"], c["column_head"]) for c in records.claims(row)][1] == ("1317", "税收收入", "2023年")
    assert [f["location"] for f in records.findings(row) if f["verdict"] == "inconsistent"] == ["表1第2行第3列"]
