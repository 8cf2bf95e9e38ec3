"""Nouns and verbs of short phrases, by the parts of speech of their words: where a noun phrase begins and ends."""

from __future__ import annotations

from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.segmentation import tagged

# parts of speech (ICTCLAS) of which nothing that is counted is made; ns, nr, nt, nz are names of places and persons
VERBAL = frozenset("v vn d p vd a ad c u ul t m r f i l ns nt nr nz".split())


def leading_verb(phrase: str) -> int:
    """How many characters of leading verbs stand before the noun: 建成绿道 -> 2, 失业人员再就业 -> 0."""
    at = 0
    words = tagged(phrase)
    for index, (word, flag) in enumerate(words[:-1]):
        rest = words[index + 1 :]
        if (
            len(word) < 4
            and word != "无"
            and flag in ("v", "d", "p", "vd", "c", "u", "ul", "uj", "vn")
            and any(tag[0] in "nj" or tag in ("vn", "l", "eng") for _, tag in rest)
        ):
            if flag == "c" and len(word) > 2:
                break  # 所有者权益
            if flag == "vn" and ((index and words[index - 1][1] != "v") or phrase[at + len(word) :].startswith("总")):
                break  # 旅游总收入
            at += len(word)
            if flag in ("vn",):
                break
            continue
        break
    return at


def behind_the_last_verb(phrase: str) -> int:
    """Where the last noun phrase of a long phrase begins: behind its last verb that leaves two characters or more."""
    at = best = 0
    for word, flag in tagged(phrase):
        at += len(word)
        if flag in ("v", "p", "d", "c") and len(phrase) - at >= 2:
            best = at
    return best


@cache
def _predicates() -> frozenset[str]:
    return frozenset(lexicon.words("cues", "predicates"))


# 防火、防汛等[应急物资], 发生各类[事故]: the noun that an open list or a distributive stands in front of
GATHERED = regex.compile(r".*(?:(?<=[^一二三四五六七八九中高优初同均]..|[”》])等(?![级次于待额价])|各[类项种级])(?=[^的、，]{2})")


def object_of(phrase: str, least: int) -> int:
    """Where the thing that is counted begins in a clause: 实验区共发生各类事故 -> 6, 市本级发行新增债券 -> 5, 登记失业率 -> 0.

    `least` is how many characters must be left to name it.
    """
    start = match.end() if (match := GATHERED.match(phrase)) and len(phrase) - match.end() >= least else 0
    at = 0
    words = tagged(phrase)
    for index, (word, flag) in enumerate(words):
        at += len(word)
        follows = words[index + 1][1] if index + 1 < len(words) else ""
        among = index and (word, flag) == ("中", "f") and words[index - 1][1] in ("n", "v", "vn", "l") and follows not in ("r", "d", "m")
        if among and len(phrase) - at >= 2 and phrase[at] not in "长短高低小":
            start = at  # 灌溉面积中滴灌, not 中长期贷款, 揭阳中石油
        if index and word in _predicates() and len(phrase) - at >= least and follows not in ("uj", "") and "）" not in phrase[at:]:
            start = max(start, at)
    return start + len(phrase[start:]) - len(phrase[start:].lstrip("了各 "))


def is_verbal(phrase: str) -> bool:
    """True where the phrase in front of a count is only what was done (完成, 聘请), not what is counted."""
    flags = [flag for _, flag in tagged(phrase)]
    return all(flag in VERBAL for flag in flags) or flags[-1] in ("v", "p", "d")


def is_nominal(phrase: str) -> bool:
    """True where a phrase begins with a noun, ends, and nobody acts in it: 城镇居民家庭人均可支配收入."""
    words = tagged(phrase)
    flags = [flag for _, flag in words]
    return flags[0][0] in "nj" and flags[-1] not in ("d", "p", "c", "uj", "ul", "f") and not any(word in _predicates() for word, _ in words)


def goes_on(phrase: str) -> bool:
    """True where a verb goes on behind a figure: 选派业务骨干3名到市局跟班."""
    return tagged(phrase)[0][1] in ("v", "p", "d")


def noun_phrase(phrase: str) -> int:
    """How long the noun phrase is that a phrase begins with; 0 where it begins with none."""
    at, noun = 0, False
    quote = phrase.find("”")
    words = tagged(phrase)
    for index, (word, flag) in enumerate(words):
        inside = at < quote
        # 政府投资项目, but 大棚建设任务 and 企业启动数字化改造 name the first noun
        middle = index == 1 and noun and flag == "vn" and words[2:] and words[2][1] == "n" and word not in {"建设", "启动", *_predicates()}
        if flag[0] in "nj" or flag in ("eng", "l", "s") or (flag in ("vn", "an") and not noun) or middle:
            noun = True
        elif (
            (noun and word in _predicates())
            or (not inside and noun and (word == "的" or flag in ("v", "vn", "d", "p", "c", "ul", "u", "r", "t", "m", "y", "f")))
            or (not inside and (flag in ("d", "p", "c", "ul", "r") or (flag == "v" and at)))
        ):
            break
        at += len(word)
    return at if noun else quote + 1 if phrase[:1] == "“" and at > quote > 1 else 0  # “掌上办”
