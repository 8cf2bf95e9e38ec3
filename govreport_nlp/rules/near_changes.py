"""Changes whose two other figures no word names: the digits tell, where the figures stand close together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from govreport_nlp.interval import Interval, growth, growth_from_delta
from govreport_nlp.lists.stocks import FIRST, LAST
from govreport_nlp.models import Claim
from govreport_nlp.rules.steps import ADDITIVE, CHANGES, STEPPED, direction_of, fits

BEHIND, AHEAD = 6, 2  # figures behind a change and ahead of it, in its sentence, among which the others may stand
FINE = 1  # points
TELLING = 3  # written digits of a rate that unrelated figures hardly meet by chance
OWN = frozenset({"年均", "同口径", "可比价"})  # a growth of another reckoning
APART = frozenset({"reference", "mean", "share", "carried"})


def growths(claims: Sequence[Claim], told: Collection[str]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """Old value, new value and rate; none of the rates in `told`. 增长12.9%，由上年13,840元增至今年15,620元."""
    for index, rate in enumerate(claims):
        if rate.id not in told and _is_rate(rate):
            found = next((pair for pair in _levels(claims, index) if _telling(claims, index, pair) and _grows(*pair, rate)), None)
            if found:
                yield (*found, rate)


def growths_from_delta(claims: Sequence[Claim], told: Collection[str]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """New value, change and rate; none of the rates in `told`. 同比增长12.9%、增加1,780元，达到15,620元."""
    for index, rate in enumerate(claims):
        if rate.id in told or not _is_rate(rate):
            continue
        near = _near(claims, index)
        for delta in near:
            if delta.role != rate.role or delta.kind not in ADDITIVE:
                continue
            for new in near:
                pair = (delta, new)
                if new.role == "level" and new.unit == delta.unit and _telling(claims, index, pair) and gives(new, delta, rate, fine=True):
                    yield new, delta, rate
                    break
            else:
                continue
            break


def differences(claims: Sequence[Claim], told: Collection[str]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """Old value, new value and their difference; none of the changes in `told`."""
    for index, delta in enumerate(claims):
        exact = delta.quantity.narrow.is_point or len(_digits(delta)) >= TELLING
        if delta.id in told or delta.role not in CHANGES or delta.kind not in STEPPED or len(_digits(delta)) < TELLING - 1 or not exact:
            continue
        pair = next((pair for pair in _levels(claims, index) if pair[0].unit == delta.unit and _beside(claims, index, pair)), None)
        if pair and fits(*pair, delta):
            yield (*pair, delta)


def _is_rate(rate: Claim) -> bool:
    return (
        rate.kind == "rate" and rate.unit == "%" and rate.role in CHANGES and not rate.quantity.approx and OWN.isdisjoint(rate.qualifiers)
    )


def _digits(claim: Claim) -> str:
    return claim.quantity.digits.replace(".", "").lstrip("0")


def _near(claims: Sequence[Claim], index: int) -> list[Claim]:
    """The figures around one in its sentence that may be tied to it, the nearest first."""
    around = [*reversed(claims[max(0, index - BEHIND) : index]), *claims[index + 1 : index + 1 + AHEAD]]
    depth = claims[index].depth
    # 62.8万平方米，其中…，同比（上年71.7万平方米）下降12.4%
    beside = [claim for claim in around if claim.depth == depth or (claim.depth == depth + 1 and "last_year" in claim.cues)]
    here = [claim for claim in beside if claim.sentence == claims[index].sentence]
    return [claim for claim in here if not claim.quantity.approx and claim.cues.isdisjoint(APART)]


def _levels(claims: Sequence[Claim], index: int) -> Iterator[tuple[Claim, Claim]]:
    """Two values of one unit as old and new: the one that is lower first where the change is a rise."""
    levels = [claim for claim in _near(claims, index) if claim.role == "level" and claim.kind in STEPPED]
    for one, other in combinations(levels, 2):
        if one.unit == other.unit and one.kind == other.kind:
            low, high = sorted((one, other), key=lambda claim: claim.quantity.value or 0)
            yield (low, high) if claims[index].role == "change_up" else (high, low)


def _beside(claims: Sequence[Claim], index: int, others: Sequence[Claim]) -> bool:
    """True where three figures stand side by side, in whatever order."""
    ids = {claims[index].id, *(claim.id for claim in others)}
    return any({claim.id for claim in claims[at : at + 3]} == ids for at in range(max(0, index - 2), index + 1))


def _telling(claims: Sequence[Claim], index: int, others: Sequence[Claim]) -> bool:
    if len(_digits(claims[index])) >= TELLING - 1 and FIRST.search(others[0].head) and LAST.search(others[1].head):
        return True  # 年初10.34万户，…，年末达到11.27万户，增长9.0%
    return len(_digits(claims[index])) >= TELLING or (len(_digits(claims[index])) == TELLING - 1 and _beside(claims, index, others))


def _grows(old: Claim, new: Claim, rate: Claim) -> bool:
    return fits(old, new, rate) and _is_fine(growth(new.quantity.narrow, old.quantity.narrow))


def _is_fine(implied: Interval) -> bool:
    """False where rounding leaves so much that many a rate would be met."""
    return implied.low is not None and implied.high is not None and implied.high - implied.low <= FINE


def gives(new: Claim, delta: Claim, rate: Claim, fine: bool = False) -> bool:
    """True where a rate is that of a value and its change as they are printed; `fine` asks that rounding leaves little open."""
    try:
        implied = growth_from_delta(new.quantity.narrow, delta.quantity.narrow, direction_of(delta))
        return (not fine or _is_fine(implied)) and implied.meets(rate.quantity.narrow)
    except ValueError:  # the change is as large as the value
        return False
