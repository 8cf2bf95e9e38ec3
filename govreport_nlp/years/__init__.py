"""One year's report against the next, one bureau's against another's: relations between claims of two reports, judged as all others are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from govreport_nlp.audit import settle
from govreport_nlp.entries import PLACE_FIELDS, Entry, Filed
from govreport_nlp.models import Extraction, Fault, Finding, Relation
from govreport_nlp.rules.rule import Rule
from govreport_nlp.years import bureaus, carried, copied, targets, totals
from govreport_nlp.years.facts import Facts, facts
from govreport_nlp.years.rule import Pair, PairRule, Place, PlaceRule
from govreport_nlp.years.targets import Outcome

AnyRule = PairRule | PlaceRule
RULES: tuple[AnyRule, ...] = (*carried.RULES, *copied.RULES, *bureaus.RULES, *targets.RULES, *totals.RULES)

__all__ = ["RULES", "AnyRule", "Outcome", "Pair", "PairRule", "PlaceRule", "compare", "compare_all", "outcomes_all", "partners"]

Load = Callable[[str], Extraction]
Told = tuple[Entry, Facts]


def compare(now: Entry, others: Iterable[Entry], rules: Sequence[AnyRule] = RULES) -> tuple[Finding, ...]:
    """The findings about a report that other reports of its place give rise to; a claim of another report is named file#c4."""
    told = [_told(other) for other in others]
    return _compared(_told(now), told, [other for other in told if _is_bureau_beside(now.filed, other[0].filed)], rules)


def compare_all(reports: Sequence[Filed], load: Load, rules: Sequence[AnyRule] = RULES) -> dict[str, tuple[Finding, ...]]:
    """The findings about each report, by its file; `load` gives what was read of a file, and is asked place by place."""
    out: dict[str, tuple[Finding, ...]] = {}
    for group in _by_place(reports):
        told = {filed.file: _told(Entry(filed, load(filed.file))) for filed in group}
        for now in group:
            others = [told[other.file] for other in partners(now, group)]
            below = [told[other.file] for other in group if _is_bureau_beside(now, other)]
            if others or below:
                out[now.file] = _compared(told[now.file], others, below, rules)
    return out


def outcomes_all(reports: Sequence[Filed], load: Load) -> Iterator[tuple[Filed, Filed, Outcome]]:
    """Every target with its result: the report that sets it, the one of the next year that tells the result, both figures."""
    for group in _by_place(reports):
        for now in group:
            for before in _before(now, group):
                pair = _pair(_told(Entry(now, load(now.file))), _told(Entry(before, load(before.file))))
                yield from ((before, now, one) for one in targets.outcomes(pair))


def _told(entry: Entry) -> Told:
    return entry, facts(entry, entry.filed.names)


def _pair(now: Told, other: Told) -> Pair:
    return Pair(now[0], other[0], now[1], other[1])


def _compared(now: Told, others: Sequence[Told], below: Sequence[Told], rules: Sequence[AnyRule]) -> tuple[Finding, ...]:
    """Rules about two reports are asked of each pair with `others`, those about a place with `below`, its bureaus."""
    pairs, place = [_pair(now, other) for other in others], Place(*now, tuple(below))
    made: list[tuple[Rule, Relation | Fault]] = []
    for rule in rules:
        found = rule.propose(place) if isinstance(rule, PlaceRule) else chain.from_iterable(map(rule.propose, pairs))
        made += [(rule.rule, proposal) for proposal in found]
    return settle(now[0].extraction.document, made)


def _is_bureau_beside(now: Filed, other: Filed) -> bool:
    """True for a bureau's report about the year that the report of the whole place is about."""
    return now.of_whole_place and not other.of_whole_place and other.reviewed == now.reviewed


def _by_place(reports: Sequence[Filed]) -> Iterator[list[Filed]]:
    groups: dict[object, list[Filed]] = {}
    for filed in reports:
        if filed.place is not None and filed.year is not None:
            groups.setdefault(filed.unit, []).append(filed)
    yield from groups.values()


def partners(now: Filed, group: Sequence[Filed]) -> tuple[Filed, ...]:
    """Which reports of its place one is compared with: its bureau's of the year before, and others' about its year that stand before it.

    A work report given in 2025 and a bureau's report of 2024 are about one year.
    """
    beside = [other for other in group[: group.index(now)] if other.bureau != now.bureau and other.reviewed == now.reviewed]
    return (*_before(now, group), *beside)


def _before(now: Filed, group: Sequence[Filed]) -> list[Filed]:
    return [other for other in group if _series(other) == _series(now) and other.year == (now.year or 0) - 1]


def _series(filed: Filed) -> tuple[object, ...]:
    """What two reports of successive years have in common: the bureau, and every field but the year and the place, whose name may have changed."""
    return (filed.bureau, *(value for name, value in sorted(filed.fields.items()) if name not in ("year", *PLACE_FIELDS)))
