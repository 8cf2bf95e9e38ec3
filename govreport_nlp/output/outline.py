"""A report's sections as an indented list, and its figures as a list: text for a terminal."""

from __future__ import annotations

from bisect import bisect_left

from govreport_nlp.models import Claim, Extraction, Section
from govreport_nlp.output import columns
from govreport_nlp.output.labels import ROLES
from govreport_nlp.output.location import heading, line_and_column, section_path
from govreport_nlp.output.numbers import reading
from govreport_nlp.output.terminal import Look


def outline(extraction: Extraction, look: Look) -> str:
    """The title, what the report says of itself, and one line a section with its line number and how many figures it holds."""
    document = extraction.document
    facts = document.metadata
    known = [fact for fact in (facts.issuer, facts.region, facts.year, facts.genre, facts.date) if fact]
    lines = [columns.wrapped(_flat(facts.title or document.source.path), look.columns)]
    if known:
        lines.append(look.ink("faint", columns.wrapped(_flat(" · ".join(known)), look.columns)))
    lines.append("")
    starts = [claim.start for claim in extraction.figures]
    for section in document.sections:
        held = bisect_left(starts, section.end) - bisect_left(starts, section.start)
        depth = len(section_path(document.sections, section.id)) - 1
        lines.append(_entry(document.text, section, depth, held, look))
    if not document.sections:
        lines.append(look.say("（没有编号的章节）", "(no numbered sections)"))
    return "\n".join(lines)


def _entry(text: str, section: Section, depth: int, held: int, look: Look) -> str:
    row, _ = line_and_column(text, section.start)
    figures = look.say(f"{held:>4} 个数", f"{held:>4} figure{'s' if held != 1 else ' '}")
    right = look.say(f"第{row:>4} 行", f"line{row:>5}") + figures
    room = look.columns - columns.width(right) - 2
    title = columns.shorten("  " * min(depth, 6) + _flat(heading(section)), room)
    return columns.pad(title, room) + "  " + look.ink("faint", right)


def figures(extraction: Extraction, look: Look) -> str:
    """One figure a line: where it stands, as printed, what it means, for which period, in what role, what it measures."""
    return "\n".join(_figure(extraction.document.text, claim, look) for claim in extraction.figures)


def _figure(text: str, claim: Claim, look: Look) -> str:
    row, column = line_and_column(text, claim.start)
    indicator = "" if claim.indicator is None else _flat(claim.indicator.text)
    cells = ((f"{row}:{column}", 7), (_flat(claim.text), 14), (reading(claim.quantity), 22), (claim.period or "—", 7))
    line = " ".join(columns.pad(columns.shorten(cell, room), room) for cell, room in cells)
    role = columns.pad(look.say(*ROLES[claim.role]), max(columns.width(look.say(*pair)) for pair in ROLES.values()))
    return columns.shorten(f"{line} {role} {indicator}", look.columns).rstrip()


def _flat(text: str) -> str:
    """The text on one line, with nothing in it that could steer a terminal."""
    return " ".join(columns.harmless(text).split())
