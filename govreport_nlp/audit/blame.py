"""Which figures are suspect where relations do not hold, and which single slip would explain it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govreport_nlp.audit.judge import Judgement
from govreport_nlp.audit.selection import Case
from govreport_nlp.audit.slips import Slip, corrected, meant, slips
from govreport_nlp.audit.trials import Trial
from govreport_nlp.models import Claim, Relation, Repair, Verdict

_MOST_REPAIRS = 5
_LARGEST_SEARCH = 3  # suspects tried together: more slips than this around one figure are nobody's guess

Ids = frozenset[str]
Beside = Mapping[str, Sequence[Case]]
"""The cases that each figure takes part in, by its id (`by_figure`)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A slip that may have been made in a figure, and how many other broken relations hold without it."""

    claim: Claim
    slip: Slip
    mended: int


def suspects(cases: Sequence[Case]) -> list[tuple[str, ...]]:
    """For each case the ids of its figures that are in a minimum-weight set whose change can make every relation hold.

    A figure weighs one more for every relation that holds with it. Empty for what is not an inconsistent relation.
    Source: Fellegi and Holt's principle, over the relations of one report.
    """
    used = Counter(i for case in cases if case.verdict is Verdict.CONSISTENT for i in case.ids)
    broken = [case.ids if _relation(case) and case.verdict is Verdict.INCONSISTENT else frozenset() for case in cases]
    blamed: dict[Ids, Ids] = {}
    for component in _components(broken):
        blamed.update(dict.fromkeys(component, _lightest(component, used)))
    out = []
    for case, ids in zip(cases, broken, strict=True):
        out.append(tuple(claim.id for claim in case.claims if claim.id in ids and claim.id in blamed[ids]))
    return out


def _relation(case: Case) -> Relation | None:
    return case.matter.relation if isinstance(case.matter, Judgement) else None


def _components(broken: Sequence[Ids]) -> Iterator[list[Ids]]:
    """The broken relations that hang together through shared figures, each once."""
    of: dict[str, list[Ids]] = {}
    rest = dict.fromkeys(ids for ids in broken if ids)
    for ids in rest:
        for figure in ids:
            of.setdefault(figure, []).append(ids)
    while rest:
        ids, _ = rest.popitem()
        found = [ids]
        for ids in found:  # grows while it is read
            for other in (other for figure in ids for other in of[figure] if other in rest):
                del rest[other]
                found.append(other)
        yield found


def _lightest(broken: Sequence[Ids], used: Counter[str]) -> Ids:
    """All figures of the lightest sets that touch every broken relation; among equals the smaller sets."""
    covers = set(_covers(broken, frozenset()))
    if not covers:  # many slips at once: each relation for itself
        return frozenset().union(*(_lightest([ids], used) for ids in broken))
    cost = {cover: (sum(1 + used[i] for i in cover), len(cover)) for cover in covers}
    least = min(cost.values())
    return frozenset().union(*(cover for cover in covers if cost[cover] == least))


def _covers(broken: Sequence[Ids], chosen: Ids) -> Iterator[Ids]:
    """The sets of at most three figures that touch every broken relation, each figure chosen for one that those before it leave."""
    left = [ids for ids in broken if chosen.isdisjoint(ids)]
    if not left:
        yield chosen
    elif len(chosen) < _LARGEST_SEARCH:
        for figure in left[0]:
            yield from _covers(left, chosen | {figure})


def repairs(found: Sequence[Explanation]) -> tuple[Repair, ...]:
    """What would be written without the slips, the first five."""
    return tuple(Repair(x.claim.id, corrected(x.claim.quantity, x.slip)) for x in found[:_MOST_REPAIRS])


def likely(suspects: Sequence[str], found: Sequence[Explanation]) -> tuple[str, ...]:
    """Of the suspects those that a single slip explains, of these those whose slip mends most broken relations; all where none does."""
    best: dict[str, int] = {}
    for explanation in found:
        name = explanation.claim.id
        if name in suspects:
            best[name] = max(best.get(name, 0), explanation.mended)
    most = max(best.values(), default=0)
    return tuple(name for name in suspects if best.get(name) == most) or tuple(suspects)


def explanations(case: Case, blamed: Sequence[str], beside: Beside) -> list[Explanation]:
    """The slips of one figure each that would make a broken relation hold and break none that holds, best first.

    Suspects go first, then what mends other broken relations too, then figures on which fewer relations rest, then the likelier slip.
    """
    relation = _relation(case)
    if relation is None or case.verdict is not Verdict.INCONSISTENT:
        return []
    ranked: list[tuple[tuple[bool, int, int, int, int], Explanation]] = []
    for claim in case.claims:
        own = Trial(relation, claim, "narrow")
        holding = _beside(case, claim, beside, Verdict.CONSISTENT)
        broken = _beside(case, claim, beside, Verdict.INCONSISTENT)
        for slip in slips(claim.quantity):
            if _holds(own, claim, slip) and all(_holds(trial, claim, slip) for trial in holding):
                mended = sum(_holds(trial, claim, slip) for trial in broken)
                order = (claim.id not in blamed, -mended, len(holding), slip.rank, claim.start)
                ranked.append((order, Explanation(claim, slip, mended)))
    ranked.sort(key=lambda entry: entry[0])
    return [explanation for _, explanation in ranked]


def by_figure(cases: Sequence[Case]) -> dict[str, list[Case]]:
    """The cases that each figure takes part in."""
    out: dict[str, list[Case]] = {}
    for case in cases:
        for name in case.ids:
            out.setdefault(name, []).append(case)
    return out


def _beside(case: Case, claim: Claim, cases: Beside, verdict: Verdict) -> list[Trial]:
    """The other relations with this verdict that the figure takes part in."""
    others = (_relation(other) for other in cases[claim.id] if other is not case and other.verdict is verdict)
    return [Trial(relation, claim, "narrow") for relation in others if relation is not None]


def _holds(trial: Trial, claim: Claim, slip: Slip) -> bool:
    """True where the relation holds if the slip was made in the figure."""
    return (trial.holds(slip.digits) if slip.by == 1 else trial.holds_with(meant(claim.quantity, slip))) is True
