"""Which judgements are reported: one finding for a fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from govreport_nlp.audit.equations import involved
from govreport_nlp.audit.judge import Judgement
from govreport_nlp.models import Claim, Family, Fault, Verdict
from govreport_nlp.rules.rule import Rule

_BEST_FIRST = {Verdict.CONSISTENT: 0, Verdict.UNDECIDED: 1, Verdict.INCONSISTENT: 2}


@dataclass(frozen=True)
class Case:
    """What a rule proposed: a judged relation, or a fault."""

    rule: Rule
    matter: Judgement | Fault

    @property
    def family(self) -> Family:
        """The family of the rule."""
        return self.rule.family

    @cached_property
    def verdict(self) -> Verdict:
        """A fault is always inconsistent."""
        return Verdict.INCONSISTENT if isinstance(self.matter, Fault) else self.matter.verdict

    @property
    def sure(self) -> bool:
        """False where the rule itself had a doubt."""
        return isinstance(self.matter, Fault) or self.matter.relation.sure

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The figures that it is about, each once, in the order of the text."""
        found = (
            {x.id: x for x in self.matter.claims} if isinstance(self.matter, Fault) else {x.id: x for x in involved(self.matter.relation)}
        )
        return tuple(sorted(found.values(), key=lambda claim: (claim.start, claim.end)))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of its figures."""
        return frozenset(claim.id for claim in self.claims)

    @cached_property
    def start(self) -> int:
        """Where its first figure, or the fault, begins."""
        return self.matter.start if isinstance(self.matter, Fault) else min(claim.start for claim in self._here())

    @cached_property
    def end(self) -> int:
        """Where its last figure, or the fault, ends (exclusive)."""
        return self.matter.end if isinstance(self.matter, Fault) else max(claim.end for claim in self._here())

    def _here(self) -> Sequence[Claim]:
        """The figures of this report: those of another one ("2022.txt#c4") have no place in it."""
        return [claim for claim in self.claims if "#" not in claim.id] or self.claims


def select(cases: Iterable[Case]) -> list[Case]:
    """One case for each fact, in the order of the text.

    For each family and set of figures one case: the readings that one rule offers count as alternatives, and the best of them is its
    opinion; among rules a decided opinion goes before an undecided one, a sure one before a doubtful one, the earlier before the later.
    A subset within a reported sum or share is no fact of its own, nor is an undecided case beside another over the same figures, nor a
    guess about a figure that an equation has already found at fault.
    """
    groups: dict[object, list[Case]] = {}
    for case in cases:
        groups.setdefault(_fact(case), []).append(case)
    chosen = [_opinion(group) for group in groups.values()]
    chosen = _without_contained_subsets(chosen)
    chosen = _without_spare_undecided(chosen)
    chosen = _without_needless_guesses(chosen)
    return sorted(chosen, key=lambda case: (case.start, case.end, case.rule.code))


def _fact(case: Case) -> object:
    ids = case.ids
    return (case.family, ids) if ids else (case.rule.code, case.start, case.end)


def _opinion(group: Sequence[Case]) -> Case:
    by_rule: dict[str, list[Case]] = {}
    for case in group:
        by_rule.setdefault(case.rule.code, []).append(case)
    # “增长2倍” may be ×2 or ×3: a rule that proposes both is content when either holds
    opinions = [min(cases, key=lambda case: (not case.sure, _BEST_FIRST[case.verdict])) for cases in by_rule.values()]
    return min(opinions, key=lambda case: (case.verdict is Verdict.UNDECIDED, not case.sure))


def _without_contained_subsets(cases: Sequence[Case]) -> list[Case]:
    """Drop a subset whose figures are the parts and whole of a sum, or part and whole of a share.

    An impossible subset stays where the larger relation is undecided: else its error would be lost.
    """
    larger: dict[str, list[Case]] = {}
    for case in cases:
        for name in case.ids if case.family in ("sum", "share") else ():
            larger.setdefault(name, []).append(case)
    out = []
    for case in cases:
        around = [big for big in larger.get(min(case.ids, default=""), ()) if case.family == "subset" and case.ids <= big.ids]
        told = any(big.verdict is not Verdict.UNDECIDED for big in around)
        if not around or (case.verdict is Verdict.INCONSISTENT and not told):
            out.append(case)
    return out


def _without_spare_undecided(cases: Sequence[Case]) -> list[Case]:
    decided = {case.ids for case in cases if case.verdict is not Verdict.UNDECIDED}
    out, seen = [], set(decided)
    for case in cases:
        if case.verdict is Verdict.UNDECIDED:
            if case.ids in seen:
                continue
            seen.add(case.ids)
        out.append(case)
    return out


def _without_needless_guesses(cases: Sequence[Case]) -> list[Case]:
    """Drop what is guessed from the figures around one (偿还1.94万元 among 亿元) where a broken equation holds that figure."""
    broken = [case.ids for case in cases if case.verdict is Verdict.INCONSISTENT and isinstance(case.matter, Judgement)]
    known = frozenset().union(*broken)
    return [case for case in cases if not (isinstance(case.matter, Fault) and case.matter.guess and case.ids & known)]
