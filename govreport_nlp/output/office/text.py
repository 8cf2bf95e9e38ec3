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
    pieces = painted(len(text), _wanted(row, findings, lang))
    levels = {section["start"]: section["level"] for section in row["sections"]}
    start = at = 0
    for number, line in enumerate(text[:LONGEST].split("\n"), 1):
        end, inside = start + len(line), list[str]()
        position = start
        while at < len(pieces) and pieces[at][0] < end:
            low, high, mark, first = pieces[at]
            low, high = max(low, start), min(high, end)
            inside += (escape(text[position:low]), _marked(text[low:high], mark, first and pieces[at][0] >= start, lang))
            position = high
            if pieces[at][1] > end:  # it goes on in the next line
                break
            at += 1
        inside.append(escape(text[position:end]))
        yield _paragraph(number, "".join(inside), _level(levels, line, start), "\t" in line)
        start = end + 1


def _level(levels: Mapping[int, int], line: str, start: int) -> int | None:
    """The level of a line that is nothing but a heading; others that begin with one are paragraphs."""
    level = levels.get(start + len(line) - len(line.lstrip()))
    return None if level is None or len(line.strip()) > 40 or line.rstrip()[-1:] in "。；：" else min(level, _DEEPEST)


def _paragraph(number: int, inside: str, level: int | None, row: bool) -> str:
    if not inside.strip():
        return f'<p id="L{number}" class="empty"></p>\n'
    tag, kind = ("p" if level is None else f"h{level + 2}"), (' class="row"' if row else "")
    return f'<{tag} id="L{number}" data-line="{number}"{kind}>{inside}</{tag}>\n'


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


def measured(claim: Mapping[str, Any]) -> str:
    """What a figure means, in its base unit: "1,452,850～1,452,950 元", "≥ 18 天"."""
    low, high = (None if claim[end] is None else grouped(claim[end]) for end in ("low", "high"))
    if low is None and high is None:
        return str(claim["text"])
    shown = f"≤ {high}" if low is None else f"≥ {low}" if high is None else low if low == high else f"{low}～{high}"
    return f"{shown} {claim['unit'] or ''}".rstrip()
