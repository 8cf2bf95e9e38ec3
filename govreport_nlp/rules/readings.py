"""Other readings of a rate that does not come out: the figures beside it may not be the ones that it is of."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import regex

from govreport_nlp.lists.fit import place_of
from govreport_nlp.lists.kin import common_pairs
from govreport_nlp.lists.rows import row_of
from govreport_nlp.lists.slip import CHANCE_OF_NAMED_PARTS, one_slip_off_share
from govreport_nlp.models import Claim
from govreport_nlp.rules.denominators import Lists, below, counted_alike, is_share

LEAST_OTHERS = 2  # shares beside one that vouch for its whole
LOOK_BACK = 60  # figures of a sentence before a part, one of which may be what its share is of
# what a share or rate is called: 药占比, 按期结题率
NAMED = regex.compile(r"^[\s，、（(]*(?P<name>[^占，。；（）()]{1,12}?)(?:占比|率)(?:分别|已|均)?(?:为|达到?|是|约)*\s?$")
OWN_SHARE = regex.compile(
    r"^[\s，、（(]*(?:其中)?(?!分别|依次|各自|其中|合计|大约|已经)(?P<name>[^占，。；（）()\x01]{2,14})(?<![仅约已共计均各则也])占"
)
# what a rate may be of: what came in or was due
TAKEN_IN = regex.compile(r"受理|收到|新收|接到|立案|应|抽检|抽查|检查|检测|申请|参加|发现|排查|签约|计划|登记")


def in_bracket_behind(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """停供1.12万户，停供率7.0%（入网15.98万户）: the figure before the rate, and what it is of in the bracket behind it."""
    if not index or index + 1 >= len(claims):
        return None
    part, rate, base = claims[index - 1 : index + 2]
    bracket = base.depth == rate.depth + 1 and base.join == "" and base.sentence == rate.sentence
    return (part, base) if bracket and counted_alike(part, base) and part.sentence == rate.sentence and part.depth == rate.depth else None


def is_of_others(lists: Lists, claims: Sequence[Claim], index: int, part: Claim, whole: Claim) -> bool:
    """True where a rate that does not come out may be of other figures than the nearest two.

    判处罪犯5406人，缓刑1326人；未成年犯112人，占2.1%: of the 5406. 大班额减至37个，占0.90%: of what is not told. 药占比, 按期结题率: named otherwise.
    """
    rate = claims[index]
    at = place_of(claims, part.start)
    begin = place_of(claims, whole.start)
    name = match["name"] if (match := NAMED.search(claims[row_of(claims, index).start].head)) else ""
    if any(sign in name for sign in "和及、或") or name.endswith("失业"):  # 失业率 is of the labour force, which no report counts beside it
        return True  # 满意和基本满意率
    told = "".join(claim.head + (claim.indicator.text if claim.indicator else "") for claim in (part, whole))
    if name and not (name[:2] in told and name[-2:] in told):
        return True
    if (own := OWN_SHARE.match(rate.head)) and not any(common_pairs(own["name"], told)):
        return True  # 硕士863人、本科2,416人、技能人才844人，本科及以上占79.8%
    if rate.compared is not None or lists.hold(part, whole) or "reference" in whole.cues:
        return False
    if below(whole, part) and (rate.quantity.value or 0) <= 100:
        return True  # 追回补贴41.6万元，整改金额0.98亿元，整改率71.5%
    between = (claim for claim in claims[at + 1 : index] if claim.id != whole.id and claim.depth <= part.depth)
    if any(counted_alike(claim, part) and claim.role == "level" and claim.cues.isdisjoint({"remain", "rest"}) for claim in between):
        return True  # 甲类86件，办结86件，乙类412件，办结率98.1%
    if whole.start > rate.start or _is_of_both(claims, at, whole, rate):
        return True
    if _others_are_of(claims, index, whole):
        return False
    if not TAKEN_IN.search(whole.head) and not one_slip_off_share(part, whole, rate, limit=CHANCE_OF_NAMED_PARTS):
        return True
    if (
        part.join == "、"
        and whole.join in ("、", "，", "。", "\n")
        and "part" not in part.cues
        and list(claims[begin + 1 : at + 1]) == [part]
        and name
    ):
        return True  # 机耕81.6万亩、机播46.3万亩，机播率53.7%: of what both are taken of
    if any(claim.join == "；" for claim in claims[begin + 1 : at + 1]) and whole.depth == part.depth:
        return True
    near = claims[max(0, at - LOOK_BACK) : at]
    return any(claim.sentence == rate.sentence and counted_alike(claim, part) and is_share(part, claim, rate) for claim in near)


def _others_are_of(claims: Sequence[Claim], index: int, whole: Claim) -> bool:
    """2026条信息中，甲161条，占7.9%；乙221条，占13.9%；丙60条，占2.9%: the other shares of its sentence, two at least, are of this whole."""
    rate = claims[index]
    near = claims[max(0, index - LOOK_BACK) : index + LOOK_BACK]
    told = [
        is_share(part, whole, share)
        for part, share in pairwise(near)
        if share.sentence == rate.sentence
        and share.id != rate.id
        and "share" in share.cues
        and share.kind == "rate"
        and counted_alike(part, whole)
    ]
    return told.count(True) >= LEAST_OTHERS and told.count(True) * 3 >= len(told) * 2  # some are cut off, not rounded


def _is_of_both(claims: Sequence[Claim], at: int, whole: Claim, rate: Claim) -> bool:
    """高级职称18人、中级41人，占52.7%: the share of all that 、 joins."""
    total = claims[at].quantity.value or Fraction(0)
    size = whole.quantity.value or Fraction(0)
    while at and claims[at].join == "、" and counted_alike(claims[at], claims[at - 1]):
        at -= 1
        total += claims[at].quantity.value or Fraction(0)
        if size and rate.quantity.wide.contains(100 * total / size):
            return True
    return False
