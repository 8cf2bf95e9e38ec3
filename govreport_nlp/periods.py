"""The time that a figure speaks of, as a canonical string: 2023, 2023-06, 2016-H1, 2017-Q1, 2021-01/2021-11, 2019-2023."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from govreport_nlp.models import Claim, Date, Document, Role
from govreport_nlp.numerals import shadow
from govreport_nlp.places import NAMED_YEAR, Place

LAST_YEARS_VALUE = regex.compile(
    r"(?:上年|去年|上一年)(?:度|同期|末|底)?(?:的|是|则?为|仅|结转|旧存|滚存|未结|结余|同期的)*(?:收入|结余|结转|余额)*\s?$"
    r"|上年(?:度)?(?:结转|结余|旧存|滚存)[^，。；]{0,8}$|(?:^|[，,])\s?(?:上年|去年)同期[^，。；]{1,6}$"
)
# 上年调解[82件]; not of a report that is given in the year after
LAST_YEARS_DEED = regex.compile(r"\s?(?:上年|去年|上一年)(?!度|底|末)\p{Han}{1,4}\s?")
# 较上年最高负荷38.9万千瓦; 较上年关停18个 is what was done this year
LAST_YEARS_MEASURE = regex.compile(r"(?:比|较)(?:上年|去年)(?:度|同期)?[^，。；]{2,8}$")
MONTHS = regex.compile(r"(\d{1,2})\s?(?:月)?\s?[-—–~～至到]\s?(\d{1,2})\s?月")
DATED = regex.compile(r"(?m)^[\s（(]*\d{4}年\d{1,2}月\d{1,2}日[\s）)]*$")  # a line of its own
YEAR = regex.compile(r"(?:19|20)\d\d")
MONTH, DAYS = regex.compile(r"(\d{1,2})月"), regex.compile(r"(\d{1,2})月\d{1,2}日")
QUARTER, THREE_QUARTERS = regex.compile(r"([一二三四1-4])季度"), regex.compile(r"前[三3]个?季度")
SPAN = regex.compile(r"(\d{4})-(\d{4})")
FOUR_DIGITS = regex.compile(r"\d{4}")
JOINS = tuple("至到-—–~～")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# 比2010年增加, 是2010年的2.6倍, 自2010年以来: what a figure is measured against, not its time
YARDSTICK = regex.compile(r"(?:[比较是与自同]|相对于|恢复[到至]|相当于)\s?$")
BEFORE_YARDSTICK = 4  # characters
# 五年来…由…增加到…: from an earlier year than the last
LONG_RUN = regex.compile(
    r"年来|以来|年间|期间|时期|十[一二三四五六]五|过去|从前|改革|最初|建国|解放|年初|期初|年均|每年|年递增|平均每?年|[三四五六七八九十]年"
)
YEARLY = regex.compile(r"年均|每年|年递增|[三四五六七八九十]年")
LONG_RUN_SIGHT = 120  # characters before it in which that is told, half of them behind it
BECOMES = regex.compile(r"[^，,。；;]{0,24}?(?:提|增|降|减|升|扩|压|缩|调|上|下|发展|延|变|改|优|拓)[^，,。；;、\d]{0,4}(?:到|至|为)")
PLAN_SINCE = regex.compile(r"“?(十[一二三四五六])五”?(?:规划)?以来")
PLANS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
# 累计下降19.1%, 三年提高6.5个百分点: a change whose words name nothing new
OWN_WORDS = regex.compile(
    r"[\s\x01、，,]*(?:累计|平均|年均|每年|共|净|实现|[一二两三四五六七八九十\d]+年间?)*(?:[增提上下降减升压缩翻].{0,2}|递增)?\s?"
)
ROW = regex.compile(r"\s?[、,，和及与]\s?(?:[和及与]\s?)?")
NUMBERED = regex.compile(r"([一二三四1-4])(?=[、和至到—-]|季度)|(\d{1,2})月|((?:19|20)\d\d)")
WHOLE_YEAR = regex.compile(r"年度(?:计划|目标|任务|预算)|全年")
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
        named = Counter(match[1] for match in NAMED_YEAR.finditer(dark) if _is_named(match, dark))
        year = int(max(named, key=lambda name: (named[name], name))) if named else None
    if year is None:
        return None
    titled, opened = (_part_of_year(words, year) for words in (document.metadata.title or "", document.text[:80]))
    if titled and "-Q" in titled:  # 三季度运行通报: 前三季度，…
        return opened or titled
    return titled or opened or str(year)


def _is_named(year: regex.Match[str], dark: str) -> bool:
    """False for a yardstick (比2010年) and for a date that is a line of its own."""
    alone = DATED.match(dark, dark.rfind("\n", 0, year.start()) + 1)
    return not alone and not YARDSTICK.search(dark[max(0, year.start() - 3) : year.start()])


def headed_years(document: Document) -> dict[str, str]:
    """The year that the heading of a section names (三、2024年预算草案), by section id; sections inside have it too."""
    out: dict[str, str] = {}
    for section in document.sections:
        named = NAMED_YEAR.findall(shadow(section.title))
        if len(set(named)) == 1:
            out[section.id] = named[0]
        elif section.parent in out:
            out[section.id] = out[section.parent]
    return out


def _part_of_year(text: str, year: int) -> str | None:
    """上半年, 前三季度, 一季度, 1-10月 of a year."""
    dark = shadow(text).replace(" ", "")
    if months := MONTHS.search(dark):
        if months[1].lstrip("0") == "1" and (part := {3: "Q1", 6: "H1"}.get(int(months[2]))):
            return f"{year}-{part}"
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
    days = DAYS.findall(text)
    if text in ("12月底", "12月末") or (len(days) == 2 and days[0] != days[1]):  # 7月28日至8月2日
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
    yearly: bool = True,
) -> str | None:
    """The period of one figure: the last date of its sentence before it that is no yardstick, else the report's.

    `averaged` is True for a yearly mean, `dates` are those of its sentence before it, `told` the figures bound before it;
    `yearly` is False for a report that may look back on more years than one.
    """
    before = [claim for claim in told[-12:] if claim.sentence == place.sentence]
    if before and (TERM.fullmatch(place.before) or (not place.before and before[-1].kind == place.quantity.kind)):
        return before[-1].period  # a term of 13.6:40.5:45.9; 45批[68人次]
    lead = place.lead.replace("\x01", "")
    measure = place.quantity.kind in ("measure", "amount") and LAST_YEARS_MEASURE.search(lead)
    deed = yearly and LAST_YEARS_DEED.fullmatch(lead)
    if role not in CHANGES and (measure or deed or LAST_YEARS_VALUE.search(lead)):
        return _shift(default, -1)
    if role in CHANGES and (span := _between_steps(place, averaged, before)):
        return span
    dated = _dated(place, role, cues, dates, text, default, before)
    if dated is not None:
        return dated
    if "from" in cues and (earlier := [claim for claim in before if "from" in claim.cues]):
        return earlier[-1].period  # 收入由2010年的…增加到…；支出由…: of the same years
    if yearly and len(default or "") == 4 and "from" in cues and role == "level" and _is_of_the_year_before(place, text):
        return _shift(default, -1)
    return _undated(place, role, cues, text[place.sentence_start : place.quantity.start], default)


def _is_of_the_year_before(place: Place, text: str) -> bool:
    """True for the first end of a change within the year: 由[450元]提高到480元; not where it took years, or who acts stands behind 由."""
    end = place.quantity.end
    behind = text[end : end + LONG_RUN_SIGHT // 2].partition("。")[0]
    before = text[max(0, place.quantity.start - LONG_RUN_SIGHT) : place.quantity.start]
    return BECOMES.match(text, end) is not None and not LONG_RUN.search(before) and not YEARLY.search(behind)


def _dated(
    place: Place, role: Role, cues: frozenset[str], dates: Sequence[Date], text: str, default: str | None, before: Sequence[Claim]
) -> str | None:
    """What the last date says that is neither a yardstick nor of an earlier figure alone; None where there is none."""
    year = int(default[:4]) if default else None
    for index, date in reversed([*enumerate(dates)]):
        named = _over_years(dates[max(0, index - 1) : index + 1], text) or canonical(date, year)
        if named is None or _is_left_behind(date, place, before, text):
            continue
        own = date.start >= place.lead_start
        yardstick = YARDSTICK.search(text[max(0, date.start - BEFORE_YARDSTICK) : date.start])
        if not yardstick or (own and role == "level" and place.quantity.kind in LEVELS):
            return None if "from" in cues and not own and named == default else _end_of(named, cues)
        if role in CHANGES and default and own:
            return _since(named, default)
    return None


def _undated(place: Place, role: Role, cues: frozenset[str], words: str, default: str | None) -> str | None:
    """The report's period; that before it for the first end of a change (由[450元]提高到480元), the year for the plan of a year."""
    if default is None:
        return None
    if len(default) == 4:
        if "to" not in cues and (since := PLAN_SINCE.search(words)):
            return f"{PLANS[since[1]]}-{default}" if PLANS[since[1]] < int(default) and role == "level" else default
        return default
    return default[:4] if role == "target" or WHOLE_YEAR.search(place.lead) else default


