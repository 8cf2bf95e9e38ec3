"""Companies that no list has, told by what they make: 邵阳|邵虹|基板玻璃, 赛盛|新材料, 安意法|8英寸晶圆.

A word that no dictionary has, at the beginning of an item of a sentence about projects, in front of a product or a capacity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities.gazetteer import gazetteer
from govreport_nlp.entities.spans import Mark, Words
from govreport_nlp.segmentation import dictionary

LABEL = "ORG"
_SENTENCE = regex.compile(r"[^。；！？\n]+")
_PROJECTS = regex.compile("项目|投产|开工|量产|竣工|生产线|产线|达产|满产|扩产|投用|基地")
_NAME = regex.compile(r"\p{Han}{2,4}")
_CAPACITY = regex.compile(r"\d+(?:\.\d+)?\+?(?:英寸|万吨|万千瓦|万片|亿片|万台|万辆|亿只|万套|GWh|吉瓦时|吉瓦|兆瓦|GW)")
_MARKS = ("", *"、，：；。！？“\n")
# Cities that share an industry: 宝汉天|工业母机、榆鄂宁现代煤化工集群
_CLUSTER = regex.compile(r"[^，]{0,24}?(?:集群|产业带|走廊|\d个国家)")
# A dictionary does not have these either: 煤制|烯烃, 准东|煤制气, 鲁苏|互济
_NO_NAME = regex.compile(
    "[煤油气电车级制性型化产类县市区镇乡村港河江湖海山岛桥线路段园城矿腔膜晶]$|^(?:算力|具身|脑机|量子|算电|车规)|^[一二三四五六七八九十两首新扩改建投全多高超煤油电]"
)


@cache
def _product() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:高端|新型|先进|智能|绿色|高性能|高纯|超高纯|特种|高温|年产)?" + lexicon.alternation(lexicon.words("organs", "products"))
    )


def find(text: str, words: Words, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The companies; `marks` are the names that were found otherwise."""
    places = {mark.end for mark in marks if mark.label == "GPE"}
    for sentence in _SENTENCE.finditer(text):
        if _PROJECTS.search(sentence.group()):
            yield from _of_sentence(text, sentence, words, places)


def _of_sentence(text: str, sentence: regex.Match[str], words: Words, places: set[int]) -> Iterator[Mark]:
    tokens = words.between(sentence.start(), sentence.end())
    for at in range(len(tokens) - 1):
        start, end, _ = tokens[at]
        if start < sentence.start() or not _unknown(text[start:end]) or not _begins(text, tokens, at, places):
            continue
        stop = _grown(text, tokens, at)
        clustered = _CLUSTER.match(text, stop, sentence.end())
        if not clustered and (_product().match(text, stop) or _CAPACITY.match(text, stop)):
            yield Mark(start, stop, LABEL)


def _unknown(word: str) -> bool:
    """A word that neither the dictionary nor the list of places has."""
    return (
        _NAME.fullmatch(word) is not None and not dictionary.is_word(word) and word not in gazetteer().names and not _NO_NAME.search(word)
    )


def _begins(text: str, tokens: Sequence[tuple[int, int, str]], at: int, places: set[int]) -> bool:
    """True at the beginning, behind a mark, a place, or a verb that begins its clause: 、|赛盛, 邵阳|邵虹, ，推进|荣盛."""
    start = tokens[at][0]
    if text[max(0, start - 1) : start] in _MARKS or start in places:
        return True
    low, _, flag = tokens[at - 1] if at else (start, start, "x")
    return flag.startswith("v") and text[max(0, low - 1) : low] in _MARKS


def _grown(text: str, tokens: Sequence[tuple[int, int, str]], at: int) -> int:
    """Where the name ends; jieba may part it: 华锦|阿美, 安意|法|8英寸."""
    end = tokens[at][1]
    begin, stop, flag = tokens[at + 1]
    short = stop - begin == 1 and text[stop : stop + 1].isdigit() and flag not in ("x", "m", "p", "c", "u", "v")
    foreign = (
        stop - begin == 2
        and flag in ("ns", "nr", "nrt", "nz")
        and text[begin:stop] not in gazetteer().names
        and text[begin] not in "东西南北中"
    )
    return stop if (short or foreign) and not _product().match(text, begin) else end
