"""Whether a figure speaks of what the figures before it speak of, has a subject of its own, or stands in a row (分别占14.0%、85.3%、0.8%)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.models import Claim

BARE = frozenset("、 和 及 与 以及".split())
NAMELESS = regex.compile(r"^[\s，、（(]*(?:分别|依次|各自|各|占比|比重|比例|占|为|约|达到?)*$")
NEAR = 14  # figures before a row, among which the row that it speaks of may stand


def has_own_subject(claim: Claim, *before: Claim) -> bool:
    """True where a change or a rate is of something that is named only behind these figures.

    项目248个、比上年增加36个，制造业投资增长13.3%: not of the projects. 办件量占比近93%: not of the figure before. A bare 增幅 names nothing,
    nor does a name that one of the figures bears itself: 起诉人数较上年的390人增加22人.
    """
    own = claim.indicator
    if own is None or own.text in _speeds() or any(figure.indicator == own and own.end <= figure.start for figure in before):
        return False
    return own.start > min(figure.start for figure in before)


def shares_word(first: Claim, second: Claim) -> bool:
    """True where the words that lead to two figures have two characters in a row in common."""
    one, other = (claim.head + (claim.indicator.text if claim.indicator else "") for claim in (first, second))
    return any(one[at : at + 2] in other for at in range(len(one) - 1) if one[at : at + 2].isalpha())


@cache
def _speeds() -> frozenset[str]:
    """Names of a change and not of what changes: 增幅, 增速, 降幅."""
    change = lexicon.table("cues")["change"]
    return frozenset(lexicon.words_of([*change["up_nouns"], *change["down_nouns"]], "cues", "change"))


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
