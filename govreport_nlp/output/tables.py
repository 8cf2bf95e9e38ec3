"""pandas tables: one row a claim, finding, section or refused mention; exact texts beside the floats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from govreport_nlp.models import Claim, Document, Extraction, Finding, Refused, Section
from govreport_nlp.output.labels import rule_name
from govreport_nlp.output.location import heading, line_and_column, section_path
from govreport_nlp.output.numbers import high_text, low_text, value_text

_FLOATS = ("value", "low", "high", "expected", "stated", "delta", "power")
_WHOLE = ("start", "end", "line", "level")


def claims(extraction: Extraction) -> pd.DataFrame:
    """One row a claim; `value`, `low` and `high` in base units (yuan, per cent, pieces), NaN where an end is open."""
    headings = _headings(extraction.document)
    columns = (
        "id", "text", "indicator", "value", "unit", "low", "high", "kind", "role", "period", "section", "heading",
        "sentence", "start", "end", "line", "value_exact", "low_exact", "high_exact",
    )  # fmt: skip
    return _frame([_claim(extraction.document, headings, claim) for claim in extraction.claims], columns)


def _claim(document: Document, headings: Mapping[str, str], claim: Claim) -> dict[str, Any]:
    quantity, indicator, sentence = claim.quantity, claim.indicator, document.sentences[claim.sentence]
    return {
        "id": claim.id,
        "text": claim.text,
        "indicator": None if indicator is None else indicator.text,
        "value": _float(quantity.value),
        "unit": claim.unit,
        "low": _float(quantity.narrow.low),
        "high": _float(quantity.narrow.high),
        "kind": claim.kind,
        "role": claim.role,
        "period": claim.period,
        "section": claim.section,
        "heading": headings.get(claim.section or ""),
        "sentence": document.text[sentence.start : sentence.end].strip(),
        **_place(document, claim),
        "value_exact": value_text(quantity),
        "low_exact": low_text(quantity),
        "high_exact": high_text(quantity),
    }


def findings(document: Document, found: Sequence[Finding]) -> pd.DataFrame:
    """One row a finding; `expected`, `stated` and `delta` in the unit of the stated figure."""
    headings = _headings(document)
    columns = (
        "rule", "name", "family", "verdict", "severity", "formula", "message", "message_en", "expected", "stated", "delta", "power",
        "claims", "suspects", "repairs", "section", "heading", "start", "end", "line", "fingerprint",
        "expected_exact", "stated_exact", "delta_exact",
    )  # fmt: skip
    return _frame([_finding(headings, finding) for finding in found], columns)


def _finding(headings: Mapping[str, str], finding: Finding) -> dict[str, Any]:
    exact = {name: getattr(finding, name) for name in ("expected", "stated", "delta")}
    return {
        "rule": finding.rule,
        "name": rule_name(finding.rule, "zh"),
        "family": finding.family,
        "verdict": finding.verdict.value,
        "severity": finding.severity,
        "formula": finding.formula,
        "message": finding.message,
        "message_en": finding.message_en,
        **{name: _float(text) for name, text in exact.items()},
        "power": finding.power,
        "claims": " ".join(finding.claims),
        "suspects": " ".join(finding.suspects),
        "repairs": " ".join(f"{repair.claim}={repair.text}" for repair in finding.repairs),
        "section": finding.section,
        "heading": headings.get(finding.section or ""),
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "fingerprint": finding.fingerprint,
        **{f"{name}_exact": text for name, text in exact.items()},
    }


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
    return _frame(rows, columns)


def refused(extraction: Extraction) -> pd.DataFrame:
    """One row for each number-like mention that is no claim, with the reason."""
    rows = [{"text": r.text, "why": r.why, **_place(extraction.document, r)} for r in extraction.refused]
    return _frame(rows, ("text", "why", "start", "end", "line"))


def _headings(document: Document) -> dict[str, str]:
    return {section.id: heading(section) for section in document.sections}


def _place(document: Document, mention: Claim | Section | Refused) -> dict[str, int]:
    return {"start": mention.start, "end": mention.end, "line": line_and_column(document.text, mention.start)[0]}


def _float(number: Fraction | str | None) -> float | None:
    """The nearest float; None for no number, also for a stated figure that is no plain number (a date)."""
    try:
        return None if number is None else float(number)
    except ValueError:
        return None


def _frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """The rows under these columns, with the same types whether there are rows or none."""
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype="object")
    types = dict.fromkeys(_FLOATS, "float64") | dict.fromkeys(_WHOLE, "int64")
    return frame.astype({name: dtype for name, dtype in types.items() if name in frame.columns})
