"""The whole before its parts: 总额10亿元，其中甲6亿元，乙4亿元; （甲6亿元、乙4亿元）; 2026条信息中，甲161条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from govreport_nlp.lists.fit import COLON, COMMA, PAUSE, adds_up, alike, exceeds, is_level, meets_to_the_digit, written_total
from govreport_nlp.lists.kin import named_alike
from govreport_nlp.lists.openings import FAR_BACK, openings
from govreport_nlp.lists.reach import behind, completeness, fitting, open_list
from govreport_nlp.lists.slip import CHANCE, CHANCE_OF_A_REST, CHANCE_OF_NAMED_PARTS, CHANCE_WHERE_ALIKE, one_slip_off, unlikely
from govreport_nlp.models import Claim, Group

LONG_LIST = 4


def among(claims: Sequence[Claim]) -> Iterator[Group]:
    """Lists that 其中, 包括, a bracket or a colon opens; the whole stands before."""
    for index, whole, bracket in openings(claims):
        first = claims[index]
        beyond = first.join == COLON and "part" not in first.cues and not bracket and not alike(first, claims[index - 1])
        group = _list(claims, index, whole, bracket) if whole and not beyond else None
        if (group is None or not adds_up(group.parts, group.whole or first)) and ("part" in first.cues or beyond):
            group = _far_list(claims, index) or group
        if group:
            yield group


def _list(claims: Sequence[Claim], index: int, whole: Claim, bracket: bool) -> Group | None:
    ends = list(behind(claims, index, whole))
    met = fitting(ends, whole)
    others: list[tuple[Claim, ...]] = []
    if met is None and whole.kind == "count":
        others = list(behind(claims, index, whole, any_counter=True))
        met = fitting(others, whole)
    slipped = None if met or not {"open", "overlap"}.isdisjoint(ends[-1][-1].cues) else _slipped(ends, others, whole)
    if met is None and slipped is None and not alike(claims[index], whole):
        return None
    parts = met or slipped or open_list(ends, whole, bracket)
    slipped = None if bracket and "part" in claims[index].cues else slipped  # （含结转19件、移送31件）
    if bracket and not met and not slipped and (len(parts) > 1 or claims[index - 1].kind == "rate") and not _nearly(parts, whole):
        return None  # 党员4216名（女党员1683名、少数民族党员318名）; 不诉率19.1%（按已办结700人计算）
    cue = completeness(parts, bracket) or ("slip" if slipped else "filled" if not met and _filled(parts, whole) else "")
    return Group("bracket" if bracket else "among", parts, whole, (1,) * len(parts), bool(cue), cue)


def _slipped(ends: Sequence[tuple[Claim, ...]], others: Sequence[tuple[Claim, ...]], whole: Claim) -> tuple[Claim, ...] | None:
    """The list of one sentence that one slip keeps from adding up; more likely so where its parts are named alike, less where counted otherwise."""
    if "主要" in ends[0][0].head:
        return None
    for parts in ends:
        if any(part.head.rstrip().endswith("各") for part in parts):
            continue  # 两村各10万元: what is told stands for more
        evenly = len({part.join for part in parts[1:]}) == 1 and "carried" not in parts[0].cues
        if evenly and parts[-1].sentence == parts[0].sentence and alike(parts[0], whole) and one_slip_off(parts, whole, limit=_limit(parts, whole)):
            return parts
    return next((parts for parts in others if parts[-1].sentence == parts[0].sentence and one_slip_off(parts, whole, limit=CHANCE)), None)


def _limit(parts: Sequence[Claim], whole: Claim) -> Fraction:
    """How much may be chance: little where the parts stay below the whole, of which some may not be told, or two of them may overlap."""
    if not exceeds(parts, whole):
        return CHANCE_OF_A_REST
    if named_alike(parts):
        return CHANCE_WHERE_ALIKE
    return CHANCE_OF_NAMED_PARTS if len(parts) > 2 else CHANCE


def _filled(parts: Sequence[Claim], whole: Claim) -> bool:
    """8.60万元，其中甲1万元，乙8.60万元: one part is the whole already, and another stands beside it."""
    beside = len(parts) >= 2 and whole.kind == "amount" and all(part.join in (COMMA, PAUSE) for part in parts[1:])
    return beside and any(part.quantity.value == whole.quantity.value and not part.quantity.approx for part in parts)


def _far_list(claims: Sequence[Claim], index: int) -> Group | None:
    """A list whose whole stands some figures back: taken only where it adds up, a short one to the digit."""
    first = claims[index]
    tried = 0
    for whole in reversed(claims[max(0, index - FAR_BACK) : index]):
        if not is_level(whole) or not alike(first, whole) or whole.depth != first.depth:
            continue
        tried += 1
        for parts in behind(claims, index, whole):
            told = unlikely(tried, parts, whole) and meets_to_the_digit(parts, whole)
            if told or (len(parts) >= LONG_LIST and (adds_up(parts, whole) or ("rest" in parts[-1].cues and _nearly(parts, whole)))):
                return Group("among", parts, whole, (1,) * len(parts), True, "listed")
    return None


def _nearly(parts: Sequence[Claim], whole: Claim) -> bool:
    """True where the parts come to within a tenth of the whole: with 其他 as the last head, the list is of this whole."""
    told, known = written_total(parts), whole.quantity.value
    return told is not None and known is not None and abs(told - known) * 10 <= known
