"""One whole parted in several ways, a sentence each: 零售总额803亿元。按地域分，城镇747亿元；乡村56亿元。按行业分，…。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from govreport_nlp.lists.fit import adds_up, alike, is_level, meets_to_the_digit
from govreport_nlp.lists.slip import CHANCE_OF_MANY, CHANCE_WHERE_ANNOUNCED, one_slip_off
from govreport_nlp.models import Claim, Group

BACK = 30  # figures between a whole and a sentence that parts it
SENTENCES = 8
LEAST_WHOLE = 50  # in units of the last written digit: below it, sums meet by chance


def partitions(claims: Sequence[Claim], found: Sequence[Group]) -> Iterator[Group]:
    """Sentences whose figures add up to a figure of an earlier sentence; certain where 按…分 announces them."""
    known = {claim.id for group in found if group.whole and adds_up(group.parts, group.whole, group.signs) for claim in group.parts}
    wholes: list[Claim] = []
    for _, told in groupby(claims, key=lambda claim: claim.sentence):
        sentence = list(told)
        listed = [
            claim for claim in sentence if claim.depth == 0 and is_level(claim) and claim.role == "level" and "part" not in claim.cues
        ]
        if len(listed) >= 2 and not any(claim.id in known for claim in listed):
            yield from _of_earlier(listed, wholes)
        wholes.extend(claim for claim in sentence if is_level(claim) and claim.role == "level" and claim.depth == 0)
        del wholes[:-BACK]


def _of_earlier(listed: Sequence[Claim], wholes: Sequence[Claim]) -> Iterator[Group]:
    announced = "by" in listed[0].cues
    near = [whole for whole in wholes if listed[0].sentence - whole.sentence <= SENTENCES]
    for whole in reversed(near):
        parts = tuple(claim for claim in listed if alike(claim, whole))
        telling = whole.quantity.value is not None and whole.quantity.value / whole.quantity.place >= LEAST_WHOLE
        if len(parts) < 2 or len(parts) < len(listed) or not telling:
            continue
        if meets_to_the_digit(parts, whole) or (announced and adds_up(parts, whole)):
            yield Group("partition", parts, whole, (1,) * len(parts), True, "digits")
            return
    for whole in reversed(near):
        parts = tuple(claim for claim in listed if alike(claim, whole))
        if len(parts) == len(listed) and one_slip_off(parts, whole, limit=CHANCE_WHERE_ANNOUNCED if announced else CHANCE_OF_MANY):
            yield Group("partition", parts, whole, (1,) * len(parts), True, "slip")
            return
