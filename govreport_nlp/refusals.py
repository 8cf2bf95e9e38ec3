"""What looks like a number and is no quantity: dates, document numbers, articles, plan names, slogans, telephone numbers, names.

Each is kept with the reason, so that every run of digits is a claim, a refused mention or counted as unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.models import Date, Refused
from govreport_nlp.numerals import DIGIT, chinese

N = r"[零一二三四五六七八九十百两]"
YEAR = r"(?:(?<!\d)(?:1[89]|20)\d\s?\d\s?|(?:1\s9\s\d\s\d|2\s0\s\d\s\d)\s?|[一二][零九][零一二三四五六七八九]{2}|二0[零一二三四五六七八九]{2}|(?<!\d)\d{2}(?=年(?:\d|[代底末初来]|以来)))"
DASH = r"\s*(?:[-—–－~～至到、]|——)\s*"

# One named pattern a reason; the first that matches at a place wins. All run on the shadow of the text.
PATTERNS: tuple[tuple[str, str], ...] = (
    ("document number", r"[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\])）】]\s?(?:第\s?)?\d+\s?号|第\s?\d+\s?号(?:令|文|公告|决定|台风)?|\b[A-Z]{1,4}(?:/[A-Z])?\s?\d{2,}(?:[.-]\d+)*"),
    ("url", r"(?:https?://|www\.)[A-Za-z0-9./_?=&%:-]+|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+|[A-Za-z][A-Za-z0-9-]*\.(?:com|cn|gov|org|net)[A-Za-z0-9./_-]*"),
    ("telephone number", r"(?:电话|传真|热线|邮编|邮政编码|号码|手机|QQ|微信号|账号)[^\d\n，。；]{0,8}[(（]?\d[\d()（）\s-]{3,}\d|(?<!\d)0\d{2,3}[-—]\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d.])1(?:10|19|20|22|2345|2315|2333|2348|2369|2328|2309|2388|2366|2371)(?=(?:政务)?(?:服务|热线|平台|指挥|社会|便民|市民|举报|投诉|政府|[、，,”]))"),
    ("article of a law", r"第\s?(?:\d+|" + N + r"+)\s?[条款章节项](?:之[一二三四五六七八九十])?(?:第?[（(]?(?:\d+|" + N + r"+)[）)]?[款项])*(?!措施|意见|建议)"),
    ("date", r"(?P<y>" + YEAR + r")年?\s?[-./年]\s?(?P<m>1[0-9]|0?[1-9])\s?[-./月]\s?(?P<d>[1-3]\d|0?[1-9])(?!\d)\s?[日号]?"),
    ("date", r"(?P<y>" + YEAR + r")年\s?(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月\s?(?P<d>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]"),
    ("date", YEAR + r"(?:年)?" + DASH + YEAR + r"年(?:底|末|初|度|期间)?"),
    ("date", r"(?P<y>" + YEAR + r")年\s?(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])\s?" + r"(?:月份?)?(?:" + DASH + r"\d{1,2}\s?)?月份?(?:底|末|初|中旬|上旬|下旬)?"),
    ("date", r"[一二][九零][零一二三四五六七八九]{2}(?=[和、至到][一二][九零])"),
    ("date", r"(?P<y>" + YEAR + r")\s?(?:年度|年(?:底|末|初|中|代)?)(?:第?[一二三四]季度)?"),
    ("date", r"(?<![\d.])\d{1,2}\s?月(?:份)?\s?(?:\d{1,2}\s?日)?" + DASH + r"\d{1,2}\s?月(?:\d{1,2}\s?日|份)?|(?<![\d.])\d{1,2}" + DASH + r"\d{1,2}\s?月份?(?:\d{1,2}\s?日)?"),
    ("date", r"(?<![\d.个])(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月\s?(?P<d>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号](?:" + DASH + r"(?:\d{1,2}\s?月\s?)?\d{1,2}\s?[日号])?"),
    ("date", r"(?<![\d.个])(?:\d{1,2}|十[一二]|[一二三四五六七八九十])\s?月(?:份|底|末|初|中旬|上旬|下旬)?(?![\d亮球])"),
    ("date", r"(?<![\d.])(?:[012]?\d[:：][0-5]\d(?:[:：][0-5]\d)?)(?!\d)|(?<![\d.])\d{1,2}\s?时\d{1,2}\s?分"),
    ("date", r"第?[一二三四1-4]\s?季度|前[一二三两]季度|[上下]半年|(?:一|二|三|四)至(?:二|三|四)季度"),
    ("date", r"(?:19|20)?\d{2}年代|[二三四五六七八九]十年代|[十一二]{1,3}世纪"),
    ("plan name", r"[“\"]?十[一二三四五六七八九]?[·.、]?五[”\"]?(?=规划|时期|期间|计划|末|以来|开局|收官|目标|初|[”\"，。、]|发展|纲要|前|后|全|重|主)|[“\"](?:[一二三四五六七八九]|十[一二三四五六]?)五[”\"]"),
    ("ordinal of the session", r"(?:党的)?(?:十[一二三四五六七八九]?|二十|[一二三四五六七八九])届(?:[一二三四五六七八九十]+[中次](?:、[一二三四五六七八九十]+[中次])*)?(?:全会|次会议|全体会议)?|第?(?:" + N + r"|\d)+届(?:人大)?(?:第?" + N + r"次)?|(?:党的|迎接|贯彻|学习|国庆、|宣讲)?(?:十[六七八九]|二十)大(?=[精报以召，、。等和关胜代闭开后”]|$)|" + N + r"次(?=会议|全会)|第" + N + r"+次(?=会议|全会|全国|代表|党代|工作|常务|集体|人民|世界)"),
    ("inline ordinal", r"(?<![万千百十零两第之统唯专单同不])[一二三四五六七八九十]{1,3}是(?!否)|其[一二三四五六七八九]|第[一二三四五六七八九十]{1,2}[，,、]"),
    ("period reference", r"(?:过去|近|今后|未来|(?<!提)前|(?<![延推])后|这|最近|此前|每|历|头|首|当)\s?(?:的)?(?:\d{1,2}|" + N + r"+)(?:多|余|几)?(?:个)?年(?:多|余|来|间|里|内)?(?![生])|(?:\d{1,2}|" + N + r"+)(?:多|余)?年(?:来|间|行动|计划|规划|攻坚|期|之久|一遇|一贯|如一|前|后|累计|新增|高考|级)|(?<!提前|连续|用|经|需|满|长达)(?:一|本|这|新)年(?:来|度)?|(?<=[^连续前用第\d])(?:两|" + N + r"+)年(?=[增共翻实新全完投累合引])"),
    ("ordinal (phase)", r"[一二三四五六七八九十]期(?=工程|项目|建设|[、，。；等和及投开竣]|扩|改|$)|第\s?(?:\d+|" + N + r"+)\s?(?:批次?|期|轮|阶段|步|代|梯队|方阵|方|医院|人民|中学|小学|师|线|课|讲|粮仓|站|卷|版|部分|巡|监|责|书|一)"),
    ("class label", r"(?<![\d零一二三四五六七八九十百千万亿余多])[百千万亿]{1,2}(?:元|[吨斤亩瓦]|兆瓦|千瓦)?级|(?<![\d零一二三四五六七八九十百千万亿余多])[百千万亿]{1,2}(?=园区|县|产业|企业|集群|台阶|强|项目|工程|品牌|基地|镇|门槛)|\d{2,4}强|[一二三四五六七八九]等奖?|(?<!\d)\d?A级|[一二三四五六七八九1-9]类(?=[地区城创新靶水医疫区])|(?:\d+|[一二三四五])星级"),
    ("denominator", r"每(?:\d+|[一百千万十亿两]+)(?:[人名户件平亩元个]|平方公里|常住人口)+|亿元(?:GDP|生产总值|地区)"),
    ("name", r"\d+[、和]?(?=号(?:线|机|楼|院|桥|厅|馆|地|井|平|公路|高速|令|文))号|[GSX]\d{2,4}(?:线)?|\d{3}[、和]?(?=(?:、\d{3})*国道|(?:、\d{3})*省道)|\d{2,4}千伏(?=变|输|线)|(?<=路|街|巷|道)\d+号"),
)


# a fixed phrase that begins or ends with a digit or a letter must not be cut out of a longer one (119 of 119.7%)
WHOLE = r"(?<![A-Za-z\d.](?=[A-Za-z\d])){}(?!(?<=[A-Za-z\d])[\d.,%])"
NUMERAL = regex.compile(r"[\d零一二三四五六七八九十百千万亿两]")
NAME = regex.compile(r"“[^“”\n]{1,16}”|《[^《》]{1,80}》|‘[^‘’\n]{1,16}’|\"[^\"\n]{1,12}\"")


@dataclass(frozen=True, slots=True)
class Refusals:
    """The refused mentions of a text in order, and the dates among them."""

    refused: tuple[Refused, ...]
    dates: tuple[Date, ...]


@cache
def _compiled() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    phrases = lexicon.table("nonclaims")["phrases"]
    extra = tuple((why, WHOLE.format(lexicon.alternation(lexicon.words_of(phrases[why], "nonclaims", why)))) for why in phrases)
    return tuple((why, regex.compile(pattern)) for why, pattern in (*PATTERNS, *extra))


def find(shadow: str, text: str, marks: Sequence[Refused] = ()) -> Refusals:
    """All refused mentions of a text; where two overlap the one that begins first, then the earlier pattern, wins.

    `marks` are mentions known beforehand (section numbers).
    """
    found: list[tuple[int, int, int, str, regex.Match[str] | None]] = [(m.start, -1, m.end, m.why, None) for m in marks]
    for order, (why, pattern) in enumerate(_compiled()):
        found.extend((m.start(), order, m.end(), why, m) for m in pattern.finditer(shadow))
    found.extend(_in_names(shadow))
    found.sort(key=lambda item: (item[0], item[1], -item[2]))
    refused: list[Refused] = []
    dates: list[Date] = []
    end = 0
    for start, _, stop, why, match in found:
        if start < end or not NUMERAL.search(shadow, start, stop):
            continue
        refused.append(Refused(start, stop, text[start:stop], why))
        if why == "date" and match:
            dates.append(_date(match, text))
        end = stop
    return Refusals(tuple(refused), tuple(dates))


def _in_names(shadow: str) -> Iterator[tuple[int, int, int, str, None]]:
    """Quotes and titles short enough to be a name: numerals inside name something and count nothing (“8337”, “4.22”, 《十条》)."""
    for match in NAME.finditer(shadow):
        why = "title" if match.group()[0] == "《" else "quoted name"
        yield match.start() + 1, -1, match.end() - 1, why, None


def _date(match: regex.Match[str], text: str) -> Date:
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

