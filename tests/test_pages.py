"""The pages that an office opens, as HTML: what stands in them, and that nothing from a report becomes HTML."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from handmade import extraction, gap_finding, sum_finding

import govreport_nlp as gr
from govreport_nlp.errors import ReadError
from govreport_nlp.output import jsonl
from govreport_nlp.output.office.pages import Pages, page_name, share_read
from govreport_nlp.output.office.shown import ordered, shown

VOID = {"meta", "input", "br", "hr"}
EVIL = "<script>alert(1)</script>"


class Page(HTMLParser):
    """A page taken apart: its elements, its ids, its links, the text of each element by id; complains of tags that do not close."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, (tag, self.open[-3:], self.getpos())

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.elements)


def audited(text: str, path: str = "reports/a.txt") -> dict[str, Any]:
    report = gr.parse(text)
    row: dict[str, Any] = json.loads(jsonl.line(jsonl.audited(report.extraction, report.findings)))
    return {**row, "source": path}


def made() -> dict[str, Any]:
    by_hand = extraction()
    row: dict[str, Any] = json.loads(jsonl.line(jsonl.audited(by_hand, (sum_finding(by_hand), gap_finding(by_hand)))))
    return row


def written(folder: Path, *rows: dict[str, Any], lang: str = "zh") -> dict[str, Page]:
    pages = Pages(folder, lang)  # type: ignore[arg-type]
    for row in rows:
        pages.add(row)
    pages.close()
    return {path.relative_to(folder).as_posix(): Page(path.read_text("utf-8")) for path in folder.rglob("*.html")}


def report_page(pages: dict[str, Page]) -> Page:
    (page,) = (page for name, page in pages.items() if name.startswith("pages/"))
    return page


# ── what stands there ──


def test_every_link_leads_to_a_place_that_is_there(tmp_path: Path) -> None:
    pages = written(tmp_path, made(), audited("全年受理信访件31件、投诉12件，共计45件。"), audited("没有数字。", "c.txt"))
    for name, page in pages.items():
        ids = page.all("id")
        assert len(ids) == len(set(ids)), name
        for target in page.all("href"):
            path, _, anchor = target.partition("#")
            found = (tmp_path / name).parent.joinpath(unquote(path)).resolve().relative_to(tmp_path.resolve()).as_posix() if path else name
            assert not anchor or anchor in pages[found].all("id"), (name, target)


def test_a_figure_leads_to_its_finding_and_the_finding_back(tmp_path: Path) -> None:
    page = report_page(written(tmp_path, made()))
    marks = {a["id"]: a for tag, a in page.elements if tag == "a" and a.get("id")}
    assert marks["c1"]["href"] == marks["c2"]["href"] == marks["c3"]["href"] == "#f1"
    assert marks["c1"]["data-n"] == "1" and "error" in str(marks["c1"]["class"])
    assert {"#c1", "#c2", "#c3"} <= set(page.all("href"))
    assert "f1" in page.all("id") and "66 + 8 = 74" in page.text and "75件 → 74件" in page.text


def test_the_gravest_come_first() -> None:
    row = audited("参加活动的近500余人。全年受理信访件31件、投诉12件，共计45件。", "甲.txt")
    open_ones = [(finding.rule, finding.kind) for finding in shown(row, "zh") if finding.group == "open"]
    assert open_ones == [("ARI001", "error"), ("APX501", "warning")]


def test_of_a_long_line_a_fault_shows_the_words_around_it() -> None:
    row = audited("县委会同有关部门多次开展宣传，" * 12 + "2月30日集中宣传，" + "各乡镇随后跟进，" * 12, "甲.txt")
    (quote,) = shown(row, "zh")[0].quotes
    told = "".join(piece.text for piece in quote)
    assert told.startswith("…") and told.endswith("…") and "2月30日" in told and len(told) < 140


