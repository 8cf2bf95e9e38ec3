"""Whether a figure speaks of what the figures before it speak of, or has a subject of its own."""

from __future__ import annotations

from functools import cache

from govreport_nlp import lexicon
from govreport_nlp.lists.kin import share_word
from govreport_nlp.models import Claim, Mention

TOTALS = ("总量", "总数", "总额", "合计")  # of what stands before


def has_own_subject(claim: Claim, *before: Claim) -> bool:
    """True where a change or a rate is of something that is named only behind these figures.

    项目248个、比上年增加36个，制造业投资增长13.3%: not of the projects. 办件量占比近93%: not of the figure before. A bare 增幅 names nothing,
    nor does a name that one of the figures bears itself: 起诉人数较上年的390人增加22人.
    """
    own = claim.indicator
    if own is None or own.text in _speeds() or own.text[0] in "多少" or own.text in TOTALS or any(_bears(figure, own) for figure in before):
        return False
    return own.start > min(figure.start for figure in before)


def _bears(figure: Claim, own: Mention) -> bool:
    """True where a name is that of a figure before it: its own, or that of its counting (起数 of 312起, 死亡人数 of 死亡87人)."""
    if figure.indicator == own and own.end <= figure.start:
        return True
    counted = f"{figure.unit}数"
    return own.text == counted or (figure.indicator is not None and own.text == f"{figure.indicator.text}{counted}")


def shares_word(first: Claim, second: Claim) -> bool:
    """True where the words that lead to two figures have two characters in a row in common."""
    one, other = (claim.head + (claim.indicator.text if claim.indicator else "") for claim in (first, second))
    return share_word(one, other)


@cache
def _speeds() -> frozenset[str]:
    """Names of a change and not of what changes: 增幅, 增速, 降幅."""
    change = lexicon.table("cues")["change"]
    return frozenset(lexicon.words_of([*change["up_nouns"], *change["down_nouns"]], "cues", "change"))
