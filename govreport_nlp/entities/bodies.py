"""Companies, schools, hospitals, institutes: by their last word, or because everybody knows the name.

The beginning of the name is sought backwards, word by word, to the first that cannot be part of a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities.spans import Mark, Words, marked

LABEL = "ORG"
_LONGEST = 24
# Parts of speech that a name may hold; l, i, j: fixed phrases and abbreviations; vn, v only inside
_INSIDE = ("n", "j", "l", "i", "a", "b", "z", "eng", "x", "vn", "s", "f", "g", "k", "h", "t")
_BRANCH = regex.compile(r"\p{Han}{0,6}?(?<![的和与及等])(?:基地|分院|分中心|院区|校区|研究院|分公司|代表处|创新平台)")
_BRANCH_TOWARDS = regex.compile(
    r"(?:[东西南北华中]{1,2})(?:创新|试验|科研)?(?:基地|分院|分中心)|(?<=医院)\p{Han}{2,3}院区|(?<=大学)\p{Han}{2,3}校区"
)
_LINKED = regex.compile(r"\p{Han}{2,6}与\p{Han}{2,6}?(?:研究院|研究所|实验室|学院|创新中心)")
# 大润发超市, 伊利、金锣等一批畜产品品牌: a shop, goods
_GOODS = regex.compile(
    r"超市|商城|商场|广场|酒店|\p{Han}{0,4}(?:、\p{Han}{2,6}){0,8}(?:和\p{Han}{2,6})?等\p{Han}{0,10}?(?:品牌|大模型|车型)"
)
# 锦州|石化, not 浙江石化产业
_REFINERY = regex.compile("石化(?!产业|行业|工业|基地|园区|产业园|集群|企业|化工|新材料|项目|、|和|及)")
# 中国 alone tells little (中国企业), but begins the names of these
_NATIONAL = ("科学院", "研究院", "研究所", "协会", "学会", "总会", "基金会", "总公司")
_OWNED = ("国属", "省属", "市属", "县属", "区属", "州属")
_BODY_INSIDE = regex.compile("[局委院校厅]|大学|公司|集团|银行|中心|企业|支持|推动|建设")


@cache
def _last_words() -> regex.Pattern[str]:
    return regex.compile(
        lexicon.alternation(lexicon.words("organs", "bodies"))
        + r"(?:有限公司|分院|分行|支行|分公司|(?<=领导小组|委员会|指挥部|组委会)办公室)?(?![们级长化型制士企校业产性门部章]|生(?![猪产态活])|\p{Han}?(?:数|率))"
    )


@cache
def _common() -> frozenset[str]:
    return frozenset(lexicon.words("organs", "common"))


@cache
def _stops() -> frozenset[str]:
    return frozenset(lexicon.words("organs", "not_inside"))


@cache
def _verbs_inside() -> frozenset[str]:
    return frozenset(lexicon.words("organs", "verbs_inside"))


@cache
def _only_common() -> regex.Pattern[str]:
    return regex.compile(lexicon.alternation(_common()) + "+")


@cache
def _telling() -> tuple[str, ...]:
    return lexicon.words("organs", "telling")


@cache
def _traded() -> regex.Pattern[str]:
    return regex.compile(lexicon.alternation(lexicon.words("organs", "trades")) + r"(?:集团|公司)?(?!发电)")


@cache
def _brands() -> regex.Pattern[str]:
    return regex.compile(
        lexicon.alternation(lexicon.words("organs", "brands"))
        + rf"(?:集团|公司|{lexicon.alternation(lexicon.words('organs', 'trades'))}|燃气|汽车)?(?:集团|公司)?"
        + r"|大唐(?=\d|发电|煤电|热电|风电|光伏|电厂|源网荷储|露天)"  # also a dynasty
    )


def find(text: str, words: Words, places: Sequence[Mark]) -> tuple[Mark, ...]:
    """The bodies; `places` are the chains of place names in the text."""
    ends = {place.end: place for place in places}
    starts = frozenset(place.start for place in places)
    begins = {place.start: place for place in places}
    named = (_branched(text, mark, begins) for match in _last_words().finditer(text) if (mark := _named(text, match, words, ends, starts)))
    brands = (match for match in _brands().finditer(text) if words.whole(*match.span()) or len(match.group()) > 3)
    known = (marked(match, LABEL) for match in brands if not _GOODS.match(text, match.end()))
    linked = (Mark(place.start, match.end(), LABEL) for place in places if (match := _LINKED.match(text, place.end)) and _one_body(match))
    local = (*((place.start, place.end) for place in places), *((begin, end) for begin, end, flag in words.tokens if flag == "ns"))
    refineries = (Mark(begin, end + 2, LABEL) for begin, end in local if _REFINERY.match(text, end) and text[begin] != "中")
    return (*named, *known, *linked, *refineries, *_trading(text, words, ends))


def _one_body(match: regex.Match[str]) -> bool:
    """True for 重庆|信息与智慧医学研究院, not for 浙江|大学与西湖实验室."""
    return not _BODY_INSIDE.search(match.group()[:-3])


def _branched(text: str, mark: Mark, begins: dict[int, Mark]) -> Mark:
    """With the branch that is named behind it: 怀柔实验室|新疆基地, 崖州湾国家实验室|西北创新基地."""
    place = begins.get(mark.end)
    branch = _BRANCH.match(text, place.end) if place else _BRANCH_TOWARDS.match(text, mark.end)
    return Mark(mark.start, branch.end(), LABEL) if branch else mark


def _named(text: str, match: regex.Match[str], words: Words, places: dict[int, Mark], starts: frozenset[int]) -> Mark | None:
    """The name that ends in this last word; None where it is of a kind only (上市公司, 社区卫生服务中心)."""
    start, proper = match.start(), False
    for begin, end, flag in reversed(words.before(match.start())):
        if end > start:
            if begin < start and end <= match.end():  # jieba's word reaches into the last word: 总|医院 of 油田|总医院
                start, proper = begin, proper or flag in ("nt", "nz") or begin in starts
            continue
        if end < start or match.end() - begin > _LONGEST or _ends_a_company(text[end - 4 : end], match.group()):
            break
        if end in places:
            start, proper = places[end].start, True
        elif flag == "nr" and _joined(text[begin:end]):  # 华能|和双良|公司
            start, proper = begin + 1, True
            break
        elif _may_belong(text[begin:end], flag) or (end == match.start() and _developing(text[begin : match.end()])):
            national = text[begin:end] == "中国" and match.group().endswith(_NATIONAL) and match.start() - end > 1
            start, proper = begin, proper or national or _proper(text[begin:end], flag)
        else:
            break
    start = _trimmed(text, start, words, match.start())
    core = text[start : match.start()]
    telling = match.group().endswith(_telling()) and len(core) >= (2 if match.group().endswith(("公司", "集团")) else 4)
    return Mark(start, match.end(), LABEL) if core and (proper or telling) and not _only_common().fullmatch(core) else None


def _ends_a_company(before: str, last: str) -> bool:
    """True where another company's name ends (排水有限公司|委托滁州会计师事务所); a branch goes on behind it."""
    return before.endswith(("有限公司", "责任公司")) and not last.endswith(("分公司", "支公司", "研究院", "研究所"))