def test_a_bureau_with_several_reports_is_a_row_of_its_own(tmp_path: Path) -> None:
    rows = [audited("全年受理信访件31件、投诉12件，共计45件。", f"{name}.txt") for name in ("甲", "乙", "丙")]
    for row, issuer in zip(rows, ("石棠县信访局", "石棠县信访局", "石棠县档案局"), strict=True):
        row["metadata"] |= {"issuer": issuer}
    failed = jsonl.failed("坏.pdf", ReadError("format", "坏.pdf：这是扫描件"))
    written(tmp_path, *rows, failed)
    index = (tmp_path / "index.html").read_text("utf-8")
    assert re.findall(r'data-bureau="(.+?)".*?</th>.*?data-some>(\d+).*?<td class="num">(\d)</td></tr>', index) == [
        ("石棠县信访局", "2", "2"), ("石棠县档案局", "1", "1"),
    ]  # fmt: skip
    assert re.search(r"<dt>单位</dt><dd>2</dd>", index), "nobody knows whose the broken file is"


def test_a_fault_without_figures_has_its_place(tmp_path: Path) -> None:
    page = report_page(written(tmp_path, made()))
    number = next(n for n, _, finding in ordered(made()) if finding["rule"] == "SEQ801")
    assert f"p{number}" in page.all("id") and f"#p{number}" in page.all("href")


def test_a_fault_that_hides_under_a_figure_leads_to_the_figure() -> None:
    row = made()
    fault = next(finding for finding in row["findings"] if not finding["claims"])
    fault["start"], fault["end"] = (row["claims"][3][end] for end in ("start", "end"))
    assert [f.claims for f in shown(row, "zh") if f.rule == "SEQ801"] == [("c4",)]


def test_the_text_is_there_whole(tmp_path: Path) -> None:
    row = made()
    html = next((tmp_path / "pages").iterdir()).read_text("utf-8") if written(tmp_path, row) else ""
    paper = html.partition('<div class="paper">')[2].partition("\n</div>")[0]
    assert re.sub(r"<[^>]+>", "", paper).split("\n")[1:-1] == row["text"].split("\n")[: len(row["text"].split("\n"))]


def test_tables_are_tables_with_their_tabs(tmp_path: Path) -> None:
    row = audited("情况如下：\n项目\t本年\n案件\t66件\n完毕3件。\n甲\t5件\n")
    page = report_page(written(tmp_path, row))
    assert page.count("td") >= 6 and "案件\t66件" in page.text and "甲\t5件" in page.text
    cells = [dict(a).get("id") for tag, a in page.elements if tag == "tr"]
    assert {"L2", "L3", "L5"} <= set(cells) and "L4" not in cells


def test_a_mark_over_several_cells_is_cut_at_each(tmp_path: Path) -> None:
    row = made()
    fault = next(finding for finding in row["findings"] if not finding["claims"])
    fault["start"], fault["end"] = row["text"].index("（三）"), len(row["text"]) - 1
    row["text"] = row["text"].replace("从严从实。", "从严\t从\n")
    page = report_page(written(tmp_path, row))
    assert page.all("id").count("p2") == 1 and page.all("href").count("#f2") > 3


def test_what_is_settled_is_set_apart_and_needs_no_return_sheet(tmp_path: Path) -> None:
    row = made()
    for finding in row["findings"]:
        finding["accepted"] = "已与单位核对"
    pages = written(tmp_path, row)
    assert "已接受：已与单位核对" in report_page(pages).text and "未发现不一致。" in report_page(pages).text
    assert "none" in pages["index.html"].all("data-state") and "核实人" not in pages["returns.html"].text


def test_what_could_not_be_audited_is_a_row_without_a_page(tmp_path: Path) -> None:
    pages = written(tmp_path, jsonl.failed("坏.pdf", ReadError("format", "坏.pdf：这是扫描件")))
    assert set(pages) == {"index.html", "returns.html"}
    assert "坏.pdf：这是扫描件" in pages["index.html"].text and "failed" in pages["index.html"].all("data-state")


