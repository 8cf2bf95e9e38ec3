"""Nouns and verbs of short phrases, by the parts of speech of their words: where a noun phrase begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.segmentation import tagged

# parts of speech (ICTCLAS) of which nothing that is counted is made; ns, nr, nt, nz are names of places and persons
VERBAL = frozenset("v vn d p vd a ad c u ul t m r f i l ns nt nr nz".split())
NEGATED = regex.compile(r"无|非|不(?!含|包括|计)")


@cache
def _speech() -> dict[str, str]:
    """Words whose part of speech the dictionary does not give as this genre uses them: 举措 is no verb, 全面 and 落地 are no nouns."""
    return {word: flag for flag, listed in lexicon.table("cues")["speech"].items() for word in lexicon.words_of(listed, "cues", "speech")}


def _tagged(phrase: str) -> list[tuple[str, str]]:
    """The words of a phrase with their parts of speech as reports use them."""
    own = _speech()
    return [(word, own.get(word, flag)) for word, flag in tagged(phrase)]


def leading_verb(phrase: str) -> int:
    """How many characters of leading verbs stand before the noun: 建成绿道 -> 2, 失业人员再就业 -> 0."""
    at = 0
    words = _tagged(phrase)
    for index, (word, flag) in enumerate(words[:-1]):
        rest = words[index + 1 :]
        if (
            len(word) < 4
            and not NEGATED.match(word)
            and len(phrase) - at - len(word) >= 2  # 完成[营造林]
            and not (flag == "p" and phrase.find("、") == at + len(word) + 1)  # 同城、异地
            and words[index + 1][0] != "、"  # 扶贫、教育类信息
            and flag in ("v", "d", "p", "vd", "c", "u", "ul", "uj", "vn")
            and any(tag[0] in "nj" or tag in ("vn", "l", "eng") for _, tag in rest)
        ):
            if flag == "c" and len(word) > 2:
                break  # 所有者权益
            if words[index + 1][0] in ("和", "及", "与") and words[index + 2 : index + 3] and words[index + 2][1][0] == "n":
                return 0  # 结转和结余
            follows = words[index + 1]
            if flag == "vn" and ((index and words[index - 1][1] != "v") or follows[1] == "vn" or follows[0].startswith("总")):
                break  # 应急管理类信息, 旅游总收入
            at += len(word)
            if flag in ("vn",):
                break
            continue
        break
    return at


def behind_the_last_verb(phrase: str) -> int:
    """Where the last noun phrase of a long phrase begins: behind its last verb that leaves two characters or more."""
    at = best = 0
    for word, flag in _tagged(phrase):
        at += len(word)
        if flag in ("v", "p", "d", "c") and len(phrase) - at >= 2:
            best = at
    return best


@cache
def _listed(key: str) -> frozenset[str]:
    """The words of one list of lexicon/cues.toml."""
    return frozenset(lexicon.words("cues", key))


def is_predicate(word: str) -> bool:
    """True for a verb between who acts and what is counted (lexicon/cues.toml, predicates)."""
    return word in _listed("predicates")


# 防火、防汛等[应急物资], 发生各类[事故]: the noun that an open list or a distributive stands in front of
GATHERED = regex.compile(
    r".*(?:(?<=[^一二三四五六七八九中高优初同均]..|[”》])等(?![级次于待额价])|各[类项种级]|(?<=[省市县乡镇村旗州区家央])[两三四五]级)(?=[^的、，]{2})"
)


def object_of(phrase: str, least: int) -> int:
    """Where the thing that is counted begins in a clause: 实验区共发生各类事故 -> 6, 市本级发行新增债券 -> 5, 登记失业率 -> 0.

    `least` is how many characters must be left to name it.
    """
    start = match.end() if (match := GATHERED.match(phrase)) and len(phrase) - match.end() >= least else 0
    start = max(start, _behind_the_actor(phrase, least))
    at = 0
    words = _tagged(phrase)
    for index, (word, flag) in enumerate(words):
        at += len(word)
        follows = words[index + 1][1] if index + 1 < len(words) else ""
        among = index and (word, flag) == ("中", "f") and words[index - 1][1] in ("n", "v", "vn", "l") and follows not in ("r", "d", "m")
        if among and len(phrase) - at >= 2 and phrase[at] not in "长短高低小":
            start = at  # 灌溉面积中滴灌, not 中长期贷款, 揭阳中石油
        if index and is_predicate(word) and len(phrase) - at >= least and follows not in ("uj", "") and "）" not in phrase[at:]:
            start = max(start, at)
    return start + len(phrase[start:]) - len(phrase[start:].lstrip("了各 "))


@cache
def _actors() -> regex.Pattern[str]:
    return regex.compile(rf".*(?:{lexicon.table('cues')['elliptic']['actor']})(?:共|已|均|主动|依法|累计|全年)*(?=..)")


def _behind_the_actor(phrase: str, least: int) -> int:
    """Where the object begins of what somebody does: 派出所调处[矛盾纠纷], 公安机关[立案]; 0 where nobody acts."""
    actor = _actors().match(phrase)
    if actor is None or len(phrase) - actor.end() < least:
        return 0
    deed = phrase[actor.end() :]
    word, flag = _tagged(deed)[0]
    if (flag != "v" and not is_predicate(word) and word != "立案") or word in ("提案", "建议", "使用"):
        return 0
    told = leading_verb(deed)
    return int(actor.end()) + (told if len(deed) - told >= least else 0)


def is_verbal(phrase: str) -> bool:
    """True where the phrase in front of a count is only what was done (完成, 聘请), not what is counted."""
    flags = [flag for _, flag in _tagged(phrase)]
    return all(flag in VERBAL for flag in flags) or flags[-1] in ("v", "p", "d")


def names_nothing(phrase: str) -> bool:
    """True for adverbs and conjunctions alone: 虽然, 就只."""
    return all(flag in ("c", "p", "ul") or (flag == "d" and len(word) == 1) for word, flag in _tagged(phrase))


def is_nominal(phrase: str) -> bool:
    """True where a phrase begins with a noun, ends, and nobody acts in it: 城镇居民家庭人均可支配收入."""
    words = _tagged(phrase)
    flags = [flag for _, flag in words]
    return flags[0][0] in "nj" and flags[-1] not in ("d", "p", "c", "uj", "ul", "f") and not any(is_predicate(word) for word, _ in words)


def goes_on(phrase: str) -> bool:
    """True where a verb goes on behind a figure: 选派业务骨干3名到市局跟班."""
    return _tagged(phrase)[0][1] in ("v", "p", "d")


def is_object(lead: str, verbs: Sequence[str] = ("v", "vn")) -> bool:
    """True where the words in front of a figure end with a verb whose object is counted: 组建[5支], not 引导[3621家]."""
    words = _tagged(lead) if lead else []
    return bool(words) and words[-1][1] in verbs and words[-1][0] not in _listed("pivots")


def noun_phrase(phrase: str, counted: bool = False) -> int:
    """How long the noun phrase is that a phrase begins with; 0 where it begins with none.

    What is `counted` by a verb in front of the figure goes on over verbs to its head: 组建[5支]半专业化扑火队伍.
    """
    at, noun = 0, False
    opened, quote = phrase.find("“"), phrase.find("”")
    words = _tagged(phrase)
    for index, (word, flag) in enumerate(words):
        inside = at < quote and (opened <= at or quote + 1 < len(phrase))  # 专精特新“小巨人”企业, not 实现“五有三提升”
        # 政府投资项目, but 大棚建设任务 and 企业启动数字化改造 name the first noun
        middle = (
            index == 1
            and noun
            and flag == "vn"
            and words[2:]
            and words[2][1] == "n"
            and word not in ("建设", "启动")
            and not is_predicate(word)
        )
        if flag[0] in "nj" or flag in ("eng", "l", "s") or (flag in ("vn", "an") and not noun) or middle:
            noun = True
        elif (
            (noun and is_predicate(word))
            or (not inside and noun and (word == "的" or flag in ("v", "vn", "d", "ad", "p", "c", "ul", "u", "r", "t", "m", "y", "f")))
            or (not inside and (flag in ("d", "ad", "p", "c", "ul", "r") or (flag == "v" and at)))
        ):
            if not (flag in ("v", "vn") and not is_predicate(word) and _place_of_work(words[index + 1 :])):
                break
            noun = True  # 社区就业服务站点
        at += len(word)
    if counted and (head := _head(words)) > at:
        return head
    if len(words) > 1 and words[0][0] in _listed("counted_first") and any(word in _listed("measured") for word, _ in words[1:]):
        return len(words[0][0])
    return at if noun else quote + 1 if phrase[:1] == "“" and at > quote > 1 else 0  # “掌上办”


def _place_of_work(words: Sequence[tuple[str, str]]) -> bool:
    """True where the verb before these words only says what a place or a group is for: 科技/创新[平台], 就业/服务[站点]."""
    nouns = _listed("places_of_work")
    return bool(words) and (words[0][0] in nouns or (words[0][1] in ("v", "vn") and len(words) > 1 and words[1][0] in nouns))


def _head(words: Sequence[tuple[str, str]]) -> int:
    """Where the last noun of a row of nouns and verbs ends (应急/避难/场所); 0 where there is none."""
    at = end = 0
    for index, (word, flag) in enumerate(words):
        modifies = flag[0] in "vnjabls" or flag in ("q", "k", "h", "eng") or (index == 0 and word == "半")
        if not modifies or flag in ("ad", "vd") or is_predicate(word) or word in _listed("pivots"):
            break
        at += len(word)
        if flag in ("n", "nz", "ng", "s") and len(word) > 1:
            end = at
    return end
