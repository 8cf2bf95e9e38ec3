"""What a report says that another report can contradict: levels, last year's values, changes and growth, by indicator and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govreport_nlp import catalogue
from govreport_nlp.alignment.align import indicator_of
from govreport_nlp.entries import Entry
from govreport_nlp.panel.observations import Measure, Observation, observations

Key = tuple[str, str | None]
_LOOKS_BACK = re.compile(r"[三四五]年来|[过这]去?[三四五]年|[三四五]年间")
_LEAST = 3  # characters of a name that means something by itself: 案件 of two reports may be any


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of a report by (indicator, unit): of its own year, of the year before, and what it plans for the next.

    `spans_years` is True for a report that reviews several years as well as the last (五年来). `levels` and `before` hold values; `changes`
    have the unit of the value, `growth` the unit %; `targets` are told apart by measure, target or target growth.
    """

    year: int | None
    spans_years: bool
    levels: dict[Key, tuple[Observation, ...]]
    before: dict[Key, tuple[Observation, ...]]
    changes: dict[Key, tuple[Observation, ...]]
    growth: dict[str, tuple[Observation, ...]]
    targets: dict[tuple[str, str | None, Measure], tuple[Observation, ...]]

    def level(self, key: Key) -> Observation | None:
        """The one value of an indicator in the report's year; None where it has none, or several that differ."""
        return _only(self.levels.get(key, ()))


def facts(entry: Entry, places: Sequence[str] = ()) -> Facts:
    """The facts of a report; figures of a wider area (全国) and parts (其中) are none of its own, nor are quarters and months."""
    year = entry.filed.reviewed
    found = Facts(year, _LOOKS_BACK.search(entry.extraction.document.text) is not None, {}, {}, {}, {}, {})
    for one in observations(entry):
        name = indicator_of(one.name, tuple(places))
        says_nothing = len(name) < _LEAST and catalogue.canonical(name) is None
        if one.scope or one.year is None or says_nothing or year is None:
            continue
        key = name, one.claim.unit  # 吨 and 斤 are one unit in a panel, but the judge compares what is written
        if one.measure == "level":
            table = found.levels if one.year == year else found.before if one.year == year - 1 else None
            if table is not None:
                table[key] = (*table.get(key, ()), one)
        elif one.measure == "change" and one.year == year:
            found.changes[key] = (*found.changes.get(key, ()), one)
        elif one.measure == "growth" and one.year == year and one.unit == "%":
            found.growth[name] = (*found.growth.get(name, ()), one)
        elif one.measure in ("target", "target growth") and one.year == year + 1:
            found.targets[*key, one.measure] = (*found.targets.get((*key, one.measure), ()), one)
    return found


def _only(told: Sequence[Observation]) -> Observation | None:
    whole = [one for one in told if not one.part and "total" not in one.claim.cues] or list(told)  # 诉讼案件8件、复议案件7件，合计15件
    if not whole or any(not one.claim.quantity.narrow.meets(whole[0].claim.quantity.narrow) for one in whole[1:]):
        return None
    return whole[0]


# 口径调整, 修订后, 划转: last year's report counted something else
_RESTATED = re.compile(r"口径|修订|修正|调整后|核定|划转|合并|剔除|扣除|初步|快报|同比例|可比")


_OTHER_BASIS = frozenset({"可比价", "同口径", "全口径"})
_OTHER_SPAN = frozenset({"年均", "环比", "累计"})


def is_restated(*told: Observation) -> bool:
    """True where a sentence says that it counts otherwise than the year before."""
    return any(_RESTATED.search(one.sentence) or not _OTHER_BASIS.isdisjoint(one.claim.qualifiers) for one in told)


def is_of_last_year(one: Observation) -> bool:
    """True for a change or growth from the year before to this: no mean of years, nothing against last month, or against a year further back."""
    base = f"{(one.year or 0) - 1}年"
    against = "较基期" not in one.claim.qualifiers or f"比{base}" in one.sentence or f"较{base}" in one.sentence
    return against and _OTHER_SPAN.isdisjoint(one.claim.qualifiers)


def is_deflated(name: str) -> bool:
    """True for what grows at constant prices or on a comparable base: no quotient of the values of two reports tells its growth."""
    return catalogue.growth_basis(name) in ("constant", "comparable")


def is_revised(name: str) -> bool:
    """True for what statistical offices revise: last year's value in this year's report may be another one."""
    return is_deflated(name)
