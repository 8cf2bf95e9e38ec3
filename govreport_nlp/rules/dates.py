"""Dates: that they exist, and that they stand in order."""

from __future__ import annotations

import calendar
import re
from itertools import pairwise

from govreport_nlp.models import Date, Document, Extraction, Fault
from govreport_nlp.periods import document_year
from govreport_nlp.rules.rule import Proposals, rule

_LUNAR = ("农历", "阴历", "旧历", "夏历", "正月", "腊月")
_JOINS = ("至", "到", "—", "——", "－", "-", "–", "～", "~", "—", "起至")
_YEARLY = ("年度", "年报", "法治政府建设", "工作总结", "工作情况")
_NOT_YEARLY = ("上半年", "半年", "季度", "月", "计划", "要点", "方案", "预算", "规划", "安排", "政府工作报告")
_YEAR_DONE = 11  # a report on a year may be signed from November of it


@rule("DAT701", "impossible-date", "不存在的日期", family="date", level="error")
def impossible_date(extraction: Extraction) -> Proposals:
    """A date stands in the calendar.

    Why: a day that does not exist is a slip in its day, month or year, and no deadline can hang on it.
    Good: 2024年2月29日召开会议，4月30日前完成整改，农历二月三十开展走访。
    Bad: 2023年2月29日召开会议。
    Bad: 请于2024年4月31日前报送。
    Silent when: the date is of the lunar calendar or not written with 月 (2023.15.3); no year is written
        and 29 February is possible; the days are averages (2月30日均接待15人).
    Source: the Gregorian calendar; 0 of 103 dates of published reports fail.
    """
    for date in extraction.dates:
        wrong = _impossible(date)
        if wrong and not _is_no_date(extraction.document, date):
            message, message_en = wrong
            yield Fault("DAT701", date.start, date.end, f"“{date.text}”不存在：{message}", message_en, stated=date.text)


def _impossible(date: Date) -> tuple[str, str] | None:
    """Why there is no such date, in Chinese and English."""
    if date.month is None:
        return None
    if not 1 <= date.month <= 12:
        return f"没有{date.month}月", f"there is no month {date.month}"
    if date.day is None:
        return None
    last = calendar.monthrange(date.year or 2024, date.month)[1]  # 2024: a leap year, where no year is written
    if 1 <= date.day <= last:
        return None
    year = f"{date.year}年" if date.year else ""
    return f"{year}{date.month}月只有{last}天", f"month {date.month} has {last} days"


def _is_no_date(document: Document, date: Date) -> bool:
    """Of the lunar calendar, an average (“2月30日均接待”), or numbers that are not written with 月 (2023.15.3)."""
    around = document.text[max(0, date.start - 3) : date.end]
    return "月" not in date.text or document.text.startswith("均", date.end) or any(word in around for word in _LUNAR)


@rule("DAT703", "date-order", "日期先后矛盾", family="date", level="warning")
def date_order(extraction: Extraction) -> Proposals:
    """A span of dates begins before it ends, and a report on a year is signed after that year.

    Why: in January the old year is still in the fingers: a report on 2023, signed in January 2023,
        has a wrong year.
    Good: 活动时间为2023年3月1日至2023年6月25日。
    Good: 某某县林业局2023年度法治政府建设情况报告
        全年办理案件12件。
        某某县林业局
        2024年1月15日
    Bad: 活动时间为2023年6月25日至2023年3月1日。
    Bad: 某某县林业局2023年度法治政府建设情况报告
        全年办理案件12件。
        某某县林业局
        2023年1月15日
    Silent when: an end has no year or no month of its own; the title names no year, a part of one,
        a plan, a budget or a government work report (named after the year in which it is read);
        the signature is of November or December.
    Source: common slips in January; the examples are invented.
    """
    yield from _inverted_spans(extraction)
    fault = _signed_too_early(extraction)
    if fault:
        yield fault


