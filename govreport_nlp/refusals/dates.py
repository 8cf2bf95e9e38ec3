"""Dates: the patterns that find them, and what year, month and day they name."""

from __future__ import annotations

import regex

from govreport_nlp.models import Date
from govreport_nlp.numerals import DIGIT, chinese

_HAN_DIGIT = "[零一二三四五六七八九]"
_N = r"[\d零一二三四五六七八九十]"
_NUMBERED = rf"{{0}}(?:(?<={_N}{{0}})|(?<={_N}\s{{0}}))"  # 年 or 月 behind a numeral: the rare sign first, which is found fast
# 2023年, 1 9 9 7 年, 二〇一七年, 二0一七年; of two digits only where a month or a phase follows (98年底, 85年以来); 零五年
_YEAR = rf"""(?:
    (?<!\d)(?:1[89]|20)\d\s?\d\s?
  | (?:1\s9\s\d\s\d|2\s0\s\d\s\d)\s?
  | [一二][零九]{_HAN_DIGIT}{{2}}
  | 二0{_HAN_DIGIT}{{2}}
  | (?<![零一二三四五六七八九十百千万亿点])零[一二三四五六七八九](?=年)
  | (?<!\d)\d{{2}}(?=年(?:\d|[代底末初来]|以来))
)"""
_DASH = r"\s*(?:[-—－–~～至到、]|——)\s*"
_MONTH = r"(?:1\s[0-2]|\d{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[1-3]\s\d|\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"

# each with what it holds in any case, looked for first (guard.py)
DATES: tuple[tuple[str, str, str], ...] = (
    # 2023.12.31, 2023-12-31, 2023/12/31
    ("day in digits", rf"(?P<y>{_YEAR})年?\s?[-./年]\s?(?P<m>1[0-9]|0?[1-9])\s?[-./月]\s?(?P<d>[1-3]\d|0?[1-9])(?!\d|\s?[万亿%％倍])\s?[日号]?", r"[-./年]\s?\d{1,2}\s?[-./月]\s?\d"),
    # 2023年6月25日, 二〇一八年三月九日
    ("day", rf"(?P<y>{_YEAR})年\s?(?P<m>{_MONTH})\s?月\s?(?P<d>{_DAY})\s?[日号]", rf"年\s?{_N}"),
    # 2021-2023年, 2021年至2023年底, １９７９年到１９８４年
    ("span of years", rf"{_YEAR}(?:年)?{_DASH}{_YEAR}年(?:底|末|初|度|期间)?", rf"[-—－–~～至到、]\s*{_N}"),
    # 2023年6月底, 2023年1—6月份, 2023年1月至11月
    ("month", rf"(?P<y>{_YEAR})年\s?(?P<m>{_MONTH})\s?(?:月份?)?(?:{_DASH}\d{{1,2}}\s?)?月份?(?:底|末|初|中旬|上旬|下旬)?", rf"年\s?{_N}"),
    # 一九五三和一九五四兩年
    ("year before another", rf"[一二][九零]{_HAN_DIGIT}{{2}}(?=[和、至到][一二][九零])", "[和、至到][一二][九零]"),
    # 2023年度, 2017年末, 2023年第一季度
    ("year", rf"(?P<y>{_YEAR})\s?(?:年度|年(?:底|末|初|中|代)?)(?:第?[一二三四]季度)?", _NUMBERED.format("年")),
    # 1-5月份, 3月1日—15日, 2月28日—3月2日
    ("span of months", rf"""
        (?<![\d.])\d{{1,2}}\s?月(?:份)?\s?(?:\d{{1,2}}\s?日)?{_DASH}\d{{1,2}}\s?月(?:\d{{1,2}}\s?日|份)?
      | (?<![\d.])\d{{1,2}}{_DASH}\d{{1,2}}\s?月份?(?:\d{{1,2}}\s?日)?""", _NUMBERED.format("月")),
    # 6月25日至28日; 3个月1日 has no month
    ("day of the year", rf"(?<![\d.个])(?P<m>{_MONTH})\s?月\s?(?P<d>{_DAY})\s?[日号](?:{_DASH}(?:\d{{1,2}}\s?月\s?)?\d{{1,2}}\s?[日号])?", rf"月\s?{_N}"),
    # 5月份, 12月底; 八月亮 and 九月球 have none
    ("month of the year", r"(?<![\d.个])(?:\d{1,2}|十[一二]|[一二三四五六七八九十])\s?月(?:份|底|末|初|中旬|上旬|下旬)?(?![\d亮球])", _NUMBERED.format("月")),
    # 9:00—17:30, 18时30分; the term of a ratio (1:17.6) has decimals
    ("time of day", r"(?<![\d.])(?:[012]?\d[:：][0-5]\d(?:[:：][0-5]\d)?)(?![\d.:：∶])|(?<![\d.])\d{1,2}\s?时\d{1,2}\s?分", r"[:：时]\d"),
    # 一季度, 第1-3季度, 前三季度, 上半年
    ("part of a year", rf"第?[一二三四1-4](?:{_DASH}[一二三四1-4])?\s?季度|前[一二三两123]个?季度|[上下前后]半年|[一二三]至[二三四]季度", "季度|半年"),
    # 周五; 每周五天 are five days
    ("weekday", r"(?<![每\d一二三四五六七八九十两])(?:周|星期)[一二三四五六](?![一二三四五六七八九十])", "(?:周|星期)[一二三四五六]"),
    # 90年代, 二十世纪, 21世纪
    ("decade", r"(?:19|20)?\d{2}年代|[二三四五六七八九]十年代|[十一二]{1,3}世纪|(?<!\d)\d{2}世纪", "年代|世纪"),
)  # fmt: skip


def date(match: regex.Match[str], text: str) -> Date:
    """The date of a match; year, month and day are None where they do not stand."""
    groups = match.groupdict()
    return Date(match.start(), match.end(), text[match.start() : match.end()], *(_number(groups.get(key)) for key in "ymd"))


def _number(written: str | None) -> int | None:
    if not written:
        return None
    plain = "".join(written.split())
    if plain.isdecimal():
        return int(plain)
    if all(char in DIGIT or char.isdecimal() for char in plain):
        return int("".join(char if char.isdecimal() else str(DIGIT[char]) for char in plain))
    return int(chinese(plain).value)
