"""The form of a unit."""

from __future__ import annotations

import re

from govreport_nlp.models import Extraction
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.text.faults import DIGITS, faults

_MEASURES = "元|美元|吨|亩|人|件|份|户|家|平方米|立方米|平方公里|公里|公顷|千瓦|公斤|斤|册|只|头|株|台|辆"
_BAD_UNIT = re.compile(
    rf"""
    {DIGITS} \s?
    (?: 万 \s? 万 (?={_MEASURES})                       # 145.29万万元; not 10万万寿菊, nor 六万万人民 of the fifties
      | 亿 \s? 万 (?={_MEASURES})                       # 30亿万元
      | 亿 \s? 亿 (?={_MEASURES})
      | [万亿]?元[万亿]元 (?! 以上|级|企业|项目|大|产业|园|[县镇村乡] )   # 30元万元
      | [万亿]?元元 (?![旦宵月])                        # 30万元元; not 100元元旦慰问金
      | [%％‰]{{2}}                                      # 6.1%%
      | [%％‰] \s? 个?百分点                             # 3.2%个百分点
      | (?P<unit>平方公里|平方米|立方米|公里|公顷|百分点|人次|吨) (?P=unit) (?![位公])
    )
    """,
    re.VERBOSE,
)


@rule("UNI402", "unit-form", "单位重复或混用", family="unit", level="warning")
def unit_form(extraction: Extraction) -> Proposals:
    """A number has one multiplier and one unit.

    Why: in 30亿万元 one of the two is a slip, and it moves the figure by four orders of magnitude.
    Good: 投入资金30亿元，经济总量达1.2万亿元，发电量145万千瓦时，提高3.2个百分点。
    Bad: 罚没款145.29万万元。
    Bad: 投入资金30亿万元，增长6.1%%。
    Silent when: 万亿; 亿万 without digits before it (亿万群众); the second unit begins a word
        (100元元旦慰问金); the old 六万万.
    Source: invented; 6.1%% stands in one of 78 published reports.
    """
    yield from faults(extraction, "UNI402", _BAD_UNIT, "单位重复或混用：“{}”", "the unit is written twice or mixed: {}")


RULES = (unit_form,)
