"""A Word file with comments: read back, it says the same, looks the same, and the comments stand at the figures."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.run import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from made import abstract, instance, level, numbered, paragraph, run
from made import docx as word

import govreport_nlp as gr
from govreport_nlp.cli import main
from govreport_nlp.output.annotate import annotated
from govreport_nlp.reading.word import read_docx

SUM = "全年受理信访件31件、投诉12件，共计45件。"
BOLD = '<w:r><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'


def commented(data: bytes) -> tuple[bytes, tuple[gr.Finding, ...]]:
    report = gr.Report(read_docx(data, "a.docx"))
    return annotated(data, report.extraction, report.findings, "zh")


def marked(data: bytes) -> list[tuple[str, str]]:
    """Of each comment the text that it stands at, and what it says."""
    document = docx.Document(io.BytesIO(data))
    found = []
    for comment in document.comments:
        inside, words = False, ""
        for element in document.element.iter():
            key = element.get(qn("w:id"))
            if element.tag == qn("w:commentRangeStart") and key == str(comment.comment_id):
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and key == str(comment.comment_id):
                inside = False
            elif inside and element.tag == qn("w:t"):
                words += element.text or ""
        found.append((words, comment.text))
    return found


def runs(document: Document) -> list[tuple[str, bool | None]]:
    return [(r.text, r.bold) for p in document.paragraphs for r in p.runs if r.text]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (paragraph(SUM), "31件、投诉12件，共计45件"),
        (paragraph("", inner="".join(map(run, SUM))), "31件、投诉12件，共计45件"),
        (paragraph("", inner=run("全年受理信访件3") + BOLD.format("1件、投诉12件，共计4") + run("5件。")), "31件、投诉12件，共计45件"),
        (paragraph("", inner=f"<w:ins w:id='9'>{run(SUM)}</w:ins>"), "31件、投诉12件，共计45件"),
        (paragraph("前\u200b言。") + paragraph("", inner=run("全年\u200b受理信访件31件、\u200b投诉12件，") + run("共计45件。")), "31件、\u200b投诉12件，共计45件"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('说  明')}</w:tc><w:tc>{paragraph('本年  有  ')}{paragraph(SUM)}</w:tc></w:tr></w:tbl>", "31件、投诉12件，共计45件"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('一。二。')}{paragraph(SUM)}</w:tc></w:tr></w:tbl>", "31件、投诉12件，共计45件"),
    ],
    ids=["one run", "a run a character", "formats within a figure", "an insertion", "zero-width spaces", "a cell", "a frame"],
)  # fmt: skip
def test_the_comment_stands_from_the_first_figure_to_the_last(body: str, place: str) -> None:
    data = word(body)
    copy, lost = commented(data)
    (found,) = marked(copy)
    assert found[0] == place and not lost
    assert (
        found[1] == "错误 ARI001\n分项之和与总数不符：31 + 12 = 43，原文 45，差 2\n可能的笔误：31件 → 33件；或 12件 → 14件；或 45件 → 43件"
    )
    assert read_docx(copy, "a.docx").text == read_docx(data, "a.docx").text


def test_what_is_cut_looks_as_before() -> None:
    data = word(paragraph("", inner=run("前文。") + BOLD.format(SUM) + run("后文。")))
    copy, _ = commented(data)
    assert runs(docx.Document(io.BytesIO(copy))) == [
        ("前文。", None), ("全年受理信访件", True), ("31件、投诉12件，共计45件", True), ("。", True), ("后文。", None),
    ]  # fmt: skip


def test_tabs_and_breaks_within_a_run_stay_where_they_are() -> None:
    inner = f"<w:r><w:t>甲</w:t><w:tab/><w:t>{SUM}</w:t><w:br/><w:t>罚款3件。</w:t></w:r>"
    copy, _ = commented(word(paragraph("", inner=inner)))
    assert docx.Document(io.BytesIO(copy)).paragraphs[0].text == f"甲\t{SUM}\n罚款3件。"
    assert marked(copy)[0][0] == "31件、投诉12件，共计45件"


WORDS = "　全年 受理信访件31件、投诉12件，共计45件。其中\u200b办结3件 "


@given(cuts=st.lists(st.integers(0, len(WORDS)), max_size=8), table=st.booleans())
@settings(max_examples=40, deadline=None)
def test_however_the_words_are_cut_into_runs(cuts: list[int], table: bool) -> None:
    ends = sorted({0, *cuts, len(WORDS)})
    inner = "".join((BOLD.format(WORDS[a:b]) if number % 2 else run(WORDS[a:b])) for number, (a, b) in enumerate(pairwise(ends)))
    body = paragraph("", inner=inner)
    data = word(f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{body}</w:tc></w:tr></w:tbl>" if table else body)
    copy, lost = commented(data)
    assert [place for place, _ in marked(copy)] == ["31件、投诉12件，共计45件"] and not lost
    assert read_docx(copy, "a.docx").text == read_docx(data, "a.docx").text
    before, after = ([(sign, r.bold) for r in every_run(made) for sign in r.text] for made in (data, copy))
    assert before == after


def every_run(data: bytes) -> list[Run]:
    document = docx.Document(io.BytesIO(data))
    return [Run(element, document) for element in document.element.iter(qn("w:r"))]  # type: ignore[arg-type]


def test_several_findings_of_one_run_each_have_their_place() -> None:
    text = f"{SUM}全年收到案件66件，代理案件8件，共计75件。2月30日召开会议。"
    places = [place for place, _ in marked(commented(word(paragraph(text)))[0])]
    assert places == ["31件、投诉12件，共计45件", "66件，代理案件8件，共计75件", "2月30日"]


def test_a_number_that_word_makes_is_commented_at_the_text_behind_it() -> None:
    numbering = abstract(1, level(0, "chineseCounting", "（%1）")) + instance(1, 1)
    body = paragraph("一、总体情况") + numbered("抓学习。", 1) + paragraph("（三）抓落实。") + paragraph("（四）抓宣传。")
    copy, lost = commented(word(body, numbering=numbering))
    assert [place for place, _ in marked(copy)] == ["（三）"] and not lost


def test_a_finding_in_a_note_is_given_back() -> None:
    note = f'<w:footnote w:id="2">{paragraph(SUM)}</w:footnote>'
    copy, lost = commented(word(paragraph("正文3件。"), footnotes=note))
    assert marked(copy) == [] and [finding.rule for finding in lost] == ["ARI001"]


def test_settled_findings_and_those_that_hold_get_no_comment() -> None:
    from dataclasses import replace

    data = word(paragraph(SUM + "全年收到案件66件，代理案件8件，共计74件。"))
    report = gr.Report(read_docx(data, "a.docx"))
    settled = [replace(finding, accepted="核对过") for finding in report.findings]
    assert marked(annotated(data, report.extraction, settled, "zh")[0]) == []
    assert len(marked(annotated(data, report.extraction, report.findings, "en")[0])) == 1


# ── the command ──


def test_the_command_writes_a_copy_and_leaves_the_original(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original, copy = tmp_path / "报告.docx", tmp_path / "批注.docx"
    data = word(paragraph(SUM))
    original.write_bytes(data)
    assert main(["audit", str(original), "--annotate", str(copy)]) == 1
    assert original.read_bytes() == data and len(marked(copy.read_bytes())) == 1
    printed = capsys.readouterr()
    assert "31 + 12 = 43" in printed.out and f"已写入 {copy}" in printed.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.docx", "--annotate", "a.docx"], "不能写回原文件"),
        (["a.docx", "--annotate", "b.txt"], "须以 .docx 结尾"),
        (["a.docx", "a.docx", "--annotate", "b.docx"], "只能核对一个 .docx 文件"),
        (["a.txt", "--annotate", "b.docx"], "只能核对一个 .docx 文件"),
        ([".", "--annotate", "b.docx"], "只能核对一个 .docx 文件"),
        (["a.docx", "--annotate", "b.docx", "--out", "c"], "--annotate 不能与 --out 同用"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    data = word(paragraph(SUM))
    Path("a.docx").write_bytes(data)
    Path("a.txt").write_text(SUM, "utf-8")
    assert main(["audit", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert Path("a.docx").read_bytes() == data and not Path("b.docx").exists() and not Path("c").exists()
