"""pandas tables of a panel; the only place of it that knows pandas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport_nlp.panel.cells import Seen
from govreport_nlp.panel.outside import REASONS

if TYPE_CHECKING:
    from govreport_nlp.panel.panel import Panel

_FIGURE = (
    "value", "low", "high", "unit", "scope", "qualifiers", "part", "period", "name", "evidence", "score", "file", "claim", "start", "end", "text", "sentence",
)  # fmt: skip


def long(panel: Panel) -> pd.DataFrame:
    """One row a cell, by its heads."""
    rows = [
        _heads(panel, key) | {"conflict": cell.conflict, "told": len(cell.told)} | _figure(cell.chosen) for key, cell in panel.cells.items()
    ]
    frame = pd.DataFrame(rows, columns=[*_names(panel), "measure", "conflict", "told", *_FIGURE])
    return _sorted(frame, panel)


def wide(panel: Panel, values: Sequence[str]) -> pd.DataFrame:
    """Index × columns of `values`; one value gives plain columns."""
    frame = long(panel)
    heads = [*panel.index]
    if frame["indicator"].nunique() > 1:
        heads.append("indicator")
    if frame.groupby("indicator")["unit"].nunique().gt(1).any():
        heads.append("unit")
    table = frame.pivot_table(index=heads, columns=panel.columns, values=list(values), aggfunc="first", dropna=False, sort=True)
    table = table.dropna(how="all")
    if len(values) == 1:
        return table.droplevel(0, axis=1)
    return table.swaplevel(axis=1).sort_index(axis=1, level=0, sort_remaining=False)


def conflicts(panel: Panel) -> pd.DataFrame:
    """One row a figure of a cell in conflict."""
    rows = [
        _heads(panel, key) | {"chosen": seen is cell.chosen} | _figure(seen)
        for key, cell in panel.cells.items()
        if cell.conflict
        for seen in cell.told
    ]
    return pd.DataFrame(rows, columns=[*_names(panel), "measure", "chosen", *_FIGURE])


def alignment(panel: Panel) -> pd.DataFrame:
    """One row a name with its unit."""
    frame = pd.DataFrame([asdict(one) for one in panel.aligned], columns=["name", "unit", "indicator", "evidence", "score"])
    return frame.sort_values(["indicator", "name"], ignore_index=True)


def left_out(panel: Panel) -> pd.DataFrame:
    """One row a report and reason."""
    rows = [(file, *REASONS[why], count) for file, counted in panel.outside.items() for why, count in counted.items()]
    return pd.DataFrame(rows, columns=["file", "reason", "reason_en", "figures"])


def _names(panel: Panel) -> list[str]:
    return [*panel.index, panel.columns, "indicator"]


def _heads(panel: Panel, key: Sequence[object]) -> dict[str, Any]:
    return dict(zip(_names(panel), key, strict=False)) | {"measure": panel.measure}


def _figure(seen: Seen) -> dict[str, Any]:
    one, claim = seen.observation, seen.observation.claim
    return {
        "value": _float(one.value),
        "low": _float(one.interval.low),
        "high": _float(one.interval.high),
        "unit": one.unit,
        "scope": one.scope or "、".join(claim.scope),
        "qualifiers": "、".join(claim.qualifiers),
        "part": one.part,
        "period": claim.period,
        "name": one.name,
        "evidence": seen.aligned.evidence,
        "score": seen.aligned.score,
        "file": one.filed.file,
        "claim": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "sentence": one.sentence,
    }


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


def _sorted(frame: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    heads = _names(panel)
    return frame.sort_values(heads, ignore_index=True, kind="stable") if len(frame) else frame
