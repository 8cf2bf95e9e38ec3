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


def test_the_form_of_disclosure_is_read_out_of_a_word_table() -> None:
    rows = [["申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
            ["一、本年新收政府信息公开申请数量", "12", "3", "0", "0", "0", "0", "16"]]  # fmt: skip
    report = gr.Report(from_bytes(made.docx(made.table(rows)), "a.docx"), rules=(by_code("TAB002"),))
    (alarm,) = report.alarms
    assert alarm.formula == "12 + 3 = 15" and alarm.stated == "16"
    assert [c.cell.column_head for c in report.claims if c.cell][:2] == ["自然人", "商业企业"]
