"""The time that a figure speaks of, as a canonical string: 2023, 2023-06, 2016-H1, 2017-Q1, 2021-01/2021-11, 2019-2023."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from govreport_nlp.models import Claim, Date, Document, Role
from govreport_nlp.numerals import shadow
from govreport_nlp.places import Place

LAST_YEARS_VALUE = regex.compile(
    r"(?:上年|去年)(?:度|同期|末|底)?(?:的|为|仅|结转|旧存|未结|结余|同期的)*(?:收入|结余|结转|余额)*\s?$"
    r"|上年(?:度)?(?:结转|结余|旧存)[^，。；]{0,8}$"
)
# 较上年最高负荷38.9万千瓦; 较上年关停18个 is what was done this year
LAST_YEARS_MEASURE = regex.compile(r"(?:比|较)(?:上年|去年)(?:度|同期)?[^，。；]{2,8}$")
YEARS = regex.compile(r"(?<!\d)((?:19|20)\d\d)年")
MONTHS = regex.compile(r"(\d{1,2})\s?(?:月)?\s?[-—–~～至到]\s?(\d{1,2})\s?月")
DATED = regex.compile(r"(?m)^[\s（(]*\d{4}年\d{1,2}月\d{1,2}日[\s）)]*$")  # a line of its own
YEAR = regex.compile(r"(?:19|20)\d\d")
MONTH = regex.compile(r"(\d{1,2})月")
QUARTER, THREE_QUARTERS = regex.compile(r"([一二三四1-4])季度"), regex.compile(r"前[三3]个?季度")
SPAN = regex.compile(r"(\d{4})-(\d{4})")
FOUR_DIGITS = regex.compile(r"\d{4}")
JOINS = tuple("至到-—–~～")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# 比2010年增加, 是2010年的2.6倍, 自2010年以来: what a figure is measured against, not its time
YARDSTICK = regex.compile(r"(?:[比较是与自同]|相对于)\s?$")
OPENING = 200  # characters in which a report says which year it looks back on
TERM = regex.compile(r"\s?[:：∶]\s?")  # between the terms of a ratio
CHANGES, LEVELS = ("change_up", "change_down"), ("count", "amount", "measure")


def document_year(document: Document) -> int | None:
    """The year that a report looks back on: a work report given in 2025 reviews 2024."""
    year = document.metadata.year
    if year is None or not year.isdecimal():
        return None
    genre = document.metadata.genre or ""
    if "政府工作报告" in genre or (
        genre.endswith("工作报告") and f"{int(year) - 1}年，" in shadow(document.text[:OPENING]).replace(",", "，")
    ):
        return int(year) - 1
    return int(year)


def default_period(document: Document) -> str | None:
    """The period of a figure that names none: the report's, or the year that its text names most often, the latest of equals."""
    year = document_year(document)
    dark = shadow(document.text)
    if year is None:
        named = Counter(match[1] for match in YEARS.finditer(dark) if _is_named(match, dark))
        year = int(max(named, key=lambda name: (named[name], name))) if named else None
    if year is None:
        return None
    return _part_of_year((document.metadata.title or "") + document.text[:80], year) or str(year)


def _is_named(year: regex.Match[str], dark: str) -> bool:
    """False for a yardstick (比2010年) and for a date that is a line of its own."""
    alone = DATED.match(dark, dark.rfind("\n", 0, year.start()) + 1)
    return not alone and not YARDSTICK.search(dark[max(0, year.start() - 3) : year.start()])


def headed_years(document: Document) -> dict[str, str]:
    """The year that the heading of a section names (三、2024年预算草案), by section id; sections inside have it too."""
    out: dict[str, str] = {}
    for section in document.sections:
        named = YEARS.findall(shadow(section.title))
        if len(set(named)) == 1:
            out[section.id] = named[0]
        elif section.parent in out:
            out[section.id] = out[section.parent]
    return out


def _part_of_year(text: str, year: int) -> str | None:
    """上半年, 前三季度, 一季度, 1-10月 of a year."""
    dark = shadow(text).replace(" ", "")
    if months := MONTHS.search(dark):
        return f"{year}-{int(months[1]):02}/{year}-{int(months[2]):02}"
    if "上半年" in dark:
        return f"{year}-H1"
    if THREE_QUARTERS.search(dark):
        return f"{year}-01/{year}-09"
    quarter = QUARTER.search(dark)
    return f"{year}-Q{QUARTERS[quarter[1]]}" if quarter else None


