"""The folder of pages: `index.html`, one page a report in `pages/`, all return sheets in `returns.html`."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePath
from typing import IO, Any, Final
from urllib.parse import quote

from markupsafe import Markup

from govreport_nlp.models import Severity
from govreport_nlp.output import records
from govreport_nlp.output.labels import SEVERITIES, Lang, pick
from govreport_nlp.output.office import page
from govreport_nlp.output.office.shown import Shown, name_of, shown
from govreport_nlp.output.office.text import LONGEST, figures_html, text_html
from govreport_nlp.output.records import Row

PAGES: Final = "pages"
_NO_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 40
_MOST_LISTED = 5000  # figures, and what is none, in the lists under a text
_LISTED = 30  # findings of a report named in the index; its page has them all


@dataclass(slots=True)
class Totals:
    """What the head of the index tells of all reports."""

    counts: Counter[str] = field(default_factory=Counter)
    bureaus: dict[str, Counter[str]] = field(default_factory=dict)
    rules: dict[str, Counter[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where a report's return sheet lies among those written so far."""

    bureau: str
    source: str
    start: int
    length: int


class Pages:
    """Writes the pages, one report after the other; what the index and the return sheets need waits in files, not in memory."""

    def __init__(self, folder: Path, lang: Lang = "zh") -> None:
        self._folder, self._lang = folder, lang
        self._rows: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._sheets: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._places: list[_Sheet] = []
        self._totals = Totals()
        (folder / PAGES).mkdir(parents=True, exist_ok=True)

    def add(self, row: Row) -> None:
        """Write the page of a report, and take it into the index; one that could not be audited is a row there."""
        findings = [] if row["error"] else shown(row, self._lang)
        head = _head(row, self._lang)
        if not row["error"]:
            name = page_name(row["source"])
            (self._folder / PAGES / name).write_text(_report(row, findings, head, self._lang), "utf-8", errors="backslashreplace")
            self._keep_sheet(head, findings)
        self._count(row, head, findings)
        entry = page.fragment("row.html", "row", self._lang, head, [f for f in findings if f.group == "open"], _LISTED)
        self._rows.write(_bytes(entry))

    def _keep_sheet(self, head: Mapping[str, Any], findings: list[Shown]) -> None:
        loud = [finding for finding in findings if finding.group == "open"]
        if loud:
            made = _bytes(page.fragment("finding.html", "sheet", self._lang, head, loud))
            self._places.append(_Sheet(head["bureau"], head["source"], self._sheets.tell(), len(made)))
            self._sheets.write(made)

    def _count(self, row: Row, head: Mapping[str, Any], findings: list[Shown]) -> None:
        counts = self._totals.counts
        counts["reports"] += 1
        counts["failed"] += bool(row["error"])
        if row["error"]:  # nobody knows whose it is
            return
        bureau = self._totals.bureaus.setdefault(head["bureau"], Counter())
        bureau["reports"] += 1
        loud = [finding for finding in findings if finding.group == "open"]
        counts["with_findings"] += bool(loud)
        for finding in loud:
            counts[finding.kind] += 1
            bureau[finding.kind] += 1
            self._totals.rules.setdefault(finding.rule, Counter(level=0))[finding.kind] += 1
        for code in {finding.rule for finding in loud}:
            self._totals.rules[code]["reports"] += 1
        counts.update(row["coverage"])

    def close(self) -> None:
        """Write the return sheets and the index, which comes last."""
        with self._rows, self._sheets:
            self._write("returns.html", "returns.html", "report.js", self._by_bureau(), bureaus=len({p.bureau for p in self._places}))
            self._rows.seek(0)
            lines = iter(lambda: self._rows.read(1 << 16), b"")
            counts, levels = self._totals.counts, {severity: SEVERITIES[severity][self._lang != "zh"] for severity in SEVERITIES}
            seen = counts["claims"] + counts["refused"] + counts["unread"]
            read = f"{share_read(counts['unread'], seen):.1f}%" if seen else "—"
            rules = [
                {"code": code, "name": name_of(code, self._lang), "reports": kinds["reports"], **{s: kinds[s] for s in SEVERITIES}}
                for code, kinds in sorted(self._totals.rules.items())
            ]
            offices = [
                {"name": name, "reports": kinds["reports"], **{s: kinds[s] for s in SEVERITIES}}
                for name, kinds in sorted(self._totals.bureaus.items())
            ]
            values = {
                "counts": counts,
                "bureaus": len(self._totals.bureaus),
                "offices": offices,
                "rules": rules,
                "levels": levels,
                "read": read,
            }
            self._write("index.html", "index.html", "index.js", lines, sheets=bool(self._places), **values)

    def _by_bureau(self) -> Iterator[bytes]:
        """The return sheets, those of a bureau together on pages of its own."""
        ordered = sorted(self._places, key=lambda place: (place.bureau, place.source))
        for _, places in groupby(ordered, key=lambda place: place.bureau):
            yield b'<div class="one">'
            for place in places:
                self._sheets.seek(place.start)
                yield self._sheets.read(place.length)
            yield b"</div>\n"

    def _write(self, name: str, template: str, script: str, inside: Iterator[bytes], **values: Any) -> None:
        """A page around what was kept in a file, which is not read into memory."""
        gap = "<!--rows-->"
        before, _, after = page.render(template, script, self._lang, gap=Markup(gap), **values).partition(gap)
        with (self._folder / name).open("wb") as out:
            out.write(_bytes(before))
            for piece in inside:
                out.write(piece)
            out.write(_bytes(after))


