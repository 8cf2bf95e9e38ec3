"""The panel as a person holds it: long, wide, with its conflicts and the evidence of its alignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govreport_nlp.alignment import Aligned
from govreport_nlp.panel.cells import Cell

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Panel:
    """Cells by their heads (`index` … `columns`, indicator, unit), all of one `measure`.

    `long` has one row a cell with value, interval, unit, evidence and provenance; `wide` one row an index; `intervals` the same with low
    and high beside the value; `conflicts` every figure of the cells whose figures cannot all be right; `alignment` which names were
    taken for which indicator, and why; `left_out` what is in no cell.
    """

    index: tuple[str, ...]
    columns: str
    measure: str
    cells: Mapping[tuple[object, ...], Cell]
    aligned: tuple[Aligned, ...]
    outside: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def long(self) -> pd.DataFrame:
        """One row a cell: heads, indicator, measure, value, low, high, unit, conflict, scope (全国, 城镇 …), qualifiers (同口径, 累计 …), part, period, file, claim, start, end, text, sentence."""
        from govreport_nlp.panel import frames

        return frames.long(self)

    @property
    def wide(self) -> pd.DataFrame:
        """Index × columns, values in base units; the indicator (and its unit, where there are several) join the index when there are several."""
        from govreport_nlp.panel import frames

        return frames.wide(self, ("value",))

    @property
    def intervals(self) -> pd.DataFrame:
        """As `wide`, with value, low and high in each column; an end is missing where it is open."""
        from govreport_nlp.panel import frames

        return frames.wide(self, ("value", "low", "high"))

    @property
    def conflicts(self) -> pd.DataFrame:
        """Every figure that was told for a cell in conflict; `chosen` is the one that `wide` shows."""
        from govreport_nlp.panel import frames

        return frames.conflicts(self)

    @property
    def alignment(self) -> pd.DataFrame:
        """name, unit, indicator, evidence, score: to be reviewed; a file with name and indicator given to `corpus.panel(names=…)` overrides it."""
        from govreport_nlp.panel import frames

        return frames.alignment(self)

    @property
    def left_out(self) -> pd.DataFrame:
        """file, reason, reason_en, figures: how many figures of each report are in no cell of such a table, and why."""
        from govreport_nlp.panel import frames

        return frames.left_out(self)

    def __repr__(self) -> str:
        conflicts = sum(cell.conflict for cell in self.cells.values())
        indicators = len({key[-2] for key in self.cells})
        return f"<Panel of {self.measure}: {len(self.cells)} cells, {indicators} indicators, {conflicts} conflicts>"

    def _repr_html_(self) -> str:
        return str(self.wide.to_html())
