"""The part of a name that says what is counted, and the words that part it from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from govreport_nlp import catalogue, lexicon, segmentation

_BRACKETS = regex.compile(r"[（(][^（）()]*[）)]|[“”\"《》\s·、，]")
_LEAST = 3  # characters that a name keeps: 案件数 without 数 is 案件


@cache
def _edges() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    before = lexicon.alternation(lexicon.words("alignment", "before"))
    behind = lexicon.alternation(lexicon.words("alignment", "behind"))
    least = rf"(?=.{{{_LEAST},}})"
    return regex.compile(rf"^(?:{before}{least})+"), regex.compile(rf"(?<=.{{{_LEAST},}}){behind}+$")


@cache
def core(name: str, places: Sequence[str] = ()) -> str:
    """A name without its place, without what was done and without 数, 总量: 全县共办理行政复议案件数 -> 行政复议案件."""
    bare = _BRACKETS.sub("", name)
    for place in places:
        if bare.startswith(place) and len(bare) - len(place) >= _LEAST:
            bare = bare[len(place) :]
    head, _, tail = bare.rpartition("的")  # 以我县行政机关为被告的行政诉讼案件
    if head and len(tail) > _LEAST:
        bare = tail
    before, behind = _edges()
    kept: str = behind.sub("", before.sub("", bare))
    return kept


_ACTING = regex.compile(r"(?:局|部门|法院|机关|中心|组织|委|办|站|热线)$")


@cache
def known_within(name: str) -> str | None:
    """The known indicator that a name ends or begins with, where the rest only says who did what: 区综合执法局|罚款, 编印|宣传册, 生产总值|跃.

    None where the rest is a kind (海洋|生产总值, 刑事|援助案件): that is another indicator.
    """
    for cut in range(1, len(name) - 1):
        found = catalogue.canonical(name[cut:])
        if found is not None and _is_act(name, 0, cut):
            return found.name
    for cut in range(len(name) - 1, _LEAST, -1):
        found = catalogue.canonical(name[:cut])
        if found is not None and _is_act(name, cut, len(name)):
            return found.name
    return None


def _is_act(name: str, start: int, end: int) -> bool:
    """True where these characters of a name are whole words that act: the last (in front) or all (behind) are verbs, adverbs or offices."""
    words, at = [], 0
    for word, flag in segmentation.tagged(name):
        if start <= at < end:
            if at + len(word) > end:
                return False
            words.append((word, flag))
        at += len(word)
    acting = [flag.startswith(("v", "d", "ad", "p")) and flag != "vn" for _, flag in words]
    if start:
        return all(acting)
    return bool(_ACTING.search(name[:end])) or bool(acting and acting[-1])


@cache
def marks(name: str) -> tuple[frozenset[str], ...]:
    """For each group of parting words those that the name holds; 进出口 holds neither 进口 nor 出口."""
    out = []
    for entry in lexicon.words_by_entry("alignment", "parting"):
        held, rest = set(), name
        for word in sorted(entry.split(), key=len, reverse=True):
            if word in rest:
                held.add(word)
                rest = rest.replace(word, "\0")
        out.append(frozenset(held))
    return tuple(out)
