"""The two figures that a rate is made of, where no word names them: the digits tell, or the place in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import regex

from govreport_nlp.interval import ratio
from govreport_nlp.lists import adds_up
from govreport_nlp.lists.kin import share_word
from govreport_nlp.lists.slip import one_slip_off_share
from govreport_nlp.models import Claim, Group

COUNTED = ("count", "amount", "measure", "duration")
COUNTERS = (frozenset("人名位"), frozenset("件起宗例"), frozenset("个家所处座"))
FAR_PART = 12  # figures before a rate, among which a part of its full name may stand
RATE = regex.compile(r"(?:率|面|比例|比率|占比|比重)(?:为|达到?|是|约)*\s?$")
NEAR_PART, NEAR_WHOLE, SENTENCES = 4, 12, 2  # figures before a rate, and sentences, among which its part and its whole may stand
REACH = 4  # sentences between a list and the ratio of its parts
TELLING = 3  # written digits of a rate that unrelated figures hardly meet by chance
FAR_WHOLE, FAR_SENTENCES, MOST_WHOLES = 40, 10, 12  # figures, sentences, and figures of the unit between a rate and its whole
GENERIC = regex.compile(r"^(?:同期|当年|全[市县区省州镇乡年部]|[总全])*(?:总|全)?(?:量|数|部|额|体|面积|人数|件数|起数)?$")
YARDSTICKS = frozenset({"last_year", "from", "against", "mean"})

LEAST_SHARES = 2  # of a list, to say that it is not the one that they are shares of


def by_digits(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """The nearest part and whole before a rate whose quotient it is, None where no two are.

    常住人口35.60万人，其中城镇16.38万人，城镇化率46.01%: what is written with three digits or more is hardly met by chance, nor two by the two
    figures right before it.
    """
    rate = claims[index]
    if rate.quantity.approx is not None:
        return None
    digits = len(rate.quantity.digits.replace(".", "").lstrip("0"))
    for part in _parts(claims, index):
        for whole in _wholes(claims, index, part):
            beside = index >= 2 and (claims[index - 2].id, claims[index - 1].id) == (whole.id, part.id)
            named = _shares_a_word(rate, part) or (digits == TELLING - 1 and RATE.search(rate.head))
            if (digits >= TELLING or (beside and named)) and is_share(part, whole, rate):
                return part, whole
    return None


def by_far_digits(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """The figure right before a rate and one some sentences back whose share it is: 办理前面商211件，面商率98.6%, of 214件.

    Only for rates of three digits, of what no other words name: with so few figures of the unit before them, they are met by no chance.
    """
    rate = claims[index]
    if not index or rate.quantity.approx is not None or len(rate.quantity.digits.replace(".", "").lstrip("0")) < TELLING:
        return None
    part = claims[index - 1]
    beside = part.sentence == rate.sentence and part.depth == rate.depth and rate.join in ("", "，", "、") and may_be_counted(part)
    named = "share" in rate.cues or RATE.search(rate.head)
    if not beside or not named or part.role != "level" or (rate.compared and not GENERIC.search(rate.compared.text)):
        return None
    ahead = claims[max(0, index - FAR_WHOLE) : index - 1]
    wholes = [claim for claim in reversed(ahead) if claim.unit == part.unit and claim.depth <= part.depth and may_be_counted(claim)]
    near = [claim for claim in wholes if rate.sentence - claim.sentence <= FAR_SENTENCES]
    return next(((part, whole) for whole in near[:MOST_WHOLES] if is_share(part, whole, rate)), None)


def by_place(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """The two figures right before a rate that is named after the second, where one slip keeps them from giving it."""
    if index < 2:
        return None
    whole, part, rate = claims[index - 2 : index + 1]
    joined = rate.join in ("，", "、", "") and part.join in ("，", "、") and whole.sentence == rate.sentence
    alike = whole.unit == part.unit and whole.depth == part.depth == rate.depth and may_be_counted(part) and may_be_counted(whole)
    named = joined and alike and _shares_a_word(rate, part)
    return (part, whole) if named and one_slip_off_share(part, whole, rate) else None


class Lists:
    """The lists of a report by what is looked for: the figures in them, the sentences in which they end."""

    def __init__(self, groups: Sequence[Group], claims: Sequence[Claim]) -> None:
        self._of: dict[str, list[Group]] = {}
        self._ending: dict[int, list[tuple[int, Group]]] = {}
        for order, group in enumerate(groups):
            if group.whole:
                self._ending.setdefault(group.parts[-1].sentence, []).append((order, group))
                for name in {part.id for part in group.parts}:
                    self._of.setdefault(name, []).append(group)
        # of a row of shares only one stands right behind its figure
        self._share = {part.id: rate for part, rate in pairwise(claims) if "share" in rate.cues and rate.unit == "%"}

    def by_shares(self, part: Claim) -> Claim | None:
        """The whole of the list that a part belongs to.

        A list that only its digits tell must also be the one that the shares are of: 71人, 占80%；8人占9%，22人占25%，24人占47%，17人占19.1%
        add up to the 71 by a slip.
        """
        held = self._of.get(part.id, [])
        told = next((group for group in held if any(self._shares_fit(group))), None)
        told = told or next((group for group in held if group.cue != "digits" or len(self._shares_fit(group)) < LEAST_SHARES), None)
        return told.whole if told else None

    def hold(self, part: Claim, whole: Claim) -> bool:
        """True where a list that is called whole, or adds up, holds both."""
        held = self._of.get(part.id, [])
        return any(group.whole is whole and (group.complete or adds_up(group.parts, group.whole)) for group in held)

    def _shares_fit(self, group: Group) -> list[bool]:
        """For each part with a share right behind it whether the share is of this whole."""
        return [is_share(part, group.whole, self._share[part.id]) for part in group.parts if group.whole and part.id in self._share]

    def of_terms(self, run: Sequence[Claim]) -> Group | None:
        """The list in front of a structure ratio of which its terms are the shares: the last that adds up and to which some term belongs.

        Of three or more, one may be wrong: then all terms but one are the shares of the other figures.
        """
        sentence, start = run[0].sentence, run[0].start
        ending = [found for at in range(sentence - REACH, sentence + 1) for found in self._ending.get(at, ())]
        ending.sort(key=lambda found: found[0])
        near = [group for _, group in ending if len(group.parts) == len(run) and group.parts[-1].end <= start]
        whole = [group for group in near if group.whole and adds_up(group.parts, group.whole)]
        if whole:
            return whole[-1] if _of_whole(whole[-1], run) else None
        return near[-1] if near and len(run) > 2 and (_of_whole(near[-1], run) >= len(run) - 1 or _of_sum(near[-1], run)) else None


def _of_whole(group: Group, run: Sequence[Claim]) -> int:
    """How many terms are the shares of their parts in the whole."""
    return sum(group.whole is not None and is_share(part, group.whole, term) for part, term in zip(group.parts, run, strict=True))


def _of_sum(group: Group, run: Sequence[Claim]) -> bool:
    """True where every term is the share of its part in the sum of all: it is the whole that is wrong."""
    values = [part.quantity.value or Fraction(0) for part in group.parts]
    every = sum(values, Fraction(0))
    return every > 0 and all(term.quantity.wide.contains(100 * value / every) for value, term in zip(values, run, strict=True))


def _parts(claims: Sequence[Claim], index: int) -> Iterator[Claim]:
    rate = claims[index]
    named = RATE.sub("", rate.head.strip("，、 \x01"))
    for at in range(index - 1, max(index - FAR_PART, 0) - 1, -1):
        claim = claims[at]
        if claim.sentence != rate.sentence:
            return
        # 优良天数297天（优96天、良201天），…，优良天数比例81.4%: the full name reaches farther
        near = index - at <= NEAR_PART or (len(named) >= TELLING and claim.head.rstrip("为达到 ").endswith(named))
        if near and claim.depth <= rate.depth and may_be_counted(claim):
            yield claim


def _wholes(claims: Sequence[Claim], index: int, part: Claim) -> Iterator[Claim]:
    for claim in reversed(claims[max(0, index - NEAR_WHOLE) : index]):
        if part.sentence - claim.sentence > SENTENCES:
            return
        if claim.id != part.id and counted_alike(claim, part) and may_be_counted(claim):
            yield claim


def may_be_counted(claim: Claim) -> bool:
    """True for a figure that may be part or whole of a rate: no change but a rise, no yardstick, no mean."""
    return claim.kind in COUNTED and claim.role in ("level", "target", "change_up") and claim.cues.isdisjoint(YARDSTICKS)


def counted_alike(one: Claim, other: Claim) -> bool:
    """True for figures of one unit, and for counters of one sort: 66名 of 184人."""
    same = one.unit == other.unit or any(one.unit in sort and other.unit in sort for sort in COUNTERS)
    return same and one.kind == other.kind


def _shares_a_word(rate: Claim, part: Claim) -> bool:
    """优良率 and 优良351天: two characters in a row that the rate's name has in common with what leads to its part."""
    return ("share" in rate.cues and rate.compared is None) or share_word(rate.head, part.head)


def is_share(part: Claim, whole: Claim, rate: Claim) -> bool:
    """True where a rate (in %) is that of part and whole as they are printed; never where one of the two is approximate."""
    if (whole.quantity.narrow.low or 0) <= 0 or (part.quantity.narrow.low or 0) < 0 or part.quantity.approx or whole.quantity.approx:
        return False
    return ratio(part.quantity.narrow, whole.quantity.narrow).scaled(per(rate)).meets(rate.quantity.narrow)


def per(rate: Claim) -> int:
    """What a rate is counted by: 100 for per cent, 1000 for per mille."""
    return 1000 if rate.unit == "‰" else 100


def below(whole: Claim, part: Claim) -> bool:
    """True where a figure is too small to be the whole of another."""
    low, high = part.quantity.narrow.low, whole.quantity.narrow.high
    return low is not None and high is not None and high < low
