"""The output modules on values built by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from handmade import TEXT, claim, document, extraction, gap_finding, sum_finding

from govreport_nlp import __version__
from govreport_nlp.errors import ReadError
from govreport_nlp.interval import Interval
from govreport_nlp.models import Coverage, Extraction, Finding, Quantity, Repair, Span, Verdict
from govreport_nlp.output import columns, display, jsonl, numbers, terminal
from govreport_nlp.output import outline as listing
from govreport_nlp.output.excerpt import excerpts
from govreport_nlp.output.labels import Lang
from govreport_nlp.output.location import heading, line_and_column, section_at, section_path
from govreport_nlp.output.terminal import Look, Tally

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def made() -> Extraction:
    return extraction()


@pytest.fixture
def found(made: Extraction) -> tuple[Finding, ...]:
    return (sum_finding(made), gap_finding(made))


# ── numbers ──


@pytest.mark.parametrize(
    ("number", "rounding", "text"),
    [
        (Fraction(66), "nearest", "66"),
        (Fraction(0), "nearest", "0"),
        (Fraction(1452850), "down", "1452850"),
        (Fraction("47.5"), "down", "47.5"),
        (Fraction("0.05"), "up", "0.05"),
        (Fraction("-0.5"), "nearest", "-0.5"),
        (Fraction("-12.25"), "nearest", "-12.25"),
        (Fraction(1, 1024), "nearest", "0.0009765625"),
        (Fraction(100, 3), "down", "33.33"),
        (Fraction(100, 3), "up", "33.34"),
        (Fraction(100, 3), "nearest", "33.33"),
        (Fraction(-100, 3), "down", "-33.34"),
        (Fraction(10**13 * 8 + 5), "nearest", "80000000000005"),
    ],
)
def test_decimal_text_is_exact_where_the_digits_end(number: Fraction, rounding: numbers.Rounding, text: str) -> None:
    assert numbers.decimal_text(number, rounding) == text


def quantity(narrow: Interval, unit: str | None, text: str = "x") -> Quantity:
    return Quantity(0, len(text), text, "1", None, narrow, narrow, unit, "count")


@pytest.mark.parametrize(
    ("narrow", "unit", "shown"),
    [
        (Interval.exactly(66, integer=True), "件", "66 件"),
        (Interval.exactly(10256, integer=True), "件", "10,256 件"),
        (Interval.printed("145.29", 10000), "元", "145.285～145.295 万元"),
        (Interval.printed("82.7", 10**12), "元", "82.65～82.75 万亿元"),
        (Interval.at_least(18), "天", "≥ 18 天"),
        (Interval.at_most(60), "分钟", "≤ 60 分钟"),
        (Interval.printed("8.3"), "%", "8.25～8.35 %"),
        (Interval(None, None), "件", "x"),
        (Interval.exactly(Fraction(5, 2)), None, "2.5"),
    ],
)
def test_reading_for_a_person(narrow: Interval, unit: str | None, shown: str) -> None:
    assert numbers.reading(quantity(narrow, unit)) == shown


# ── columns ──


def test_width_counts_chinese_twice_and_combining_marks_not_at_all() -> None:
    assert columns.width("ab") == 2
    assert columns.width("共计75件。") == 10
    assert columns.width("１２") == 4
    assert columns.width("e\u0301") == 1


TEXTS = [
    "在行政诉讼方面，2023年我局收到行政诉讼案件66件，代理县政府案件8件，共计75件；收到行政复议11件。",
    "plain English words wrap at blanks and nowhere else, as they should",
    "（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（",
    "averyveryverylongwordthatdoesnotfitonanylineofthiswidthatall",
    "，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，",
    "中英mixed混排text文字",
    "  leading and trailing  ",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [10, 17, 40])
def test_lines_fit_and_lose_nothing_but_blanks(text: str, room: int) -> None:
    pieces = [text[a:b] for a, b in columns.lines(text, room)]
    assert all(columns.width(piece.rstrip()) <= room for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "甲（乙），丙“丁”。戊《己》；" * 8
    pieces = [text[a:b] for a, b in columns.lines(text, 20)]
    assert not any(piece[0] in "）”》，。；" or piece[-1] in "（“《" for piece in pieces)


def test_shorten_and_pad() -> None:
    assert columns.shorten("一二三四五", 10) == "一二三四五"
    assert columns.shorten("一二三四五", 8) == "一二三…"
    assert columns.width(columns.pad("一二", 7)) == 7


def test_what_could_steer_a_terminal_is_made_harmless() -> None:
    evil = "a\x1b[31mb\u202ec\r\nd"
    assert len(columns.harmless(evil)) == len(evil)
    assert not set(columns.harmless(evil)) & set("\x1b\u202e\r\n")


# ── where it stands ──


def test_line_and_column_count_from_one(made: Extraction) -> None:
    assert line_and_column(TEXT, 0) == (1, 1)
    row, column = line_and_column(TEXT, made.claims[0].start)
    assert TEXT.split("\n")[row - 1][column - 1 :].startswith("66件")


def test_section_path(made: Extraction) -> None:
    sections = made.document.sections
    assert [heading(s) for s in section_path(sections, "s3")] == ["一、年度工作开展情况", "（三）执法监督从严从实"]
    assert section_path(sections, None) == () == section_path(sections, "nowhere")
    assert section_at(sections, made.claims[0].start) == "s2"
    assert section_at(sections, 0) is None


# ── excerpts ──


def test_an_excerpt_marks_the_figures_and_nothing_else(made: Extraction) -> None:
    (excerpt,) = excerpts(made.document, [Span(c.start, c.end) for c in made.claims[:3]])
    assert [excerpt.text[m.start : m.end] for m in excerpt.marks] == ["66件", "8件", "75件"]
    assert [f.start for f in excerpt.figures] == [c.start for c in made.claims[:3]]


def test_figures_in_two_sentences_give_two_excerpts(made: Extraction) -> None:
    first, second = excerpts(made.document, [Span(made.claims[n].start, made.claims[n].end) for n in (3, 0)])
    assert "66件" in first.text and "145.29万元" in second.text


def test_a_long_sentence_is_cut_around_its_figures() -> None:
    doc = document("前" * 200 + "收到66件" + "中" * 200 + "共计75件" + "后" * 200, title=None)
    spans = [Span(doc.text.index(t), doc.text.index(t) + 3) for t in ("66件", "75件")]
    (excerpt,) = excerpts(doc, spans)
    assert excerpt.text.startswith("…") and excerpt.text.endswith("…") and excerpt.text.count("…") == 3
    assert [excerpt.text[m.start : m.end] for m in excerpt.marks] == ["66件", "75件"]
    assert len(excerpt.text) < 120


# ── the terminal ──


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("room", [40, 80])
def test_no_line_is_wider_than_the_terminal(made: Extraction, found: tuple[Finding, ...], lang: Lang, colour: bool, room: int) -> None:
    look = Look(lang, colour, room)
    tally = Tally(failed=2)
    tally.add(Coverage(6, 1, 1), found)
    shown = terminal.file_block(made, found, look, tuple(Verdict)) + terminal.summary(tally, look)
    shown += "\n" + listing.outline(made, look) + "\n" + listing.figures(made, look)
    assert [line for line in ANSI.sub("", shown).split("\n") if columns.width(line) > room] == []
    assert bool(ANSI.search(shown)) is colour


def test_a_finding_without_colour(made: Extraction, found: tuple[Finding, ...]) -> None:
    shown = terminal.file_block(made, found, Look())
    assert "reports/shitang.txt:4:28" in shown
    assert "一、年度工作开展情况 › （一）行政争议依法化解" in shown
    assert "【66件】" in shown and "【8件】" in shown and "【75件】" in shown
    assert "→ 66 + 8 = 74，原文 75，差 1" in shown
    assert "可能的笔误：75件 → 74件" in shown
    assert "【（三）】" in shown


def test_a_figure_is_not_torn_by_a_line_end(made: Extraction, found: tuple[Finding, ...]) -> None:
    for room in range(40, 81):
        assert "【75件】" in terminal.file_block(made, found, Look(columns=room))


def test_a_finding_in_colour_has_no_brackets(made: Extraction, found: tuple[Finding, ...]) -> None:
    shown = terminal.file_block(made, found, Look("en", colour=True))
    assert "【" not in shown and "possible slip: 75件 → 74件" in shown
    assert "\x1b[1;4;31m75件\x1b[0m" in shown and "\x1b[1;4m66件\x1b[0m" in shown


def test_only_the_suspect_is_red_though_another_figure_reads_the_same() -> None:
    doc = document("甲收到3件，乙收到3件，共计9件。", title=None)
    first = claim(doc, 1, "3件", Interval.exactly(3), None, "件", None)
    again = replace(first, id="c2", quantity=replace(first.quantity, start=doc.text.rindex("3件"), end=doc.text.rindex("3件") + 2))
    made = Extraction(doc, (first, again, claim(doc, 3, "9件", Interval.exactly(9), None, "件", None)), (), ())
    shown = terminal.file_block(made, [replace(sum_finding(extraction()), start=0, suspects=("c2",))], Look(colour=True))
    assert re.findall(r"\x1b\[1;4;31m(.*?)\x1b", shown) == ["3件"]


def test_the_message_does_not_repeat_the_name_above_it_and_slips_are_few(made: Extraction) -> None:
    long = replace(
        sum_finding(made),
        rule="SEQ801",
        message="序号跳号或重号：一二三",
        repairs=tuple(Repair("c3", f"{n}件") for n in range(70, 76)),
    )
    shown = terminal.file_block(made, [long], Look())
    assert "→ 一二三\n    可能的笔误：75件 → 70件；或 75件 → 71件；或 75件 → 72件，等" in shown


def test_colour_ends_with_each_line(made: Extraction, found: tuple[Finding, ...]) -> None:
    long = replace(found[0], message="差" * 100)
    for line in terminal.file_block(made, [long], Look(colour=True)).split("\n"):
        assert line.count("\x1b[0m") * 2 == line.count("\x1b[")


def test_a_figure_elsewhere_has_its_own_place(made: Extraction) -> None:
    shown = terminal.file_block(made, [replace(sum_finding(made), claims=("c1", "c4"))], Look())
    assert re.findall(r":(\d+:\d+)$", shown, re.MULTILINE) == ["4:28", "5:17"]


def test_what_holds_is_shown_only_when_asked_for(made: Extraction) -> None:
    holds = sum_finding(made, Verdict.CONSISTENT)
    assert "ARI001" not in terminal.file_block(made, [holds], Look())
    assert "未发现不一致" in terminal.file_block(made, [holds], Look())
    assert "一致 ARI001" in terminal.file_block(made, [holds], Look(), tuple(Verdict))


def test_escapes_in_a_report_do_not_reach_the_terminal(made: Extraction) -> None:
    evil = replace(made, document=replace(made.document, metadata=replace(made.document.metadata, title="\x1b]0;owned\x07题")))
    assert "\x1b" not in terminal.file_block(evil, [sum_finding(evil)], Look())


def test_the_summary_counts_relations_and_problems(made: Extraction, found: tuple[Finding, ...]) -> None:
    tally = Tally(failed=1)
    tally.add(Coverage(6, 1, 1), (*found, sum_finding(made, Verdict.UNDECIDED)))
    zh, en = terminal.summary(tally, Look()), terminal.summary(tally, Look("en"))
    assert "文件 1 个，读出数字 6 个，未读 1 处；另有 1 个文件未能核对。" in zh
    assert "核对等式 2 组：一致 0，不一致 1，无法判定 1。" in zh and "发现问题：错误 2。" in zh
    assert "1 file, 6 figures read, 1 unread; 1 more could not be audited." in en
    assert "2 relations checked: 0 consistent, 1 inconsistent, 1 undecided." in en


# ── JSON lines ──


def test_the_object_has_the_fields_of_the_contract(made: Extraction, found: tuple[Finding, ...]) -> None:
    row = json.loads(jsonl.line(jsonl.audited(made, found)))
    assert {
        "source", "text", "sha256", "version", "metadata", "sections", "entities", "claims", "refused", "coverage", "findings", "error",
    } <= set(row)  # fmt: skip
    assert row["version"] == __version__ and row["error"] is None and row["entities"] == []
    assert set(row["metadata"]) == {"title", "issuer", "region", "year", "genre", "date"}
    assert set(row["sections"][0]) == {"id", "parent", "level", "number", "title", "start", "end"}
    assert set(row["refused"][0]) == {"start", "end", "text", "why"}
    assert row["coverage"] == {"claims": 6, "refused": 1, "unread": 1, "guarded": 0}


def test_a_claim_in_json(made: Extraction) -> None:
    claims = json.loads(jsonl.line(jsonl.audited(made, ())))["claims"]
    assert set(claims[0]) == {
        "id", "start", "end", "text", "low", "high", "value", "unit", "kind", "role", "indicator", "period", "section", "sentence",
        "qualifiers", "scope", "place", "cell",
    }  # fmt: skip
    assert set(claims[0]["indicator"]) == {"text", "start", "end"}
    assert [(c["low"], c["high"], c["value"]) for c in claims[3:]] == [
        ("1452850", "1452950", "1452900"), ("2600", "2700", "2600"), ("18", None, "18"),
    ]  # fmt: skip
    assert claims[2]["indicator"] is None
    assert all(TEXT[c["start"] : c["end"]] == c["text"] for c in claims)


def test_a_finding_in_json(made: Extraction, found: tuple[Finding, ...]) -> None:
    first, second = json.loads(jsonl.line(jsonl.audited(made, found)))["findings"]
    assert {
        "rule", "family", "verdict", "severity", "claims", "formula", "expected", "stated", "delta", "power", "message", "message_en",
        "start", "end", "line", "fingerprint", "suspects", "repairs",
    } <= set(first)  # fmt: skip
    assert first["verdict"] == "inconsistent" and first["claims"] == ["c1", "c2", "c3"]
    assert (first["expected"], first["stated"], first["delta"]) == ("74", "75", "1")
    assert first["suspects"] == ["c3"] and first["repairs"] == [{"claim": "c3", "text": "74件"}]
    assert second["claims"] == [] and second["formula"] is None


def test_one_line_whatever_line_ends_the_text_holds(made: Extraction) -> None:
    text = "a\u2028b\x85c\r\nd\u2029e\x0b\x0c\x1c"
    row = jsonl.audited(replace(made, document=document(text, title="\u2028"), claims=()), ())
    line = jsonl.line({**row, "claims": []})
    assert len(line.splitlines()) == 1 and json.loads(line)["text"] == text


def test_a_failed_input_in_json() -> None:
    row = json.loads(jsonl.line(jsonl.failed("a.txt", ReadError("missing", "a.txt: 文件不存在"))))
    assert row["source"] == "a.txt" and row["error"] == {"code": "missing", "message": "a.txt: 文件不存在"}


# ── the notebook ──


class Tags(HTMLParser):
    """Collects what matters and fails on unbalanced tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def test_the_display_holds_the_whole_text_and_the_readings(made: Extraction, found: tuple[Finding, ...]) -> None:
    page = tags(display.page(made, found))
    assert TEXT in page.words and "66 + 8 = 74，原文 75，差 1" in page.words
    hints = [attrs["title"] or "" for _, attrs in page.seen if "title" in attrs]
    assert any("145.285～145.295 万元" in hint and "罚款金额" in hint and "2023" in hint for hint in hints)
    assert not any(tag in ("script", "link", "img") for tag, _ in page.seen)


