"""Words that make a number approximate."""

from __future__ import annotations

import re

from govreport_nlp.models import Extraction, Fault
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.text.faults import DIGITS, faults, is_quoted

_CJK = "一二两三四五六七八九十百千万亿"
_COUNTERS = (
    "人次|户次|批次|个月|个百分点|百分点|平方公里|平方米|立方米|公里|公顷|公斤|千克|千米|千瓦时|千瓦|小时|分钟|周岁|美元"
    "|[个件名人次户家项份条处台套辆吨斤亩米元成倍度岁天年宗起场期批座栋艘头只株棵册本张例篇分%％‰℃㎡]"
)
_TIME = r"\s?[余多]?\s?(?:个多?|余个|多个)?(?:年|月|周|天|日|小时|星期|季|届)"
# 近 and 约 at the end of a word are no approximators: 附近20余户, 节约30余万元, 签约20余家; 治超20余次 (overload checks)
_BEFORE = r"""
    (?: (?<![附最邻临靠就相远亲切贴]) (?:将近|接近|近) (?! (?:NUMBER) (?:TIME) )
      | (?<![契公节条预签合制集违履邀特誓盟立婚守失赴爽毁解续缔隐俭简相订和洽背践绰]) (?:大约|约) [占为有达在]?+
      | (?:超过|超出) 了?+
      | (?<![治限严防赶反查控高]) 超
      | 逾
    )
"""
_MORE = r"(?: 余(?![款额粮热地暇党震音威]) | 多(?!元化|样|层|功能|媒体|式联|边|角|维|晶|头|动症) )"
_ABOUT = r"""
    (?: 左右(?![两侧岸手开逢线舷翼互各边]) | 上下(?![班游级联功水册车学楼同一贯协工两]) )
"""
_OR_MORE = r"以上(?![市述海级半游合饶虞犹杭党门报线缴下网岗学班])"
_NUMBER = rf"(?: {DIGITS} | (?<![{_CJK}])[{_CJK}]{{0,12}}[十百千万亿] ) \s? [十百千]?[万亿]{{0,2}}"
_ANY_NUMBER = rf"(?: {DIGITS} | (?<![{_CJK}])[{_CJK}]{{1,12}}+ )"

_DOUBLE = re.compile(
    rf"""
      {_BEFORE.replace("NUMBER", _NUMBER).replace("TIME", _TIME)} \s?
      {_NUMBER} \s? (?: {_MORE} | (?:{_COUNTERS})?+ (?: {_ABOUT} | {_OR_MORE} ) )          # 约20余, 近100多, 约300人左右
    | (?:超过|超出|逾|大约|(?<![契公节条预签合制集违履邀特])约|至少|不少于) (?:将近|接近|近|大约|约|超过|逾) \s?
      {_ANY_NUMBER} (?! \s?[万亿]?{_TIME} )                                                 # 超过近3成
    | {_NUMBER} \s? [余多] [万亿]? (?:{_COUNTERS})?+ {_ABOUT}                               # 2600余份左右
    | {_NUMBER} \s? [余多]{{2}} (?={_COUNTERS}|[万亿])                                      # 20余多件
    """,
    re.VERBOSE,
)


# What each of these holds: an approximator behind a number, or two in a row (guard.py)
_ANCHOR = re.compile(
    r"余(?<=[0-9０-９十百千万亿\s]余)|多(?<=[0-9０-９十百千万亿\s]多)|左右|上下|以上|"
    + "|".join(f"{word}(?:将近|接近|近|大约|约|超过|逾)" for word in ("超过", "超出", "逾", "约", "至少", "不少于"))
)


@rule("APX501", "double-approximation", "概数重叠", family="wording", level="warning")
def double_approximation(extraction: Extraction) -> Proposals:
    """A number carries one approximator, not two.

    Why: 约20余 says both "around" and "more than": the reader cannot tell what was counted.
    Good: 发放宣传资料约2000份，走访企业20余家，节约资金30余万元，近20多年来面貌一新。
    Bad: 发放宣传资料约2000余份。
    Bad: 超过近3成的案件当场办结。
    Silent when: 约 or 近 belongs to a word (节约 签约 附近 最近); 近 speaks of time (近20多年来);
        the words are quoted.
    Source: 现代汉语 grammars on 概数; none in 77 of 78 published reports, one true hit in the other.
    """
    yield from faults(
        extraction,
        "APX501",
        _DOUBLE,
        "概数词重叠，只留一个：“{}”",
        "two approximators on one number: {}",
        expected="只用一个概数词",
        anchor=_ANCHOR,
    )


_EXACT_DIGITS = 4  # so many telling digits are counted, not guessed


@rule("APX502", "approximation-on-exact", "精确数前后用概数词", family="wording", level="style", state="preview")
def approximation_on_exact(extraction: Extraction) -> Proposals:
    """What is counted to the last one is not called approximate.

    Why: 约2637件 was counted, so 约 is empty; 2637余份 says that there is a fraction of a copy more.
    Good: 发放资料2600余份，办理案件2637件，投入资金约125.6万元，惠及约2.3万人。
    Bad: 全年办理案件约2637件。
    Bad: 发放宣传资料2637余份。
    Silent when: 余 or 多 follows a round place (2600余, 30多) or a multiplier (1.2万余); 约 stands before
        three digits or fewer; spans of time (3年多); the words are quoted.
    Source: GB/T 15835-2011 on 概数; examples invented.
    """
    for claim in extraction.claims:
        digits, quantity = claim.quantity.digits, claim.quantity
        if claim.kind not in ("count", "amount", "measure") or not digits.isdecimal() or is_quoted(extraction.document.text, claim.start):
            continue
        plain = not any(multiplier in claim.text for multiplier in "万亿千百")
        more = quantity.approx == "some" and plain and len(digits) >= 2 and digits[-1] != "0"
        about = quantity.approx == "about" and plain and len(digits.rstrip("0")) >= _EXACT_DIGITS
        if more or about:
            message = f"“{claim.text}”：数字精确到个位，不宜再用概数词"
            message_en = f"{claim.text} is exact to the last digit and called approximate"
            yield Fault("APX502", claim.start, claim.end, message, message_en, (claim,), stated=claim.text)


RULES = (double_approximation, approximation_on_exact)
