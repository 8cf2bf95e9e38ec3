"""The time that a figure speaks of, as a canonical string: 2023, 2023-06, 2016-H1, 2017-Q1, 2021-01/2021-11, 2019-2023."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from govreport_nlp.models import Date, Document
from govreport_nlp.numerals import shadow

RELATIVE = regex.compile(r"(?P<last>上年|去年|上一年|上年度|同期|年初结余)|(?P<this>今年|本年|当年|本年度|全年)|(?P<half>上半年)|(?P<quarter>[一二三四])季度|(?P<next>明年)")
LAST_YEARS_VALUE = regex.compile(r"(?:上年|去年)(?:度|同期|末|底)?(?:的|为|仅|结转|结余|同期的)?(?:收入|结余|结转|余额)*\s?$|上年(?:度)?(?:结转|结余)[^，。；]{0,8}$")
MONTHS = regex.compile(r"(\d{1,2})\s?(?:月)?\s?[-—–~～至到]\s?(\d{1,2})\s?月")


def document_year(document: Document) -> int | None:
    """The year that a report looks back on: a work report given in 2025 reviews 2024."""
    year = document.metadata.year
    if year is None or not year.isdecimal():
        return None
    genre = document.metadata.genre or ""
    return int(year) - 1 if "政府工作报告" in genre else int(year)


def default_period(document: Document) -> str | None:
    """The period of a figure that names none: the report's, or the first year that its text names."""
    year = document_year(document)
    title = (document.metadata.title or "") + document.text[:80]
    if year is None:
        first = regex.search(r"(?<!\d)((?:19|20)\d\d)年", shadow(document.text))
        year = int(first[1]) if first else None
    if year is None:
        return None
    if "上半年" in title:
        return f"{year}-H1"
    quarter = regex.search(r"([一二三四])季度", title)
    if quarter:
        return f"{year}-Q{'一二三四'.index(quarter[1]) + 1}"
    return str(year)


def canonical(date: Date) -> str | None:
    """A date or a span of dates as a period."""
    text = shadow(date.text).replace(" ", "")
    years = regex.findall(r"(?:19|20)\d\d", text)
    if len(years) == 2:
        return f"{years[0]}-{years[1]}"
    year = int(years[0]) if years else date.year
    months = MONTHS.search(text)
    if months and year:
        return f"{year}-{int(months[1]):02}/{year}-{int(months[2]):02}"
    if year is None:
        return None
    quarter = regex.search(r"([一二三四1-4])季度", text)
    if quarter:
        return f"{year}-Q{int(quarter[1]) if quarter[1].isdecimal() else '一二三四'.index(quarter[1]) + 1}"
    if date.month and date.day:
        return f"{year}-{date.month:02}-{date.day:02}"
    return f"{year}-{date.month:02}" if date.month else str(year)


def period(before: str, lead: str, dates: Sequence[Date], default: str | None, carried: str | None, planned: bool) -> str | None:
    """The period of one figure.

    `dates` are those of its sentence before it, `carried` the period of the sentence before, `before` the words since the last figure.
    """
    base = carried or default
    if LAST_YEARS_VALUE.search(lead.replace("\x01", "")):
        return _shift(base, -1)
    near = [canonical(date) for date in dates]
    named = next((found for found in reversed(near) if found), None)
    if named and not regex.search(r"[比较与]\x01+[^，。；]*$", lead):
        return named
    return base


def _shift(period: str | None, years: int) -> str | None:
    year = regex.match(r"\d{4}", period or "")
    return str(int(year[0]) + years) if year else None
