"""Binds every quantity to what it measures, its period, its role and the words that tie it to other figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from govreport_nlp import cues, periods, qualifiers, roles, scopes
from govreport_nlp.indicators import indicators
from govreport_nlp.lists import groups
from govreport_nlp.models import Claim, Date, Document, Extraction, Mention, Quantity, Refused, Role, Span
from govreport_nlp.numerals import shadow
from govreport_nlp.places import Place, masked, places
from govreport_nlp.quantities import Scan, scan
from govreport_nlp.tabular import read_tables

SIGHT = 400  # characters of a sentence before a figure that may call it planned: no real sentence is longer, a broken one may be
CARRIED = 40  # figures before one that may bear the name that it carries on
OF_NEW = regex.compile(r"[，,]?\s?(?:其中|包括)[^，,。；;]{0,12}$")
OPENING = 24  # characters of a sentence that may say that it is of the time to come
LAST_DATES = 4  # dates of a sentence before a figure that may be its period


def extract(document: Document) -> Extraction:
    """Everything that is read of a document: claims, refused mentions, dates, and what was not read."""
    tables = read_tables(document)
    found = _outside(scan(document), tables.cells)
    dark = shadow(document.text)
    words = masked(document, dark, found.refused)
    where = places(document, words, found.quantities)
    named = indicators(where, dark)
    claims = _claims(document, words, where, named, found.dates)
    return Extraction(
        document, claims, found.refused, found.dates, found.unread, groups(document, claims), tables.cells, tables.groups, found.guarded
    )


def _outside(found: Scan, cells: Sequence[Claim]) -> Scan:
    """What was found outside of the figures of tables."""
    if not cells:
        return found
    starts, ends = [cell.start for cell in cells], [cell.end for cell in cells]

    def outside(mention: Quantity | Refused | Span) -> bool:
        index = bisect_right(starts, mention.end - 1) - 1
        return index < 0 or ends[index] <= mention.start

    return Scan(
        tuple(filter(outside, found.quantities)),
        tuple(filter(outside, found.refused)),
        found.dates,
        tuple(filter(outside, found.unread)),
        found.guarded,
    )


def _claims(
    document: Document, words: str, where: Sequence[Place], named: Sequence[tuple[int, int] | None], dates: Sequence[Date]
) -> tuple[Claim, ...]:
    plans, announced = _planned_sections(document), _announced(document)
    default = periods.default_period(document)
    headed = periods.headed_years(document)
    rows = periods.rows(where, dates, default)
    yearly = "政府工作报告" not in f"{document.metadata.title}{document.metadata.genre}"  # those look back on five years, too
    out: list[Claim] = []
    starts = [date.start for date in dates]
    for index, (place, span) in enumerate(zip(where, named, strict=True)):
        section = document.sentences[place.sentence].section if document.sentences else None
        planned = plans.get(section or "", False) or place.sentence in announced
        before = words[max(place.sentence_start, place.quantity.start - SIGHT) : place.quantity.start]
        role = roles.role(place, _handed_on(where, index, out), planned, before)
        until = bisect_left(starts, place.quantity.start)
        inside = dates[max(bisect_left(starts, place.sentence_start), until - LAST_DATES) : until]
        tied = cues.of(place)
        usual = headed.get(section or "") or (_planned_for(document, default) if planned and role == "target" else default)
        last = out[-1] if out and out[-1].sentence == place.sentence else None
        told = qualifiers.of(place, role, last)
        period = rows.get(index) or periods.period(place, role, tied, "年均" in told, inside, document.text, usual, out, yearly)
        indicator = Mention(document.text[span[0] : span[1]], *span) if span else None
        scope = scopes.of(place, shadow(indicator.text) if indicator else "", _bearer(indicator, out))
        of = cues.compared(place)
        out.append(
            Claim(
                f"c{index + 1}", place.quantity, role, indicator, period, section, place.sentence,
                cues=tied, compared=Mention(document.text[of[0] : of[1]], *of) if of else None,
                head=place.lead, depth=place.depth, join=place.join, qualifiers=told, scope=scope,
            )
        )  # fmt: skip
    return tuple(out)


def _bearer(indicator: Mention | None, told: Sequence[Claim]) -> Claim | None:
    """The claim before that bears the very same mention of an indicator, None for a name of its own."""
    if indicator is None:
        return None
    start, end = indicator.start, indicator.end
    bearers = (claim for claim in reversed(told[-CARRIED:]) if (own := claim.indicator) and own.start == start and own.end == end)
    return next(bearers, None)


def _planned_for(document: Document, default: str | None) -> str | None:
    """The year that a report's plans are for: the one after it; a budget plans its own."""
    if default is None or "预算" in (document.metadata.title or document.metadata.genre or "预算"):
        return default
    return str(int(default) + 1) if len(default) == 4 else default[:4]  # a half year's plans are for the rest of it


def _handed_on(where: Sequence[Place], index: int, done: Sequence[Claim]) -> Role | None:
    """In a list (新增甲12家、乙8家; 增长3%和5%) the role of the first figure holds for those behind it."""
    place = where[index]
    if not index or not done or where[index - 1].sentence != place.sentence:
        return None
    previous = done[-1]
    joint = place.before.strip() in ("、", "和", "及", "与", ",", "，") or (
        place.before.startswith(("、", "和", "及")) and len(place.before) < 30
    )
    if previous.role in ("change_up", "change_down") and place.quantity.kind == "rate" and place.before.strip() == "、":
        return previous.role  # 缩短4.6小时、[12.8%]
    if previous.role == "change_up" and previous.unit == place.quantity.unit and OF_NEW.match(place.before) and "新增" in previous.head:
        return previous.role  # 新增学位4320个，包括小学[2700个]
    alike = previous.kind == place.quantity.kind and previous.role in ("change_up", "change_down", "target")
    if not (joint and alike) or (place.quantity.approx == "over" and place.quantity.kind != "rate"):
        return None  # 净增98万户、突破1900万户: the second is what it has come to
    bare = place.before.strip() in ("、", "和", "及", "与", ",", "，")
    if place.before.strip() in (",", "，") and place.quantity.kind == "count" and previous.unit != place.quantity.unit:
        return None  # 招聘计划170名，6个岗位无人报名
    return previous.role if bare or (previous.kind in ("count", "measure") and not cues.restarts(place.before)) else None


def _announced(document: Document) -> set[int]:
    """The sentences of paragraphs that open with what is to come: 今年将继续办好“十件实事”。（1）…。（2）…。"""
    out: set[int] = set()
    planned, given, title = False, document.metadata.year, shadow(document.metadata.title or "")
    year = int(given) if given and given.isdecimal() and given in title and "|" not in title else None  # no row of a table
    dark = shadow(document.text)
    for index, sentence in enumerate(document.sentences):
        opens = roles.announces(dark[sentence.start : sentence.start + OPENING], year)
        if not sentence.start or document.text[sentence.start - 1] == "\n":
            planned = opens
        if planned or opens:
            out.add(index)
    return out


def _planned_sections(document: Document) -> dict[str, bool]:
    """Which sections announce plans: by their own heading, or by that of a section around them."""
    out: dict[str, bool] = {}
    year, after_review = periods.document_year(document), False
    for section in document.sections:
        own = roles.planned_heading(section.title, year, after_review)
        after_review = after_review or own is False
        out[section.id] = own if own is not None else out.get(section.parent or "", False)
    return out