def test_every_link_of_the_display_has_its_target(made: Extraction, found: tuple[Finding, ...]) -> None:
    inside = replace(found[1], start=made.claims[0].start, end=made.claims[0].end)
    page = tags(display.page(made, (*found, sum_finding(made, Verdict.UNDECIDED), inside)))
    ids = [attrs["id"] for _, attrs in page.seen if "id" in attrs]
    links = [(attrs["href"] or "")[1:] for tag, attrs in page.seen if tag == "a"]
    assert links and set(links) <= set(ids) and len(ids) == len(set(ids))


def test_a_fault_over_several_figures_colours_what_lies_between(made: Extraction) -> None:
    first, third = made.claims[0], made.claims[2]
    fault = replace(gap_finding(made), start=first.start - 2, end=third.end)
    page = tags(display.page(made, [fault]))
    assert TEXT in page.words
    assert sum(attrs.get("class") == "inconsistent" for _, attrs in page.seen) == 3


def test_everything_from_the_report_is_escaped() -> None:
    evil = "<script>alert(1)</script>\"'&66件"
    doc = document(evil, path='"><script>.txt', title="<script>x</script>")
    one = claim(doc, 1, "66件", Interval.exactly(66), Fraction(66), "<b>", "<script>")
    made = Extraction(doc, (one,), (), ())
    finding = replace(sum_finding(extraction()), claims=("c1",), message="<script>", repairs=(), start=0, end=5)
    page = tags(display.page(made, [finding, replace(finding, claims=(), message='" onclick="x')]))
    assert evil in page.words and not any(tag in ("script", "b") and attrs for tag, attrs in page.seen)
    assert "script" not in [tag for tag, _ in page.seen]
    assert all(not name.startswith("on") for _, attrs in page.seen for name in attrs)


@pytest.fixture(autouse=True)
def no_colour_from_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("NO_COLOR", raising=False)
    yield
