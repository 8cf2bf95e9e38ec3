"""Steps: a value and the one before it, as a sentence gives them, and the changes that are told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govreport_nlp import scopes
from govreport_nlp.catalogue import GrowthBasis, growth_basis, growth_basis_in
from govreport_nlp.models import Claim
from govreport_nlp.rules.subject import has_own_subject

ADDITIVE = ("count", "amount", "measure")
CHANGES = ("change_up", "change_down")


@dataclass(frozen=True, slots=True)
class Step:
    """A value and the one before it, as a sentence gives them."""

    old: Claim
    new: Claim
    at: int  # where the later of the two stands among the claims


def _alike(a: Claim, b: Claim) -> bool:
    return a.unit == b.unit and a.kind == b.kind and a.sentence == b.sentence and a.depth == b.depth and not scopes.differ(a, b)


def steps(claims: Sequence[Claim]) -> Iterator[Step]:
    """由45件增加到38件; 22.25万元，比上年29.2万元减少; 80.04万元（…），比上年同期73.65万元增长."""
    for index, second in enumerate(claims):
        compared = "against" in second.cues or {"compared_with", "last_year"} <= second.cues
        if compared or "to" in second.cues:
            first = _before(claims, index)
            if first is None or first.role in CHANGES:
                continue
            if "from" in first.cues and "to" in second.cues:
                yield Step(first, second, index)
            elif compared and "share" not in second.cues and second.role == "level" and "from" not in first.cues:
                yield Step(second, first, index)


def _before(claims: Sequence[Claim], index: int) -> Claim | None:
    """The figure before that the one at `index` continues.

    What stands in a closed bracket between does not count, nor do rates and the plan: 收入5.28亿元，为年初预算5.2亿元的101.6%，比上年5.02亿元.
    """
    second = claims[index]
    for first in reversed(claims[max(0, index - 24) : index]):
        if first.depth > second.depth or "reference" in first.cues or (first.kind in ("rate", "change_points") and second.kind != "rate"):
            continue
        return first if _alike(first, second) else None
    return None


def direction_of(claim: Claim) -> int:
    """+1 for what rises, −1 for what falls."""
    return -1 if claim.role == "change_down" else 1


def changes_of(claims: Sequence[Claim], step: Step) -> Iterator[Claim]:
    """The changes that are told of a step: the next one or two figures of its sentence."""
    for claim in claims[step.at + 1 : step.at + 3]:
        beside = claim.sentence == step.new.sentence and claim.join in ("", "，", "、") and claim.depth == step.new.depth
        if not beside or claim.role not in CHANGES or "respectively" in claim.cues or has_own_subject(claim, step.new, step.old):
            return
        yield claim


def doubtful(*claims: Claim) -> bool:
    """True where the growth is or may be another than that of the printed values: constant prices, or another basis that is told.

    A comparable base is not doubted here: where a sentence gives both values, it gives the revised one.
    """
    told = {qualifier for claim in claims for qualifier in claim.qualifiers}
    if "名义" in told:
        return False
    return not told.isdisjoint({"可比价", "同口径"}) or any(_basis(claim) == "constant" for claim in claims)


def _basis(claim: Claim) -> GrowthBasis | None:
    """At which prices the growth of what a claim measures is told: by its name, else by the words that lead to it."""
    known = growth_basis(claim.indicator.text) if claim.indicator else None
    return known or growth_basis_in(claim.head)
