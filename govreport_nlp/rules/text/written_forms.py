"""How dates, days with a name and numbers of documents are written."""

from __future__ import annotations

import re

from govreport_nlp.models import Extraction, Fault
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.text.faults import faults, is_quoted

_NAMED_DAY = re.compile(
    r"""[“"] (?P<month>1[0-2]|[1-9]) (?P<mark>[.．]) (?P<day>[12][0-9]|3[01]|[1-9]) [”"]
        (?= (?:[、，及和] \s? [“"][0-9.．·]+[”"] )* [^，。；“”]{0,8}? (?:日|节|周|活动|宣传|案|事件|事故|地震|专项|行动) )""",
    re.VERBOSE,
)
_SHORT_YEAR = re.compile(
    r"(?<![0-9０-９.．\-—–~～/〔\[])(?:0[0-9]|[1-9][0-9])(?=年(?:度|末|底|初)?(?:同期|相比|增长|下降|增加|减少|全年|[，,的]))"
)
_BEFORE_YEAR = ("比", "较", "与", "同", "自", "从", "到", "至")
_FORM = re.compile(
    r"""
      (?<![0-9]) [12][0-9]{3} 年 (?: 0[1-9]月 (?:[0-9]{1,2}日)? | (?:1[0-2]|[1-9])月0[1-9]日 )     # 2024年02月15日
    | 〔[0-9]{2}〕 \s? 第? [0-9]+ \s? 号                                                           # 〔24〕5号
    | 〔[12][0-9]{3}〕 \s? (?: 第 \s? [0-9]+ | 0[0-9]* ) \s? 号                                     # 〔2024〕第5号, 〔2024〕05号
    | (?<=[发函办文字府政规令通]) [\[［] [12][0-9]{3} [\]］] \s? 第? [0-9]+ \s? 号                  # 政发[2024]5号
    """,
    re.VERBOSE,
)


@rule("NUM602", "month-day-name", "含月日的专名写法", family="wording", level="style", state="preview")
def month_day_name(extraction: Extraction) -> Proposals:
    """A day that gives something its name is written with a middle dot.

    Why: “12.4” reads as a number; “12·4” reads as 4 December.
    Good: 开展“12·4”国家宪法日宣传，推广“1.5级”响应和“3.0”版本。
    Bad: 开展“12.4”国家宪法日宣传活动。
    Silent when: it is no day of the calendar (“13.5”); nothing near calls it a day, a case or an
        activity; it is not quoted.
    Source: GB/T 15835-2011; three in the report that the project began with.
    """
    text = extraction.document.text
    for match in _NAMED_DAY.finditer(text):
        name = f"{match['month']}·{match['day']}"
        message = f"“{match['month']}{match['mark']}{match['day']}”是含月日的专名，应写作“{name}”"
        message_en = f"a day that names something is written {name}"
        yield Fault("NUM602", match.start(), match.end(), message, message_en, expected=name, stated=match.group())


@rule("DAT704", "year-short", "年份简写", family="date", level="style", state="preview")
def year_short(extraction: Extraction) -> Proposals:
    """A year is written with four digits.

    Why: 09年 may be 1909 or nine years; a table made from the text cannot tell.
    Good: 比2009年增长3.1%，合同期10年，连续15年居全省首位，20世纪60年代以来。
    Bad: 全年收入比09年增长3.1%。
    Silent when: the two digits count years (连续15年, 近50年); they are the end of a longer number, of a
        range or of a decade; nothing compares with that year.
    Source: GB/T 15835-2011: years are not shortened; none in 78 published reports.
    """
    text = extraction.document.text
    for match in _SHORT_YEAR.finditer(text):
        leading_zero = match.group().startswith("0")
        compared = text[match.start() - 1 : match.start()] in _BEFORE_YEAR if match.start() else False
        if (leading_zero or compared) and not is_quoted(text, match.start()):
            short = f"{match.group()}年"
            yield Fault(
                "DAT704", match.start(), match.end() + 1, f"年份应写四位：“{short}”", f"a year of two digits: {short}", stated=short
            )


@rule("DOC952", "document-number-form", "日期、发文字号写法", family="wording", level="style", state="preview")
def document_number_form(extraction: Extraction) -> Proposals:
    """Dates and numbers of documents are written without padding zeros, 第 or short years.

    Why: one document is cited in several forms, and a search finds one of them.
    Good: 2024年2月15日，依据国发〔2019〕5号文件和某政办〔2024〕12号通知。
    Bad: 2024年02月15日召开会议。
    Bad: 依据某政发〔2024〕第5号文件，落实某政办[2023]12号要求。
    Silent when: the date stands in a quotation or a title; 第711号 of a decree (国令第711号), which has no
        year in brackets.
    Source: GB/T 9704-2012, 7.3.5.4 and 7.2.5; none in 78 published reports.
    """
    yield from faults(extraction, "DOC952", _FORM, "日期或发文字号写法不规范：“{}”", "not the form of a date or of a document's number: {}")


RULES = (month_day_name, year_short, document_number_form)
