"""The whole before its parts: 总额10亿元，其中甲6亿元，乙4亿元; （甲6亿元、乙4亿元）; 2026条信息中，甲161条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from govreport_nlp.lists.fit import ADDITIVE, COLON, COMMA, PAUSE, adds_up, alike, exceeds, is_level, meets_to_the_digit, written_total
from govreport_nlp.lists.kin import crosses, divides, named_alike
from govreport_nlp.lists.openings import BACK, FAR_BACK, openings
from govreport_nlp.lists.reach import behind, completeness, fitting, open_list
from govreport_nlp.lists.slip import CHANCE, CHANCE_OF_NAMED_PARTS, CHANCE_WHERE_ALIKE, CHANCE_WHERE_CERTAIN, one_slip_off, unlikely
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
        if group:
            yield group


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
    met = fitting(ends, whole)
    others: list[tuple[Claim, ...]] = []
    if met is None and whole.kind == "count":
        others = list(behind(claims, index, whole, any_counter=True))
        met = fitting(others, whole)
    apart = not {"open", "overlap"}.isdisjoint(ends[-1][-1].cues)
    slipped = None if met or apart else _slipped(ends, others, whole, _only_rates(claims, index, whole))
    if met is None and slipped is None and not alike(claims[index], whole):
        return None
    parts = met or slipped or open_list(ends, whole, bracket)
    cue = completeness(parts, bracket) or ("slip" if slipped else "filled" if not met and _filled(parts, whole) else "")
    return Group("bracket" if bracket else "among", parts, whole, (1,) * len(parts), bool(cue), cue)


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
        limit = CHANCE_WHERE_ALIKE if named_alike(parts) else CHANCE_OF_NAMED_PARTS
        plain = all(part.role in ("level", "target") for part in parts) and all(part.join for part in parts)  # not 3个类别9个项目
        if beside and plain and (divides(parts) or any(exceeds([part], whole) for part in parts)):
            limit = CHANCE_WHERE_CERTAIN
        if parts[-1].sentence == parts[0].sentence and alike(parts[0], whole) and one_slip_off(parts, whole, limit=limit):
            return parts
    return next((parts for parts in others if parts[-1].sentence == parts[0].sentence and one_slip_off(parts, whole, limit=CHANCE)), None)


def _only_rates(claims: Sequence[Claim], index: int, whole: Claim) -> bool:
    """True where only rates and changes stand between a whole and the first part of its list."""
    between = takewhile(lambda claim: claim.id != whole.id, reversed(claims[max(0, index - BACK) : index]))
    return all(claim.kind in ("rate", "change_points") or claim.role.startswith("change") for claim in between)


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
