"""The total behind its parts: 66件，代理8件，共计74件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import regex

from govreport_nlp.lists.fit import COMMA, FARTHEST, LINE, PAUSE, SEMICOLON, STOP, adds_up, alike, is_level, meets_to_the_digit
from govreport_nlp.lists.slip import CHANCE, CHANCE_WHERE_CERTAIN, one_slip_off
from govreport_nlp.models import Claim, Group

BUDGET = (
    (regex.compile("总收入|收入总计"), regex.compile("收入|结转|结余|调入|补助|动用")),
    (regex.compile("总支出|支出总计"), regex.compile("支出|上解|调出|补助|补充|安排")),
)
EACH = regex.compile(r"(?:标准|单价|奖金)(?:分别)?(?:为|是)?$|(?:各|每[一-龥]{1,2}|分别各)[^，。；]{0,4}$")
MOST_TRIED = 7  # figures before a total of which some may be all that it sums
IN_BRACKETS = regex.compile(r"[（(][^）)]*[）)]")
CLAUSE = regex.compile(r"[，；]\s*[^，；、\s][^，；、]+[，；]\s*$")
BESIDES = regex.compile(r"上解|补助|结转|结余|调入|调出|动用|还本|转贷")
NEAR = 8  # figures between the first part and the total


def totals(claims: Sequence[Claim], text: str = "") -> Iterator[Group]:
    """Lists whose total follows; certain where the total has no name of its own (共计74件, not 企业总数74家).

    `text` is that of the document: words between the last part and the clause of a total have a total of their own.
    """
    for index, whole in enumerate(claims):
        plain = "total" in whole.cues
        if not (plain or "total_named" in whole.cues) or not is_level(whole) or "part" in whole.cues:
            continue
        choices = [parts for parts in _before(claims, index) if len(parts) >= 2]
        if not choices:
            continue
        opens = whole.join in (STOP, LINE, SEMICOLON)  # 对申请的答复总数21条: a statement of its own
        fitting = next((parts for parts in choices if adds_up(parts, whole)), None) if plain or not opens else None
        if fitting:
            yield Group("total", fitting, whole, (1,) * len(fitting), True, "total")
        elif not opens and not _counts_something_else(whole) and not _is_of_some(choices[0], whole):
            slipped = next((parts for parts in choices if one_slip_off(parts, whole, limit=_limit(parts, whole))), None)
            plainly = plain and _pure(claims, index, choices[0], text) and not _has_columns(claims, index)
            parts = choices[0] if plainly else slipped
            if parts:
                yield Group("total", parts, whole, (1,) * len(parts), True, "total")


def _is_of_some(parts: Sequence[Claim], whole: Claim) -> bool:
    """True where the total is that of some of the figures: 核定618名，在编563名，空编55名；编外212名，合计775名; or each stands for more (两村各5万元)."""
    if any(EACH.search(part.head) for part in parts):
        return True
    few = parts[-MOST_TRIED:]  # only so many can be tried
    return any(meets_to_the_digit(some, whole) for size in range(2, len(few)) for some in combinations(few, size))


def _has_columns(claims: Sequence[Claim], index: int) -> bool:
    """甲类12项，达标10项；乙类8项，达标5项，合计20项，达标15项: another total of the same sort right behind."""
    after = claims[index + 1 : index + 2]
    return any(claim.join in (COMMA, PAUSE) and alike(claim, claims[index]) and "part" not in claim.cues for claim in after)


def _limit(parts: Sequence[Claim], whole: Claim) -> Fraction:
    """Chance has nothing to explain where all before 总收入 or 总支出 is what makes up the one or the other.

    What was carried over or transferred must be among it (结转, 上解): that is what 总 is said for, not for 教育支出、卫生支出 alone.
    """
    kinds = next((kinds for name, kinds in BUDGET if name.search(whole.head)), None)
    budget = kinds and all(kinds.search(part.head) for part in parts) and any(BESIDES.search(part.head) for part in parts)
    return CHANCE_WHERE_CERTAIN if budget else CHANCE


def _counts_something_else(whole: Claim) -> bool:
    """12个村、2个社区，共86个村民小组: a noun of its own stands behind the total."""
    return whole.indicator is not None and whole.indicator.start >= whole.end


def _is_of_a_clause_between(whole: Claim, last: Claim, text: str) -> bool:
    """罚款46人次，发布失信被执行人名单五期，共812人次: what stands between the last part and the clause of the total has its own total."""
    between = IN_BRACKETS.sub("", text[last.end : max(whole.start - len(whole.head), last.end)])
    return CLAUSE.search(between) is not None


def _before(claims: Sequence[Claim], index: int) -> Iterator[tuple[Claim, ...]]:
    """The figures that a total may sum: back to the last semicolon, to the sentence's begin, to the line's; then shorter ones."""
    whole = claims[index]
    reach: list[Claim] = []
    ends: list[int] = []
    join = whole.join
    for claim in reversed(claims[max(0, index - FARTHEST) : index]):
        if join == LINE or not claim.cues.isdisjoint({"total", "total_named"}):
            break
        if join in (SEMICOLON, STOP):
            ends.append(len(reach))
        if alike(claim, whole) and claim.depth == whole.depth:
            reach.append(claim)
        join = claim.join
    ends.append(len(reach))
    for end in dict.fromkeys(ends):
        yield tuple(reversed(reach[:end]))
    for end in range(2, len(reach)):
        if meets_to_the_digit(reach[:end], whole):
            yield tuple(reversed(reach[:end]))


def _pure(claims: Sequence[Claim], index: int, parts: Sequence[Claim], text: str) -> bool:
    """True where nothing but the parts stands before the total in its sentence: no other figures that might count."""
    between = [claim for claim in claims[max(0, index - FARTHEST) : index] if claim.start >= parts[0].start]
    if parts[0].sentence != claims[index].sentence or not claims[index].cues.isdisjoint({"part", "share"}):
        return False
    if _is_of_a_clause_between(claims[index], parts[-1], text):
        return False
    beside = all(
        claim in parts or claim.kind in ("rate", "change_points", "duration") or claim.quantity.value == len(parts)  # 三家合计
        for claim in between
    )
    return beside and len(between) <= NEAR
