"""The text of a report as HTML, line by line: figures and faults marked, each mark in a finding a link to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from markupsafe import Markup

from govreport_nlp.output.labels import KINDS, ROLES, Lang, pick
from govreport_nlp.output.numbers import grouped
from govreport_nlp.output.office.shown import Shown
from govreport_nlp.output.painting import painted
from govreport_nlp.output.records import Row

LONGEST: Final = 2_000_000  # characters; of a longer text the page shows so much, else a browser would not open it
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marked stretch: its id (empty for none), class, hint, and the findings that it stands in, the gravest first."""

    anchor: str
    classes: str
    hint: str
    findings: tuple[Shown, ...] = ()


def text_html(row: Row, findings: Sequence[Shown], lang: Lang) -> Markup:
    """The text as paragraphs, each with the number of its line; everything that comes from the report is escaped."""
    return Markup("".join(_paragraphs(row, findings, lang)))


def _paragraphs(row: Row, findings: Sequence[Shown], lang: Lang) -> Iterator[str]:
    text: str = row["text"]
    painter = _Painter(text, painted(len(text), _wanted(row, findings, lang)), lang)
    levels = {section["start"]: section["level"] for section in row["sections"]}
    start, in_table = 0, False
    for number, line in enumerate(text[:LONGEST].split("\n"), 1):
        if in_table != ("\t" in line):
            in_table = not in_table
            yield "<table>" if in_table else "</table>"
        if in_table:
            yield _table_row(number, start, line, painter)
        else:
            yield _paragraph(number, painter.html(start, start + len(line)), _level(levels, line, start))
        start += len(line) + 1
    yield "</table>" if in_table else ""


class _Painter:
    """Writes stretches of the text, one after the other, with their marks; a mark that goes on in the next is cut."""

    def __init__(self, text: str, pieces: Sequence[tuple[int, int, _Mark, bool]], lang: Lang) -> None:
        self._text, self._pieces, self._lang = text, pieces, lang
        self._at = 0

    def html(self, start: int, end: int) -> str:
        """The stretch from `start` to `end`; none that was written before."""
        out, position = list[str](), start
        while self._at < len(self._pieces) and self._pieces[self._at][0] < end:
            begin, stop, mark, first = self._pieces[self._at]
            low, high = max(begin, start), min(stop, end)
            if low < high:
                out += (escape(self._text[position:low]), _marked(self._text[low:high], mark, first and begin >= start, self._lang))
                position = high
            if stop > end:
                break
            self._at += 1
        out.append(escape(self._text[position:end]))
        return "".join(out)


def _level(levels: Mapping[int, int], line: str, start: int) -> int | None:
    """The level of a line that is nothing but a heading; others that begin with one are paragraphs."""
    level = levels.get(start + len(line) - len(line.lstrip()))
    return None if level is None or len(line.strip()) > 40 or line.rstrip()[-1:] in "。；：" else min(level, _DEEPEST)


def _paragraph(number: int, inside: str, level: int | None) -> str:
    if not inside.strip():
        return f'<p id="L{number}" class="empty"></p>\n'
    tag = "p" if level is None else f"h{level + 2}"
    return f'<{tag} id="L{number}" data-line="{number}">{inside}</{tag}>\n'


def _table_row(number: int, start: int, line: str, painter: _Painter) -> str:
    """A line of cells; between them stands the tab that parts them in the text."""
    cells, at = list[str](), start
    for cell in line.split("\t"):
        cells.append(f"<td>{painter.html(at, at + len(cell))}</td>")
        at += len(cell) + 1
    return f'<tr id="L{number}" data-line="{number}">' + "\t".join(cells) + "</tr>\n"


def _marked(words: str, mark: _Mark, first: bool, lang: Lang) -> str:
    anchor = f' id="{escape(mark.anchor)}"' if first and mark.anchor else ""
    start = f'class="{mark.classes}"{anchor} title="{escape(mark.hint)}"'
    if not mark.findings:
        return f"<span {start}>{escape(words)}</span>"
    loud = [str(finding.number) for finding in mark.findings if finding.group == "open"]
    numbers = f' data-n="{"·".join(loud)}"' if loud and first else ""
    target = mark.findings[0]
    said = pick(lang, f"{words}，{target.label} {target.number}", f"{words}, {target.label} {target.number}")
    return f'<a {start} href="#{target.anchor}"{numbers} aria-label="{escape(said)}">{escape(words)}</a>'


def _wanted(row: Row, findings: Sequence[Shown], lang: Lang) -> Iterator[tuple[int, int, _Mark]]:
    """What to mark: figures first, then places of faults that have none, then what was refused and what was not read."""
    standing: dict[str, list[Shown]] = defaultdict(list)
    for finding in findings:
        for claim in finding.claims:
            standing[claim].append(finding)
    for claim in row["claims"]:
        found = tuple(standing.get(claim["id"], ()))
        yield claim["start"], claim["end"], _Mark(claim["id"], f"c {found[0].kind}" if found else "c", _hint(claim, lang), found)
    for finding in findings:
        if not finding.claims:
            yield finding.start, finding.end, _Mark(f"p{finding.number}", f"c {finding.kind}", finding.said, (finding,))
    for refused in row["refused"]:
        yield refused["start"], refused["end"], _Mark("", "r", pick(lang, "不作数字：", "no figure: ") + refused["why"])
    for unread in row["unread"]:
        yield unread["start"], unread["end"], _Mark("", "u", pick(lang, "未读出的数字", "a number that was not read"))


def _hint(claim: Mapping[str, Any], lang: Lang) -> str:
    """What hovering over a figure shows."""
    at = 0 if lang == "zh" else 1
    lines = (
        measured(claim),
        pick(lang, "指标：", "measures: ") + (claim["indicator"]["text"] if claim["indicator"] else "—"),
        pick(lang, "时期：", "period: ") + (claim["period"] or "—"),
        f"{KINDS[claim['kind']][at]} · {ROLES[claim['role']][at]}",
    )
    return "\n".join(lines)


def figures_html(claims: Sequence[Mapping[str, Any]], lang: Lang) -> Markup:
    """The figures as rows of a table: each with a link to its place, what it measures, what it means, its period and its role."""
    at = 0 if lang == "zh" else 1
    rows = []
    for claim in claims:
        indicator = claim["indicator"]["text"] if claim["indicator"] else "—"
        cells = (indicator, measured(claim), claim["period"] or "—", f"{KINDS[claim['kind']][at]} · {ROLES[claim['role']][at]}")
        link = f'<a href="#{escape(claim["id"])}">{escape(claim["text"])}</a>'
        rows.append(f'<tr><th scope="row">{link}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>')
    return Markup("\n".join(rows))


def measured(claim: Mapping[str, Any]) -> str:
    """What a figure means, in its base unit: "1,452,850～1,452,950 元", "≥ 18 天"."""
    low, high = (None if claim[end] is None else grouped(claim[end]) for end in ("low", "high"))
    if low is None and high is None:
        return str(claim["text"])
    shown = f"≤ {high}" if low is None else f"≥ {low}" if high is None else low if low == high else f"{low}～{high}"
    return f"{shown} {claim['unit'] or ''}".rstrip()
