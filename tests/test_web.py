"""Web pages: the report without the site around it."""

from __future__ import annotations

from pathlib import Path

import made
import pytest

import govreport_nlp as gr
from govreport_nlp.errors import ReadError
from govreport_nlp.models import Source
from govreport_nlp.reading.opening import from_bytes

SAMPLES = sorted((Path(__file__).parent.parent / "corpora" / "samples").glob("*.txt"))


def read(page: str | bytes) -> Source:
    return from_bytes(page.encode() if isinstance(page, str) else page, "页.html")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_published_report_is_the_report_as_typed(sample: Path, tmp_path: Path) -> None:
    typed = sample.read_text("utf-8")
    path = tmp_path / "报告.html"
    path.write_bytes(made.web_page(typed))
    web, text = gr.read(path), gr.parse(typed)
    assert web.text.split("\n") == [line.strip() for line in typed.split("\n") if line.strip()] + [""]
    assert [(s.number, s.title) for s in web.sections] == [(s.number, s.title) for s in text.sections]
    assert [c.text for c in web.claims] == [c.text for c in text.claims]
    assert [f.message for f in web.findings] == [f.message for f in text.findings]


def test_meta_elements_fill_in_what_the_text_does_not_say() -> None:
    report = gr.Report(read(made.web_page("关于全县防汛工作的报告\n一、情况。全县转移群众35人。")))
    assert report.metadata.title == "关于全县防汛工作的报告"
    assert report.metadata.date == "2024-02-07" and report.metadata.issuer == "县政府办"


def test_tables_are_kept_and_lead_back() -> None:
    rows = "<tr><th rowspan=2>项目</th><th colspan=2>件数</th></tr><tr><th>本年</th><th>上年</th></tr><tr><td>信访</td><td>3</td><td><p>5</p></td></tr>"
    source = read(f"<html><body><div><p>全年情况如下。</p><table>{rows}</table><p>以上。</p></div></body></html>")
    assert source.text == "全年情况如下。\n项目\t件数\n本年\t上年\n信访\t3\t5\n以上。\n"
    assert [(c.row, c.column, c.rows, c.columns) for c in source.tables[0].cells][:4] == [
        (1, 1, 2, 1),
        (1, 2, 1, 2),
        (2, 2, 1, 1),
        (2, 3, 1, 1),
    ]


def test_a_page_laid_out_with_tables_is_text() -> None:
    inner = "<p>一、总体情况。</p>全年办结5件；<br>未结1件。"
    page = f"<html><body><table><tr><td><a href=/>首页</a></td></tr><tr><td><table><tr><td>{inner}</td></tr></table></td></tr></table></body></html>"
    assert read(page).text == "一、总体情况。\n全年办结5件；\n未结1件。\n"


def test_numbers_of_ordered_lists_are_written_as_a_browser_shows_them() -> None:
    page = (
        "<html><body><p>要点如下：</p><ol start=3><li>受理5件；</li><li value=7>办结4件；</li><li>结转1件。</li></ol>"
        "<ol style='list-style-type: simp-chinese-informal'><li><p>总体情况。</p></li></ol><ol style='list-style:none'><li>另附。</li></ol></body></html>"
    )
    assert read(page).text.splitlines() == ["要点如下：", "3. 受理5件；", "7. 办结4件；", "8. 结转1件。", "一、总体情况。", "另附。"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_encodings(encoding: str) -> None:
    named = {"gb18030": "gb2312", "utf-8": "utf-8", "utf-16": "utf-16"}[encoding]
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={named}'></head><body><p>㐀办结5件。</p></body></html>"
    assert read(page.encode(encoding)).text == "㐀办结5件。\n"


def test_hidden_text_and_scripts_are_not_read_and_marks_stay_text() -> None:
    page = "<html><body><p style='display:none'>暗1件。</p><script>'二2件。'</script><p>明&lt;script&gt;3件。&#0;\x01</p></body></html>"
    assert read(page).text == "明<script>3件。\ufffd\n" or read(page).text == "明<script>3件。\n"


def test_a_document_type_with_entities_expands_nothing() -> None:
    page = "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><body><p>甲&a;乙。</p></body></html>"
    assert "root:" not in read(page).text and "甲&a;乙" in read(page).text


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(ReadError) as caught:
        read("<html><body><script>1</script></body></html>")
    assert caught.value.code == "empty"


def test_deep_nesting_does_no_harm() -> None:
    assert "办结" in read("<html><body>" + "<div>" * 150 + "办结5件。" + "</div>" * 150).text
    deep = "<html><body><p>甲。</p>" + "<div>" * 20_000 + "办结5件。"
    assert read(deep).text.startswith("甲。")


def test_a_table_past_all_measure_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read("<html><body><table>" + "<tr><td>1<td>2" * 1_000_000)
    assert caught.value.code == "too_large"
