"""The time that a figure speaks of, as a canonical string: 2023, 2023-06, 2016-H1, 2017-Q1, 2021-01/2021-11, 2019-2023."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from govreport_nlp.models import Date, Document
from govreport_nlp.numerals import shadow

LAST_YEARS_VALUE = regex.compile(
    r"(?:上年|去年)(?:度|同期|末|底)?(?:的|为|仅|结转|结余|同期的)?(?:收入|结余|结转|余额)*\s?$|上年(?:度)?(?:结转|结余)[^，。；]{0,8}$"
)
MONTHS = regex.compile(r"(\d{1,2})\s?(?:月)?\s?[-—–~～至到]\s?(\d{1,2})\s?月")


def document_year(document: Document) -> int | None:
    """The year that a report looks back on: a work report given in 2025 reviews 2024."""
    year = document.metadata.year
    if year is None or not year.isdecimal():
        return None
    genre = document.metadata.genre or ""
    return int(year) - 1 if "政府工作报告" in genre else int(year)


def default_period(document: Document) -> str | None:
    """The period of a figure that names none: the report's, or the year that its text names most often, the latest of equals."""
    year = document_year(document)
    title = (document.metadata.title or "") + document.text[:80]
    if year is None:
        named = Counter(regex.findall(r"(?<!\d)((?:19|20)\d\d)年", shadow(document.text)))
        year = int(max(named, key=lambda name: (named[name], name))) if named else None
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


def period(lead: str, dates: Sequence[Date], text: str, default: str | None) -> str | None:
    """The period of one figure: the last date of its sentence before it that is no yardstick, else the report's.

    `dates` are those of its sentence before it, `lead` the words of its clause in front of it.
    """
    if LAST_YEARS_VALUE.search(lead.replace("\x01", "")):
        return _shift(default, -1)
    for date in reversed(dates):
        named = canonical(date)
        # 比2010年增加, 是2010年的2.6倍, 自2010年以来: what the figure is measured against, not its time
        if named and text[date.start - 1 : date.start] not in tuple("比较是与自"):
            return named
    return default


def _shift(period: str | None, years: int) -> str | None:
    year = regex.match(r"\d{4}", period or "")
    return str(int(year[0]) + years) if year else None
