"""Of whom or what a figure speaks: 全国, 全县, 本级, 规模以上, 城镇, 农村 (lexicon/scopes.toml)."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.models import Claim
from govreport_nlp.places import Place, unspaced
from govreport_nlp.signs import Signed, signed

NAMED = ("level", "size", "residence", "society")  # dimensions that the clause or the name tells
DIMENSIONS = ("place", *NAMED)


@cache
def _place() -> regex.Pattern[str]:
    table = lexicon.table("scopes")["place"]
    return regex.compile(
        rf"{table['before']}(?P<scope>{lexicon.alternation(lexicon.words_of(table['list'], 'scopes', 'place'))})(?!{table['title']})"
    )


@cache
def _patterns(dimension: str) -> tuple[Signed, ...]:
    return signed(lexicon.table("scopes")[dimension])


@cache
def names(dimension: str) -> frozenset[str]:
    """The scopes of a dimension."""
    if dimension == "place":
        return frozenset(lexicon.words_of(lexicon.table("scopes")["place"]["list"], "scopes", "place"))
    return frozenset(scope.name for scope in _patterns(dimension))


def of(place: Place, indicator: str, before: Claim | None) -> tuple[str, ...]:
    """The scopes that the words tell, one of each dimension at most; nothing is assumed where they tell none.

    `indicator` are the words that name the figure, `before` an earlier claim that bears the very same mention of them: what is carried over
    keeps its scope.
    """
    found = []
    lead, indicator = unspaced(place.lead), unspaced(indicator)
    at_head = _place().match(lead)
    if at_head:
        found.append(str(at_head["scope"]))
    in_lead, in_name = frozenset(lead), frozenset(indicator)
    for dimension in NAMED:
        own = next((scope.name for scope in _patterns(dimension) if scope.search(indicator, in_name)), None)
        if not own and dimension != "residence":
            own = next((scope.name for scope in _patterns(dimension) if scope.search(lead, in_lead)), None)
        if own:
            found.append(own)
    if before is not None:
        missing = [
            name for dimension in DIMENSIONS if names(dimension).isdisjoint(found) for name in before.scope if name in names(dimension)
        ]
        found.extend(missing)
    return tuple(found)


def differ(one: Claim, other: Claim, dimensions: Collection[str] = DIMENSIONS) -> bool:
    """True where two figures are told of different scopes of one dimension: 城镇 and 农村; not where one of them tells none."""
    if not one.scope or not other.scope or one.scope == other.scope:
        return False
    for dimension in dimensions:
        a, b = names(dimension).intersection(one.scope), names(dimension).intersection(other.scope)
        if a and b and a != b:
            return True
    return False
