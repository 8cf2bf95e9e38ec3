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


@dataclass(frozen=True, slots=True)
class Place:
    """The report of a whole place (of its government), and those of its bureaus about the same year."""

    now: Entry
    facts: Facts
    bureaus: tuple[tuple[Entry, Facts], ...]


Propose = Callable[[Pair], Iterator[Relation | Fault]]
ProposeOfPlace = Callable[[Place], Iterator[Relation | Fault]]


@dataclass(frozen=True, slots=True)
class PairRule:
    """A rule about two reports: `rule` carries its code, family, level and page, and has nothing to say of one report alone."""

    rule: Rule
    propose: Propose


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """A rule about the report of a place and those of all its bureaus."""

    rule: Rule
    propose: ProposeOfPlace


def pair_rule(
    code: str, name: str, name_zh: str, *, family: Family, level: Severity, state: State = "preview"
) -> Callable[[Propose], PairRule]:
    """Make a function the rule `code` about two reports."""

    def register(propose: Propose) -> PairRule:
        return PairRule(_of_none(code, name, name_zh, family, level, state, propose.__doc__), propose)

    return register


def place_rule(
    code: str, name: str, name_zh: str, *, family: Family, level: Severity, state: State = "preview"
) -> Callable[[ProposeOfPlace], PlaceRule]:
    """Make a function the rule `code` about the report of a place and its bureaus'."""

    def register(propose: ProposeOfPlace) -> PlaceRule:
        return PlaceRule(_of_none(code, name, name_zh, family, level, state, propose.__doc__), propose)

    return register


def _of_none(code: str, name: str, name_zh: str, family: Family, level: Severity, state: State, page: str | None) -> Rule:
    """The code, name and page of a rule that has nothing to say of one report alone."""

    def of_one(_: Extraction) -> Proposals:
        yield from ()

    of_one.__doc__ = page
    return Rule(code, name, name_zh, family, level, state, of_one)
