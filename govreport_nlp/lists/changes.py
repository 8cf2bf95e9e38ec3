"""The changes of parts add up to the change of their whole: 增收3,244万元，其中甲减收2,275万元，乙增收5,519万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_nlp.lists.fit import ADDITIVE, CHANGES, STOP, adds_up
from govreport_nlp.models import Claim, Group

NEAR = 5  # figures between a value and its change


def changes(claims: Sequence[Claim], found: Sequence[Group]) -> Iterator[Group]:
    """For each list that adds up, the changes told of its parts and of its whole; only where they add up too."""
    place = {claim.id: at for at, claim in enumerate(claims)}
    for group in found:
        if group.whole is None or len(group.parts) < 2 or group.form == "balance" or not adds_up(group.parts, group.whole, group.signs):
            continue
        deltas = [_change_of(claims, place[claim.id]) for claim in (*group.parts, group.whole)]
        told = [delta for delta in deltas if delta is not None]
        if len(told) < len(deltas):
            continue
        *parts, whole = told
        signs = tuple(1 if part.role == whole.role else -1 for part in parts)
        if adds_up(parts, whole, signs):
            yield Group("changes", tuple(parts), whole, signs, True, "changes")


def _change_of(claims: Sequence[Claim], at: int) -> Claim | None:
    """The change that is told of a figure, before the next figure of its kind."""
    value = claims[at]
    for claim in claims[at + 1 : at + 1 + NEAR]:
        if claim.join == STOP or claim.depth != value.depth:
            return None
        if claim.unit == value.unit and claim.role in CHANGES:
            return claim
        if claim.unit == value.unit and claim.kind in ADDITIVE and "reference" not in claim.cues:
            return None
    return None
