"""Running balances (收入…，加…，减…，结余…) and what is left over (收到45件，办结40件，未结5件)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, takewhile

import regex

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
from govreport_nlp.lists.slip import CHANCE_WHERE_ALIKE, CHANCE_WHERE_ANNOUNCED, one_slip_off
from govreport_nlp.models import Claim, Group

BACK = 24  # figures before a balance that may belong to it
LEAST_REST = 20  # in units of the last written digit: below it, differences meet by chance
CAME_AND_WENT = (("收入", "支出"), ("受理", "结"), ("收到", "结"), ("受理", "办"), ("收到", "办"), ("排查", "整改"), ("发现", "整改"))
OF_BEFORE = regex.compile(r"上年|去年|上期|年初|期初|旧存|结转|滚存")
NET = regex.compile(r"(?:收益|净额|差额|盈余|结余)[^，。；]{0,4}$")
CAME = regex.compile(r"新增|新设|新登记|新注册|新开|新建|新入库|迁入|增加|纳入|新识别")
WENT = regex.compile(r"退出|注销|吊销|退库|清退|关闭|关停|核销|淘汰|迁出|减少|撤销|取消|解散|消除")
NEAR_NET = 8  # figures
LEAST = 3  # figures of a balance that 加 and 减 tie together


def balances(claims: Sequence[Claim]) -> Iterator[Group]:
    """A running balance: income, plus what was carried over, minus what was spent, leaves a rest."""
    for index, whole in enumerate(claims):
        if "balance" not in whole.cues or whole.kind not in ("amount", "count"):
            continue
        if "carried" in whole.cues and not _closes(claims, index):
            continue
        if closing := _closing(claims, index):
            yield Group("balance", closing, whole, (1, -1), True, "totals")
        parts, signs, written = _running(claims, index)
        if whole.kind == "count" and not (len(parts) >= LEAST and "carried" in parts[0].cues):
            continue
        for start in range(len(parts) - 1):
            if adds_up(parts[start:], whole, signs[start:]) and -1 in signs[start:]:
                yield Group("balance", tuple(parts[start:]), whole, tuple(signs[start:]), True, "balance")
                break
        else:
            here = [at for at, part in enumerate(parts) if part.sentence == whole.sentence]
            slipped = next((at for at in range(len(parts) - 2) if one_slip_off(parts[at:], whole, signs[at:]) and -1 in signs[at:]), None)
            if slipped is not None:
                yield Group("balance", tuple(parts[slipped:]), whole, tuple(signs[slipped:]), True, "slip")
            elif written and len(here) >= LEAST:
                yield Group("balance", tuple(parts[i] for i in here), whole, tuple(signs[i] for i in here), True, "balance")


def _closes(claims: Sequence[Claim], index: int) -> bool:
    """True for 2017年末…结余 behind 加 and 减: the year is told, and yet it is the rest, not what was carried over."""
    after = claims[index + 1 : index + 2]
    told = [claim for claim in claims[max(0, index - LEAST) : index] if claim.sentence == claims[index].sentence]
    ends = not after or after[0].sentence != claims[index].sentence or after[0].cues.isdisjoint({"plus", "minus"})
    return ends and len(told) == LEAST and claims[index].cues.isdisjoint({"plus", "minus"}) and any("minus" in claim.cues for claim in told)


def _closing(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """收入总计82,825万元。…支出总计81,432万元，年终结余1,393万元: the two totals that a balance closes, where it does."""
    whole = claims[index]
    spent = claims[index - 1]
    if not index or "支出总计" not in spent.head or not alike(spent, whole):
        return None
    for income in reversed(claims[max(0, index - BACK) : index - 1]):
        if income.join == LINE or "balance" in income.cues:
            return None
        if "收入总计" in income.head and alike(income, whole):
            fits = adds_up((income, spent), whole, (1, -1)) or one_slip_off((income, spent), whole, (1, -1), CHANCE_WHERE_ANNOUNCED)
            return (income, spent) if fits else None
    return None


def deductions(claims: Sequence[Claim]) -> Iterator[Group]:
    """基金收入-2,571万元（入库37,289万元，退库39,860万元）: what a bracket takes off again, where it gives the figure before."""
    for index, first in enumerate(claims[1:], 1):
        whole = claims[index - 1]
        if first.depth <= whole.depth or whole.kind != "amount":
            continue
        parts = tuple(claim for claim in _in_bracket(claims, index) if claim.unit == whole.unit and claim.depth == first.depth)
        signs = tuple(-1 if "deducted" in part.cues else 1 for part in parts)
        if len(parts) < 2 or signs[0] < 0 or -1 not in signs:
            continue
        fits = adds_up(parts, whole, signs)
        if fits or one_slip_off(parts, whole, signs):
            yield Group("balance", parts, whole, signs, True, "deducted" if fits else "slip")


def _in_bracket(claims: Sequence[Claim], index: int) -> Iterator[Claim]:
    """The figures from the one that a bracket begins with to its end."""
    outside = claims[index - 1].depth
    return takewhile(lambda claim: claim.depth > outside, claims[index:])


def _running(claims: Sequence[Claim], index: int) -> tuple[list[Claim], list[int], bool]:
    """The figures before a balance with their signs; the last is True where the text writes 减."""
    whole = claims[index]
    parts: list[Claim] = []
    marks: list[int] = []
    stops = 0
    join = whole.join
    for at in range(index - 1, max(0, index - BACK) - 1, -1):
        claim = claims[at]
        stops += join == STOP
        if join == LINE or stops > 2 or ("balance" in claim.cues and "carried" not in claim.cues):
            break
        if claim.depth == whole.depth and alike(claim, whole) and not (whole.sentence != claim.sentence and _inside(claims, at)):
            parts.append(claim)
            marks.append(-1 if "minus" in claim.cues else 1 if "plus" in claim.cues else 0)
        join = claim.join
    parts.reverse()
    marks.reverse()
    return parts, _signs(parts, marks), any(mark < 0 for mark in marks)


def _inside(claims: Sequence[Claim], at: int) -> bool:
    """True for a part that 其中 puts under the figure before: it is in that already."""
    return _opener(claims, at, (STOP, LINE)) is not None


def _signs(parts: Sequence[Claim], marks: Sequence[int]) -> list[int]:
    """减 holds on until 加 or what was carried over; without either the words tell spending from income."""
    written = any(marks)
    sign = 1
    out: list[int] = []
    for part, mark in zip(parts, marks, strict=True):
        carried = 1 if "carried" in part.cues else sign
        told = -1 if "spent" in part.cues and "收入" not in part.head else 1
        sign = (mark or carried) if written else told
        out.append(sign)
    return out


def remainders(claims: Sequence[Claim]) -> Iterator[Group]:
    """What was taken in, what was done, what is left: the first is the sum of the other two."""
    for index, rest in enumerate(claims):
        group = None
        if "remain" in rest.cues and rest.kind in ADDITIVE:
            group = _beside(claims, index) or _apart(claims, index)
        elif rest.kind in ADDITIVE and is_level(rest) and "carried" not in rest.cues and ("balance" in rest.cues or NET.search(rest.head)):
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
    in_list = left.join == done.join == rest.join == PAUSE  # 维持14件、纠正3件、其他2件、尚未审结4件
    listed = in_list or ("其余" in rest.head and sum(claim.unit == rest.unit for claim in before if claim.kind in ADDITIVE) > len(told))
    if listed and not meets_to_the_digit((done, rest), left):
        return None  # 甲171起；乙108起，丙61起，其余72起: the last of a list
    return None if _smaller(left, done) else Group("rest", (done, rest), left, (1, 1), True, "remain")


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
        named = any(came in left.head and went in done.head for came, went in CAME_AND_WENT)
        if named and one_slip_off((done, rest), left, limit=CHANCE_WHERE_ALIKE):
            return Group("rest", (done, rest), left, (1, 1), True, "slip")
    return None


def _in_list(claims: Sequence[Claim], at: int) -> bool:
    """True for a part that 其中 or 包括 puts under the figure before: up to the semicolon, and after 、 up to the next comma."""
    first = _opener(claims, at, (STOP, LINE, SEMICOLON))
    if first is None:
        return False
    paused = first < at and claims[first + 1].join == PAUSE
    return not (paused and any(claim.join == COMMA for claim in claims[first + 1 : at + 1]))


def _opener(claims: Sequence[Claim], at: int, stops: Collection[str]) -> int | None:
    """The place of the figure, this one or one before it, that 其中 opens a list with; None where the text stops between."""
    while at and "part" not in claims[at].cues:
        if claims[at].join in stops:
            return None
        at -= 1
    return at if "part" in claims[at].cues else None


def _smaller(left: Claim, done: Claim) -> bool:
    """True where more was done than came in: then the first is not what the others are taken from."""
    return left.quantity.value is not None and done.quantity.value is not None and left.quantity.value < done.quantity.value
