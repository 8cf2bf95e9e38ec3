"""One year's report against the next, one bureau's against another's: relations between claims of two reports, judged as all others are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from govreport_nlp.audit import settle
from govreport_nlp.entries import Entry, Filed
from govreport_nlp.models import Extraction, Finding
from govreport_nlp.years import bureaus, carried, copied
from govreport_nlp.years.facts import Facts, facts
from govreport_nlp.years.rule import Pair, PairRule

RULES: tuple[PairRule, ...] = (*carried.RULES, *copied.RULES, *bureaus.RULES)

__all__ = ["RULES", "Pair", "PairRule", "compare", "compare_all", "partners"]


def compare(now: Entry, others: Iterable[Entry], rules: Sequence[PairRule] = RULES) -> tuple[Finding, ...]:
    """The findings about a report that other reports give rise to; a claim of another report is named file#c4."""
    return _compared(_told(now), [_told(other) for other in others], rules)


def compare_all(
    reports: Sequence[Filed], load: Callable[[str], Extraction], rules: Sequence[PairRule] = RULES
) -> dict[str, tuple[Finding, ...]]:
    """The findings about each report, by its file; `load` gives what was read of a file, and is asked place by place."""
    out: dict[str, tuple[Finding, ...]] = {}
    for group in _by_place(reports):
        told = {filed.file: _told(Entry(filed, load(filed.file))) for filed in group}
        for now in group:
            others = [told[other.file] for other in partners(now, group)]
            if others:
                out[now.file] = _compared(told[now.file], others, rules)
    return out


Told = tuple[Entry, Facts]


def _told(entry: Entry) -> Told:
    return entry, facts(entry, entry.filed.names)


def _compared(now: Told, others: Sequence[Told], rules: Sequence[PairRule]) -> tuple[Finding, ...]:
    made = [Pair(now[0], other, now[1], told) for other, told in others]
    return settle(now[0].extraction.document, ((rule.rule, proposal) for pair in made for rule in rules for proposal in rule.propose(pair)))


def _by_place(reports: Sequence[Filed]) -> Iterator[list[Filed]]:
    groups: dict[object, list[Filed]] = {}
    for filed in reports:
        if filed.place is not None and filed.year is not None:
            groups.setdefault(filed.unit, []).append(filed)
    yield from groups.values()


def partners(now: Filed, group: Sequence[Filed]) -> tuple[Filed, ...]:
    """Which reports of its place one is compared with: its bureau's of the year before, and other bureaus' of its year that stand before it."""
    before = [other for other in group if _series(other) == _series(now) and other.year == (now.year or 0) - 1]
    beside = [other for other in group[: group.index(now)] if other.bureau != now.bureau and other.year == now.year]
    return (*before, *beside)


def _series(filed: Filed) -> tuple[object, ...]:
    """What two reports of successive years have in common: the bureau, and every field but the year."""
    return (filed.bureau, *(value for name, value in sorted(filed.fields.items()) if name != "year"))
