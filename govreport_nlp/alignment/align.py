"""Names to indicators, each with its evidence and a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport_nlp import catalogue
from govreport_nlp.alignment.clusters import clusters
from govreport_nlp.alignment.wording import core, known_within

Evidence = Literal["file", "lexicon", "same words", "alike", "alone"]
"""file: the user's decision; lexicon: a name or alias of lexicon/indicators.toml; same words: equal but for place, verb and 数; alike:
letters in common with the other names of its group; alone: nothing else is called like this."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in a report, with the unit of its figure and the names of the report's place."""

    name: str
    unit: str | None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """The indicator that a name means.

    `score` is 1 where nothing was compared, 0.9 where a known name stands behind a verb or an office (编印|宣传册), else the likeness to the
    group (0 to 1).
    """

    name: str
    unit: str | None
    indicator: str
    evidence: Evidence
    score: float


def align(names: Iterable[Named], overrides: Mapping[str, str] | None = None, threshold: float = 0.62) -> dict[Named, Aligned]:
    """The indicator of every name: the user's file first, then the lexicon, then the same words, then alike letters.

    Names are compared within one unit only (件 with 件), and never where a word parts them (城镇 and 农村, 收入 and 支出). A group is called
    by its most frequent name, in its shortest form.
    """
    counted = Counter(names)
    decided = overrides or {}
    out: dict[Named, Aligned] = {}
    rest: dict[tuple[str | None, str], list[Named]] = {}
    for named in counted:
        known = _known(named, decided)
        if known is not None:
            out[named] = known
        else:
            rest.setdefault((named.unit, core(named.name, named.places)), []).append(named)
    for unit in dict.fromkeys(unit for unit, _ in rest):
        frequent = {text: sum(counted[named] for named in group) for (of, text), group in rest.items() if of == unit}
        for group, score in clusters(sorted(frequent), threshold):
            out |= _called(group, score, frequent, {text: rest[unit, text] for text in group})
    return out


def indicator_of(name: str, places: tuple[str, ...] = ()) -> str:
    """The indicator that a name means by itself: the lexicon's, else what is left without place, verb and 数. Nothing is compared."""
    known = _known(Named(name, None, places), {})
    return core(name, places) if known is None else known.indicator


def _known(named: Named, decided: Mapping[str, str]) -> Aligned | None:
    bare = core(named.name, named.places)
    for name in (named.name, bare):
        if name in decided:
            return Aligned(named.name, named.unit, decided[name] or named.name, "file", 1.0)
    found = catalogue.canonical(named.name) or catalogue.canonical(_placeless(named)) or catalogue.canonical(bare)
    if found is not None:
        return Aligned(named.name, named.unit, found.name, "lexicon", 1.0)
    within = known_within(bare)
    return None if within is None else Aligned(named.name, named.unit, within, "lexicon", 0.9)


def _placeless(named: Named) -> str:
    name = named.name
    for place in named.places:
        name = name.removeprefix(place)
    return name


def _called(
    group: Sequence[str], score: float, frequent: Mapping[str, int], members: Mapping[str, Sequence[Named]]
) -> dict[Named, Aligned]:
    first = min(group, key=lambda text: (-frequent[text], len(text), text))
    indicator = min((_placeless(named) for named in members[first]), key=lambda name: (len(name), name))
    out = {}
    for text in group:
        for named in members[text]:
            evidence: Evidence = "alike" if len(group) > 1 else "same words" if frequent[text] > 1 else "alone"
            out[named] = Aligned(named.name, named.unit, indicator, evidence, round(score, 3))
    return out
