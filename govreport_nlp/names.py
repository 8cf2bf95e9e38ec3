"""The phrase that names a figure: in front of it without the verbs and hedges around it, or the noun phrase behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.phrases import behind_the_last_verb, is_object, is_predicate, leading_verb, names_nothing, noun_phrase, object_of
from govreport_nlp.places import MASK, Place
from govreport_nlp.segmentation import tagged

# 占总产值的, 完成年初预算的, 是上年的, 高于全国: what a rate is compared with is not what it measures
COMPARED = regex.compile(
    r"(?:占[^占]*|(?:完成|相当于|达到?|是|为)[^，。；]{1,20}的|[高低快好优多少强]于[^，。；]{0,14}|(?:超过|超出|落后于?|领先)[^，。；]{2,14}|[高低快]出[^，。；]{0,14})$"
)
# 较“十三五”末的, “十四五”时期: a plan that dates a figure
PLAN_TIME = regex.compile(r"^(?:较|比|与)?“?十[一二三四五六]五”?(?:规划)?(?:末|初|以来|期间|时期|中期)[的，]?")
# 居全国首位, 全省排名第3位: the field of a ranking is not what is ranked
RANKED = regex.compile(r"(?:[均稳连续分]*(?:居|位居|位列|位于|列|排名|排在|排|保持|走在|占)[^，。；]{0,8}|全[国省市区县球][^，。；]{0,4})$")
# 先进制造业占制造业比重: a share with a name of its own
NAMED_SHARE = regex.compile(
    r"(?P<name>[^占，。；、]{2,20}占[^占，。；]{2,24}(?:比重|比例))(?:[（(][^（）()]{1,12}[）)])?(?:预计|[稳保]?[定持]在|达到?|为|[提升降][高低至到]?到?|上升到?|下降到?|约|至)*\s?$"
)
# 由35家[发展到]62家: no noun
REACHES = regex.compile(r"[一-龥]{1,2}[到至为](?![期位场岗户人达])")
# 起诉人数[较上年的]390人
AGAINST = regex.compile(r"(?:^|(?<=..))[较比与同](?:上年|去年|上一年|年初|法定)(?:同期|期限|时限|[末底度])?的\s?$")
# 各级法人[由年初的]143户减至126户
FROM = regex.compile(r"(?<=..)[由从](?:年初|期初|上年|去年|同期|原来|原先)(?:[末底]|同期)?(?:的?\s?|[^，。；、]{2,6}的)$")
# [按级别分为]国家级3家
SORTED = regex.compile(r"^\s?按[^，。；]{1,8}?分(?:类|别)?(?:为|有)?")
# 八、财政、金融、保险 全区财政总收入: a heading that ran into its text
SCOPE_INSIDE = regex.compile(r"[^“”]{2,}(?:全[市县区省州旗镇乡])(?=..)")
# 已经解决的（[A类]）98件
BRACKETED = regex.compile(r"的[（(](?P<name>[^（）()\d]{1,8})[）)]\s?$")
# [2023、2024两年分别]新增学位
LISTED_YEARS = regex.compile(r"^\s?(?:19|20)\d\d年?(?:[、和至到—-](?:19|20)\d\d年?)*(?:[两三四五]年)?(?:同期)?(?:分别)?(?=\p{Han})")
LETTER = regex.compile(r"[一-龥A-Za-z]")
HAN = regex.compile(r"[一-龥]")
NEW = regex.compile(r"新增(“[^“”]+”)")
CLOSING = regex.compile(r"[（(][^（）()]{0,20}[）)]$")
SHORT_BRACKETS = tuple(regex.compile(rf"[（(][一-龥]{{1,{size}}}[）)]") for size in range(1, 7))
NO_NAME = regex.compile(r"[（(](?:含|不含|其中|同比|占)")
STOP = regex.compile(r"[，。；：！？,;:!?\n（）()、]")
ORGANS = ("司法机关", "公安机关", "检察机关", "监察机关", "公安局", "法院", "检察院")
TIMES = ("时间", "时长", "时限", "用时")
HARM = regex.compile(r"(?:死亡|失踪|受伤|[重轻]伤|遇难|被困|伤亡|受灾)(?=[\s，,。；;、）)]|$)")
INSIDE = regex.compile(r"[里间]|内(?![用容河蒙贸资外科部地陆销])")  # 三年[内]
LONGEST_BEHIND, LONGEST_LEAD = 18, 26
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Words:
    change: regex.Pattern[str]
    head: regex.Pattern[str]
    tail: regex.Pattern[str]
    generic: frozenset[str]
    openers: tuple[str, ...]


@cache
def _words() -> _Words:
    change = lexicon.table("cues")["change"]
    strip = lexicon.table("cues")["strip"]
    verbs = lexicon.alternation(lexicon.words_of([*change["up"], *change["down"]], "cues", "change"))
    listed = {key: lexicon.alternation(lexicon.words_of(strip[key], "cues", key)) for key in ("lead", "tail")}
    compared = rf"(?:(?:[比较与]|同(?=[上去年期比]))(?:[^，。；：]{{0,14}}?)(?:相比|同期|上年|去年|{MASK}+)?)"
    return _Words(
        change=regex.compile(
            rf"(?:(?:(?:扣除|剔除)[^，。；]{{1,14}}?(?:因素|影响)?后?|同比|环比|同口径|比增|可比|按可比价格?(?:计算)?|按不变价格?(?:计算)?|年均|年平均|平均|每年|累计|预计|实际|名义|净|分别|均|再|大幅|{compared})\s?)*"
            rf"(?:{verbs}|(?:(?<=同比)|(?<=[比较]上年)|(?<=[比较]去年)|(?<=同期))[多少][一-龥]{{1,3}})(?:了|到|至|为|达|达到|幅度|超过)?(?:[{MASK}\s]*的?|\s?)$"
        ),
        head=regex.compile(rf"(?:{listed['lead']}|[{MASK}\s、，：:（(·—①-⑳-])+"),
        tail=regex.compile(rf"(?:{listed['tail']}|[{MASK}\s，：:（(、])$"),
        generic=frozenset(lexicon.words_of(strip["generic"], "cues", "generic")),
        openers=tuple(word for word in lexicon.words_of(strip["lead"], "cues", "lead") if len(word) > 1),
    )


def generic() -> frozenset[str]:
    """Words that say "this is all of it" and name nothing: 总数, 合计."""
    return _words().generic


def in_front(place: Place) -> Range | None:
    """The phrase in front of the figure without the verbs around it, None where nothing is left."""
    words, lead = _words(), place.lead
    shift = place.lead_start
    if "拉动" in lead and place.quantity.kind == "change_points":
        at = lead.index("拉动")
        return shift + at, shift + len(lead)
    lead = FROM.sub("", AGAINST.sub("", lead))
    if place.quantity.kind == "rate" and (share := NAMED_SHARE.search(lead)):
        begin = words.head.match(lead, share.start("name"), share.end("name"))
        return shift + (begin.end() if begin else share.start("name")), shift + share.end("name")
    if place.quantity.kind in ("rate", "change_points"):
        lead = COMPARED.sub("", lead)
    if place.quantity.kind == "rank":
        lead = RANKED.sub("", lead)
    if named := BRACKETED.search(lead):
        return shift + named.start("name"), shift + named.end("name")
    start, end = _bounds(lead, place.quantity.kind)
    start += len(lead[start:end]) - len(lead[start:end].lstrip("的"))
    phrase = lead[start:end].strip()
    if not LETTER.search(phrase) or (len(phrase) == 1 and not _is_head(place, phrase)) or (len(phrase) < 5 and names_nothing(phrase)):
        return _deed(place)
    start += len(lead[start:end]) - len(lead[start:end].lstrip())
    start, phrase = _unquoted(lead, start, phrase)
    return shift + start, shift + start + len(phrase)


def _bounds(lead: str, kind: str) -> Range:
    """Where the name begins and ends in the words in front of a figure of this kind."""
    words = _words()
    dated = next((match.end() for pattern in (PLAN_TIME, SORTED, LISTED_YEARS, _result()) if (match := pattern.match(lead))), 0)
    match = words.change.search(lead)
    end = _strip_tail(lead, match.start() if match else len(lead))
    begin = words.head.match(lead, dated, end)
    start = _whole_word(lead, begin.end(), end) if begin else dated
    if _is_kept(lead, start, end):
        start -= 2
    elif kind not in ("rate", "change_points", "rank"):
        start = _without_verb(lead, start, end)
        served = any(word in lead[:end] for word in ("为", "向", "给"))  # 中心为职工追回[工资]
        start += object_of(lead[start:end], least=2 if served or kind == "count" else 4)
    if (inner := SCOPE_INSIDE.match(lead, start, end)) is not None:
        start = inner.end()
    if end - start > LONGEST_LEAD:
        start += behind_the_last_verb(lead[start:end])
    return start, end


@cache
def _result() -> regex.Pattern[str]:
    """Up to what a result is: 办理结果为[A类]的142件."""
    return regex.compile(rf"^[^，。；]{{0,8}}{lexicon.table('cues')['elliptic']['result']}(?=[^，。；]{{2}})")


@cache
def _deeds() -> regex.Pattern[str]:
    return regex.compile(lexicon.table("cues")["elliptic"]["deeds"])


def _deed(place: Place) -> Range | None:
    """The verb that is the only name there is: [新建]1280套，[改建]640套."""
    lead = place.lead.strip("、，（(：: " + MASK)
    alone = place.quantity.kind in ("count", "amount", "measure") and not HAN.match(place.after)
    deed = _deeds().fullmatch(lead) if alone else None
    at = place.lead.find(lead) if deed else -1
    return (place.lead_start + at + deed.start("deed"), place.lead_start + at + deed.end("deed")) if deed else None


def _is_head(place: Place, phrase: str) -> bool:
    """True for a head of one character in a list: 优96天、良201天."""
    listed = place.depth > 0 or (place.join in ("、", "；") and place.quantity.kind != "duration")
    return phrase in "男女" or (listed and place.lead.strip("、，（( ") == phrase)


def _unquoted(lead: str, start: int, phrase: str) -> tuple[int, str]:
    """Quotation marks in pairs: a name that the cut has opened is whole again, 新增“百亿县” is the name in the marks."""
    opened, closed = phrase.count("“"), phrase.count("”")
    if closed > opened and (at := lead.rfind("“", 0, start)) >= 0:
        return at, lead[at : start + len(phrase)]
    if named := NEW.fullmatch(phrase):
        return start + named.start(1), named[1]
    return start, phrase


def _is_kept(lead: str, start: int, end: int) -> bool:
    """True behind a word that is of the name in front of a noun: 有效[申诉], 平均[用时]; not 有效[化解]."""
    before = lead[max(0, start - 2) : start]
    if before not in ("有效", "平均") or end - start < 2:
        return False
    if before == "平均":
        return lead[start] != "每"
    flag = tagged(lead[start:end])[0][1]
    return end - start == 2 or (flag in ("n", "nz", "vn", "l", "j") and not is_predicate(lead[start : start + 2]))


def _whole_word(lead: str, start: int, end: int) -> int:
    """Back to the beginning of the word that a stripped letter belongs to: 新 of 新增就业, 其 of 其他支出."""
    whole = lead[:start].endswith(_words().openers)
    if 0 < start < end and not whole and HAN.match(lead, start - 1):
        first = tagged(lead[start - 1 : end])[0][0]
        return start - 1 if len(first) > 1 else start
    return start


def _without_verb(lead: str, start: int, end: int) -> int:
    """Where the noun begins; the verb stays where too little or only a general word would be left (阅读量, 送审金额)."""
    rest = lead[start + leading_verb(lead[start:end]) : end]
    if rest in TIMES or rest.endswith(ORGANS):
        return start  # 通关时间, 承诺时限; 移送司法机关12人
    if rest == "任务" and lead.startswith("完成", start):
        return start + len("完成")  # 完成[保供任务]8.3亿吨
    return end - len(rest) if len(rest) >= 2 and rest not in _words().generic else start


def _strip_tail(lead: str, end: int) -> int:
    words = _words()
    while True:
        match = words.tail.search(lead, max(0, end - 8), end)
        if match and match.end() == end and match.start() < end and not _is_word(lead[:end], match):
            end = match.start()
            continue
        closing = CLOSING.search(lead[:end])
        if closing and _short_bracket(lead, closing.start(), closing.start()):
            return end
        if closing and closing.start() > 0 and end - closing.start() < end:
            end = closing.start()
            continue
        return end


def _short_bracket(text: str, at: int, name: int) -> str:
    """The bracket behind a name of so many characters where it belongs to it: 乡（镇）, 资本性支出（基本建设）."""
    match = SHORT_BRACKETS[min(name, 6) - 1].match(text, at) if name else None
    return match.group() if match and not NO_NAME.match(match.group()) else ""


def _is_word(phrase: str, tail: regex.Match[str]) -> bool:
    """True where a one-letter tail is the second half of a verb of two (偿还), which is all there is."""
    rest = phrase[: tail.start()].strip(MASK + " ，、：")
    return len(tail.group()) == 1 and len(rest) == 1 and tail.group() not in "的了为是达至到由从：（(、， " + MASK


@cache
def _finite() -> regex.Pattern[str]:
    return regex.compile(lexicon.table("cues")["elliptic"]["finite"])


def is_told_of(place: Place) -> bool:
    """True for a figure that a verb goes on about: [2起]待结, [7个]获评示范镇."""
    return bool(_finite().match(place.after.lstrip()))


def behind(place: Place, dark: str) -> Range | None:
    """The noun phrase that follows a figure: [45个]老旧小区改造任务 -> 老旧小区."""
    after = STOP.split(place.after[: LONGEST_BEHIND + 4], 1)[0]
    skipped = len(after) - len(after.lstrip(" 的等"))
    phrase = after[skipped : skipped + LONGEST_BEHIND]
    if not phrase or phrase[0] in MASK or INSIDE.match(phrase) or REACHES.match(phrase) or is_told_of(place):
        return None
    if harm := HARM.match(phrase):  # 造成[2人]死亡、[1人]失踪
        return place.quantity.end + skipped, place.quantity.end + skipped + len(harm.group())
    at = noun_phrase(phrase, _is_counted(place))
    if not at or phrase[:at] in ("全部", "全面", "分别", "以上", "以下"):
        return None
    start = place.quantity.end + skipped
    end = start + len(phrase[:at].rstrip())
    return start, end + len(_short_bracket(dark, end, end - start))


def _is_counted(place: Place) -> bool:
    """True for the object of a verb in front of the figure, or of a list that goes on: 完成[219个]避灾点、[25处]避难场所."""
    return is_object(place.lead) or (place.lead.strip(" 、和及与") == "" and place.join == "、")
