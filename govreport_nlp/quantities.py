"""Numbers with their units, as exact intervals; what only looks like one is refused with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from govreport_nlp import guard, refusals
from govreport_nlp.elision import supply_units
from govreport_nlp.forms import Form, bare_forms, forms
from govreport_nlp.models import Date, Document, Guarded, Quantity, Refused, Span
from govreport_nlp.numerals import LONGEST, shadow

COVER = "\x01"  # stands for a character of a refused mention
# more digits than any number has: a row of a table, a code; no pattern need look at them
LONG_RUN = regex.compile(rf"\d{{{LONGEST + 1},}}")
NUMERAL_RUN = regex.compile(r"\d[\d,.]*|[零一二三四五六七八九十百千万亿两]+")


@dataclass(frozen=True, slots=True)
class Scan:
    """The numbers of a text: quantities, refused mentions, dates, the runs that were not read, each in order, and the patterns that the guard stopped."""

    quantities: tuple[Quantity, ...]
    refused: tuple[Refused, ...]
    dates: tuple[Date, ...]
    unread: tuple[Span, ...]
    guarded: tuple[Guarded, ...] = ()


def find_numbers(text: str) -> tuple[Quantity, ...]:
    """Every number of a text, bare ones without a unit included.

    Returns quantities with `start`, `end`, `value`, and exact ends in `low` and `high` (None = open), in base units (8亿元 is 800000000 元).
    """
    dark = shadow(text)
    dark = _covered(dark, _long_runs(dark, text))
    return tuple(_candidates(text, dark, refusals.find(dark, text).refused, [], bare=True))


def scan(document: Document) -> Scan:
    """Reads every number of a document."""
    text = document.text
    dark = shadow(text)
    rows = _long_runs(dark, text)
    dark = _covered(dark, rows)
    found = refusals.find(dark, text, _marks(document))
    stopped = list(found.guarded)
    quantities, bare = supply_units(dark, _candidates(text, dark, found.refused, stopped))
    refused = sorted((*found.refused, *bare, *rows), key=lambda mention: mention.start)
    unread, words = _rest(text, dark, quantities, refused)
    refused = sorted((*refused, *words), key=lambda mention: mention.start)
    return Scan(tuple(quantities), tuple(refused), found.dates, unread, tuple(stopped))


def _long_runs(dark: str, text: str) -> list[Refused]:
    return [Refused(m.start(), m.end(), text[m.start() : m.end()], "table cells run together") for m in LONG_RUN.finditer(dark)]


def _marks(document: Document) -> list[Refused]:
    """Section numbers and the marks of inline items count nothing."""
    text = document.text
    out = []
    for section in document.sections:
        at = text.find(section.number, section.start, section.start + len(section.number) + 4)
        if at >= 0 and section.number:
            out.append(Refused(at, at + len(section.number), section.number, "section number"))
    out.extend(Refused(item.start, item.start + len(item.mark), item.mark, "inline ordinal") for item in document.items)
    return out


def _candidates(text: str, dark: str, refused: Sequence[Refused], stopped: list[Guarded], bare: bool = False) -> list[Quantity]:
    """The quantities outside of the refused mentions; the first form that fits at a place wins.

    `bare` adds Chinese numerals without a unit; `stopped` takes the forms that the guard stops.
    """
    open_text = _covered(dark, refused)
    hits: list[tuple[int, int, int, tuple[Quantity, ...]]] = []
    for order, form in enumerate((*forms(), *bare_forms()) if bare else forms()):
        hits.extend(
            (match.start(), order, match.end(), _read(form, match, text))
            for match in guard.matches(form.pattern, open_text, form.name, stopped, form.anchor)
        )
    hits.sort(key=lambda hit: (hit[0], hit[1]))
    out: list[Quantity] = []
    end = 0
    for start, _, stop, quantities in hits:
        if quantities and start >= end:
            out.extend(quantities)
            end = stop
    return [_trimmed(quantity) for quantity in out]


def _read(form: Form, match: regex.Match[str], text: str) -> tuple[Quantity, ...]:
    try:
        return form.read(match, text)
    except ValueError:  # 三三三万: numerals that make no number, or more digits than a number has
        return ()


def _covered(dark: str, mentions: Sequence[Refused | Quantity]) -> str:
    """The shadow with these mentions blotted out, so that no form begins or ends in one (统一三个标准 holds 三个, not 一三个)."""
    out: list[str] = []
    at = 0
    for start, end in sorted((mention.start, mention.end) for mention in mentions):
        if end > at:
            out += dark[at:start], COVER * (end - max(at, start))
            at = end
    return "".join((*out, dark[at:]))


def _trimmed(quantity: Quantity) -> Quantity:
    """Without the blanks that a pattern took along at its ends."""
    text = quantity.text
    start = quantity.start + len(text) - len(text.lstrip())
    end = quantity.end - (len(text) - len(text.rstrip()))
    return replace(quantity, start=start, end=end, text=text.strip()) if (start, end) != (quantity.start, quantity.end) else quantity


def _rest(text: str, dark: str, quantities: Sequence[Quantity], refused: Sequence[Refused]) -> tuple[tuple[Span, ...], list[Refused]]:
    """What no one read: runs of digits (unread), and Chinese numerals that are part of a word (refused)."""
    left = _covered(dark, (*quantities, *refused))
    unread: list[Span] = []
    words: list[Refused] = []
    for match in NUMERAL_RUN.finditer(left):
        start, end = match.span()
        if dark[start - 1 : start] == "第":
            words.append(Refused(start, end, text[start:end], "ordinal"))
        elif match.group().isdecimal() and end - start > LONGEST:
            words.append(Refused(start, end, text[start:end], "table cells run together"))
        elif match.group()[0].isdecimal() or len(match.group()) > 3:
            unread.append(Span(start, end))
        else:
            words.append(Refused(start, end, text[start:end], "word"))
    return tuple(unread), words
