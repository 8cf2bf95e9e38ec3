"""From many figures for one place, year and indicator to one cell: which is taken, and whether they conflict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govreport_nlp.alignment import Aligned
from govreport_nlp.panel.observations import Observation


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure with the indicator that its name was aligned to."""

    observation: Observation
    aligned: Aligned


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure that stands for a cell, and all that were told for it; `conflict` where two of them cannot both be right."""

    chosen: Seen
    told: tuple[Seen, ...]
    conflict: bool


_EVIDENCE = ("file", "lexicon", "same words", "alone", "alike")


def cell(told: Sequence[Seen]) -> Cell:
    """The cell of figures for one thing.

    First comes the report that looks back on that year, before one that remembers it; then the place's own figure before a wider or
    partial one; the indicator's own name before a name that is only like it; a single value before a range or an open end; what is told
    first in a report, which is its summary, before what comes later.
    """
    ranked = sorted(told, key=_standing)
    best = ranked[0]
    conflict = any(
        not best.observation.claim.quantity.wide.meets(other.observation.claim.quantity.wide) for other in _rivals(best, ranked[1:])
    )
    return Cell(best, tuple(ranked), conflict)


def _rivals(best: Seen, others: Iterable[Seen]) -> Iterable[Seen]:
    """What speaks of the same thing: figures of a wider scope, or of a part, are other things."""
    mine = best.observation
    for other in others:
        theirs = other.observation
        if theirs.scope == mine.scope and theirs.part == mine.part and theirs.unit == mine.unit:
            yield other


def _standing(seen: Seen) -> tuple[object, ...]:
    one = seen.observation
    named = seen.aligned.indicator != one.name
    return (
        one.year != one.filed.reviewed and one.claim.role != "target",
        bool(one.scope),
        one.part,
        _EVIDENCE.index(seen.aligned.evidence),
        one.value is None,
        one.claim.quantity.approx is not None,
        one.claim.start > _SUMMARY,
        named,
        one.filed.file,
        one.claim.start,
    )


_SUMMARY = 2000  # characters: the opening of a report, where the main figures stand under their own names
