"""pandas tables: one row a claim, finding, section or refused mention; exact texts beside the floats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from govreport_nlp.models import Document, Extraction, Finding, Refused, Section
from govreport_nlp.output import jsonl, records
from govreport_nlp.output.location import heading, line_and_column, section_path
from govreport_nlp.output.records import Column, Record

_WHOLE = ("start", "end", "line", "level")


def claims(extraction: Extraction) -> pd.DataFrame:
    """One row a claim; `value`, `low` and `high` in base units (yuan, per cent, pieces), NaN where an end is open."""
    return frame(records.claims(jsonl.audited(extraction, ())), records.CLAIMS[1:])


def findings(extraction: Extraction, found: Sequence[Finding]) -> pd.DataFrame:
    """One row a finding; `expected`, `stated` and `delta` in the unit of the stated figure."""
    return frame(records.findings(jsonl.audited(extraction, found)), records.FINDINGS[1:])


def frame(rows: Iterable[Record], columns: Sequence[Column]) -> pd.DataFrame:
    """The records under their columns: numbers as floats, and once more as exact decimal texts in columns that end in `_exact`."""
    numbers = [column.name for column in columns if column.holds == "number"]
    filled = [{**row, **{name: _float(row[name]) for name in numbers}, **{f"{name}_exact": row[name] for name in numbers}} for row in rows]
    types = {c.name: "int64" if c.holds == "whole" else "float64" for c in columns if c.holds != "text"}
    return _typed(filled, [*(column.name for column in columns), *(f"{name}_exact" for name in numbers)], types)


def sections(document: Document) -> pd.DataFrame:
    """One row a section; `path` is its heading under those that hold it."""
    columns = ("id", "parent", "level", "number", "title", "path", "text", "start", "end", "line")
    rows = [
        {
            "id": section.id,
            "parent": section.parent,
            "level": section.level,
            "number": section.number,
            "title": section.title,
            "path": " › ".join(map(heading, section_path(document.sections, section.id))),
            "text": document.text[section.start : section.end],
            **_place(document, section),
        }
        for section in document.sections
    ]
    return _typed(rows, columns, dict.fromkeys(_WHOLE, "int64"))


def refused(extraction: Extraction) -> pd.DataFrame:
    """One row for each number-like mention that is no claim, with the reason."""
    rows = [{"text": r.text, "why": r.why, **_place(extraction.document, r)} for r in extraction.refused]
    return _typed(rows, ("text", "why", "start", "end", "line"), dict.fromkeys(_WHOLE[:3], "int64"))


def _place(document: Document, mention: Section | Refused) -> dict[str, int]:
    return {"start": mention.start, "end": mention.end, "line": line_and_column(document.text, mention.start)[0]}


def _float(number: str | float | None) -> float | None:
    """The nearest float; None for no number, also for a stated figure that is no plain number (a date)."""
    try:
        return None if number is None else float(number)
    except ValueError:
        return None


def _typed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], types: Mapping[str, str]) -> pd.DataFrame:
    """The rows under these columns, with the same types whether there are rows or none."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype="object").astype(types)
