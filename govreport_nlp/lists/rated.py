"""Lists whose parts are told with their shares: 法官66人，占74%；其他人员23人，占26%. The shares say that the list is whole, and of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby, pairwise

from govreport_nlp.interval import ratio, total
from govreport_nlp.lists.fit import LINE, adds_up, alike, is_level, place_of
from govreport_nlp.models import Claim, Group

Rated = tuple[Claim, Claim]  # a part and its share

BACK, SENTENCES = 30, 8  # how far back the whole may stand
HUNDRED = Fraction(100)
TELLING = 3  # written digits of a share that unrelated figures hardly meet by chance


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


def vouched(claims: Sequence[Claim], group: Group) -> Group:
    """The list, called whole where a share is not of its whole but of what its parts come to: 4468人，包括…2238人，最后一类占51.0%."""
    if group.complete or group.whole is None or group.form not in ("among", "bracket") or len(group.parts) < 2:
        return group
    if adds_up(group.parts, group.whole) or any(part.quantity.value is None or part.quantity.approx for part in group.parts):
        return group
    every = sum((part.quantity.value or Fraction(0) for part in group.parts), Fraction(0))
    at = place_of(claims, group.parts[0].start)
    shares = [claim for claim in claims[at : at + len(group.parts) * 2 + 1] if _is_telling_share(claim, group)]
    whole = group.whole
    fits = any(
        share.quantity.narrow.contains(HUNDRED * (part.quantity.value or Fraction(0)) / every)
        for share in shares
        for part in group.parts
        if every > 0 and part.start < share.start
    )
    told = any(_fits(part, whole, share) for share in shares for part in group.parts)
    return replace(group, complete=True, cue="shares") if fits and not told else group


def _is_telling_share(claim: Claim, group: Group) -> bool:
    """True for a share, with three digits or more, of the sentence of a list, of no whole that is named."""
    written = len(claim.quantity.digits.replace(".", "").lstrip("0")) >= TELLING and claim.quantity.approx is None
    bare = claim.kind == "rate" and claim.unit == "%" and "share" in claim.cues and claim.compared is None and claim.role == "level"
    return written and bare and claim.sentence == group.parts[0].sentence


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
