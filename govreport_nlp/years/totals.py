"""PAN975: what a place's own report gives as its total, against what its bureaus count for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from govreport_nlp import catalogue, lexicon
from govreport_nlp.models import Operation, Relation
from govreport_nlp.panel.observations import Observation
from govreport_nlp.years.facts import is_restated
from govreport_nlp.years.rule import Place, place_rule

OWN_COUNT = ("政府报告没有写明这是全县合计", "the place's report does not say that this is the total of the whole place")


@place_rule("PAN975", "bureaus-exceed-place", "部门数超过全县总数", family="subset", level="warning")
def bureaus_exceed_place(place: Place) -> Iterator[Relation]:
    """What a bureau counts for itself is part of the place's total, and what bureaus collect adds up to no more than it.

    Why: the place's report is put together from drafts; a bureau's last figure is another one.
    Good: 全县罚款总额86.5万元。｜罚款总额65.2万元。
    Bad: 全县罚款总额56.5万元。｜罚款总额65.2万元。
    Silent when: the indicator is none that every bureau has of its own (PAN973 looks at the others: lexicon/alignment.toml);
        either report tells several values, or another basis; the bureau tells the total of the whole place; undecided where
        the place's report does not say 全县. Bureaus are added only where nothing can be counted twice (罚款); a sum below the
        total is no contradiction, since some bureau's report may be missing.
    Source: issue of the corpus; examples invented.
    """
    for key in place.facts.levels:
        known, whole = catalogue.canonical(key[0]), place.facts.level(key)
        if known is None or known.name not in _own() or whole is None or whole.part or is_restated(whole):
            continue
        counted = [(entry, facts.level(key)) for entry, facts in place.bureaus]
        parts = tuple(entry.filed.named(one.claim) for entry, one in counted if one is not None and _is_its_own(one))
        sure = any(scope.startswith("全") for scope in whole.claim.scope)
        for part in parts:
            yield Relation("PAN975", Operation.AT_MOST, (part,), whole.claim, sure=sure, doubt=OWN_COUNT)
        if len(parts) > 1 and known.name in _adding_up():
            yield Relation("PAN975", Operation.AT_MOST, parts, whole.claim, sure=sure, doubt=OWN_COUNT)


def _is_its_own(one: Observation) -> bool:
    return not one.part and not is_restated(one) and not any(scope.startswith("全") for scope in one.claim.scope)


@cache
def _own() -> frozenset[str]:
    return frozenset(lexicon.words("alignment", "of_each_bureau"))


@cache
def _adding_up() -> frozenset[str]:
    return frozenset(lexicon.words("alignment", "adding_up"))


RULES = (bureaus_exceed_place,)
