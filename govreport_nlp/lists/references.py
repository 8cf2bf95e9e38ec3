"""What the figures of a list are measured against adds up as they do: 收入12亿元，完成预算60亿元的20%，其中甲7亿元，完成预算35亿元…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_nlp.lists.fit import ADDITIVE, STOP, adds_up, exceeds
from govreport_nlp.models import Claim, Group

NEAR = 3  # figures between a value and the plan that it is measured against


def references(claims: Sequence[Claim], found: Sequence[Group]) -> Iterator[Group]:
    """For each list, the plans told of its parts and of its whole, where they add up; of one part, where it stays within."""
    place = {claim.id: at for at, claim in enumerate(claims)}
    for group in found:
        if group.whole is None or -1 in group.signs or group.form not in ("among", "bracket", "numbered", "total"):
            continue
        plans = [_plan_of(claims, place[claim.id]) for claim in (*group.parts, group.whole)]
        told = [plan for plan in plans if plan is not None]
        if len(told) < len(plans):
            continue
        *parts, whole = told
        if adds_up(parts, whole):
            yield Group("references", tuple(parts), whole, (1,) * len(parts), True, "references")
        elif not exceeds(parts, whole):
            yield Group("references", tuple(parts), whole, (1,) * len(parts), False)


def _plan_of(claims: Sequence[Claim], at: int) -> Claim | None:
    value = claims[at]
    for claim in claims[at + 1 : at + 1 + NEAR]:
        if claim.join == STOP or claim.depth < value.depth:
            return None
        if claim.unit == value.unit and "reference" in claim.cues:
            return claim
        if claim.kind in ADDITIVE and claim.depth == value.depth:
            return None
    return None