def page_name(source: str) -> str:
    """The file name of a report's page: what can be kept of its own name, and a hash of the path that no other has."""
    stem = _NO_NAME.sub("-", PurePath(source.replace("\\", "/")).stem).strip("-.")[:_LONGEST_NAME]
    return f"{stem or 'report'}-{hashlib.sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.html"


def link(source: str, anchor: str = "") -> str:
    """The address of a report's page, or of a place on it, seen from the index."""
    return f"{PAGES}/{quote(page_name(source))}" + (f"#{anchor}" if anchor else "")


def share_read(unread: int, seen: int) -> float:
    """Per cent of the numbers seen that were read or refused, cut to one decimal: 100 only where nothing was left unread."""
    return (1000 * (seen - unread) // seen) / 10


def _head(row: Row, lang: Lang) -> dict[str, Any]:
    """What the index and the head of a page tell of a report."""
    summary = records.summary(row)
    name = PurePath(row["source"].replace("\\", "/")).name or row["source"]
    seen = sum(int(summary[part] or 0) for part in ("claims", "refused", "unread"))
    severities: tuple[Severity, ...] = tuple(SEVERITIES)
    return {
        **summary,
        "name": name,
        "bureau": " ".join(str(summary["issuer"] or summary["title"] or name).split()),
        "link": link(row["source"]),
        "read": None if not seen else share_read(int(summary["unread"] or 0), seen),
        "levels": [(severity, SEVERITIES[severity][lang != "zh"], summary[severity]) for severity in severities],
        "warnings": row.get("warnings", ()),
    }


def _report(row: Row, findings: list[Shown], head: Mapping[str, Any], lang: Lang) -> str:
    groups = [
        (group, name, [f for f in findings if f.group == group])
        for group, name in (
            ("undecided", pick(lang, "无法判定", "undecided")),
            ("consistent", pick(lang, "核对一致", "consistent")),
            ("settled", pick(lang, "已接受或此前已知", "accepted or known before")),
        )
    ]
    text: str = row["text"]
    return page.render(
        "report.html",
        "report.js",
        lang,
        head=head,
        loud=[finding for finding in findings if finding.group == "open"],
        groups=[group for group in groups if group[2]],
        text=text_html(row, findings, lang),
        cut=LONGEST if len(text) > LONGEST else 0,
        figures=figures_html(row["claims"][:_MOST_LISTED], lang),
        refused=row["refused"][:_MOST_LISTED],
        unread=[text[span["start"] : span["end"]] for span in row["unread"][:_MOST_LISTED]],
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
