"""What a person reads at a terminal: for each file its findings, with the sentence, the figures and the sum; then a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from govreport_nlp.models import Coverage, Document, Extraction, Finding, Span, Verdict
from govreport_nlp.output import columns
from govreport_nlp.output.excerpt import Excerpt, excerpts
from govreport_nlp.output.labels import (
    ACCEPTED,
    KNOWN,
    SEVERITIES,
    VERDICTS,
    Lang,
    level_label,
    message,
    pick,
    rule_name,
    settled_label,
    slips,
)
from govreport_nlp.output.location import heading, line_and_column, place, section_at, section_path

_INK = {  # select graphic rendition: what each thing looks like where colour is wanted
    "error": "1;31", "warning": "1;33", "notice": "1;36", "style": "36", "consistent": "32", "undecided": "35",
    "file": "1", "code": "1", "figure": "1;4", "suspect": "1;4;31", "faint": "2", "sum": "1",
}  # fmt: skip
WRONG = (Verdict.INCONSISTENT,)
_LONGEST_MARK = 40  # characters: a longer place without figures is a passage, and marking all of it would mark nothing


@dataclass(frozen=True, slots=True)
class Look:
    """How the output is to look: language, colour, columns of the terminal."""

    lang: Lang = "zh"
    colour: bool = False
    columns: int = 80

    def say(self, zh: str, en: str) -> str:
        """The phrase in the language of the output."""
        return pick(self.lang, zh, en)

    def ink(self, kind: str, text: str) -> str:
        """The text in the colour of its kind; unchanged without colour."""
        if not self.colour:
            return text
        return "\n".join(f"\x1b[{_INK[kind]}m{line}\x1b[0m" if line else line for line in text.split("\n"))  # pagers reset at a line end


@dataclass(slots=True)
class Tally:
    """What was done, summed over the files."""

    files: int = 0
    failed: int = 0
    claims: int = 0
    unread: int = 0
    relations: Counter[Verdict] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    known: int = 0

    def add(self, coverage: Coverage, findings: Sequence[Finding]) -> None:
        """Count one audited file."""
        self.files += 1
        self.claims += coverage.claims
        self.unread += coverage.unread
        self.relations.update(f.verdict for f in findings if f.formula is not None)
        wrong = [f for f in findings if f.verdict is Verdict.INCONSISTENT]
        self.problems.update(f.severity for f in wrong if not f.is_settled)
        self.accepted += sum(f.accepted is not None for f in wrong)
        self.known += sum(f.is_settled and f.accepted is None for f in wrong)


# ── one file ──


def file_block(extraction: Extraction, findings: Sequence[Finding], look: Look, verdicts: Collection[Verdict] = WRONG) -> str:
    """A file's header and its findings with one of these verdicts."""
    document = extraction.document
    shown = sorted((f for f in findings if f.verdict in verdicts), key=lambda f: (f.start, f.rule))
    blocks = [_header(document, look)]
    if not shown:
        blocks[0] += "\n" + look.ink("faint", "  " + _nothing_found(extraction, findings, look))
    blocks += [_finding(extraction, finding, look) for finding in shown]
    return "\n\n".join(blocks) + "\n"


def _header(document: Document, look: Look) -> str:
    lines = [look.ink("file", columns.harmless(document.source.path))]
    title = " ".join(columns.harmless(document.metadata.title or "").split())
    if title:
        lines.append(columns.wrapped(title, look.columns))
    return "\n".join(lines)


def _nothing_found(extraction: Extraction, findings: Sequence[Finding], look: Look) -> str:
    claims, relations = len(extraction.figures), sum(f.formula is not None for f in findings)
    return look.say(
        f"未发现不一致（读出数字 {claims} 个，核对等式 {relations} 组）",
        f"nothing inconsistent ({claims} figures read, {relations} relations checked)",
    )


def _finding(extraction: Extraction, finding: Finding, look: Look) -> str:
    document = extraction.document
    ink = finding.severity if finding.verdict is Verdict.INCONSISTENT else finding.verdict.value
    settled = settled_label(finding, look.lang)
    level = level_label(finding, look.lang) + (look.say(f"（{settled}）", f" ({settled})") if settled else "")
    head = f"{look.ink('faint' if settled else ink, level)} {look.ink('code', finding.rule)} {rule_name(finding.rule, look.lang)}"
    lines = [f"  {head.rstrip()}", _place(document, finding.start, look)]
    lines += _section_line(document, finding, look)
    shown = document.text.count("\n", 0, finding.start)
    for excerpt in excerpts(document, _figures(extraction, finding)):
        row = document.text.count("\n", 0, excerpt.figures[0].start)
        if row != shown:  # elsewhere in the report
            lines.append(_place(document, excerpt.figures[0].start, look))
        lines.append(_painted(excerpt, _suspects(extraction, finding), look))
        shown = row
    lines += _verdict_lines(extraction, finding, look)
    return "\n".join(lines)


def _place(document: Document, offset: int, look: Look) -> str:
    """Path, line and column, as editors and terminals follow them with a click; never broken over lines; then the place in a Word file."""
    row, column = line_and_column(document.text, offset)
    there = f" {place(document.source, offset, look.lang)}" if document.source.locators else ""
    return look.ink("faint", f"  {columns.harmless(document.source.path)}:{row}:{column}{there}")


