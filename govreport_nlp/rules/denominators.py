"""The two figures that a rate is made of, where no word names them: the digits tell, or the place in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_nlp.interval import ratio
from govreport_nlp.lists.slip import one_slip_off_share
from govreport_nlp.models import Claim

COUNTED = ("count", "amount", "measure", "duration")
NEAR_PART, NEAR_WHOLE, SENTENCES = 4, 12, 2  # figures before a rate, and sentences, among which its part and its whole may stand
TELLING = 3  # written digits of a rate that unrelated figures hardly meet by chance
YARDSTICKS = frozenset({"last_year", "from", "against", "mean"})


def by_digits(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """The nearest part and whole before a rate whose quotient it is, None where no two are.

    常住人口35.60万人，其中城镇16.38万人，城镇化率46.01%: what is written with three digits or more is hardly met by chance.
    """
    rate = claims[index]
    if rate.quantity.approx is not None:
        return None
    telling = len(rate.quantity.digits.replace(".", "").lstrip("0")) >= TELLING
    for part in _parts(claims, index):
        for whole in _wholes(claims, index, part):
            beside = index >= 2 and (claims[index - 2].id, claims[index - 1].id) == (whole.id, part.id)
            if (telling or (beside and _shares_a_word(rate, part))) and _is_share(part, whole, rate):
                return part, whole
    return None


def by_place(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """The two figures right before a rate that is named after the second, where one slip keeps them from giving it."""
    if index < 2:
        return None
    whole, part, rate = claims[index - 2 : index + 1]
    joined = rate.join in ("，", "、", "") and part.join in ("，", "、") and whole.sentence == rate.sentence
    alike = whole.unit == part.unit and whole.depth == part.depth == rate.depth and _may_be_counted(part) and _may_be_counted(whole)
    named = joined and alike and _shares_a_word(rate, part)
    return (part, whole) if named and one_slip_off_share(part, whole, rate) else None


def _parts(claims: Sequence[Claim], index: int) -> Iterator[Claim]:
    rate = claims[index]
    for claim in reversed(claims[max(0, index - NEAR_PART) : index]):
        if claim.sentence != rate.sentence or claim.depth > rate.depth:
            return
        if _may_be_counted(claim):
            yield claim


def _wholes(claims: Sequence[Claim], index: int, part: Claim) -> Iterator[Claim]:
    for claim in reversed(claims[max(0, index - NEAR_WHOLE) : index]):
        if part.sentence - claim.sentence > SENTENCES:
            return
        if claim.id != part.id and claim.unit == part.unit and claim.kind == part.kind and _may_be_counted(claim):
            yield claim


def _may_be_counted(claim: Claim) -> bool:
    return claim.kind in COUNTED and claim.role in ("level", "target", "change_up") and claim.cues.isdisjoint(YARDSTICKS)


def _shares_a_word(rate: Claim, part: Claim) -> bool:
    """优良率 and 优良351天: two characters in a row that the rate's name has in common with what leads to its part."""
    name, told = rate.head, part.head
    return ("share" in rate.cues and rate.compared is None) or any(
        name[at : at + 2] in told for at in range(len(name) - 1) if name[at : at + 2].isalpha()
    )


def _is_share(part: Claim, whole: Claim, rate: Claim) -> bool:
    if (whole.quantity.narrow.low or 0) <= 0 or (part.quantity.narrow.low or 0) < 0 or part.quantity.approx or whole.quantity.approx:
        return False
    return ratio(part.quantity.narrow, whole.quantity.narrow).scaled(100).meets(rate.quantity.narrow)
