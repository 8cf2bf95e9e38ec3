"""Totals that say of how many figures they are (三项合计11.7万件, 两项补贴全年支出1,129.4万元), of shares (合计占87.0%), and what is added to a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from govreport_nlp.lists.fit import ADDITIVE, COMMA, adds_up, alike, is_level, meets_to_the_digit
from govreport_nlp.lists.rows import row_of
from govreport_nlp.lists.slip import CHANCE_WHERE_ANNOUNCED, one_slip_off, unlikely
from govreport_nlp.models import Claim, Group

NUMBERS = {sign: number for number, sign in enumerate("二三四五六七八九十", 2)} | {"两": 2}
OF_SO_MANY = regex.compile(r"^[\s，、]*(?:以上|上述|这)?(?P<n>[两二三四五六七八九十])(?:类|者|项|种|部分|方面|家)[^，。；]{0,8}$")
OF_ALL = regex.compile(r"^[^，。；]{0,8}$")
COUNTERS = frozenset("项 家 类 个 种 处 所 镇 县 区 村 户 人 名".split())
EACH = regex.compile(r"每|均|各")
SUMMED = regex.compile(r"合计|共计|总计|共占")
CALLED = regex.compile(r"合计|共|总计")
ADDED = regex.compile(r"^[\s，、；。]*(?:再)?加上")
FAR = 4  # figures before a total for each of its parts
BACK = 12  # figures before what is added


def told_totals(claims: Sequence[Claim]) -> Iterator[Group]:
    """Totals of so many figures, and of a row of shares, where the figures before come to them."""
    for index, whole in enumerate(claims):
        if whole.role != "level" or not index:
            continue
        if whole.kind == "rate" and SUMMED.search(whole.head):
            parts = tuple(claims[at] for at in row_of(claims, index - 1))
            told = len(parts) > 1 and all(part.kind == "rate" and part.unit == whole.unit for part in parts)
            if told and parts[0].sentence == whole.sentence and adds_up(parts, whole):
                yield Group("total", parts, whole, (1,) * len(parts), True, "total")
        elif whole.kind in ADDITIVE and (group := _of_so_many(claims, index)):
            yield group


def _of_so_many(claims: Sequence[Claim], index: int) -> Group | None:
    whole = claims[index]
    number, end = _number(claims, index)
    if number < 2:
        return None
    near = [claim for claim in reversed(claims[max(0, end - FAR * number) : end]) if whole.sentence - claim.sentence <= 1]
    near = [claim for claim in near if claim.depth == whole.depth and not EACH.search(claim.head)]
    for any_counter in (False, True):
        told = [claim for claim in near if alike(claim, whole, any_counter)][:number]
        parts = tuple(reversed(told))
        if len(parts) < number:
            continue
        # 两项工作投入312万元: what is not called a total may be of other things
        called = not any_counter and parts[0].sentence == whole.sentence and CALLED.search(whole.head)
        if adds_up(parts, whole) or (called and one_slip_off(parts, whole, limit=CHANCE_WHERE_ANNOUNCED)):
            return Group("total", parts, whole, (1,) * number, True, "total")
    return None


def _number(claims: Sequence[Claim], index: int) -> tuple[int, int]:
    """Of how many figures a total says that it is, and before which figure they stand; 0 where it does not say."""
    whole, count = claims[index], claims[index - 1]
    if not NUMBERS.keys().isdisjoint(whole.head) and (match := OF_SO_MANY.match(whole.head)):
        return NUMBERS[match["n"]], index
    counted = count.kind == "count" and count.unit in COUNTERS and count.sentence == whole.sentence and whole.join == ""
    value = count.quantity.value or 0
    return (int(value), index - 1) if counted and 2 <= value <= 10 and OF_ALL.match(whole.head) else (0, index)


def additions(claims: Sequence[Claim]) -> Iterator[Group]:
    """结余0.63亿元。加上年初滚存4.17亿元，累计结余4.80亿元: what is added to a figure a little before, and what they come to."""
    for index, added in enumerate(claims[:-1]):
        whole = claims[index + 1]
        behind = whole.sentence == added.sentence and whole.join == COMMA and whole.cues.isdisjoint({"plus", "minus"})
        if "plus" not in added.cues or not ADDED.match(added.head) or not behind or not is_level(whole) or not alike(added, whole):
            continue
        ahead = [claim for claim in reversed(claims[max(0, index - BACK) : index]) if added.sentence - claim.sentence <= 1]
        firsts = [claim for claim in ahead if claim.depth <= added.depth and is_level(claim) and alike(claim, whole)]
        for tried, first in enumerate(firsts, 1):
            if meets_to_the_digit((first, added), whole) and unlikely(tried, (first, added), whole):
                yield Group("total", (first, added), whole, (1, 1), True, "plus")
                break
