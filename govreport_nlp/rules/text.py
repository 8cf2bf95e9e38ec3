"""Brackets, wording and units: the only family that looks at the raw text with patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_nlp.models import Claim, Extraction, Fault
from govreport_nlp.rules.rule import Proposals, rule

# ── PUN901: pairs ──

_OPENERS = dict(zip("）》〉”’」』】〕］", "（《〈“‘「『【〔［", strict=True))  # closing mark -> opening mark
_CLOSERS = {opener: closer for closer, opener in _OPENERS.items()}
_QUOTES = "“‘「『"
_HALF_WIDTH = str.maketrans("()[]", "（）［］")  # （2018) is a pair

_MARK = re.compile(r"[（）()《》〈〉“”‘’「」『』【】〔〕\[\]［］]")
_NOT_A_PAIR = re.compile(
    r"""
      (?: ^ | (?<=[\s。；：:;，,、）)]) ) (?: [0-9０-９]{1,2} | [A-Za-zａ-ｚ] ) (?P<list_mark>[）)])   # 1）甲；2）乙
    | (?<=[A-Za-z0-9]) (?P<apostrophe>[’”])                                                # people’s; 12” pipe
    """,
    re.VERBOSE | re.MULTILINE,
)
_HALF_OPEN = re.compile(r"[\[(] \s? [-−]? [0-9.]+ \s? [,，] \s? [-−+]? [0-9.∞]+ \s? [\])]", re.VERBOSE)  # the interval [0, 60)
_LINE_START_QUOTE = re.compile(rf"^[ \t\u3000\u00a0]*+([{_QUOTES}])", re.MULTILINE)

_REACH = 500  # no bracket of 78 real reports spans more than 274 characters
_QUOTE_REACH = 2000  # quoted speech may run over paragraphs
_MIXED_REACH = 60  # “纲要（草案）》: two marks, one slip
_CUT = 60  # a mark that opens so near to the end of a text cut off in mid-sentence may close in what was cut
_ENDS = "。！？；：…!?;.”’）)》」』】〕"


@rule("PUN901", "unpaired-mark", "括号、引号、书名号不成对", family="wording", level="warning")
def unpaired_mark(extraction: Extraction) -> Proposals:
    """Brackets, quotation marks and title marks come in pairs.

    Why: a lost mark changes what a title, a quotation or an aside covers; readers notice it first.
    Good: （七）严格实施责任制。依据《行政处罚法》（2021年修订)开展检查，打造“一窗通办”品牌。
    Good: 工作分两步：1）摸清底数；2）分类整治。
    Bad: （七严格实施责任制。（八）强化监督检查。
    Bad: 组织学习《行政处罚法，发放手册300份。
    Silent when: 1） and a) are list marks; full and half width are mixed in one pair; an apostrophe
        or an inch mark; a title is broken over lines; a quotation opens anew at each paragraph; the
        text breaks off in mid-sentence; so many marks stand alone (more than three, and than a
        tenth of the pairs) that the text itself was damaged.
    Source: GB/T 15834-2011; the whole document is one stack, as real reports break titles over lines.
    """
    text = extraction.document.text
    lone, pairs = _lone_marks(text)
    if len(lone) > max(3, pairs // 10):
        return
    for first, last in _slips(text, lone):
        yield _pair_fault(text, first, last)


def _lone_marks(text: str) -> tuple[tuple[int, ...], int]:
    """Where a mark without partner stands, and how many pairs there are."""
    maybe_none = {match.end() - 1 for match in _NOT_A_PAIR.finditer(text)}
    ignored = {at for match in _HALF_OPEN.finditer(text) for at in (match.start(), match.end() - 1)}
    line_starts = {match.start(1) for match in _LINE_START_QUOTE.finditer(text)}
    waiting: dict[str, list[int]] = {opener: [] for opener in _CLOSERS}
    lone, pairs = list[int](), 0
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group().translate(_HALF_WIDTH)
        if at in ignored:
            continue
        if mark in _CLOSERS:
            if at in line_starts and _continues(text, waiting[mark], at):
                waiting[mark].pop()
            waiting[mark].append(at)
            continue
        opener = _OPENERS[mark]
        stack = waiting[opener]
        if at in maybe_none and not (stack and "\n" not in text[stack[-1] : at]):
            continue
        if stack and at - stack[-1] <= (_QUOTE_REACH if opener in _QUOTES else _REACH):
            stack.pop()
            pairs += 1
        else:
            lone.append(at)
    cut = _cut_off_from(text)
    lone += [at for stack in waiting.values() for at in stack if at < cut]
    return tuple(sorted(lone)), pairs


def _continues(text: str, stack: list[int], at: int) -> bool:
    """True for the mark that opens quoted speech anew at a paragraph: its forerunner began a paragraph, or stands after a colon."""
    if not stack or at - stack[-1] > _QUOTE_REACH:
        return False
    before = text[max(0, stack[-1] - 1) : stack[-1]].strip()
    return before in ("", "：", ":", "，", ",") and len([line for line in text[stack[-1] : at].splitlines() if line.strip()]) == 1


def _cut_off_from(text: str) -> int:
    """Where the last words begin if the text breaks off in them; otherwise the end of the text."""
    body = text.rstrip()
    return len(text) if not body or body[-1] in _ENDS else max(body.rfind("\n") + 1, len(body) - _CUT)


def _slips(text: str, lone: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """First and last mark of each slip: an opening mark closed by one of another kind is one slip."""
    marks = iter(lone)
    following = next(marks, None)
    while following is not None:
        first, following = following, next(marks, None)
        if following is not None and _mixed(text, first, following):
            yield first, following
            following = next(marks, None)
        else:
            yield first, first


def _mixed(text: str, first: int, last: int) -> bool:
    opens, closes = text[first].translate(_HALF_WIDTH) in _CLOSERS, text[last].translate(_HALF_WIDTH) in _OPENERS
    return opens and closes and last - first <= _MIXED_REACH and "\n" not in text[first:last]


def _pair_fault(text: str, first: int, last: int) -> Fault:
    mark, normal = text[first], text[first].translate(_HALF_WIDTH)
    partner = _CLOSERS.get(normal) or _OPENERS[normal]
    line = text[max(0, first - 12) : last + 13].replace("\n", " ").strip()
    if first != last:
        message, message_en = f"「{mark}」与「{text[last]}」不成对：{line}", f"{mark} is closed by {text[last]}"
    elif normal in _CLOSERS:
        message, message_en = f"「{mark}」之后缺少「{partner}」：{line}", f"{mark} is never closed"
    else:
        message, message_en = f"「{mark}」之前缺少「{partner}」：{line}", f"{mark} was never opened"
    return Fault("PUN901", first, last + 1, message, message_en, expected=partner, stated=mark if first == last else text[last])


# ── APX501: two approximators on one number ──

# bounded, and never begun inside of a number: a page of digits takes no longer than a page of words
_DIGITS = r"(?<![0-9０-９])[0-9０-９]{1,15}+(?:[.．,，][0-9０-９]{1,15}+){0,5}+"
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
_NUMBER = rf"(?: {_DIGITS} | (?<![{_CJK}])[{_CJK}]{{0,12}}[十百千万亿] ) \s? [十百千]?[万亿]{{0,2}}"
_ANY_NUMBER = rf"(?: {_DIGITS} | (?<![{_CJK}])[{_CJK}]{{1,12}}+ )"

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
    yield from _faults(
        extraction, "APX501", _DOUBLE, "概数词重叠，只留一个：“{}”", "two approximators on one number: {}", expected="只用一个概数词"
    )


# ── UNI402: the form of a unit ──

_MEASURES = "元|美元|吨|亩|人|件|份|户|家|平方米|立方米|平方公里|公里|公顷|千瓦|公斤|斤|册|只|头|株|台|辆"
_BAD_UNIT = re.compile(
    rf"""
    {_DIGITS} \s?
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
    yield from _faults(extraction, "UNI402", _BAD_UNIT, "单位重复或混用：“{}”", "the unit is written twice or mixed: {}")


# ── shared ──

_QUOTATION = 200  # a mark that opened longer ago on the line was lost, not left open


def _faults(
    extraction: Extraction, code: str, pattern: re.Pattern[str], message: str, message_en: str, expected: str | None = None
) -> Iterator[Fault]:
    """A fault for each place that the pattern finds outside of quotations and titles."""
    text = extraction.document.text
    for match in pattern.finditer(text):
        start, end = match.span()
        if _is_quoted(text, start):
            continue
        words = match.group()
        claims = tuple(_overlapping(extraction.claims, start, end))
        yield Fault(code, start, end, message.format(words), message_en.format(words), claims, expected, words)


def _is_quoted(text: str, at: int) -> bool:
    line = max(text.rfind("\n", max(0, at - _QUOTATION), at) + 1, at - _QUOTATION, 0)
    return any(text.rfind(opener, line, at) > text.rfind(_CLOSERS[opener], line, at) for opener in "“《「")


def _overlapping(claims: tuple[Claim, ...], start: int, end: int) -> Iterator[Claim]:
    return (claim for claim in claims if claim.start < end and start < claim.end)


RULES = (double_approximation, unit_form, unpaired_mark)
