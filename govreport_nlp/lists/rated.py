"""Lists whose parts are told with their shares: 法官66人，占74%；其他人员23人，占26%. The shares say that the list is whole, and of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from govreport_nlp.interval import ratio, total
from govreport_nlp.lists.fit import LINE, adds_up, alike, is_level
from govreport_nlp.models import Claim, Group

Rated = tuple[Claim, Claim]  # a part and its share

BACK, SENTENCES = 30, 8  # how far back the whole may stand
HUNDRED = Fraction(100)


def rated(claims: Sequence[Claim]) -> Iterator[Group]:
    """Parts whose shares total 100 %, with the nearest earlier figure that all the shares, or all but one, are of."""
    place = {claim.id: at for at, claim in enumerate(claims)}
    for pairs in _runs(claims):
        parts = tuple(part for part, _ in pairs)
        ahead = claims[max(0, place[parts[0].id] - BACK) : place[parts[0].id]]
        near = [claim for claim in ahead if parts[0].sentence - claim.sentence <= SENTENCES and claim.depth <= parts[0].depth]
        wholes = [claim for claim in reversed(near) if is_level(claim) and claim.role == "level" and all(alike(p, claim) for p in parts)]
        whole = next((claim for claim in wholes if _of(pairs, claim)), None)
        if whole:
            yield Group("partition", parts, whole, (1,) * len(parts), True, "digits" if adds_up(parts, whole) else "shares")


def _of(pairs: Sequence[Rated], whole: Claim) -> bool:
    """True where the shares are those of this whole; of three or more, one may be wrong, and of two one."""
    right = sum(_fits(part, whole, share) for part, share in pairs)
    return right >= max(1, len(pairs) - 1)


def _fits(part: Claim, whole: Claim, share: Claim) -> bool:
    low = whole.quantity.narrow.low
    return low is not None and low > 0 and ratio(part.quantity.narrow, whole.quantity.narrow).scaled(HUNDRED).meets(share.quantity.narrow)


def _runs(claims: Sequence[Claim]) -> Iterator[list[Rated]]:
    """Neighbouring parts with shares that total 100 %: of one sentence, or of sentences that hold one each."""
    told = [(part, share) for part, share in pairwise(claims) if _is_rated(part, share)]
    sentences = [list(group) for _, group in groupby(told, key=lambda pair: pair[0].sentence)]
    for pairs in (*sentences, *_across(sentences)):
        if len(pairs) >= 2 and total([share.quantity.narrow for _, share in pairs]).contains(HUNDRED):
            yield pairs


def _across(sentences: Sequence[Sequence[Rated]]) -> Iterator[list[Rated]]:
    """A sentence for each part: 县直单位2475条，占62.2%。各乡镇1503条，占37.8%。"""
    run: list[Rated] = []
    for pairs in sentences:
        (part, _), *more = pairs
        if run and (more or part.sentence - run[-1][0].sentence > 1 or part.join == LINE):
            yield run
            run = []
        if not more:
            run.append(pairs[0])
    yield run


def _is_rated(part: Claim, share: Claim) -> bool:
    beside = part.sentence == share.sentence and part.depth == share.depth
    return beside and is_level(part) and share.kind == "rate" and share.unit == "%" and "share" in share.cues and share.role == "level"
