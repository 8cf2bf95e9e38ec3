"""The whole before its parts: 总额10亿元，其中甲6亿元，乙4亿元; （甲6亿元、乙4亿元）; 2026条信息中，甲161条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import regex

from govreport_nlp.lists.fit import (
    ADDITIVE,
    COLON,
    COMMA,
    FARTHEST,
    LINE,
    PAUSE,
    SEMICOLON,
    STOP,
    adds_up,
    alike,
    exceeds,
    is_level,
    meets_to_the_digit,
    written_total,
)
from govreport_nlp.lists.kin import crosses, divides, named_alike, of_one_name
from govreport_nlp.lists.slip import CHANCE, CHANCE_OF_NAMED_PARTS, CHANCE_WHERE_ALIKE, CHANCE_WHERE_IMPOSSIBLE, one_slip_off
from govreport_nlp.models import Claim, Group

BACK, FAR_BACK = 10, 16  # figures between a whole and its list; for a list behind a colon that adds up
LONG_LIST = 4
BASE = regex.compile(r"^[\s\x01，,、；]*(?:在|全部|上述|这些)?(?P<name>[^，。；：、中\x01]{2,16})中(?=[^心学国央小等级旬期间介医药止标])")


def among(claims: Sequence[Claim]) -> Iterator[Group]:
    """Lists that 其中, 包括, a bracket or a colon opens; the whole stands before."""
    for index, first in enumerate(claims[1:], 1):
        bracket = first.depth > claims[index - 1].depth
        last = claims[index - 1]
        beside = first.join == "" and "part" in last.cues and first.unit != last.unit  # 其中173户349人
        named = _named_before(claims, index)
        opened = "part" in first.cues or "base" in last.cues or beside or named or _begins_list(last, first)
        if first.kind not in ADDITIVE or "remain" in first.cues or not (bracket or opened):
            continue
        whole = named or _whole_before(claims, index, bracket)
        if whole and not bracket and not named and "part" not in first.cues and exceeds([first], whole):
            continue  # 四项任务中，已完成126项: what 中 refers to is another thing
        group = _list(claims, index, whole, bracket) if whole else _torn(claims, index, bracket)
        if (group is None or not adds_up(group.parts, group.whole or first)) and "part" in first.cues:
            group = _far_list(claims, index) or group
        if group:
            yield group


def _begins_list(whole: Claim, first: Claim) -> bool:
    """接警出动2,175起：火灾扑救846起，…; 税收9.87亿元，由增值税4.36亿元…构成."""
    if first.join == COLON:
        return is_level(whole) and alike(first, whole) and whole.end + 1 >= first.start - len(first.head) - 1
    return first.join == COMMA and first.head.lstrip("\x01 ，").startswith("由")


def _torn(claims: Sequence[Claim], index: int, bracket: bool) -> Group | None:
    """账号70个。其中微博92个，微信41个: the figure right before, below the first part, where one slip in the list explains that."""
    whole = claims[index - 1]
    if "opening" not in claims[index].cues or bracket or claims[index].sentence - whole.sentence != 1 or not alike(claims[index], whole):
        return None
    group = _list(claims, index, whole, bracket) if is_level(whole) and "part" not in whole.cues else None
    return group if group and group.cue == "slip" else None


def _list(claims: Sequence[Claim], index: int, whole: Claim, bracket: bool) -> Group | None:
    ends = list(_behind(claims, index, whole))
    fitting = _fitting(ends, whole)
    others: list[tuple[Claim, ...]] = []
    if fitting is None and whole.kind == "count":
        others = list(_behind(claims, index, whole, any_counter=True))
        fitting = _fitting(others, whole)
    slipped = None if fitting or not {"open", "overlap"}.isdisjoint(ends[-1][-1].cues) else _slipped(ends, others, whole, _only_rates(claims, index, whole))
    if fitting is None and slipped is None and not alike(claims[index], whole):
        return None
    parts = fitting or slipped or _open_list(ends, whole, bracket)
    cue = completeness(parts, bracket) or ("slip" if slipped else "filled" if not fitting and _filled(parts, whole) else "")
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
        if any(part.head.rstrip().endswith("各") for part in parts):
            continue  # 两村各10万元: what is told stands for more
        if crosses(parts):
            continue
        limit = CHANCE_WHERE_ALIKE if named_alike(parts) else CHANCE_OF_NAMED_PARTS
        plain = all(part.role in ("level", "target") for part in parts) and all(part.join for part in parts)  # not 3个类别9个项目
        if beside and plain and any(exceeds([part], whole) for part in parts):
            limit = CHANCE_WHERE_IMPOSSIBLE
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


def _open_list(ends: Sequence[tuple[Claim, ...]], whole: Claim, bracket: bool) -> tuple[Claim, ...]:
    """Of a list that does not add up: up to where the text calls it whole, or to its first stop, or further where it goes on alike."""
    called = next((parts for parts in ends if parts[-1].sentence == parts[0].sentence and completeness(parts, bracket)), None)
    if called:
        return called
    nearest = ends[0]
    for parts in ends[1:]:
        if all(part.join in (SEMICOLON, PAUSE) for part in parts[1:]) and not exceeds(parts, whole):
            return parts
    return nearest


def _whole_before(claims: Sequence[Claim], index: int, bracket: bool) -> Claim | None:
    """The nearest figure before a list that may be its whole.

    From the sentence before only where the list opens its own; a figure below the first part is passed over there, for one further back.
    """
    first = claims[index]
    if twin := _twin(claims, index):
        return twin
    nearest: Claim | None = None
    for claim in reversed(claims[max(0, index - BACK) : index]):
        across = first.sentence != claim.sentence
        if first.sentence - claim.sentence > 1 or (across and not bracket and "opening" not in first.cues):
            break
        outside = claim.depth < first.depth if bracket else claim.depth <= first.depth
        if outside and is_level(claim) and alike(first, claim, any_counter=True) and not ("part" in claim.cues and "part" in first.cues):
            nearest = nearest or claim
            if not (across and exceeds([first], claim)):
                return claim
        if claim.join == LINE:
            break
    if nearest and nearest.sentence != first.sentence:
        return nearest if of_one_name(first, nearest) else None
    return nearest


def _named_before(claims: Sequence[Claim], index: int) -> Claim | None:
    """高效节水灌溉26.4万亩；高效节水灌溉中滴灌18.9万亩: the figure whose name stands before 中."""
    first = claims[index]
    match = BASE.search(first.head)
    if not match or first.depth or "part" in first.cues:
        return None
    ahead = (claim for claim in reversed(claims[max(0, index - FAR_BACK) : index]) if is_level(claim) and not claim.depth)
    return next((claim for claim in ahead if claim.indicator and claim.indicator.text == match["name"] and alike(first, claim)), None)


def _twin(claims: Sequence[Claim], index: int) -> Claim | None:
    """Of two measures in one (301户611人，其中173户349人) the one in the unit of the part."""
    first = claims[index]
    opens = "part" in first.cues
    at = index - 1 if opens else index - 2  # 349人 stands behind 173户, which 其中 opens
    if (
        at < 1
        or (not opens and (first.join or "part" not in claims[index - 1].cues))
        or claims[at].unit == claims[at - 1].unit
        or claims[at].join
        or claims[at].sentence != first.sentence
    ):
        return None
    pair = claims[at - 1 : at + 1]
    return next((claim for claim in pair if all(map(is_level, pair)) and claim.unit == first.unit and alike(first, claim)), None)


def _far_list(claims: Sequence[Claim], index: int) -> Group | None:
    """A long list behind a colon whose whole stands some figures back: taken only where it adds up."""
    first = claims[index]
    for whole in reversed(claims[max(0, index - FAR_BACK) : index]):
        if not is_level(whole) or not alike(first, whole) or whole.depth != first.depth:
            continue
        for parts in _behind(claims, index, whole):
            if len(parts) >= LONG_LIST and (adds_up(parts, whole) or ("rest" in parts[-1].cues and _nearly(parts, whole))):
                return Group("among", parts, whole, (1,) * len(parts), True, "listed")
    return None


def _nearly(parts: Sequence[Claim], whole: Claim) -> bool:
    """True where the parts come to within a tenth of the whole: with 其他 as the last head, the list is of this whole."""
    told, known = written_total(parts), whole.quantity.value
    return told is not None and known is not None and abs(told - known) * 10 <= known


def _behind(claims: Sequence[Claim], index: int, whole: Claim, any_counter: bool = False) -> Iterator[tuple[Claim, ...]]:
    """The figures that a list may hold: up to the closing bracket, the semicolon, the sentence's end, the line's."""
    first = claims[index]
    depth = first.depth
    reach: list[Claim] = [first]
    ends: list[int] = []
    for claim in claims[index + 1 : index + FARTHEST]:
        if claim.depth < depth or claim.join == LINE or ("part" in claim.cues and claim.depth == depth):
            break
        if claim.join == SEMICOLON and whole.join == SEMICOLON:
            break  # 第二产业708亿元，其中工业…；第三产业…: the whole is an item of a list itself
        if first.join == PAUSE and "part" in first.cues and claim.join not in ("", PAUSE) and claim.depth == depth:
            break  # 铁路639公里、其中高铁370公里，公路2600公里
        if claim.join == STOP or (claim.join == SEMICOLON and not ends):
            ends.append(len(reach))
            if claim.join == STOP and depth:
                break
        if ("total" in claim.cues or _within(claim, reach[-1])) and claim.depth == depth:
            break
        if claim.depth == depth and alike(claim, whole, any_counter) and not _restarts(claim):
            reach.append(claim)
    ends.append(len(reach))
    return (tuple(reach[:end]) for end in dict.fromkeys(ends))


def _within(claim: Claim, part: Claim) -> bool:
    """其中工业投资38.7亿元，[工业投资中]技术改造14.1亿元: a part of the part before, not of the whole."""
    return part.indicator is not None and f"{part.indicator.text}中" in claim.head


def _fitting(ends: Sequence[tuple[Claim, ...]], whole: Claim) -> tuple[Claim, ...] | None:
    """The end at which the list adds up; within it, only where it does so to the digit."""
    fitting = next((parts for parts in ends if adds_up(parts, whole)), None)
    longest = ends[-1]
    return fitting or next((longest[:end] for end in range(len(longest) - 1, 1, -1) if meets_to_the_digit(longest[:end], whole)), None)


def _restarts(claim: Claim) -> bool:
    """True where a figure opens a statement of its own (另外, 此外)."""
    return "restart" in claim.cues and claim.join not in (COMMA, PAUSE, COLON)


def completeness(parts: Sequence[Claim], bracket: bool) -> str:
    """What calls the list whole: "listed", "rest", "bracket", "division", or nothing."""
    if len(parts) < 2 or not parts[-1].cues.isdisjoint({"open", "overlap"}):
        return ""
    if "listed" in parts[0].cues:
        return "listed"
    if "rest" in parts[-1].cues:
        return "rest"
    if "makes_up" in parts[-1].cues:
        return "listed"
    # （金牌88枚、银牌84枚、铜牌80枚） is all there is, （1—2月入库…，上年退库…） and （其中…、…） are not
    if bracket and "part" not in parts[0].cues and all(part.join == PAUSE for part in parts[1:]):
        return "bracket"
    if divides(parts):
        return "division"
    return ""