def rows(places: Sequence[Place], dates: Sequence[Date], default: str | None) -> dict[int, str]:
    """The periods of figures in a row that a list of times stands in front of, by their index: 1月、2月、3月进出口分别为[…]、[…]和[…]."""
    out: dict[int, str] = {}
    if default is None:
        return out
    for index, place in enumerate(places):
        if "分别" not in place.lead or "\x01" not in place.lead:
            continue
        size = 1
        while index + size < len(places) and _goes_on(place, places[index + size]):
            size += 1
        inside = [date.text for date in dates if place.lead_start <= date.start < place.quantity.start]
        times = _listed_times(shadow("、".join(inside)), int(default[:4]))
        if len(times) == size > 1:
            out |= dict(enumerate(times, index))
    return out


def _goes_on(first: Place, place: Place) -> bool:
    """True for a figure that only a conjunction parts from the one before it in a row."""
    return place.sentence == first.sentence and place.quantity.kind == first.quantity.kind and ROW.fullmatch(place.before) is not None


def _listed_times(words: str, year: int) -> list[str]:
    """Years, months or quarters that are listed or spanned: 2021年至2023年, 1月、2月, 一至四季度."""
    found = [match.groups() for match in NUMBERED.finditer(words)]
    for column in range(3):
        named = [groups[column] for groups in found if groups[column]]
        if len(named) < 2:
            continue
        numbers = [QUARTERS.get(name) or int(name) for name in named]
        if len(numbers) == 2 and any(join in words for join in JOINS):
            numbers = [*range(numbers[0], numbers[1] + 1)]
        return [(f"{year}-Q{number}", f"{year}-{number:02}", str(number))[column] for number in numbers]
    return []


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


