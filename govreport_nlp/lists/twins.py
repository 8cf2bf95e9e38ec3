"""Two measures in one (164件241人，批准118件186人，不批准46件55人): a list of the first measures and one of the second."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from govreport_nlp.lists.fit import is_level
from govreport_nlp.models import Claim, Group

LEAST = 2  # figures with two measures in a sentence


def lanes(claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """For each sentence with several figures of two measures: its figures without the second ones, and the second ones with the words of the first."""
    for _, told in groupby(claims, key=lambda claim: claim.sentence):
        sentence = tuple(told)
        second = {two.id: one for one, two in pairwise(sentence) if _are_twins(one, two)}
        if len(second) >= LEAST:
            yield tuple(claim for claim in sentence if claim.id not in second)
            yield tuple(
                replace(claim, join=one.join, cues=claim.cues | one.cues, head=one.head, indicator=claim.indicator or one.indicator)
                for claim in sentence
                if (one := second.get(claim.id)) is not None
            )


def twins(claims: Sequence[Claim], *finders: Callable[[Sequence[Claim]], Iterator[Group]]) -> Iterator[Group]:
    """What the finders find in each lane, over the figures as they are."""
    by_id = {claim.id: claim for claim in claims}
    for lane in lanes(claims):
        for find in finders:
            for group in find(lane):
                whole = by_id[group.whole.id] if group.whole else None
                yield replace(group, parts=tuple(by_id[part.id] for part in group.parts), whole=whole)


def _are_twins(one: Claim, two: Claim) -> bool:
    return (
        two.join == "" and two.start - one.end <= 1 and one.unit != two.unit and one.depth == two.depth and is_level(one) and is_level(two)
    )
