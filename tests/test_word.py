"""Word files: what stands on the page, in its order, with Word's own numbers, and the way back into the file."""

from __future__ import annotations

from pathlib import Path

import made
import pytest

import govreport_nlp as gr
from govreport_nlp.errors import ReadError
from govreport_nlp.models import Source
from govreport_nlp.output.location import locator_at, place
from govreport_nlp.reading import package
from govreport_nlp.reading.numbering import W
from govreport_nlp.reading.opening import from_bytes
from govreport_nlp.reading.word import transcribe

SAMPLES = sorted((Path(__file__).parent.parent / "corpora" / "samples").glob("*.txt"))

DOWN = '<w:vMerge w:val="restart"/>'
TWO_LINES = "3\n4"


def spanning(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def read(body: str, **parts: str) -> Source:
    return from_bytes(made.docx(body, **parts), "报告.docx")


def lines(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.splitlines()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_report_numbered_by_word_is_the_report_as_typed(sample: Path, tmp_path: Path) -> None:
    typed = made.as_word_counts(sample.read_text("utf-8"))
    path = tmp_path / "报告.docx"
    path.write_bytes(made.docx_of(typed))
    word, text = gr.read(path), gr.parse(typed)
    assert word.source.text.rstrip("\n") == typed.rstrip("\n")
    assert word.sections and [(s.number, s.title) for s in word.sections] == [(s.number, s.title) for s in text.sections]
    assert [c.text for c in word.claims] == [c.text for c in text.claims]
    assert [f.message for f in word.findings] == [f.message for f in text.findings]


def test_levels_restart_under_a_new_parent_and_show_those_above() -> None:
    listed = made.abstract(0, made.level(0, "decimal", "%1."), made.level(1, "decimal", "%1.%2"), made.level(2, "lowerLetter", "%3)"))
    body = "".join(made.numbered(text, 1, at) for text, at in [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1), ("庚", 2)])
    assert lines(body, numbering=listed + made.instance(1, 0)) == ["1.甲", "1.1 乙", "1.2 丙", "a)丁", "2.戊", "2.1 己", "a)庚"]


def test_a_level_that_never_restarts_counts_on() -> None:
    listed = made.abstract(0, made.level(0, "decimal", "%1."), made.level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>'))
    body = "".join(made.numbered(text, 1, at) for text, at in [("甲", 0), ("乙", 1), ("丙", 0), ("丁", 1)])
    assert lines(body, numbering=listed + made.instance(1, 0)) == ["1.甲", "（1）乙", "2.丙", "（2）丁"]


def test_instances_of_one_list_count_on_unless_one_starts_anew() -> None:
    listed = made.abstract(0, made.level(0, "chineseCounting", "%1、"))
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = listed + made.instance(1, 0) + made.instance(2, 0) + made.instance(3, 0, anew)
    body = "".join(made.numbered(text, key) for text, key in [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3), ("戊", 1)])
    assert lines(body, numbering=numbering) == ["一、甲", "二、乙", "五、丙", "六、丁", "七、戊"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_can_opt_out() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Two"><w:basedOn w:val="Base"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Base"/></w:style>'
    )
    listed = made.abstract(
        0, made.level(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/>'), made.level(1, "decimal", "%2．")
    )
    off = '<w:pStyle w:val="Base"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        made.paragraph(text, properties)
        for text, properties in [
            ("总则", '<w:pStyle w:val="Base"/>'), ("甲", '<w:pStyle w:val="Two"/>'), ("不编号", off), ("附则", '<w:pStyle w:val="Plain"/>'),
        ]
    )  # fmt: skip
    assert lines(body, numbering=listed + made.instance(1, 0), styles=styles) == ["第一章 总则", "1．甲", "不编号", "第二章 附则"]


def test_a_level_names_the_style_that_it_numbers() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    listed = made.abstract(
        0, made.level(0, "chineseCounting", "%1、"), made.level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>')
    )
    body = made.numbered("甲", 1) + made.paragraph("乙", '<w:pStyle w:val="H2"/>')
    assert lines(body, numbering=listed + made.instance(1, 0), styles=styles) == ["一、甲", "（一）乙"]


FORMS = [
    ("chineseCountingThousand", 12, "十二"), ("chineseCountingThousand", 101, "一百零一"), ("chineseCountingThousand", 110, "一百一十"),
    ("ideographDigital", 20, "二〇"), ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographTraditional", 3, "丙"),
    ("decimalEnclosedCircle", 12, "⑫"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 7, "07"), ("upperRoman", 14, "XIV"),
    ("lowerLetter", 27, "aa"), ("cardinalText", 4, "4"), ("decimalEnclosedParen", 3, "⑶"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "number", "shown"), FORMS)
def test_forms_of_numbers(form: str, number: int, shown: str) -> None:
    listed = made.abstract(0, made.level(0, form, "%1、", start=number))
    assert lines(made.numbered("甲", 1), numbering=listed + made.instance(1, 0)) == [f"{shown}、甲"]


def test_a_number_before_a_year_stays_a_number() -> None:
    listed = made.abstract(0, made.level(0, "decimal", "%1."))
    source = read(made.numbered("2023年收支情况", 1), numbering=listed + made.instance(1, 0))
    assert source.text == "1. 2023年收支情况\n" and source.locators[0].made == 3


def test_tracked_changes_are_read_as_accepted() -> None:
    inner = (
        made.run("受理")
        + f'<w:del w:id="1">{made.run("75件").replace("w:t", "w:delText")}</w:del><w:ins w:id="2">{made.run("74件")}</w:ins>'
        + f'<w:moveFrom w:id="3">{made.run("旧")}</w:moveFrom>'
        + made.run("。")
    )
    joined = made.paragraph("前半", '<w:rPr><w:del w:id="4"/></w:rPr>') + made.paragraph("后半")
    assert lines(f"<w:p>{inner}</w:p>{joined}") == ["受理74件。", "前半后半"]


def test_text_boxes_and_content_controls_stand_in_the_order_of_the_body() -> None:
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        f"{made.paragraph('框内3件')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{made.paragraph('框内3件')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    control = f"<w:sdt><w:sdtContent>{made.paragraph('控件内')}</w:sdtContent></w:sdt>"
    inline = f"<w:p>{made.run('行内')}<w:sdt><w:sdtContent>{made.run('控件')}</w:sdtContent></w:sdt></w:p>"
    assert lines(made.paragraph("正文", inner=box) + control + inline + made.paragraph("完")) == [
        "正文",
        "框内3件",
        "控件内",
        "行内控件",
        "完",
    ]


def test_fields_contents_hidden_text_and_notes() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="toc 1"/></w:style>'
    contents = made.paragraph("一、总体情况3", '<w:pStyle w:val="a1"/>')
    field = '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:type="separator" w:id="0">{made.paragraph("线")}</w:footnote><w:footnote w:id="2">{made.paragraph("含下级。")}</w:footnote>'
    assert lines(contents + made.paragraph("办结5件", inner=field), styles=styles, footnotes=notes) == ["办结5件", "含下级。"]


def test_tables_are_lines_of_cells_that_lead_back() -> None:
    merged = (
        f"<w:tbl><w:tr>{made.cell('项目', DOWN)}{made.cell('件数', spanning(2))}</w:tr>"
        f"<w:tr>{made.cell('', '<w:vMerge/>')}{made.cell('本年')}{made.cell('上年')}</w:tr>"
        f"<w:tr>{made.cell('信访')}{made.cell(TWO_LINES)}{made.cell('5')}</w:tr></w:tbl>"
    )
    source = read(made.paragraph("前") + merged + made.paragraph("后"))
    assert source.text == "前\n项目\t件数\n本年\t上年\n信访\t3 4\t5\n后\n"
    (found,) = source.tables
    assert [(source.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in found.cells] == [
        ("项目", 1, 1, 2, 1), ("件数", 1, 2, 1, 2), ("本年", 2, 2, 1, 1), ("上年", 2, 3, 1, 1),
        ("信访", 3, 1, 1, 1), ("3 4", 3, 2, 1, 1), ("5", 3, 3, 1, 1),
    ]  # fmt: skip
    assert place(source, source.text.index("5")) == "表1第3行第3列"
    assert place(source, source.text.index("后"), "en") == "paragraph 2"


def test_a_table_that_only_frames_text_is_text() -> None:
    frame = made.table([["一、总体情况。\n全年办结5件。"]])
    assert lines(frame) == ["一、总体情况。", "全年办结5件。"] and not read(frame).tables


def test_every_stretch_leads_back_and_plain_text_has_its_lines() -> None:
    source = from_bytes(made.docx_of("某局报告\n\n一、情况\n（一）办案5件。"), "x.docx")
    at = source.text.index("办案")
    found = locator_at(source, at)
    assert found is not None and (found.paragraph, found.made) == (3, 3) and place(source, at) == "第3段"
    plain = from_bytes("甲\n乙".encode(), "x.txt")
    assert locator_at(plain, 2) is None and place(plain, 2) == "第2行"


@pytest.mark.parametrize(
    "body",
    [
        made.docx_of("某局报告\n一、情况\n（一）办案5件。"),
        made.docx(made.paragraph("前") + made.table([["项目", "本年\n（件）"], [" 信访 ", "3\n4"]]) + made.paragraph("后5件")),
        made.docx(made.table([["一、总体情况。\n全年办结5件。"]])),
        made.docx(f"<w:p>{made.run('受理')}<w:ins w:id='1'>{made.run('74件')}</w:ins></w:p>"),
    ],
    ids=["paragraphs", "table", "frame", "insertion"],
)
def test_every_run_has_its_place_in_the_text(body: bytes) -> None:
    parts = package.Package(body, "x", "Word")
    document = parts.xml("word/document.xml")
    assert document is not None
    read_back = transcribe(document, parts.xml("word/numbering.xml"), None, path="x")
    text = read_back.transcript.source(body, "docx").text
    runs = [anchor.run for anchor in read_back.anchors]
    assert runs == [run for run in document.iter(f"{W}r") if "".join(run.itertext())]
    for anchor in read_back.anchors:
        assert text[anchor.start : anchor.end].strip() == "".join(anchor.run.itertext()).strip()


# ── hostile files ──


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        from_bytes(data, "坏.docx")
    assert caught.value.message.startswith("坏.docx：") and "\n" not in caught.value.message
    return caught.value


def test_a_bomb_is_refused_by_what_it_declares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART", 1000)
    monkeypatch.setattr(package.Package.read, "__defaults__", (1000,))
    error = refused(made.docx(made.paragraph("甲" * 5000)))
    assert error.code == "too_large" and "bomb" in error.message


def test_a_bomb_that_declares_little_does_not_unfold() -> None:
    data = made.docx(made.paragraph("甲" * 100_000))
    name = b"word/document.xml"
    at = data.rindex(name) - 46  # the entry of the central directory, where the size out of the container is declared
    lying = bytearray(data)
    lying[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(lying)).code == "unreadable"


@pytest.mark.parametrize("entity", ['<!ENTITY a "lol">', '<!ENTITY a SYSTEM "file:///etc/passwd">'], ids=["internal", "external"])
def test_document_types_are_refused(entity: str) -> None:
    body = f"<!DOCTYPE d [{entity}]><w:document {made.W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    error = refused(made.zipped({"[Content_Types].xml": made.TYPES, "word/document.xml": body}))
    assert error.code == "unreadable" and "DTD" in error.message


def test_damaged_empty_and_encrypted() -> None:
    whole = made.docx(made.paragraph("甲"))
    assert refused(whole[: len(whole) // 2]).code == "unreadable"
    assert refused(made.zipped({"[Content_Types].xml": made.TYPES, "word/document.xml": "<w:document"})).code == "unreadable"
    assert refused(made.docx("")).code == "empty"
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    error = refused(container)
    assert error.code == "unreadable" and "加密" in error.message


def test_more_elements_than_a_report_has_are_refused_before_they_are_built() -> None:
    many = made.docx("<w:tbl>" + "<w:tr><w:tc/></w:tr>" * 1_000_000 + "</w:tbl>")
    error = refused(many)
    assert len(many) < 200_000 and error.code == "too_large" and "tags" in error.message


def test_a_table_past_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_nlp.reading.transcript.MAX_CELLS", 50)
    assert refused(made.docx(made.table([["1", "2"]] * 30))).code == "too_large"


def test_a_cell_said_to_be_huge_costs_nothing() -> None:
    wide = f"<w:tbl><w:tr>{made.cell('甲', spanning(999_999_999))}{made.cell('乙')}</w:tr></w:tbl>"
    assert read(wide).text == "甲\t乙\n"


def test_a_wrong_name_is_seen_through() -> None:
    source = from_bytes(made.docx(made.paragraph("甲乙丙")), "报告.txt")
    assert source.format == "docx" and source.text == "甲乙丙\n" and "docx" in source.warnings[0]
    assert from_bytes("只是文字".encode(), "报告.docx").format == "txt"
