"""A value, how much it changed and by how many per cent, where the value before it is not written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import regex

from govreport_nlp.lists.balances import opener
from govreport_nlp.lists.fit import place_of
from govreport_nlp.lists.remainders import CAME, WENT
from govreport_nlp.lists.rows import BARE, partner, row_of
from govreport_nlp.models import Claim
from govreport_nlp.rules.near_changes import gives
from govreport_nlp.rules.steps import ADDITIVE, CHANGES, STEPPED
from govreport_nlp.rules.subject import has_own_subject

OF_ALL = ("总量", "总数", "总额", "合计", "共计")
BESIDE = ("、", "，", "")
FAR = 10  # figures behind a net change, among which its value may stand
LEAST_NAME = 2
OF_CHANGES = regex.compile(r"(?:多|少)(?:增|减|降|升|收)\s?$")  # 比年初增加286.9亿元，同比多增42.1亿元: how two changes differ
OF_EACH = regex.compile(r"[村户人亩]均")
OF_BEFORE = regex.compile(r"(?:上年|去年|同期|上期)(?:同期)?(?:末|底)?(?:数|值)?(?:为|是)?\s?$")
FAR_NAME, SENTENCES = 16, 3  # figures and sentences before a change, among which the figure of its name may stand
NEAR = 6  # figures before a change, among which its value may stand


def deltas(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, Claim, bool]]:
    """The value, its change, the rate of the change, and whether the text ties them together beyond doubt."""
    for index, (delta, rate) in enumerate(pairwise(claims)):
        if len(row_of(claims, index + 1)) > 1:  # 减少12起和6人，下降15.8%和12.8%: each its own
            at = partner(claims, index + 1)
            index, delta = (at, claims[at]) if at is not None else (index, rate)
        new = (_counted(claims, index) or _changed(claims, index)) if delta is not rate else None
        if new is not None and _tells_rate(delta, rate) and (_is_of_all(delta) or not has_own_subject(rate, new)):
            # 办理5,284件，国内4,739件、涉外545件，比上年增加462件: of the whole
            listed = (new.join == "、" and delta.join == "，") or _may_be_of_whole(claims, new)
            if gives(new, delta, rate) or not (listed or _is_of_another(claims, index, new, rate)):
                yield new, delta, rate, True
        elif delta is not rate and _tells_rate(delta, rate) and (named := _named_before(claims, index, rate)):
            yield named, delta, rate, True
    yield from (told for told in _of_net(claims) if told[3])
    for change, new, rate in zip(claims, claims[1:], claims[2:], strict=False):
        if _has_come_to(change, new) and _tells_rate(change, rate) and rate.depth == new.depth and not has_own_subject(rate, change):
            net = "净增" in change.head or "净减" in change.head
            if net or gives(new, change, rate):  # what is new may have replaced something else
                yield new, change, rate, net


def _is_of_another(claims: Sequence[Claim], index: int, new: Claim, rate: Claim) -> bool:
    """比年初增加21.6亿元，比上月增加3.1亿元，增长8.2%: of the first of two changes."""
    ahead = claims[max(0, index - 3) : index]
    return any(claim.role == rate.role and claim.unit == new.unit and gives(new, claim, rate) for claim in ahead if claim.start > new.start)


def _may_be_of_whole(claims: Sequence[Claim], new: Claim) -> bool:
    """True for a change in a list that 其中 opens where neither the whole, in the same sentence, nor a part before has been told its own change."""
    at = place_of(claims, new.start)
    first = opener(claims, at, ("。", "\n", "；"))
    if first is None or (first == at and "opening" in new.cues):
        return False
    before = takewhile(lambda claim: claim.sentence == new.sentence, reversed(claims[max(0, at - FAR) : at]))
    return not any(claim.role in CHANGES and claim.depth == new.depth for claim in before)


def _of_net(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, Claim, bool]]:
    """净增单位210家；实缴单位2,860家，同比增长7.9%: a net change that stands apart from its value and the rate."""
    for index, change in enumerate(claims):
        counted = change.head.partition("净增")[2].strip()
        if change.role != "change_up" or len(counted) < LEAST_NAME or change.kind not in ADDITIVE:
            continue
        for at in range(index + 1, min(index + FAR, len(claims) - 1)):
            new = claims[at]
            if new.sentence != change.sentence:
                break
            if new.unit == change.unit and new.role == "level" and new.head.rstrip("为达到共").endswith(counted) and "新" not in new.head:
                rate = _rate_of(claims, at)
                if rate is not None and rate.role == "change_up" and rate.unit == "%":
                    yield new, change, rate, gives(new, change, rate)
                break


def _rate_of(claims: Sequence[Claim], at: int) -> Claim | None:
    """The growth right behind a value, or at its place in the row that follows a list: 实缴单位…家、职工…人，分别同比增长7.9%、6.9%."""
    if claims[at + 1].kind == "rate" and len(row_of(claims, at + 1)) == 1:
        return claims[at + 1] if not has_own_subject(claims[at + 1], claims[at]) else None
    for first in range(at + 1, min(at + NEAR, len(claims))):
        if claims[first].kind == "rate" and "分别" in claims[first].head:
            row = row_of(claims, first)
            place = at - (first - len(row))
            return claims[first + place] if 0 <= place < len(row) and claims[first].sentence == claims[at].sentence else None
    return None


def _tells_rate(delta: Claim, rate: Claim) -> bool:
    """同比增收3,244万元、增长15.82%: an amount and a rate of one change."""
    within = rate.depth == delta.depth + 1 and rate.join == ""  # 增加8件（增长38.1%）
    beside = (
        delta.sentence == rate.sentence and (rate.join in BESIDE or rate.head.strip() in BARE) and (delta.depth == rate.depth or within)
    )
    return beside and rate.kind == "rate" and rate.unit == "%" and delta.role == rate.role and "年均" not in rate.qualifiers


def _changed(claims: Sequence[Claim], index: int) -> Claim | None:
    """The value that a change belongs to: the last level before it in its statement, for a row of changes the one at its place."""
    delta = claims[index]
    if OF_CHANGES.search(delta.head):
        return None
    if delta.role not in CHANGES or delta.kind not in STEPPED or delta.head.lstrip("，、 ").startswith("新增"):
        return None
    if len(row := row_of(claims, index)) > 1 and (at := partner(claims, index, of_level=True)) is not None:
        return claims[at]
    if len(row) > 1 and row.start >= len(row):  # 事故86起、死亡41人，同比分别减少10起、6人
        level = claims[index - len(row)]
        told = level.unit == delta.unit and level.role == "level" and level.sentence == delta.sentence and level.depth == delta.depth
        return level if told else None
    for claim in reversed(claims[max(0, index - NEAR) : index]):
        if claim.depth > delta.depth or "reference" in claim.cues or ("against" not in claim.cues and _is_of_before(claim, delta)):
            continue
        if _is_of_all(delta) and not _is_of_all(claim):
            return _of_all(claims, index)  # 其中会上提出139件、会后提出15件，总量较上年增加11件
        within = claim is claims[index - 1] and claim.depth == delta.depth - 1 and delta.join == ""  # 申请29件（同比增加8件，增长38.1%）
        beside = claim.sentence == delta.sentence and (claim.depth == delta.depth or within)
        if not beside or ("against" in claim.cues and claim.role == "level"):
            return None
        if OF_EACH.search(claim.head) and not OF_EACH.search(delta.head):
            continue  # 负债总额1.86亿元，村均114.1万元，…，净下降0.38亿元
        if "净" in delta.head and claim.unit == delta.unit and (CAME.search(claim.head) or WENT.search(claim.head)):
            continue  # 当年化解0.41亿元、新增0.03亿元，净下降0.38亿元
        if claim.unit == delta.unit and claim.role == "level":
            return claim
        if claim.kind in ADDITIVE and claim.role == "level":
            return None
    return None


def _is_of_all(claim: Claim) -> bool:
    return any(word in claim.head for word in OF_ALL)


def _of_all(claims: Sequence[Claim], index: int) -> Claim | None:
    """For a change of the total behind a list the figure before it whose rate of change is told."""
    delta, rate = claims[index : index + 2]
    ahead = (
        claim for claim in reversed(claims[max(0, index - NEAR) : index]) if claim.sentence == delta.sentence and claim.role == "level"
    )
    return next(
        (claim for claim in ahead if claim.unit == delta.unit and "part" not in claim.cues and gives(claim, delta, rate, fine=True)), None
    )


def _counted(claims: Sequence[Claim], index: int) -> Claim | None:
    """死亡87人、受伤301人，死亡人数减少4人: the figure whose count has changed."""
    delta, own = claims[index], claims[index].indicator
    if delta.role not in CHANGES or own is None or not own.text.endswith(f"{delta.unit}数") or own.text == f"{delta.unit}数":
        return None
    stem = own.text.removesuffix(f"{delta.unit}数")
    for claim in reversed(claims[max(0, index - FAR) : index]):
        alike = claim.sentence == delta.sentence and claim.unit == delta.unit and claim.role == "level" and claim.depth == delta.depth
        if alike and claim.indicator is not None and claim.indicator.text == stem:
            return claim
    return None


def _named_before(claims: Sequence[Claim], index: int, rate: Claim) -> Claim | None:
    """经营收入46.85万元，…。经营收入同比增9.32万元，增长24.8%: the figure of that name a sentence or more before, where the rate is its."""
    delta, own = claims[index], claims[index].indicator
    if delta.role not in CHANGES or delta.kind not in ADDITIVE or own is None or len(own.text) < LEAST_NAME:
        return None
    for claim in reversed(claims[max(0, index - FAR_NAME) : index]):
        if delta.sentence - claim.sentence > SENTENCES:
            return None
        named = claim.indicator is not None and claim.indicator.text.endswith(own.text)
        if named and claim.unit == delta.unit and claim.role == "level" and gives(claim, delta, rate, fine=True):
            return claim
    return None


def _is_of_before(claim: Claim, delta: Claim) -> bool:
    """22,486元，上年为20,976元，增加1,510元: what was a year ago is not what has changed."""
    dated = bool(claim.period and delta.period and claim.period[:4] < delta.period[:4])
    return dated or "last_year" in claim.cues or bool(OF_BEFORE.search(claim.head))


def _has_come_to(change: Claim, new: Claim) -> bool:
    """净增24家，总数达144家: a change and what it has led to."""
    alike = change.unit == new.unit and change.kind == new.kind and change.kind in ADDITIVE and change.sentence == new.sentence
    reached = not {"all", "total_named", "to"}.isdisjoint(new.cues) or not has_own_subject(new, change)
    return alike and change.role in CHANGES and new.role == "level" and change.depth == new.depth and new.join in BESIDE and reached