def _between_steps(place: Place, averaged: bool, before: Sequence[Claim]) -> str | None:
    """由2010年的162亿元增加到2015年的288亿元，年均增长12.1%: the years from the one value to the other, of changes that follow and name nothing."""
    at = next(
        (
            at
            for at in range(len(before) - 1, 0, -1)
            if (before[at].role == "level" and before[at].kind != "rate") or "to" in before[at].cues
        ),
        0,
    )
    if not at or "to" not in before[at].cues or "from" not in before[at - 1].cues or not (averaged or OWN_WORDS.fullmatch(place.lead)):
        return None
    first, last = before[at - 1].period or "", before[at].period or ""
    apart = int(last) - int(first) if first.isdecimal() and last.isdecimal() else 0
    return f"{first}-{last}" if apart > 1 or (averaged and apart > 0) else None


def _since(named: str, default: str) -> str:
    """比2010年增加 of a report on 2015: from 2010 to 2015; against the year before it is the year's own change."""
    years = len(named) == len(default) == 4
    return f"{named}-{default}" if years and int(named) < int(default) - 1 else default


def _is_left_behind(date: Date, place: Place, before: Sequence[Claim], text: str) -> bool:
    """True for a date that belongs to an earlier figure alone: 由2021年的32升至[33]; 2022年同期为1982万元，增加[152万元]; a day of another clause."""
    if date.start >= place.lead_start or ROW.fullmatch(place.before):
        return False
    same = text.startswith("同期", date.end)
    alone = any(
        ("from" in claim.cues or same or YARDSTICK.search(text[max(0, date.start - BEFORE_YARDSTICK) : date.start]))
        and claim.start - len(claim.head) <= date.start < claim.start
        for claim in before
    )
    return alone or (date.day is not None and date.year is None)


def _shift(period: str | None, years: int) -> str | None:
    """The same part of another year."""
    return FOUR_DIGITS.sub(lambda year: str(int(year[0]) + years), period) if period else None
