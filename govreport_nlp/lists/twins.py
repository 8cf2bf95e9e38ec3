"""Two measures in one (164件241人，批准118件186人，不批准46件55人): a list of the first measures and one of the second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from govreport_nlp.lists.fit import is_level
from govreport_nlp.models import Claim, Group

LEAST, LEAST_PAUSED = 2, 3  # figures with two measures in a sentence; with 、 between the two (12,436卷、86,205件)
LONGEST_NAME = 5  # characters between the two
SENTENCES = 2  # before it, in which the whole of its lists may stand


def lanes(claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """For each sentence with several figures of two measures, those of the first and those of the second, which take the words of the first.

    What stands in the two sentences before goes with both.
    """
    told = [tuple(group) for _, group in groupby(claims, key=lambda claim: claim.sentence)]
    for at, sentence in enumerate(told):
        for units, second in _paired(sentence):
            before = [claim for earlier in told[max(0, at - SENTENCES) : at] for claim in earlier]
            for unit, other in (units, units[::-1]):
                yield tuple(
                    _with_words_of(second[claim.id], claim) if claim.id in second and claim.unit == unit else claim
                    for claim in (*before, *sentence)
                    if claim.unit != other
                )


def _paired(sentence: Sequence[Claim]) -> Iterator[tuple[tuple[str | None, str | None], dict[str, Claim]]]:
    """The two units in which a sentence tells several of its figures, with the first measure by the id of the second."""
    pairs: dict[tuple[str | None, str | None], dict[str, Claim]] = defaultdict(dict)
    for one, two in pairwise(sentence):
        if _are_twins(one, two):
            pairs[one.unit, two.unit][two.id] = one
    for units, second in pairs.items():
        close = sum(two.join == "" for one, two in pairwise(sentence) if two.id in second)
        if close >= LEAST or len(second) >= LEAST_PAUSED:
            yield units, second


def _with_words_of(one: Claim, two: Claim) -> Claim:
    return replace(two, join=one.join, cues=two.cues | one.cues, head=one.head, indicator=two.indicator or one.indicator)


def twins(claims: Sequence[Claim], *finders: Callable[[Sequence[Claim]], Iterator[Group]]) -> Iterator[Group]:
    """What the finders find in each lane, over the figures as they are."""
    by_id = {claim.id: claim for claim in claims}
    for lane in lanes(claims):
        for find in finders:
            for group in find(lane):
                whole = by_id[group.whole.id] if group.whole else None
                yield replace(group, parts=tuple(by_id[part.id] for part in group.parts), whole=whole)


def _are_twins(one: Claim, two: Claim) -> bool:
    if two.head.rstrip().endswith(("各", "每人", "每户")):
        return False  # 一等2户各1,000元: so much for each
    beside = two.start - one.end <= 1 and (two.join == "" or two.head == "、")
    named = two.join == "、" and two.start - one.end <= LONGEST_NAME  # 道路运输38起、死亡26人
    return (beside or named) and one.unit != two.unit and one.depth == two.depth and is_level(one) and is_level(two)
