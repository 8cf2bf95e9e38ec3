"""Stocks: what there was, what came and went, what there is: 年初10.34万户，新设1.86万户，注销0.93万户，年末11.27万户."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

import regex

from govreport_nlp.lists.fit import ADDITIVE, COMMA, PAUSE, SEMICOLON, adds_up
from govreport_nlp.lists.remainders import CAME, WENT
from govreport_nlp.lists.slip import one_slip_off
from govreport_nlp.models import Claim, Group

FIRST = regex.compile(r"年初|期初|月初|上年[末底]|去年[末底]|上期末|原有")
LAST = regex.compile(r"(?<![上去])(?:年[末底]|期末|月[末底]|现有|实有|目前)")
SIGNS = frozenset("初末底原")  # one stands in every match
MOST = 8  # figures of a stock


def stocks(claims: Sequence[Claim]) -> Iterator[Group]:
    """A stock at the beginning, each of its flows, and the stock at the end, where they add up or one slip keeps them from it."""
    for index, first in enumerate(claims):
        if first.kind not in ADDITIVE or first.role != "level" or SIGNS.isdisjoint(first.head) or not FIRST.search(first.head):
            continue
        run = [first]
        for claim in takewhile(lambda claim: claim.join in (COMMA, PAUSE, SEMICOLON), claims[index + 1 : index + MOST]):
            if claim.unit != first.unit or claim.depth != first.depth or claim.sentence != first.sentence:
                break
            if LAST.search(claim.head) and len(run) > 1:
                signs = (1, *(-1 if WENT.search(flow.head) else 1 for flow in run[1:]))
                if adds_up(run, claim, signs) or (_is_beyond_its_flows(run, claim, signs) and one_slip_off(run, claim, signs)):
                    yield Group("balance", tuple(run), claim, signs, True, "stock")
                break
            if not CAME.search(claim.head) and not WENT.search(claim.head):
                break
            run.append(claim)


def _is_beyond_its_flows(run: Sequence[Claim], last: Claim, signs: Sequence[int]) -> bool:
    """True where more is missing than any flow that is told: what a report leaves out (迁出, 吊销) is less."""
    values = [claim.quantity.value or Fraction(0) for claim in run]
    missing = sum((sign * value for sign, value in zip(signs, values, strict=True)), Fraction(0)) - (last.quantity.value or 0)
    return abs(missing) > max(values[1:])
