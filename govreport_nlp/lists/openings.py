"""What opens a list (其中, 包括, a bracket, a colon, 由…构成, 2026条信息中，), and the figure before it that is its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from govreport_nlp.lists.fit import ADDITIVE, COLON, COMMA, LINE, PAUSE, SEMICOLON, STOP, alike, exceeds, is_level
from govreport_nlp.lists.kin import of_one_name, share_word
from govreport_nlp.models import Claim

Opening = tuple[int, Claim | None, bool]  # where the first part stands, the whole, whether a bracket opens the list

BACK, FAR_BACK = 10, 16  # figures between a whole and its list; for one that is named again
BASE = regex.compile(r"^[\s\x01，,、；]*(?:在|全部|上述|这些)?(?P<name>[^，。；：、中\x01]{2,16})中(?=[^心学国央小等级旬期间介医药止标])")
YARDSTICK = regex.compile(r"^[\s，、]*(?:已|约)?(?:恢复[到至]|相当于|达到?|为|是|占)")
# 日均1174吨, 比年初新增186.2亿元: what follows is of what stands before them
MEAN = regex.compile(r"(?:[日月周年期场次]均|每[日天月周])[^，。；]{0,4}$|比[年上][^，。；]{1,4}新增\s?$")
EACH = regex.compile(r"[人户件]均[^，。；]{0,6}$")  # 人均待遇198元，其中基础养老金143元: of what each has
EARLIER = regex.compile(r"以前|之前|[”五]前|历年|累计|往年|不含|除外|另")
OPENER = regex.compile(r"^[^，。；]*?(?:其中|包括|主要是)")
NEAR = 4  # figures before the nearest one
OF_IT = regex.compile(r"^\s?的(?:近|约)?\s?$")


def openings(claims: Sequence[Claim]) -> Iterator[Opening]:
    """Where lists begin, each with the figure before that may be its whole."""
    for index, first in enumerate(claims[1:], 1):
        last = claims[index - 1]
        bracket = first.depth > last.depth
        beside = first.join == "" and "part" in last.cues and first.unit != last.unit  # 其中173户349人
        named = _named_before(claims, index)
        opened = "part" in first.cues or "base" in last.cues or beside or named or _begins_list(last, first)
        if first.kind not in (*ADDITIVE, "duration") or "remain" in first.cues or not (bracket or opened):
            continue
        whole = named or _whole_before(claims, index, bracket)
        # 四项任务中，已完成126项; 完成投资62亿元（计划76亿元）: what is larger is another thing
        other = whole and not named and not _is_told_part(first) and exceeds([first], whole)
        if not other and not (bracket and _is_of_a_word(claims, index)):
            yield index, whole, bracket


def _is_told_part(first: Claim) -> bool:
    """True behind 其中 or 含; not for what came before (含“十四五”前37.3万亩)."""
    return "part" in first.cues and not EARLIER.search(first.head)


def _is_of_a_word(claims: Sequence[Claim], index: int) -> bool:
    """True for a bracket that stands behind a word, and tells of that: 比上年（386件）下降; 余额（含收益2.18亿元）43.25亿元."""
    first = claims[index]
    stops = (COMMA, SEMICOLON) if "part" in first.cues else (COMMA, SEMICOLON, STOP)  # 支出498.40万元。（其中:农业78.03万元、…）
    return first.join in stops and first.depth == claims[index - 1].depth + 1


def _begins_list(whole: Claim, first: Claim) -> bool:
    """接警出动2,175起：火灾扑救846起，…; 税收9.87亿元，由增值税4.36亿元…构成; 演出312场，观众21万余人次：送戏下乡186场，…."""
    if first.join == COLON and not alike(first, whole):
        return whole.sentence == first.sentence and is_level(first)
    if first.join == COLON:
        return is_level(whole) and alike(first, whole) and whole.end + 1 >= first.start - len(first.head) - 1
    return first.join == COMMA and first.head.lstrip("\x01 ，").startswith("由")


def _whole_before(claims: Sequence[Claim], index: int, bracket: bool) -> Claim | None:
    """The nearest figure before a list that may be its whole.

    From the sentence before only where the list opens its own; a figure below the first part is passed over there, for one further back.
    """
    first = claims[index]
    if twin := _twin(claims, index):
        return twin
    nearest: Claim | None = None
    for at in range(index - 1, max(0, index - BACK) - 1, -1):
        claim = claims[at]
        across = first.sentence != claim.sentence
        if first.sentence - claim.sentence > 1 or (across and not bracket and "opening" not in first.cues):
            break
        outside = claim.depth < first.depth if bracket else claim.depth <= first.depth
        if (
            outside
            and is_level(claim)
            and not is_yardstick(claims, at)
            and not MEAN.search(claim.head)
            and alike(first, claim, any_counter=True)
            and not ("part" in claim.cues and "part" in first.cues and not (bracket and at == index - 1))
        ):
            beside = nearest is not None and nearest.join == PAUSE and not _is_named_after(first, claim)
            if not exceeds([first], claim) and (nearest is None or across or (not beside and alike(first, claim))):
                return claim if bracket else _of_its_words(claims, index, at)
            nearest = nearest or claim
        if claim.join == LINE or (outside and claim.unit == first.unit and EACH.search(claim.head)):
            break
    if nearest and nearest.sentence != first.sentence:
        return nearest if of_one_name(first, nearest) else None
    return nearest


def _of_its_words(claims: Sequence[Claim], index: int, at: int) -> Claim:
    """排查隐患11,627项，已整改11,465项，其中重大隐患73项: of the figure whose words the part has, rather than of the nearest."""
    first, nearest = claims[index], claims[at]
    if not _has_words_of(first, nearest):
        for claim in reversed(claims[max(0, at - NEAR) : at]):
            told = claim.sentence == nearest.sentence and claim.depth == nearest.depth and is_level(claim) and claim.unit == first.unit
            alone = claim.join != PAUSE and "part" not in claim.cues
            if told and alone and alike(first, claim) and not exceeds([first, nearest], claim) and _has_words_of(first, claim):
                return claim
    return nearest


def _has_words_of(part: Claim, whole: Claim) -> bool:
    own = OPENER.sub("", part.head)
    told = whole.head + (whole.indicator.text if whole.indicator else "")
    return share_word(own, told)


def _is_named_after(part: Claim, whole: Claim) -> bool:
    """收入4.86亿元、支出3.92亿元，其中利息收入4.13亿元: of the income."""
    return part.indicator is not None and whole.indicator is not None and part.indicator.text.endswith(whole.indicator.text[-2:])


def is_yardstick(claims: Sequence[Claim], at: int) -> bool:
    """True for what a figure is so many per cent of: 接待游客528.6万人次，恢复到2019年486.2万人次的108.7%，其中…."""
    if at + 1 >= len(claims) or not YARDSTICK.search(claims[at].head):
        return False
    rate = claims[at + 1]
    return rate.kind == "rate" and rate.join == "" and bool(OF_IT.match(rate.head))


def _named_before(claims: Sequence[Claim], index: int) -> Claim | None:
    """高效节水灌溉26.4万亩；高效节水灌溉中滴灌18.9万亩: the figure whose name stands before 中."""
    first = claims[index]
    match = BASE.search(first.head)
    if not match or first.depth or "part" in first.cues:
        return None
    ahead = (claim for claim in reversed(claims[max(0, index - FAR_BACK) : index]) if is_level(claim) and not claim.depth)
    return next((claim for claim in ahead if claim.indicator and claim.indicator.text == match["name"] and alike(first, claim)), None)


def _twin(claims: Sequence[Claim], index: int) -> Claim | None:
    """Of two measures in one (301户611人，其中173户349人) the one in the unit of the part."""
    first = claims[index]
    opens = "part" in first.cues
    at = index - 1 if opens else index - 2  # 349人 stands behind 173户, which 其中 opens
    if (
        at < 1
        or (not opens and (first.join or "part" not in claims[index - 1].cues))
        or claims[at].unit == claims[at - 1].unit
        or claims[at].join
        or claims[at].sentence != first.sentence
    ):
        return None
    pair = claims[at - 1 : at + 1]
    return next((claim for claim in pair if all(map(is_level, pair)) and claim.unit == first.unit and alike(first, claim)), None)