def _section_line(document: Document, finding: Finding, look: Look) -> list[str]:
    path = section_path(document.sections, finding.section or section_at(document.sections, finding.start))
    if not path:
        return []
    room = look.columns - 2 - 3 * (len(path) - 1)
    titles = [" ".join(columns.harmless(heading(section)).split()) for section in path]
    shown = " › ".join(columns.shorten(title, max(12, room // len(path))) for title in titles)
    return [look.ink("faint", "  " + columns.shorten(shown, look.columns - 2))]


def _figures(extraction: Extraction, finding: Finding) -> list[Span]:
    """The figures to mark: the claims of the finding, else its place where that is short."""
    wanted = set(finding.claims)
    spans = [Span(claim.start, claim.end) for claim in extraction.figures if claim.id in wanted]
    return spans or [Span(finding.start, min(finding.end, finding.start + _LONGEST_MARK))]


def _suspects(extraction: Extraction, finding: Finding) -> frozenset[int]:
    """Where the figures begin that are probably wrong."""
    wanted = set(finding.suspects)
    return frozenset(claim.start for claim in extraction.figures if claim.id in wanted)


def _verdict_lines(extraction: Extraction, finding: Finding, look: Look) -> list[str]:
    """The sum as one does it by hand, then what single slip of the hand would explain it."""
    said = columns.wrapped(columns.harmless(_said(finding, look)), look.columns, "  → ", "    ")
    lines = [look.ink("sum", said) if finding.verdict is Verdict.INCONSISTENT else said]
    slip = slips(extraction, finding, look.lang)
    if slip:
        lines.append(columns.wrapped(columns.harmless(slip), look.columns, "    "))
    if finding.accepted is not None:
        reason = look.say("接受的理由：", "accepted because: ") + finding.accepted
        lines.append(columns.wrapped(columns.harmless(reason), look.columns, "    "))
    return lines


def _said(finding: Finding, look: Look) -> str:
    """The message without what the line above it says already."""
    said = message(finding, look.lang)
    for known in (rule_name(finding.rule, look.lang), level_label(finding, look.lang)):
        for colon in ("：", ": "):
            said = said.removeprefix(f"{known}{colon}")
    return said


# ── a sentence with its figures marked ──


def _painted(excerpt: Excerpt, suspects: frozenset[int], look: Look) -> str:
    """The excerpt as indented lines; the figures in colour, or in 【】 without."""
    if not look.colour:
        excerpt = _bracketed(excerpt)
    text, room = excerpt.text, look.columns - 4
    lines = []
    joints = {joint for mark in excerpt.marks for joint in range(mark.start + 1, mark.end)}
    for start, end in columns.lines(text, room, joints):
        line, at = "    ", start
        for mark, figure in zip(excerpt.marks, excerpt.figures, strict=True):
            first, last = max(mark.start, start), min(mark.end, end)
            if first >= last:
                continue
            kind = "suspect" if figure.start in suspects else "figure"
            line += text[at:first] + look.ink(kind, text[first:last])
            at = last
        lines.append(line + text[at:end].rstrip())
    return "\n".join(lines)


def _bracketed(excerpt: Excerpt) -> Excerpt:
    """The same with each mark in brackets, which belong to it."""
    text, at, marks = "", 0, list[Span]()
    for mark in excerpt.marks:
        text += excerpt.text[at : mark.start]
        bracketed = f"【{excerpt.text[mark.start : mark.end]}】"
        marks.append(Span(len(text), len(text) + len(bracketed)))
        text, at = text + bracketed, mark.end
    return Excerpt(text + excerpt.text[at:], tuple(marks), excerpt.figures)


# ── the summary ──


def summary(tally: Tally, look: Look) -> str:
    """What was read and checked over all files, in two or three lines."""
    lines = [look.ink("faint", "─" * min(look.columns, 40)), *map(str, _summary_lines(tally, look))]
    return "\n".join(columns.wrapped(line, look.columns) if not line.startswith("\x1b") else line for line in lines)


def _summary_lines(tally: Tally, look: Look) -> list[str]:
    read = look.say(
        f"文件 {tally.files} 个，读出数字 {tally.claims} 个，未读 {tally.unread} 处",
        f"{tally.files} file{'s' * (tally.files != 1)}, {tally.claims} figures read, {tally.unread} unread",
    )
    if tally.failed:
        read += look.say(f"；另有 {tally.failed} 个文件未能核对", f"; {tally.failed} more could not be audited")
    comma = look.say("，", ", ")
    verdicts = comma.join(_counted(VERDICTS[v], tally.relations[v], look) for v in Verdict)
    checked = look.say(f"核对等式 {tally.relations.total()} 组：", f"{tally.relations.total()} relations checked: ") + verdicts
    levels = [_counted(SEVERITIES[s], tally.problems[s], look, "s") for s in SEVERITIES if tally.problems[s]]
    found = look.say("发现问题：", "problems: ") + comma.join(levels) if levels else look.say("未发现问题", "no problems found")
    settled = [_counted(name, number, look) for name, number in ((ACCEPTED, tally.accepted), (KNOWN, tally.known)) if number]
    if settled:
        found += look.say("；另有", "; besides, ") + comma.join(settled)
    end = look.say("。", ".")
    return [read + end, checked + end, found + end]


def _counted(name: tuple[str, str], number: int, look: Look, plural: str = "") -> str:
    return look.say(f"{name[0]} {number}", f"{number} {name[1]}{plural if number != 1 else ''}")
