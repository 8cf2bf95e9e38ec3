"""A rule about two reports: it proposes, and the same judge decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govreport_nlp.entries import Entry
from govreport_nlp.models import Extraction, Family, Fault, Relation, Severity
from govreport_nlp.rules.rule import Proposals, Rule, State
from govreport_nlp.years.facts import Facts


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of one place: `now`, of which something is said, and `other`: of the year before, or of another bureau in the same year."""

    now: Entry
    other: Entry
    facts: Facts
    other_facts: Facts

    @property
    def in_sequence(self) -> bool:
        """True where the other is of the year before."""
        return self.facts.year is not None and self.other_facts.year == self.facts.year - 1


Propose = Callable[[Pair], Iterator[Relation | Fault]]


@dataclass(frozen=True, slots=True)
class PairRule:
    """A rule about two reports: `rule` carries its code, family, level and page, and has nothing to say of one report alone."""

    rule: Rule
    propose: Propose


def pair_rule(
    code: str, name: str, name_zh: str, *, family: Family, level: Severity, state: State = "preview"
) -> Callable[[Propose], PairRule]:
    """Make a function the rule `code` about two reports."""

    def register(propose: Propose) -> PairRule:
        def of_one(_: Extraction) -> Proposals:
            yield from ()

        of_one.__doc__ = propose.__doc__
        return PairRule(Rule(code, name, name_zh, family, level, state, of_one), propose)

    return register
