"""Running balances: 收入…，加…，减…，结余…."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from govreport_nlp.lists.fit import (
    LINE,
    STOP,
    adds_up,
    alike,
)
from govreport_nlp.lists.slip import CHANCE_WHERE_ANNOUNCED, one_slip_off
from govreport_nlp.models import Claim, Group

BACK = 24  # figures before a balance that may belong to it
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
    return opener(claims, at, (STOP, LINE)) is not None


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


def opener(claims: Sequence[Claim], at: int, stops: Collection[str]) -> int | None:
    """The place of the figure, this one or one before it, that 其中 opens a list with; None where the text stops between."""
    while at and "part" not in claims[at].cues:
        if claims[at].join in stops:
            return None
        at -= 1
    return at if "part" in claims[at].cues else None