def _inverted_spans(extraction: Extraction) -> Proposals:
    text = extraction.document.text
    for first, last in pairwise(extraction.dates):
        if text[first.end : last.start].strip() not in _JOINS:
            continue
        begin, end = _ordinal(first), _ordinal(last)
        if begin and end and len(begin) == len(end) and begin > end:
            words = text[first.start : last.end]
            yield Fault("DAT703", first.start, last.end, f"起止日期颠倒：“{words}”", "the span ends before it begins", stated=words)


def _ordinal(date: Date) -> tuple[int, ...]:
    """Year, month and day for comparison; () where year or month is not written."""
    if date.year is None or date.month is None:
        return ()
    return (date.year, date.month) if date.day is None else (date.year, date.month, date.day)


def _signed_too_early(extraction: Extraction) -> Fault | None:
    metadata = extraction.document.metadata
    title, year = metadata.title or "", metadata.year
    if not year or f"{year}年" not in title or any(word in title for word in _NOT_YEARLY) or not any(word in title for word in _YEARLY):
        return None
    signature = _signature(extraction)
    if signature is None or signature.year is None or signature.month is None:
        return None
    if (signature.year, signature.month) >= (int(year), _YEAR_DONE):
        return None
    return Fault(
        "DAT703",
        signature.start,
        signature.end,
        f"成文日期“{signature.text}”早于所报告的{year}年度结束",
        f"signed before the end of {year}, the year reported on",
        stated=signature.text,
    )


def _signature(extraction: Extraction) -> Date | None:
    """The date that stands alone on the last line."""
    text = extraction.document.text
    last = extraction.dates[-1] if extraction.dates else None
    if last is None or last.day is None or text[last.end :].strip():
        return None
    return last if not text[text.rfind("\n", 0, last.start) + 1 : last.start].strip() else None


_SUBJECT = r"(?:我[局县市省区镇乡委院部厅]|全[局县市省区镇乡]|[一-龥]{0,6}[局委])?"
_PLANNED = re.compile(
    rf"""[，,] {_SUBJECT} (?: 将(?:继续|进一步|重点|着力|坚持|以|围绕|按照|紧紧|认真|严格|全面|深入|大力|加大|加强|切实|在|把|努力|不断|积极|持续)
        | 要(?:继续|进一步|着力|坚持) )""",
    re.VERBOSE,
)


@rule("DAT702", "year-conflict", "年度矛盾", family="date", level="warning", state="preview")
def year_conflict(extraction: Extraction) -> Proposals:
    """What is planned lies not before the year that is reported on.

    Why: the plans of last year's report are copied, and its year with them.
    Good: 某某县林业局2023年度工作总结
        2022年以来，全局将学习列入重点。2024年，我局将继续严格执法。
    Bad: 某某县林业局2023年度工作总结
        全年办理案件12件。2022年，我局将继续严格执法。
    Silent when: the title names no year; the year is a plan of several, the beginning of a span
        (自2022年起), or a yardstick (较2022年); nothing of the future stands right behind it; quotations.
    Source: the two plans of this form in published reports are of the next year; examples invented.
    """
    text, reported = extraction.document.text, document_year(extraction.document)
    title = extraction.document.metadata.title or ""
    for date in extraction.dates:
        if date.year is None or date.month is not None or reported is None or date.year >= reported or str(date.year) in title:
            continue
        opens = text[: date.start].rstrip(" \u3000")[-1:] in ("", "\n", "。", "；", "”", "：", "、", "）")
        if opens and date.text.rstrip().endswith("年") and _PLANNED.match(text, date.end):
            message = f"年度矛盾：报告的是{reported}年，“{date.text}”却在谈今后的打算"
            message_en = f"the report is on {reported}, but plans are told for {date.year}"
            yield Fault("DAT702", date.start, date.end, message, message_en, expected=str(reported + 1), stated=date.text)


RULES = (impossible_date, year_conflict, date_order)
