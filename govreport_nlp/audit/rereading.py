"""What a slip has torn apart: the relations that would hold if the figure at fault were read as it was meant.

Most relations show themselves by holding: 占59.5% belongs to the two figures whose quotient it is. A slip in one of them leaves nothing to see
but for the relations that words tie together. Where one of these is broken, and a single slip explains it, the figures around are put together
once more with the slip undone. What holds then, and did not before, is broken by the same slip; and it speaks for this figure and no other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govreport_nlp.audit import blame
from govreport_nlp.audit.equations import involved, with_figure
from govreport_nlp.audit.judge import Judgement, judge
from govreport_nlp.audit.selection import Case, select
from govreport_nlp.audit.slips import meant
from govreport_nlp.lists import groups
from govreport_nlp.models import Claim, Extraction, Operation, Relation, Verdict
from govreport_nlp.rules.rule import Rule

SIGHT = 60  # figures before and behind the one at fault that are put together once more
MOST_CASES = 6  # broken relations of one report that are looked into: more are no slips
MOST_READINGS = 8  # of one broken relation
ENOUGH = 3  # further relations that a slip explains: then no other is looked for

FAMILIES = ("sum", "subset", "product", "share", "shares_total", "change", "growth", "same")
# A part above its whole is mended by any smaller figure, and that a part stays below its whole speaks for none
_NO_EVIDENCE = (Operation.AT_MOST, Operation.IN_ORDER)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A figure read otherwise, and the relations that hold then, with the figure as it is printed."""

    figure: str
    torn: tuple[Case, ...]

    @property
    def evidence(self) -> int:
        """How many equations speak for it."""
        return sum(_operation(case) not in _NO_EVIDENCE for case in self.torn)


def torn(extraction: Extraction, rules: Sequence[Rule], cases: Sequence[Case]) -> tuple[Case, ...]:
    """The further relations that the slips behind the broken ones explain; empty where no equation is broken."""
    broken = [case for case in cases if _is_broken_equation(case)]
    if not broken:
        return ()
    tried = [rule for rule in rules if rule.family in FAMILIES]
    beside, found, at_fault = blame.by_figure(cases), dict[object, Case](), set[str]()
    looked = 0
    for case in broken:
        if looked == MOST_CASES or not at_fault.isdisjoint(case.ids):
            continue
        looked += 1
        best = _best(_readings(extraction, tried, case, beside))
        if best and best.evidence:
            at_fault.add(best.figure)
            found.update(((case.family, case.ids), case) for case in best.torn)
    return tuple(found.values())


def _best(readings: Iterator[_Reading]) -> _Reading | None:
    """The reading with most evidence, the first that has enough of it."""
    best: _Reading | None = None
    for reading in readings:
        if best is None or reading.evidence > best.evidence:
            best = reading
        if best.evidence >= ENOUGH:
            break
    return best


def _is_broken_equation(case: Case) -> bool:
    told = case.verdict is Verdict.INCONSISTENT and case.rule.level in ("error", "warning")
    return told and _operation(case) not in (None, *_NO_EVIDENCE)


def _operation(case: Case) -> Operation | None:
    return case.matter.relation.operation if isinstance(case.matter, Judgement) else None


def _readings(extraction: Extraction, rules: Sequence[Rule], case: Case, beside: blame.Beside) -> Iterator[_Reading]:
    """The slips that would explain a broken relation, each with what else it explains."""
    for explanation in blame.explanations(case, (), beside)[:MOST_READINGS]:
        claim, slip = explanation.claim, explanation.slip
        at = bisect_left(extraction.claims, claim.start, key=lambda other: other.start)
        if extraction.claims[at : at + 1] == (claim,):
            known = {(other.family, other.ids) for other in beside[claim.id] if other.verdict is not Verdict.UNDECIDED}
            held = _held(_around(extraction, at, replace(claim, quantity=meant(claim.quantity, slip))), rules, claim.id)
            printed = (_as_printed(other, claim) for other in held if (other.family, other.ids) not in known)
            yield _Reading(claim.id, tuple(case for case in printed if case))


def _around(extraction: Extraction, at: int, changed: Claim) -> Extraction:
    """The figures around a place, with another one there, and the lists among them."""
    claims = (*extraction.claims[max(0, at - SIGHT) : at], changed, *extraction.claims[at + 1 : at + 1 + SIGHT])
    return replace(extraction, claims=claims, groups=groups(extraction.document, claims), cells=(), tables=())


def _held(extraction: Extraction, rules: Sequence[Rule], figure: str) -> list[Case]:
    """The relations with this figure that hold."""
    found = []
    for rule in rules:
        for proposal in rule.check(extraction):
            if isinstance(proposal, Relation) and any(claim.id == figure for claim in involved(proposal)):
                judgement = judge(proposal, rule)
                found += [Case(rule, judgement)] if judgement else []
    return [case for case in select(found) if case.verdict is Verdict.CONSISTENT]


def _as_printed(case: Case, claim: Claim) -> Case | None:
    """The relation with the figure as it stands in the text; None where it holds even so, or may."""
    assert isinstance(case.matter, Judgement)
    judgement = judge(replace(with_figure(case.matter.relation, claim, claim.quantity), sure=True), case.rule)
    return Case(case.rule, judgement) if judgement and judgement.verdict is Verdict.INCONSISTENT else None
