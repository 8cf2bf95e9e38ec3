"""The panel of filed reports: figures aligned, gathered into cells, chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from govreport_nlp.alignment import Aligned, Named, align
from govreport_nlp.entries import Entry
from govreport_nlp.errors import UsageError
from govreport_nlp.panel.cells import Cell, Seen, cell
from govreport_nlp.panel.heads import places, value_of
from govreport_nlp.panel.observations import MEASURES, Observation, observations
from govreport_nlp.panel.outside import left_out
from govreport_nlp.panel.panel import Panel


def build(
    entries: Iterable[Entry],
    index: str | Sequence[str] = "county",
    columns: str = "year",
    indicator: str | Sequence[str] | None = None,
    measure: str = "level",
    names: Mapping[str, str] | None = None,
    threshold: float = 0.62,
) -> Panel:
    """The panel of these reports.

    `index` and `columns` name what its rows and columns stand for: county (the place; the division that it is today, so that 密云县 and
    密云区 are one row), code (its code), place_then (as it was called), bureau, year (that a figure speaks of), report_year, or any field of the reports; `indicator` keeps those of this name (any of its aliases will do); `names` overrides the alignment.
    Raises: UsageError for a measure, field or indicator that there is none of.
    """
    if measure not in MEASURES:
        raise UsageError(f'no measure "{measure}": choose one of {", ".join(MEASURES)} / 没有“{measure}”这种口径')
    seen: list[Observation] = []
    outside: dict[str, Counter[str]] = {}
    for entry in entries:
        seen += observations(entry)
        outside[entry.filed.file] = left_out(entry)
    aligned = align((_named(one) for one in seen), names, threshold)
    wanted = None if indicator is None else _wanted([indicator] if isinstance(indicator, str) else indicator, aligned)
    heads = (*((index,) if isinstance(index, str) else index), columns)
    cells: dict[tuple[object, ...], list[Seen]] = {}
    named = places(one.filed for one in seen)
    for one in seen:
        found = aligned[_named(one)]
        if one.measure == measure and (wanted is None or found.indicator in wanted):
            key = tuple(value_of(one, head, named) for head in heads)
            cells.setdefault((*key, found.indicator, one.unit), []).append(Seen(one, found))
    made: dict[tuple[object, ...], Cell] = {}
    for key, told in cells.items():
        if key[len(heads) - 1] is not None:
            made[key] = cell(told)
        elif columns == "year":
            for figure in told:
                outside[figure.observation.filed.file]["year"] += 1
    return Panel(heads[:-1], columns, measure, made, tuple(dict.fromkeys(aligned.values())), outside)


def _named(one: Observation) -> Named:
    """A name with the unit of its level: a rate of growth, or a rank, says nothing of it."""
    return Named(one.name, one.unit if one.measure in ("level", "change", "target") else None, one.filed.names)


def _wanted(names: Sequence[str], aligned: Mapping[Named, Aligned]) -> set[str]:
    """The indicators that these names mean: by the lexicon, or as they stand in the reports.

    Raises: UsageError where no report has one.
    """
    from govreport_nlp.alignment.wording import core
    from govreport_nlp.catalogue import canonical

    out: set[str] = set()
    for name in names:
        known = canonical(name)
        meant = (
            {known.name}
            if known
            else {found.indicator for found in aligned.values() if name in (found.name, found.indicator, core(found.name))}
        )
        if not any(found.indicator in meant for found in aligned.values()):
            near = sorted(
                {found.indicator for found in aligned.values() if set(name) & set(found.indicator)},
                key=lambda text: -len(set(name) & set(text)),
            )
            raise UsageError(f'no report has an indicator "{name}"; near it: {"、".join(near[:6])} / 报告里没有指标“{name}”')
        out |= meant
    return out
