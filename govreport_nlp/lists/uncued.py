"""Lists that no word announces and that add up to the digit: 收到诉求348件，现场解决162件，跟进解决186件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from govreport_nlp.lists.fit import FARTHEST, LINE, SEMICOLON, STOP, adds_up, alike, is_level, meets_to_the_digit, written_size
from govreport_nlp.lists.kin import divides
from govreport_nlp.lists.slip import CHANCE_OF_MANY, CHANCE_WHERE_ALIKE, one_slip_off
from govreport_nlp.models import Claim, Group

LEAST_WHOLE = 20  # below it small numbers add up by chance (3 = 1 + 2)


def uncued(claims: Sequence[Claim], found: Sequence[Group]) -> Iterator[Group]:
    """A figure and the next ones of its sentence, or the last of a sentence and those before it, where they meet to the digit."""
    told = [group for group in found if group.whole and len(group.parts) > 1 and adds_up(group.parts, group.whole, group.signs)]
    known = {(group.whole.id, group.parts[0].start < group.whole.start) for group in told if group.whole}
    for index, whole in enumerate(claims):
        if not is_level(whole) or not _telling(whole):
            continue
        # 干警89人、工人27人，共计116人，男85人，女31人: parted before and behind
        ahead = [] if (whole.id, False) in known else _runs(claims[index + 1 : index + FARTHEST], whole)
        before = [] if (whole.id, True) in known else _runs(list(reversed(claims[max(0, index - FARTHEST) : index])), whole, reverse=True)
        runs = [*(tuple(run) for run in ahead), *(tuple(reversed(run)) for run in before)]
        parts = next((run for run in runs if meets_to_the_digit(run, whole)), None)
        slipped = next((run for run in runs if len(run) >= 2 and one_slip_off(run, whole, limit=_limit(run, whole))), None)
        if parts or slipped:
            chosen = parts or slipped or ()
            yield Group("uncued", chosen, whole, (1,) * len(chosen), True, "digits" if parts else "slip")


def _limit(run: Sequence[Claim], whole: Claim) -> Fraction:
    """共计116人，男85人，女13人: heads that divide a world between them are all there is; not of what follows (男85人，女31人，党员12人)."""
    return CHANCE_WHERE_ALIKE if divides(run) and whole.start < run[0].start else CHANCE_OF_MANY


def _telling(whole: Claim) -> bool:
    """True where a meeting to the digit is no chance: two or more digits, written out."""
    return whole.quantity.approx is None and written_size(whole) >= LEAST_WHOLE


def _runs(claims: Sequence[Claim], whole: Claim, reverse: bool = False) -> Iterator[list[Claim]]:
    """The figures like the whole that stand next to it, with only rates and changes between: to the semicolon, to the sentence's end."""
    out: list[Claim] = []
    join = whole.join
    for claim in takewhile(lambda claim: claim.sentence == whole.sentence, claims):
        edge = join if reverse else claim.join
        join = claim.join
        if edge in (STOP, LINE):
            break
        if edge == SEMICOLON:
            if not out:
                break
            yield list(out)
        if claim.depth != whole.depth:
            continue
        if alike(claim, whole) and claim.cues.isdisjoint({"to", "against", "all"}) and claim.role == whole.role:
            out.append(claim)
        elif is_level(claim) and claim.role == "level":
            break
    yield out
