"""Companies that no list has, told by the list that they stand in: 博泰机械、强力水泥等8家企业, 远景、明阳等一批企业."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities.spans import Mark, Words

LABEL = "ORG"
_KINDS = "企业|公司|集团|外企|央企|国企|车企|药企|乳企|民企"
_QUALITIES = "重点|龙头|骨干|知名|大型|国有|区属|省属|市属|县属|地方|优势|优秀|头部|工业|传统|链主|生产|加工|全球|国内|著名|上市|民营|外资"
_LISTED = regex.compile(rf"等(?:[一多两几]批|大批|[多数]?\d*[余多]?[家户个])?(?:{_QUALITIES})*(?:{_KINDS})(?!\p{{Han}}?[数率])")
_LIST = regex.compile(r"[\p{Han}A-Za-z·]+(?:、[\p{Han}A-Za-z·]{2,8})*(?:(?<=[、\p{Han}A-Za-z])(?:和|与)[\p{Han}A-Za-z·]{2,8})?$")
_REACH = 80  # characters in front of 等
_PROPER = ("nz", "nr", "nt", "eng", "x")
_LONGEST = 8
# What a name does not begin with
_NOT_FIRST = ("p", "c", "u", "d", "r", "m", "v", "t", "x", "f")


def find(text: str, words: Words, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The companies; `marks` are the names that were found without these lists."""
    found: list[Mark] = []
    for match in _LISTED.finditer(text):
        items = tuple(_items(text, match.start(), words))
        if len(items) > 1 and any(_certain(text, item, words, marks) for item in items):
            named = (_without_place(text, item, words, marks) for item in items if not _is_common(text, item, words, marks))
            found += [item for item in named if item.end - item.start > 1]
    return tuple(found)


def _items(text: str, end: int, words: Words) -> Iterator[Mark]:
    """What is listed in front of 等, the first begins behind a verb, a preposition or a mark."""
    named = _LIST.search(text, max(0, end - _REACH), end)
    if named is None:
        return
    start = named.start()
    parts = [(start + part.start(), start + part.end()) for part in regex.finditer(r"[^、]+", named.group())]
    low, high = parts[-1]
    joint = next((at for at in range(low + 2, high - 2) if text[at] in "和与" and words.whole(at, at + 1)), None)
    if joint is not None:  # 海乳与蒙西煤矿
        parts[-1:] = [(low, joint), (joint + 1, high)]
    yield Mark(_beginning(*parts[0], words), parts[0][1], LABEL)
    yield from (Mark(low, high, LABEL) for low, high in parts[1:])


def _beginning(low: int, high: int, words: Words) -> int:
    start = high
    for begin, end, flag in reversed(words.between(low, high)):
        if begin < low or end > high or high - begin > _LONGEST or flag.startswith(_NOT_FIRST):
            break
        start = begin
    return start


def _certain(text: str, item: Mark, words: Words, marks: Sequence[Mark]) -> bool:
    """True for a name of an organisation, a name with a line of business, or a word that is no common one."""
    if any(mark.label == LABEL and item.start <= mark.start and mark.end <= item.end for mark in marks):
        return True
    return bool(_trade().search(text, item.start, item.end)) or any(
        flag.startswith(_PROPER) and item.start <= begin and end <= item.end and end - begin > 1
        for begin, end, flag in words.between(item.start, item.end)
    )


@cache
def _trade() -> regex.Pattern[str]:
    return regex.compile(rf"(?<=\p{{Han}}{{2}}){lexicon.alternation(lexicon.words('organs', 'trades'))}$")


def _is_common(text: str, item: Mark, words: Words, marks: Sequence[Mark]) -> bool:
    """True for several common words: 熟料生产线."""
    flags = [flag for begin, _, flag in words.between(item.start, item.end) if begin >= item.start]
    return len(flags) > 1 and all(flag in ("n", "vn", "b", "a") for flag in flags) and not _certain(text, item, words, marks)


def _without_place(text: str, item: Mark, words: Words, marks: Sequence[Mark]) -> Mark:
    """美国|莱卡; the place belongs to the name of 郑州合晶科技, 蒙西煤矿 and 中国通用."""
    place = next((mark for mark in marks if mark.label == "GPE" and mark.start == item.start and mark.end < item.end - 1), None)
    if place is None or text[place.start : place.end] == "中国" or _trade().search(text, item.start, item.end):
        return item
    common = all(flag == "n" for begin, end, flag in words.between(place.end, item.end) if begin >= place.end)
    return item if common else Mark(place.end, item.end, LABEL)
