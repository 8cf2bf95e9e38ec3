"""Rows: figures of one kind with only a conjunction between them (分别占14.0%、85.3%、0.8%), and a figure before that the parts of a row make up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from govreport_nlp.lists.fit import adds_up, alike, is_level, meets_to_the_digit, written_size
from govreport_nlp.lists.slip import CHANCE_OF_MANY, CHANCE_WHERE_ANNOUNCED, one_slip_off, unlikely
from govreport_nlp.models import Claim, Group

BARE = frozenset("、 和 及 与 以及".split())
NAMELESS = regex.compile(r"^[\s，、（(]*(?:分别|依次|各自|各|占比|比重|比例|占|为|约|达到?)*$")
NEAR = 14  # figures before a row, among which the row that it speaks of may stand
# 分别为31名、48名, 各为, 依次是: what the heads before a row have, each of them
EACH = regex.compile(r"(?:分别|依次|各)(?:为|是|达到?|有|约)*\s?$")
HEADS = frozenset("各别次")
FAR, SENTENCES = 30, 8  # figures and sentences between a row and what it makes up
MOST_TRIED = 3  # figures of which one slip may keep a row
LEAST_WHOLE, LEAST_ROUNDED = 10, 200  # in units of the last written digit: below, sums meet by chance to the digit, within rounding


def rows(claims: Sequence[Claim], found: Sequence[Group]) -> Iterator[Group]:
    """合同1,274项…；技术开发、转让、咨询、服务合同分别为412项、87项、136项、639项: a row that makes up a figure before it.

    To the digit, or within rounding; or one slip off, where that is hardly chance.
    """
    told = [at for at, first in enumerate(claims) if not HEADS.isdisjoint(first.head) and EACH.search(first.head) and is_level(first)]
    if not told:
        return
    known = {part.id for group in found if group.whole and adds_up(group.parts, group.whole, group.signs) for part in group.parts}
    for at in told:
        first, row = claims[at], row_of(claims, at)
        if row.start != at or len(row) < 2 or first.id in known:
            continue
        parts = tuple(claims[row.start : row.stop])
        ahead = [claim for claim in reversed(claims[max(0, at - FAR) : at]) if first.sentence - claim.sentence <= SENTENCES]
        wholes = [claim for claim in ahead if claim.depth <= first.depth and is_level(claim) and all(alike(part, claim) for part in parts)]
        if group := _made_up(parts, wholes):
            yield group


def _made_up(parts: tuple[Claim, ...], wholes: Sequence[Claim]) -> Group | None:
    signs = (1,) * len(parts)
    for tried, whole in enumerate(wholes, 1):
        if written_size(whole) >= LEAST_WHOLE and meets_to_the_digit(parts, whole) and unlikely(tried, parts, whole):
            return Group("respective", parts, whole, signs, True, "digits")
    for tried, whole in enumerate(wholes, 1):
        if written_size(whole) >= LEAST_ROUNDED and adds_up(parts, whole) and unlikely(tried * len(parts), parts, whole):
            return Group("respective", parts, whole, signs, True, "digits")
    for tried, whole in enumerate(wholes[:MOST_TRIED], 1):
        if parts[0].sentence - whole.sentence > 1:
            break
        # 工作人员1,126人，法官、助理、其他人员分别为…: with 其他 as the last head, right behind its whole
        rest = tried == 1 and "rest" in parts[0].cues and whole.sentence == parts[0].sentence
        limit = CHANCE_WHERE_ANNOUNCED if rest else CHANCE_OF_MANY
        if one_slip_off(parts, whole, limit=limit):
            return Group("respective", parts, whole, signs, True, "slip")
    return None


def row_of(claims: Sequence[Claim], index: int) -> range:
    """The places of the figures of one kind around a figure with only a conjunction between them: its row."""
    begin = end = index
    while begin and _joined(claims[begin - 1], claims[begin]):
        begin -= 1
    while end + 1 < len(claims) and _joined(claims[end], claims[end + 1]):
        end += 1
    return range(begin, end + 1)


def partner(claims: Sequence[Claim], index: int, *, of_level: bool = False) -> int | None:
    """For a figure of a row of several the one that stands at its place in the nearest row of as many before it, None where none does.

    同城、异地、国际分别为612万件、3,741万件、33万件，分别占14.0%、85.3%、0.8%: 33万件 for 0.8%. `of_level` asks for a row of levels in the
    figure's own unit: 33,476人、15,118人，分别增加412人、366人.
    """
    row = row_of(claims, index)
    for last in range(row.start - 1, max(row.start - NEAR, 0) - 1, -1):
        if claims[last].sentence != claims[index].sentence:
            return None
        other = row_of(claims, last)
        wanted = (
            claims[last].role == "level" and claims[last].unit == claims[index].unit
            if of_level
            else claims[last].kind != claims[index].kind
        )
        if wanted and len(other) == len(row) > 1:
            return other.start + (index - row.start)
    return None


def listed(claims: Sequence[Claim], index: int) -> int | None:
    """For a figure of a row the one at its place among as many figures right before the row: 甲52件、乙20件、丙14件，分别占60.5%、23.3%、16.3%."""
    row = row_of(claims, index)
    if not NAMELESS.match(claims[row.start].head):
        return None  # 甲、乙分别占: the heads name the figures, not their places
    before = claims[max(0, row.start - len(row)) : row.start]
    alike = len(before) == len(row) > 1 and len({(claim.unit, claim.kind, claim.sentence, claim.depth) for claim in before}) == 1
    apart = any(claim.join not in ("、", "，", "；") for claim in before[1:])
    return index - len(row) if alike and not apart and before[0].sentence == claims[index].sentence else None


def _joined(first: Claim, second: Claim) -> bool:
    bare = second.head.strip("\x01 　，") in BARE or (second.join == "、" and not second.head.strip("、\x01 　"))
    return bare and first.kind == second.kind and first.role == second.role and first.sentence == second.sentence