def test_the_return_sheets_of_a_bureau_stand_together(tmp_path: Path) -> None:
    first, second, third = (audited("全年受理信访件31件、投诉12件，共计45件。", f"{name}.txt") for name in "abc")
    for row, issuer in ((first, "甲局"), (second, "乙局"), (third, "甲局")):
        row["metadata"]["issuer"] = issuer
    html = written(tmp_path, first, second, third) and (tmp_path / "returns.html").read_text("utf-8")
    sheets = [re.findall(r"<h2>(.*?)</h2>", one) for one in str(html).split('<div class="one">')[1:]]
    assert sorted(sheets) == [["乙局"], ["甲局", "甲局"]]


def test_english_pages_speak_english(tmp_path: Path) -> None:
    pages = written(tmp_path, made(), lang="en")
    assert "To be verified" in report_page(pages).text and "off by 1" in report_page(pages).text
    assert "Numbers audited" in pages["index.html"].text


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        written(tmp_path / folder, made(), audited("罚款5件。"))
    one, two = (sorted(p for p in (tmp_path / folder).rglob("*") if p.is_file()) for folder in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize(("unread", "seen", "share"), [(0, 7, 100.0), (1, 10_000, 99.9), (1, 3, 66.6)])
def test_a_share_is_whole_only_where_nothing_is_unread(unread: int, seen: int, share: float) -> None:
    assert share_read(unread, seen) == share


# ── nothing gets out, nothing gets in ──


@pytest.mark.parametrize(
    "evil", [EVIL, '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>", "</style></title>&lt;b&gt;", "{{7*7}}"]
)
def test_nothing_from_a_report_becomes_html(tmp_path: Path, evil: str) -> None:
    text = f"{evil}\n\n一、{evil}\n（一）{evil}全年收到{evil}案件66件，代理案件8件，共计75件{evil}。\n（三）{evil}，共3件。\n"
    row, clean = audited(text, f"{evil.replace('/', '')}.txt"), audited(text.replace(evil, "甲"), "b.txt")
    for part in ("title", "issuer", "region", "year", "date"):
        row["metadata"][part] = evil
    for finding in row["findings"]:
        finding |= {"message": evil, "message_en": evil, "place": evil, "accepted": None}
    for claim in row["claims"]:
        claim |= {"unit": evil, "period": evil}
    row["warnings"] = [evil]
    error = jsonl.failed(f"{evil}.pdf", ReadError("format", evil))
    pages, sound = written(tmp_path / "evil", row, error), written(tmp_path / "sound", clean, error)
    for name in ("index.html", "returns.html"):
        assert pages[name].count("script") == 1 and not {"img", "svg"} & {tag for tag, _ in pages[name].elements}
    page = report_page(pages)
    assert page.count("script") == 1 and page.count("style") == 1 and page.count("img") == page.count("svg") == 0
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert page.text.count(evil) > 8 and "49" not in report_page(sound).text


def test_a_page_may_load_nothing(tmp_path: Path) -> None:
    for page in written(tmp_path, made()).values():
        (policy,) = (a["content"] for tag, a in page.elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None and policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert not page.all("src") and not [target for target in page.all("href") if "//" in target]


def test_names_of_pages_are_safe_and_no_two_alike() -> None:
    names = [
        page_name(source)
        for source in ("a/报告 2023.docx", "b/报告 2023.docx", "../../etc/passwd", "\udcff", "x" * 300, "C:\\f\\a.txt", "")
    ]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[\w.-]{1,60}\.html", name) and not name.startswith(".") for name in names)
    assert names[0].startswith("报告-2023-")


def test_very_long_and_very_odd_texts_make_a_page(tmp_path: Path) -> None:
    sums = "全年收到案件66件，代理案件8件，共计75件，" * 40
    row = audited(f"\u202e反转?\x00\x1b[31m\r\n\x0b{sums}", "odd.txt")
    row["text"] = row["text"].replace("?", "\ud800", 1)  # half a surrogate pair, as a file name may hold it
    assert sums in report_page(written(tmp_path, row)).text
