"""Administrative units and named regions, by their names: what can be told without a model.

Kept out, as the annotation guide asks: 全省, 我县; roads, airports, mountains and projects that carry a place's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities.gazetteer import Certainty, gazetteer
from govreport_nlp.entities.spans import Mark, Words, marked

LABEL = "GPE"
# A last word that goes on: 合作市|场, 开封县|域
_GOES_ON = regex.compile(r"(?<=市)(?:[场民值面容价况]|政(?![府协]))|(?<=县)[域级]|(?<=区)[域间位块别划]|(?<=旗)[帜舰下]|(?<=省)会(?!议)")
# 数字重庆, 书香大庆: a slogan, no place
_KIND_OF = regex.compile("同胞|籍|省会")
_SLOGAN = regex.compile(r"(?:数字|书香|技能|平安|法治|信用|健康|智慧|质量|品质|活力|美丽|好品|好人)$")
# 沈阳桃仙国际机场, 兰州中川机场
_FACILITY = regex.compile(r"\p{Han}{0,4}?(?<![至到和与、])(?:国际机场|机场|高铁|铁路|高速公路|高速|国道|大桥|大道|水库|高原|平原|盆地|海峡)")
_TOWN_AFTER = r"(?![村镇办政党委级上下域土居亲容愁间贤企风]|人民|综合|企业|敬老|建设|经济|社区|干部|\p{Han}{0,3}(?:振兴|改造))"
_TOWN_LAST = regex.compile(rf"(?:镇|乡|街道){_TOWN_AFTER}")
_TOWN = regex.compile(rf"""
    (?<=[、，。；：在和与到从\n的]|^)
    (?!促进|开展|推进|实施|推动|深化|组织|加快|完成|支持|鼓励|建设|打造|创建|培育|提升|强化|主要|部分|所有|各|全|本)
    \p{{Han}}{{2,3}}? (?<![各全本个乡城重村小古该此等老跨特强美新建推返下入县集名大])(?:镇|乡|街道) {_TOWN_AFTER}""", regex.VERBOSE)
_CHINA = regex.compile(r"(?<!新时代|美丽|健康|数字|平安|法治|“)中国(?!式|特色|共产党|梦|人民|气派|风格|制造|方案|智慧|力量|精神|企业|品牌|好|民主|农民|\p{Han}{1,6}(?:院|会|局|公司|行|集团|联|委|大学))")


def find(text: str, words: Words, named: Sequence[Mark]) -> tuple[Mark, ...]:
    """The places; `named` are the chains of names in the text."""
    kept = (_zoned(text, mark) for mark in named if not _of_another_name(text, mark))
    china = (marked(match, LABEL) for match in _CHINA.finditer(text))
    return (*kept, *_towns(text, words), *_single(text), *china)


def chains(text: str, words: Words) -> tuple[Mark, ...]:
    """Names of places, however they are used (甘肃 of 甘肃银行 too).

    Names that follow each other without a mark make one, the larger unit first: 内蒙古锡林郭勒盟正蓝旗.
    """
    out: list[Mark] = []
    for name in _listed(text, tuple(_names(text, words))):
        if out and out[-1].end == name.start:
            out[-1] = Mark(out[-1].start, name.end, LABEL)
        else:
            out.append(name)
    return tuple(out)


def _names(text: str, words: Words) -> Iterator[tuple[Mark, Certainty]]:
    known = gazetteer()
    at = 0
    while at < len(text):
        for size in known.sizes.get(text[at : at + 2], ()):
            certainty = known.names.get(text[at : at + size])
            if certainty and _stands(text, at, at + size, certainty, words):
                yield Mark(at, at + size, LABEL), certainty
                at += size - 1
                break
        at += 1


def _stands(text: str, start: int, end: int, certainty: Certainty, words: Words) -> bool:
    if certainty is Certainty.FULL:
        # 罗浮山|县 holds no 浮山县
        return not _GOES_ON.match(text, end) and (start in words.edges or end - start > 3)
    if words.surname_before(start):  # 林|建平
        return False
    # a name of three characters or more that jieba does not know may be cut by it (积石山)
    # 台湾|同胞 is one word for jieba
    joined = start in words.edges and _KIND_OF.match(text, end)
    return bool(joined) or words.whole(start, end) or (end - start > 2 and certainty is Certainty.SHORT and not _GOES_ON.match(text, end))


def _listed(text: str, names: Sequence[tuple[Mark, Certainty]]) -> Iterator[Mark]:
    """Everyday words are places only beside one in a list: 安定、通渭."""
    sure = {mark.start for mark, certainty in names if certainty is not Certainty.EVERYDAY}
    ends = {mark.end: mark.start for mark, _ in names}
    for mark, certainty in names:
        if certainty is not Certainty.EVERYDAY or _beside(text, mark, sure, ends):
            yield mark


def _beside(text: str, mark: Mark, sure: set[int], ends: dict[int, int]) -> bool:
    after = text[mark.end : mark.end + 1] == "、" and mark.end + 1 in sure
    before = text[mark.start - 1 : mark.start] == "、" and ends.get(mark.start - 1) in sure
    clean = text[mark.end : mark.end + 1] in tuple("、，。；和与及等")
    return clean and (after or before)


def _of_another_name(text: str, mark: Mark) -> bool:
    """“甘肃速度”, 数字重庆, 甘肃段, 长沙机场."""
    return bool(_SLOGAN.search(text[max(0, mark.start - 2) : mark.start]) or _not_before().match(text, mark.end) or _FACILITY.match(text, mark.end))


@cache
def _not_before() -> regex.Pattern[str]:
    return regex.compile(lexicon.alternation(lexicon.words("places", "not_before")))


@cache
def _zones() -> regex.Pattern[str]:
    zones = lexicon.alternation(lexicon.words("places", "zones"))
    return regex.compile(rf"(?:国家级?|国际|国家自主创新)?(?:{zones})+|\p{{Han}}{{1,3}}(?<![的和与等建省市县新、])(?:高新区|经开区|科学城|科技城|综保区|新区)")


def _zoned(text: str, mark: Mark) -> Mark:
    """长沙高新区, 沈阳浑南科技城, 南海|乡."""
    zone = _zones().match(text, mark.end) or _TOWN_LAST.match(text, mark.end)
    return Mark(mark.start, zone.end(), LABEL) if zone else mark


def _towns(text: str, words: Words) -> Iterator[Mark]:
    """Towns by their last word: 奋斗镇, 南海乡, 建设街道; jieba must see the end of a word there."""
    for match in _TOWN.finditer(text):
        if words.whole(*match.span()):
            yield marked(match, LABEL)


@cache
def _singles() -> regex.Pattern[str]:
    sure, doubtful = ("".join(lexicon.words("places", key)) for key in ("single", "single_doubtful"))
    plain = "就业|高校|院士|青年|人才|两院|央企|企业|工作|创业|落户|旅游|游客|消费|投资|单位|部队|人民|留|来|[，。；、）”]"
    return regex.compile(rf"(?<=[留来在驻住赴离返回援])(?:[{sure}](?![剧菜商])|[{doubtful}](?={plain}))")


def _single(text: str) -> Iterator[Mark]:
    """留渝来渝, 住鲁两院院士."""
    for match in _singles().finditer(text):
        yield marked(match, LABEL)
