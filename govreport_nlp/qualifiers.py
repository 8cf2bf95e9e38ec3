"""How a figure was reckoned: 同比, 环比, 年均, 累计, at which prices, on which basis (lexicon/qualifiers.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.models import Claim, Role
from govreport_nlp.places import Place, unspaced
from govreport_nlp.signs import Signed, signed

CHANGES = ("change_up", "change_down", "target")
DIMENSIONS = ("comparison", "prices", "basis", "count")
SHARED = ("comparison", "prices", "basis")  # what a row of changes has in common; 累计 is told of each figure
BRACKET = regex.compile(r"[（(][^（）()]{0,24}[）)]")
# 、增长8.1% and ，增长8.1%: the same change told on
GOES_ON = regex.compile(r"\s?(?:[、和及与]|[，,](?=\s?[一-龥]{0,4}$))")


@cache
def _patterns(dimension: str) -> tuple[Signed, ...]:
    return signed(lexicon.table("qualifiers")[dimension])


def of(place: Place, role: Role, before: Claim | None) -> tuple[str, ...]:
    """The qualifiers of a figure, one of each dimension at most: 同比 环比 年均 较基期, 可比价 名义, 同口径 全口径, 累计.

    `before` is the claim in front of it in its sentence, None for the first: 同比增长3%和5% compares both.
    """
    bracket = BRACKET.match(unspaced(place.after))
    words = (unspaced(place.lead), bracket.group() if bracket else "", *_reckoned(unspaced(place.statement)))
    letters = frozenset("".join(words))
    found: list[str] = []
    for dimension in DIMENSIONS:
        if dimension == "comparison" and role not in CHANGES:
            continue
        own = next((told.name for told in _patterns(dimension) if any(told.search(text, letters) for text in words)), None)
        if own:
            found.append(own)
    if before and not _has("comparison", found) and _same_change(place, role, before):
        shared = [name for name in before.qualifiers for dimension in SHARED if _has(dimension, [name]) and not _has(dimension, found)]
        return (*shared, *found)
    return tuple(found)


def _has(dimension: str, names: Sequence[str]) -> bool:
    return any(told.name in names for told in _patterns(dimension))


def _same_change(place: Place, role: Role, before: Claim) -> bool:
    return role == before.role in CHANGES and bool(GOES_ON.match(place.before))


def _reckoned(statement: str) -> list[str]:
    """The clauses of a statement that say how it was reckoned: 按可比价格计算，."""
    letters = frozenset(statement)
    return [match.group() for told in _patterns("clause") if told.search(statement, letters) for match in told.pattern.finditer(statement)]
