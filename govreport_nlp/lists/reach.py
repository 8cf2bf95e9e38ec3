"""How far a list goes, and what calls it whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_nlp.lists.fit import COLON, COMMA, FARTHEST, LINE, PAUSE, SEMICOLON, STOP, adds_up, alike, exceeds, meets_to_the_digit
from govreport_nlp.lists.kin import divides
from govreport_nlp.models import Claim


def behind(claims: Sequence[Claim], index: int, whole: Claim, any_counter: bool = False) -> Iterator[tuple[Claim, ...]]:
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
        if claim.depth == depth and _begins_another(claim, reach, whole):
            break
        if (not claim.cues.isdisjoint({"total", "total_named"}) or _within(claim, reach[-1])) and claim.depth == depth:
            break
        if claim.depth == depth and alike(claim, whole, any_counter) and not _restarts(claim):
            reach.append(claim)
    ends.append(len(reach))
    return (tuple(reach[:end]) for end in dict.fromkeys(ends))


def _begins_another(claim: Claim, reach: Sequence[Claim], whole: Claim) -> bool:
    """收入2163万元，其中转移支付1518万元，支出2218万元: behind a comma, more than the whole of a list of one, or of one told with 、, is no part."""
    paused = all(part.join == PAUSE for part in reach[1:])
    beyond = "part" in reach[0].cues and claim.join in (COMMA, SEMICOLON) and paused and alike(claim, whole)
    return beyond and exceeds([claim], whole) and not exceeds([reach[0]], whole)


def _within(claim: Claim, part: Claim) -> bool:
    """其中工业投资38.7亿元，[工业投资中]技术改造14.1亿元: a part of the part before, not of the whole."""
    return part.indicator is not None and f"{part.indicator.text}中" in claim.head


def _restarts(claim: Claim) -> bool:
    """True where a figure opens a statement of its own (另外, 此外)."""
    return "restart" in claim.cues and claim.join not in (COMMA, PAUSE, COLON)


def fitting(ends: Sequence[tuple[Claim, ...]], whole: Claim) -> tuple[Claim, ...] | None:
    """The end at which the list adds up; within it, only where it does so to the digit."""
    fitting = next((parts for parts in ends if adds_up(parts, whole)), None)
    longest = ends[-1]
    begins = [longest[:end] for end in range(len(longest) - 1, 1, -1) if meets_to_the_digit(longest[:end], whole)]
    here = next((parts for parts in begins if parts[-1].sentence == longest[0].sentence), None)
    tail = next((longest[at:] for at in range(1, len(longest) - 2) if meets_to_the_digit(longest[at:], whole)), None)
    return fitting or here or tail or next(iter(begins), None)


def open_list(ends: Sequence[tuple[Claim, ...]], whole: Claim, bracket: bool) -> tuple[Claim, ...]:
    """Of a list that does not add up: up to where the text calls it whole, or to its first stop, or further where it goes on alike."""
    evenly = (parts for parts in ends if parts[-1].sentence == parts[0].sentence and not _begins_again(parts))
    called = next((parts for parts in evenly if completeness(parts, bracket)), None)
    if called:
        return called
    nearest = ends[0]
    for parts in ends[1:]:
        if all(part.join in (SEMICOLON, PAUSE) for part in parts[1:]) and not exceeds(parts, whole):
            return parts
    return nearest


def _begins_again(parts: Sequence[Claim]) -> bool:
    """True where a semicolon comes before other marks: behind 其中甲14万人；乙8万人，丙4万人 begins another list."""
    marks = [part.join for part in parts[1:]]
    return marks[:1] == [SEMICOLON] and set(marks) != {SEMICOLON}


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
