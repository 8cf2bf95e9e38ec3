"""The whole before its parts: 总额10亿元，其中甲6亿元，乙4亿元; （甲6亿元、乙4亿元）; 2026条信息中，甲161条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, takewhile

from govreport_nlp.lists.fit import (
    ADDITIVE,
    COLON,
    COMMA,
    PAUSE,
    adds_up,
    alike,
    exceeds,
    is_level,
    meets_to_the_digit,
    place_of,
    written_total,
)
from govreport_nlp.lists.kin import crosses, divides, named_alike
from govreport_nlp.lists.openings import BACK, FAR_BACK, openings
from govreport_nlp.lists.reach import behind, completeness, fitting, open_list
from govreport_nlp.lists.slip import (
    CHANCE,
    CHANCE_OF_A_REST,
    CHANCE_OF_NAMED_PARTS,
    CHANCE_WHERE_ALIKE,
    CHANCE_WHERE_CERTAIN,
    one_slip_off,
    unlikely,
)
from govreport_nlp.models import Claim, Group

LONG_LIST = 4


def among(claims: Sequence[Claim]) -> Iterator[Group]:
    """Lists that 其中, 包括, a bracket or a colon opens; the whole stands before."""
    for index, whole, bracket in openings(claims):
        first = claims[index]
        beyond = first.join == COLON and "part" not in first.cues and not bracket and not alike(first, claims[index - 1])
        group = _list(claims, index, whole, bracket) if whole and not beyond else _torn(claims, index, bracket)
        if (group is None or not adds_up(group.parts, group.whole or first)) and ("part" in first.cues or beyond):
            group = _far_list(claims, index) or group
        if group and not adds_up(group.parts, group.whole or first) and _is_of_another(claims, index, group):
            continue
        if group:
            yield group


def _is_of_another(claims: Sequence[Claim], index: int, group: Group) -> bool:
    """True where a list that does not add up is that of a change between, or goes on above: 增收1.3亿元，其中甲0.9亿元、乙0.4亿元."""
    parts, whole = group.parts, group.whole
    assert whole is not None
    begin = place_of(claims, whole.start)
    between = (claim for claim in claims[begin + 1 : index] if claim.role.startswith("change") and claim.unit == whole.unit)
    if any(meets_to_the_digit(parts, claim) for claim in between):
        return True
    last = claims[index - 1]
    if claims[index].depth > last.depth:
        if last.role.startswith("change") and last.unit == whole.unit:
            return True  # 社区63个。…增加23个（村改居21个、新建2个）
        told_again = parts[0].quantity.value == whole.quantity.value
        if len(parts) == 2 and (told_again or meets_to_the_digit((last, parts[1]), parts[0])):
            return True  # 结余237万元（收入8,163万元、支出7,926万元）
    opposite = "change_down" if whole.role == "change_up" else "change_up"
    if whole.role.startswith("change") and any(
        claim.role == opposite and claim.unit == whole.unit
        for claim in takewhile(lambda claim: claim.start <= parts[-1].start, claims[index:])
    ):
        return True  # 增加21.6亿元，其中甲增加19.8亿元、乙减少0.9亿元、其他增加2.7亿元
    above = claims[max(0, begin - BACK) : begin]
    return len(parts) > 1 and any(alike(whole, claim) and meets_to_the_digit((whole, *parts[1:]), claim) for claim in above)


def _torn(claims: Sequence[Claim], index: int, bracket: bool) -> Group | None:
    """账号70个。其中微博92个，微信41个: the figure right before, below the first part, where one slip in the list explains that."""
    first = claims[index]
    if "opening" not in first.cues or bracket:
        return None
    ahead = reversed(claims[max(0, index - BACK) : index])
    whole = next((claim for claim in ahead if claim.kind in ADDITIVE and not claim.role.startswith("change")), None)
    if whole is None or first.sentence - whole.sentence != 1 or not alike(first, whole) or not is_level(whole) or "part" in whole.cues:
        return None
    group = _list(claims, index, whole, bracket)
    return group if group and group.cue in ("slip", "division") else None


def _list(claims: Sequence[Claim], index: int, whole: Claim, bracket: bool) -> Group | None:
    ends = list(behind(claims, index, whole))
    met = fitting(ends, whole) if alike(claims[index], whole) else None
    others: list[tuple[Claim, ...]] = []
    if met is None and whole.kind == "count":
        others = [parts for parts in behind(claims, index, whole, any_counter=True) if not _in_two_measures(parts)]
        met = fitting(others, whole) if others else None
    apart = not {"open", "overlap"}.isdisjoint(ends[-1][-1].cues)
    slipped = None if met or apart else _slipped(ends, others, whole, _only_rates(claims, index, whole))
    if met is None and slipped is None and not alike(claims[index], whole):
        return None
    parts = met or slipped or open_list(ends, whole, bracket)
    told = "part" in claims[index].cues and "其中" not in claims[index].head
    glossed = bracket and (told or claims[index - 1].kind == "rate")
    if slipped and (glossed or _is_told_twice(claims, slipped, whole)):
        slipped = None  # （含结转19件、移送31件）; 处罚33人、处分12人（4人并处）
    if (
        bracket
        and "part" not in claims[index].cues
        and not met
        and not slipped
        and (len(parts) > 1 or claims[index - 1].kind == "rate")
        and not _nearly(parts, whole)
    ):
        return None  # 党员4216名（女党员1683名、少数民族党员318名）; 不诉率19.1%（按已办结700人计算）
    cue = completeness(parts, bracket) or ("slip" if slipped else "filled" if not met and _filled(parts, whole) else "")
    return Group("bracket" if bracket else "among", parts, whole, (1,) * len(parts), bool(cue), cue)


def _in_two_measures(parts: Sequence[Claim]) -> bool:
    """馆内展4场1.5万人次: the second measure of a thing is no other thing."""
    return any(two.join == "" and two.start - one.end <= 1 for one, two in pairwise(parts))


def _slipped(
    ends: Sequence[tuple[Claim, ...]], others: Sequence[tuple[Claim, ...]], whole: Claim, beside: bool
) -> tuple[Claim, ...] | None:
    """The list of one sentence that one slip keeps from adding up; more likely so where its parts are named alike, less where counted otherwise.

    A part above the whole `beside` it shows that there is a slip: then chance needs no other excuse.
    """
    if "主要" in ends[0][0].head:
        return None
    for parts in ends:
        if any(part.head.rstrip().endswith("各") for part in parts) or crosses(parts):
            continue  # 两村各10万元: what is told stands for more
        if not _is_even(parts) or not alike(parts[0], whole):
            continue
        plain = all(part.role in ("level", "target") for part in parts) and all(
            part.join in (COMMA, PAUSE) for part in parts[1:]
        )  # not 3个类别9个项目
        certain = beside and (divides(parts) or (plain and any(exceeds([part], whole) for part in parts)))
        if one_slip_off(parts, whole, limit=CHANCE_WHERE_CERTAIN if certain else _limit(parts, whole)):
            return parts
    return next((parts for parts in others if _is_even(parts) and one_slip_off(parts, whole, limit=CHANCE)), None)


def _is_told_twice(claims: Sequence[Claim], parts: Sequence[Claim], whole: Claim) -> bool:
    """True where what the parts have too much stands beside them: 处理41人，其中处罚33人、处分12人（4人并处）."""
    over = (written_total(parts) or 0) - (whole.quantity.value or 0)
    begin = place_of(claims, parts[0].start)
    beside = takewhile(lambda claim: claim.sentence == whole.sentence, claims[begin:])
    return over > 0 and any(claim.quantity.value == over and claim not in parts for claim in beside)


def _is_even(parts: Sequence[Claim]) -> bool:
    """True for a list of one sentence with one mark between its parts: behind the semicolon of 甲418件、乙386件；丙526件 stands something else.

    A long one that 其他 ends is one list whatever marks are in it.
    """
    ended = len(parts) >= LONG_LIST and "rest" in parts[-1].cues
    evenly = (ended or len({part.join for part in parts[1:]}) == 1) and "carried" not in parts[0].cues
    return evenly and parts[-1].sentence == parts[0].sentence


def _limit(parts: Sequence[Claim], whole: Claim) -> Fraction:
    """How much may be chance: little where the parts stay below the whole, of which some may not be told, or two of them may overlap."""
    if not exceeds(parts, whole):
        small = (whole.quantity.value or 0) - (written_total(parts) or 0) <= (whole.quantity.value or 0) / 10
        return CHANCE_OF_A_REST if small else CHANCE_OF_NAMED_PARTS
    if len(parts) == 2:
        return CHANCE
    return CHANCE_WHERE_ALIKE if named_alike(parts) else CHANCE_OF_NAMED_PARTS


def _only_rates(claims: Sequence[Claim], index: int, whole: Claim) -> bool:
    """True where only rates and changes stand between a whole and the first part of its list."""
    between = takewhile(lambda claim: claim.id != whole.id, reversed(claims[max(0, index - BACK) : index]))
    return all(claim.kind in ("rate", "change_points") or claim.role.startswith("change") for claim in between)


def _filled(parts: Sequence[Claim], whole: Claim) -> bool:
    """8.60万元，其中甲1万元，乙8.60万元: one part is the whole already, and another stands beside it."""
    beside = len(parts) >= 2 and whole.kind == "amount" and all(part.join in (COMMA, PAUSE) for part in parts[1:])
    return beside and any(part.quantity.value == whole.quantity.value and not part.quantity.approx for part in parts)


def _far_list(claims: Sequence[Claim], index: int) -> Group | None:
    """A list whose whole stands some figures back: taken only where it adds up, a short one to the digit; else where 其他 nearly fills it."""
    first = claims[index]
    ahead = [whole for whole in reversed(claims[max(0, index - FAR_BACK) : index]) if is_level(whole) and alike(first, whole)]
    wholes = [whole for whole in ahead if whole.depth == first.depth]
    for tried, whole in enumerate(wholes, 1):
        for parts in behind(claims, index, whole):
            told = unlikely(tried, parts, whole) and meets_to_the_digit(parts, whole)
            if told or (len(parts) >= LONG_LIST and adds_up(parts, whole)):
                return Group("among", parts, whole, (1,) * len(parts), True, "listed")
    for whole in wholes:
        for parts in behind(claims, index, whole):
            if len(parts) >= LONG_LIST and "rest" in parts[-1].cues and _is_even(parts) and _nearly(parts, whole):
                return Group("among", parts, whole, (1,) * len(parts), True, "listed")
    return None


def _nearly(parts: Sequence[Claim], whole: Claim) -> bool:
    """True where the parts come to within a tenth of the whole: with 其他 as the last head, the list is of this whole."""
    told, known = written_total(parts), whole.quantity.value
    return told is not None and known is not None and abs(told - known) * 10 <= known