def _developing(word: str) -> bool:
    """The end of 陕西农业发展集团; 发展 begins no other name's last words (支持发展指挥部)."""
    return word.startswith(("发展集团", "发展联盟"))


def _joined(word: str) -> bool:
    """A made-up name that jieba takes for a person's because of the word in front of it: 和双良."""
    return len(word) == 3 and word[0] in "和与及"


def _may_belong(word: str, flag: str) -> bool:
    if regex.fullmatch("第[一二三四五六七八九十]|附属", word):
        return True
    if word in _stops() or not regex.fullmatch(r"[\p{Han}A-Za-z（）()·]+", word):
        return False
    return flag.startswith(_INSIDE) or word in _verbs_inside()


def _proper(word: str, flag: str) -> bool:
    """A word that names one: a place, a person, a brand; none of the words that every company's kind has."""
    return word not in _common() and flag.startswith(("ns", "nr", "nz", "nt", "j", "eng", "x")) and len(word) > 1


def _trimmed(text: str, start: int, words: Words, end: int) -> int:
    """Without the common words in front of the proper one: 国家级 重点 企业 华大公司."""
    for begin, stop, _ in words.after(start):
        if begin >= end or text[begin:stop] not in ("等", "企业", "家", "级", "重点", "龙头", "骨干", "上市", "央企", "国企", *_OWNED):
            return max(begin, start) if begin < end else start
    return start


def _trading(text: str, words: Words, places: dict[int, Mark]) -> Iterator[Mark]:
    """恒力重工, 嘉兴|斯达|微电子: a word that no dictionary has, then a line of business; both alone between marks, verbs or behind a place."""
    for at, (start, end, flag) in enumerate(words.tokens[:-1]):
        if not _invented(text[start:end], flag):
            continue
        match = _traded().match(text, end)
        before = words.tokens[at - 1] if at else (0, 0, "x")
        if match is None or match.end() not in words.edges:
            continue
        if start in places:
            yield Mark(places[start].start, match.end(), LABEL)
        elif before[2] in ("x", "v", "p", "c", "ns") or not text[before[0] : before[1]].strip():
            yield Mark(start, match.end(), LABEL)


def _invented(word: str, flag: str) -> bool:
    """A word that looks like a made-up name: 恒力, 融科."""
    unknown = flag in ("nr", "nz", "nrt", "nrfg", "x", "nt") and word not in _stops() and word not in _common()
    return unknown and 2 <= len(word) <= 3 and regex.fullmatch(r"\p{Han}+(?<![城区园县市镇])", word) is not None