def canonical(date: Date, year: int | None = None) -> str | None:
    """A date or a span of dates as a period; a part of a year that names none (三季度, 9月份) is one of `year`."""
    text = shadow(date.text).replace(" ", "")
    years = YEAR.findall(text)
    if len(years) == 2:
        return f"{years[0]}-{years[1]}"
    own = int(years[0]) if years else date.year or year
    if own is None:
        return None
    if part := _part_of_year(text, own):
        return part
    if date.month and date.day:
        return f"{own}-{date.month:02}-{date.day:02}"
    if text in ("12月底", "12月末"):
        return str(own)
    month = date.month or (int(found[1]) if (found := MONTH.match(text)) else None)
    if month:
        return f"{own}-{month:02}"
    return str(own) if years or date.year else None


def period(
    place: Place,
    role: Role,
    cues: frozenset[str],
    averaged: bool,
    dates: Sequence[Date],
    text: str,
    default: str | None,
    told: Sequence[Claim],
) -> str | None:
    """The period of one figure: the last date of its sentence before it that is no yardstick, else the report's.

    `averaged` is True for a yearly mean, `dates` are those of its sentence before it, `told` the figures bound before it.
    """
    before = [claim for claim in told[-12:] if claim.sentence == place.sentence]
    if before and TERM.fullmatch(place.before):
        return before[-1].period  # a term of 13.6:40.5:45.9
    lead = place.lead.replace("\x01", "")
    measure = place.quantity.kind in ("measure", "amount") and LAST_YEARS_MEASURE.search(lead)
    if role not in CHANGES and (measure or LAST_YEARS_VALUE.search(lead)):
        return _shift(default, -1)
    if role in CHANGES and (span := _between_steps(averaged, before)):
        return span
    year = int(default[:4]) if default else None
    for index, date in reversed([*enumerate(dates)]):
        named = _over_years(dates[max(0, index - 1) : index + 1], text) or canonical(date, year)
        if named is None or _is_left_behind(date, place, before):
            continue
        yardstick = YARDSTICK.search(text[max(0, date.start - 3) : date.start])
        if not yardstick or (date.start >= place.lead_start and role == "level" and place.quantity.kind in LEVELS):
            return _end_of(named, cues)
        if role in CHANGES and default and date.start >= place.lead_start:
            return _since(named, default)
    if "from" in cues and (earlier := [claim for claim in before if "from" in claim.cues]):
        return earlier[-1].period  # 收入由2010年的…增加到…；支出由…: of the same years
    return default


def _over_years(dates: Sequence[Date], text: str) -> str | None:
    """2022年7月至2023年6月: two dates, one period."""
    if len(dates) < 2 or text[dates[0].end : dates[1].start].strip() not in JOINS:
        return None
    ends = [f"{date.year}-{date.month:02}" for date in dates if date.year and date.month and not date.day]
    return "/".join(ends) if len(ends) == 2 else None


def _end_of(named: str, cues: frozenset[str]) -> str:
    """从2018年到2023年，收入由[9.45亿元]增加到[16.80亿元]: the first value is of the first year, the second of the last."""
    span = SPAN.fullmatch(named)
    return span[1] if span and "from" in cues else span[2] if span and "to" in cues else named


def _between_steps(averaged: bool, before: Sequence[Claim]) -> str | None:
    """由2010年的162亿元增加到2015年的288亿元，年均增长12.1%: the years from the one value to the other."""
    ends = [claim.period or "" for claim in before[-2:]]
    steps = len(ends) == 2 and averaged and "from" in before[-2].cues and "to" in before[-1].cues
    return f"{ends[0]}-{ends[1]}" if steps and all(len(end) == 4 for end in ends) and ends[0] < ends[1] else None


def _since(named: str, default: str) -> str:
    """比2010年增加 of a report on 2015: from 2010 to 2015; against the year before it is the year's own change."""
    years = len(named) == len(default) == 4
    return f"{named}-{default}" if years and int(named) < int(default) - 1 else default


def _is_left_behind(date: Date, place: Place, before: Sequence[Claim]) -> bool:
    """True for a date that belongs to an earlier figure alone: 由2021年的32升至[33]; a day of another clause (2月30日办培训班，64人到场)."""
    own = date.start >= place.lead_start
    alone = any("from" in claim.cues and claim.start - len(claim.head) <= date.start < claim.start for claim in before)
    return not own and (alone or (date.day is not None and date.year is None))


def _shift(period: str | None, years: int) -> str | None:
    """The same part of another year."""
    return FOUR_DIGITS.sub(lambda year: str(int(year[0]) + years), period) if period else None
