"""What is left over: 收到45件，办结40件，未结5件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import regex

from govreport_nlp.lists.balances import BACK, opener
from govreport_nlp.lists.fit import (
    ADDITIVE,
    COMMA,
    LINE,
    PAUSE,
    SEMICOLON,
    STOP,
    adds_up,
    alike,
    is_level,
    meets_to_the_digit,
    written_size,
)
from govreport_nlp.lists.slip import CHANCE_WHERE_ALIKE, one_slip_off
from govreport_nlp.models import Claim, Group

LEAST_REST = 20  # in units of the last written digit: below it, differences meet by chance
CAME_AND_WENT = (("收入", "支出"), ("受理", "结"), ("收到", "结"), ("受理", "办"), ("收到", "办"), ("排查", "整改"), ("发现", "整改"))
OF_BEFORE = regex.compile(r"上年|去年|上期|年初|期初|旧存|结转|滚存")
NET = regex.compile(r"(?:收益|净额|差额|盈余|结余)[^，。；]{0,4}$")
CAME = regex.compile(r"新增|新设|新登记|新注册|新开|新建|新入库|迁入|增加|纳入|新识别")
WENT = regex.compile(r"退出|注销|吊销|退库|清退|关闭|关停|核销|淘汰|迁出|减少|撤销|取消|解散|消除|化解")
NEAR_NET = 8  # figures
MOST_PARTS = 4  # of what came in, told by how far it is: 完工39个，在建5个，未开工2个


def remainders(claims: Sequence[Claim]) -> Iterator[Group]:
    """What was taken in, what was done, what is left: the first is the sum of the other two."""
    for index, rest in enumerate(claims):
        if rest.kind not in ADDITIVE:
            continue
        group = None
        if "remain" in rest.cues:
            group = _beside(claims, index) or _apart(claims, index)
        elif is_level(rest) and "carried" not in rest.cues and ("balance" in rest.cues or NET.search(rest.head)):
            group = _apart(claims, index)
        if group:
            yield group
    for index in range(len(claims) - 1):
        if came_and_went(claims, index) and (net := _net(claims, index)):
            yield Group("rest", (claims[index + 1], net), claims[index], (1, 1), True, "net")


def came_and_went(claims: Sequence[Claim], at: int) -> bool:
    """新增15户、退出4户: what came in, and right behind it what went out."""
    came, went = claims[at], claims[at + 1] if at + 1 < len(claims) else None
    if (
        went is None
        or went.unit != came.unit
        or went.sentence != came.sentence
        or went.join not in (COMMA, PAUSE)
        or went.depth != came.depth
    ):
        return False
    return came.kind == "count" and bool(CAME.search(came.head)) and "净" not in came.head and bool(WENT.search(went.head))


def _net(claims: Sequence[Claim], index: int) -> Claim | None:
    """The net growth of what came in and what went out: behind them, or before where it is theirs to the digit."""
    came, went = claims[index], claims[index + 1]
    for net in claims[index + 2 : index + 3]:
        if net.sentence == came.sentence and net.unit == came.unit and "净增" in net.head and net.depth == came.depth:
            return net
    for net in reversed(claims[max(0, index - NEAR_NET) : index]):
        if net.sentence == came.sentence and net.unit == came.unit and "净增" in net.head and meets_to_the_digit((went, net), came):
            return net
    return None


def pending(claims: Sequence[Claim], found: Sequence[Group]) -> Iterator[Group]:
    """What is still on its way, behind what is done, where no list that adds up holds it yet."""
    told = [index for index, rest in enumerate(claims) if "remain" in rest.cues or "pending" in rest.cues]
    if not told:
        return
    known = {part.id for group in found if group.whole and adds_up(group.parts, group.whole, group.signs) for part in group.parts}
    for index in told:
        if claims[index].id not in known and (group := _split(claims, index)):
            yield group


def _split(claims: Sequence[Claim], index: int) -> Group | None:
    """立案16件，办结15件，在办1件; 46个小区…，完工39个，在建7个: what is on its way behind what is done, to the digit.

    A small rest must stand right behind what it is a part of; a larger one meets a figure further back by no chance.
    """
    rest = claims[index]
    near = (claim for claim in claims[max(0, index - BACK) : index] if claim.sentence == rest.sentence and claim.depth <= rest.depth)
    told = [claim for claim in near if is_level(claim) and alike(claim, rest)]
    for count in range(1, min(MOST_PARTS, len(told))):
        parts = (*told[-count:], rest)
        ahead = told[:-count] if count == 1 and written_size(rest) >= LEAST_REST else told[-count - 1 : -count]
        whole = next((whole for whole in reversed(ahead) if meets_to_the_digit(parts, whole)), None)
        if whole:
            return Group("rest", parts, whole, (1,) * len(parts), True, "digits")
    return None


def _beside(claims: Sequence[Claim], index: int) -> Group | None:
    """收到45件，办结40件，未结5件: right before it."""
    rest = claims[index]
    before = [claim for claim in claims[max(0, index - 5) : index] if claim.depth <= rest.depth and claim.sentence == rest.sentence]
    told = [claim for claim in before if claim.kind in ADDITIVE]
    if len(told) >= 3 and "carried" in told[-3].cues and all(claim.unit == rest.unit for claim in told[-3:]):
        return Group("balance", tuple(told[-3:]), rest, (1, 1, -1), True, "carried")
    told = told[-2:]
    if len(told) < 2 or any(claim.unit != rest.unit or "part" in claim.cues for claim in told):
        return None
    left, done = told
    if OF_BEFORE.search(done.head):
        return None  # 新收43977件，旧存4239件，未结2113件: the last is of both
    goes_on = index + 1 < len(claims) and alike(claims[index + 1], rest) and claims[index + 1].join == PAUSE
    in_list = goes_on or (done.join == rest.join == PAUSE and (left.join == PAUSE or not _came_first(left, done)))
    counted = [claim for claim in before if claim.kind in ADDITIVE and claim.unit == rest.unit]
    listed = in_list or ("其余" in rest.head and len(counted) > len(told))
    elsewhere = any(meets_to_the_digit((some, rest), of) for of, some in combinations(counted, 2))
    if (listed or elsewhere) and not meets_to_the_digit((done, rest), left):
        # 甲171起；乙108起，丙61起，其余72起: the last of a list; 收到申请86件，网络63件，办结79件，信函23件，未办结7件: of the first
        return None
    return None if _smaller(left, done) else Group("rest", (done, rest), left, (1, 1), True, "remain")


def _came_first(left: Claim, done: Claim) -> bool:
    """True where the words tell that the one is taken from the other: 收到45件、办结40件."""
    return any(came in left.head and went in done.head for came, went in CAME_AND_WENT)


def _apart(claims: Sequence[Claim], index: int) -> Group | None:
    """收入14.92亿元，其中…；支出13.76亿元，其中…；当期结余1.16亿元: other figures between; to the digit, or one slip off where the names tell."""
    rest = claims[index]
    ahead = range(max(0, index - BACK), index)
    told = [claims[at] for at in ahead if claims[at].sentence == rest.sentence and not _in_list(claims, at)]
    told = [claim for claim in told if claim.depth <= rest.depth and is_level(claim) and alike(claim, rest)]
    pairs = [(left, done) for left, done in combinations(told, 2) if not _smaller(left, done)]
    telling = written_size(rest) >= LEAST_REST
    for left, done in reversed(pairs):
        if telling and meets_to_the_digit((done, rest), left):
            return Group("rest", (done, rest), left, (1, 1), True, "digits")
    if any(OF_BEFORE.search(claim.head) for claim in told):
        return None  # of the year before some are among what was done
    for left, done in reversed(pairs):
        if _came_first(left, done) and one_slip_off((done, rest), left, limit=CHANCE_WHERE_ALIKE):
            return Group("rest", (done, rest), left, (1, 1), True, "slip")
    return None


def _in_list(claims: Sequence[Claim], at: int) -> bool:
    """True for a part that 其中 or 包括 puts under the figure before: up to the semicolon, and after 、 up to the next comma."""
    first = opener(claims, at, (STOP, LINE, SEMICOLON))
    if first is None:
        return False
    paused = first < at and claims[first + 1].join == PAUSE
    return not (paused and any(claim.join == COMMA for claim in claims[first + 1 : at + 1]))


def _smaller(left: Claim, done: Claim) -> bool:
    """True where more was done than came in: then the first is not what the others are taken from."""
    return left.quantity.value is not None and done.quantity.value is not None and left.quantity.value < done.quantity.value
