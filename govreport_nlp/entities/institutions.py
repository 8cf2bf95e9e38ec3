"""Public institutions behind a place or a level, and the branches of national bodies: 县图书馆, 国家税务总局云麓市税务局."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities.gazetteer import Certainty, gazetteer
from govreport_nlp.entities.spans import Mark, Words

LABEL = "ORG"
# What an institution is for may hold no function word and no number (县域内图书馆, 县有两所福利院)
_NOT_INSIDE = ("p", "c", "u", "d", "r", "m", "x", "t", "f", "y")
# 全县图书馆, 社区服务中心: a kind, not one
_COUNT = r"(?:\d+|[一二两三四五六七八九十]+)[余多]?[个家所座处]"  # 县养老服务中心3个
_LEVEL_BEFORE = r"(?<![各全两几数每某个该辖社园城乡镇村县市区省州级地旗我他本名多余\d])"
# 市双拥办 in front of a mark or of what an office does
_DESK = r"(?P<charge>\p{Han}{2,3})办(?=[、，。；：）]|牵头|印发|组织|会同|联合|统计|通报|负责|办公室)|[一二三四五六七八九十]中(?=[、，。；）和与等]|新|扩|迁)"
# Behind a national body the place is one, whether or not a list has it: 国家统计局|云麓|调查队
_BRANCH_SOMEWHERE = regex.compile(r"\p{Han}{2,4}?(?:税务局|税务分局|监管局|监管分局|调查总队|调查队|中心支行|分行|供电公司|分公司)")
# 市生态环境局|澜江|分局
_DIVISION = regex.compile(r"(?<=局)\p{Han}{2,3}分局|(?<=支队)\p{Han}{2,3}大队|(?<=总队)\p{Han}{2,3}支队|(?<=[协学商]会)\p{Han}{2,4}分会")
# 县公安局|森林警察大队, 县司法局|横溪司法所
_UNIT = regex.compile(r"(?<=[局厅])\p{Han}{2,6}?(?:支队|大队|中队|派出所|司法所|财政所|监管所|税务所)")
# 横溪|派出所: the name is a word that names a place or a person, or none
_POST = regex.compile("派出所|司法所|市场监管所|自然资源所|人民法庭|法庭")
# Behind a place whatever an office is charged with: 云麓市|住房保障和房产管理|局
_BUREAU = regex.compile(r"(?P<charge>\p{Han}{2,14}?)(?<![大格布结当邮时政僵残全终开定破危变])(?P<last>局)(?![势部面长里])")
_BRANCH = regex.compile(
    r"\p{Han}{0,6}?(?:税务局|税务分局|调查总队|调查队|监管局|监管分局|监督管理局|中心支行|分行|支行|营业管理部|分公司|供电公司|支公司|海关|管理局|办事处|专员办)"
)


@cache
def _institution() -> regex.Pattern[str]:
    last = lexicon.alternation(lexicon.words("organs", "institutions"))
    kinds = lexicon.alternation(lexicon.words("organs", "institution_kinds"))
    return regex.compile(
        rf"(?!{kinds})(?:(?P<charge>\p{{Han}}{{0,9}}?)(?<![的和与及等在为对有])(?P<last>{last})(?![级数率]|\p{{Han}}[数率]|{_COUNT})|{_DESK})"
    )


@cache
def _level() -> regex.Pattern[str]:
    return regex.compile(_LEVEL_BEFORE + lexicon.alternation(lexicon.words("organs", "levels")))


@cache
def _verbs() -> frozenset[str]:
    return frozenset((*lexicon.words("organs", "verbs_inside"), *lexicon.words("organs", "institution_verbs")))


def find(text: str, words: Words, places: Sequence[Mark]) -> Iterator[Mark]:
    """The institutions; `places` are the chains of place names in the text."""
    for place in places:
        if match := _serving(text, place.end, words) or _bureau(text, place.end, words):
            yield Mark(place.start, match.end(), LABEL)
    for level in _level().finditer(text):
        begins = level.start() in words.edges and not words.flag_before(level.start()).startswith(("n", "j"))
        if level.group() == "街道" and text.startswith("办事处", level.end()):  # a kind
            continue
        if begins and (match := _serving(text, level.end(), words)):
            yield Mark(level.start(), match.end(), LABEL)


def posts(text: str, words: Words) -> Iterator[Mark]:
    """Posts by their own name: 横溪派出所."""
    for match in _POST.finditer(text):
        before = words.before(match.start(), 2)
        if before and before[-1][1] == match.start() and match.end() in words.edges:
            start, end, flag = before[-1]
            named = flag in ("ns", "nr", "nrt", "nz") and 1 < end - start < 4 and not _kind(text, start) and not _everyday(text[start:end])
            if named and words.flag_before(start).startswith(("x", "v", "p", "c")):
                yield Mark(start, match.end(), LABEL)


def _everyday(word: str) -> bool:
    """True for 新建|派出所, though there is a district of that name."""
    return word in lexicon.words("organs", "not_inside") or gazetteer().names.get(word) is Certainty.EVERYDAY


def branches(text: str, words: Words, bodies: Sequence[Mark], places: Sequence[Mark]) -> Iterator[Mark]:
    """A national body together with the place and the branch behind it, for each of the `bodies` that a place follows."""
    begins = {place.start: place for place in places}
    for body in bodies:
        place = begins.get(body.end)
        national = text.startswith(("国家", "中国", "国网"), body.start)
        branch = (
            (_BRANCH.match(text, place.end) if place else None)
            or (_BRANCH_SOMEWHERE.match(text, body.end) if national else None)
            or _DIVISION.match(text, body.end)
            or _unit(text, body.end, words)
        )
        if branch:
            yield Mark(body.start, branch.end(), LABEL)


def _unit(text: str, at: int, words: Words) -> regex.Match[str] | None:
    """A unit behind its organ, with no verb between them (县公安局联合交警大队 are two)."""
    match = _UNIT.match(text, at)
    plain = match and all(_may_charge(text[begin:end], flag, begin == at) for begin, end, flag in words.between(at, match.end()))
    return match if plain else None


def _serving(text: str, at: int, words: Words) -> regex.Match[str] | None:
    """What an institution is for and its last word, at a place; None for a kind of institution."""
    match = _institution().match(text, at)
    if match is None:
        return None
    # jieba joins 县融|媒体 and 市图|书馆
    if at not in words.edges and (match["charge"] or len(match.group()) < 3):
        return None
    charge = words.between(at, match.end("charge")) if match["charge"] else ()
    inside = all(_may_charge(text[begin:end], flag, begin == at) for begin, end, flag in charge)
    return match if inside else None


def _bureau(text: str, at: int, words: Words) -> regex.Match[str] | None:
    match = _BUREAU.match(text, at)
    if match is None or at not in words.edges:
        return None
    charge = [(text[begin:end], flag) for begin, end, flag in words.between(at, match.end("charge"))]
    joined = all(word in "和与及" or _may_charge(word, flag, word == charge[0][0]) for word, flag in charge)
    return match if joined and charge[0][0] not in "和与及" and not _kind(text, at) else None


def _kind(text: str, at: int) -> bool:
    return any(text.startswith(kind, at) for kind in lexicon.words("organs", "institution_kinds"))


def _may_charge(word: str, flag: str, first: bool) -> bool:
    """False for a word that no name of an institution holds; 建设 stands inside of one, but begins none (黄山市建设研究院)."""
    if flag == "v":
        return word in _verbs() and not (first and word not in lexicon.words("organs", "institution_verbs"))
    return not flag.startswith(_NOT_INSIDE) and word != "国家"
