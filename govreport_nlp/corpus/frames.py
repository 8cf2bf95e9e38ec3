"""pandas tables of a whole corpus; the only place of the corpus that knows pandas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd

from govreport_nlp.entries import Filed
from govreport_nlp.output import tables

if TYPE_CHECKING:
    from govreport_nlp.corpus.corpus import Corpus


def reports(corpus: Corpus) -> pd.DataFrame:
    """One row a report: what it is filed under, and how many claims, findings and alarms it has."""
    rows = []
    for one in corpus.reports:
        extraction, findings = corpus.extraction(one.file), corpus.findings(one.file)
        counts = {
            "characters": len(extraction.document.text),
            "claims": len(extraction.claims),
            "unread": len(extraction.unread),
            "findings": len(findings),
            "alarms": sum(finding.is_alarm for finding in findings),
        }
        rows.append(heads(one) | {"title": one.title, "genre": one.genre} | dict(one.fields) | counts)
    return pd.DataFrame(rows)


def claims(corpus: Corpus) -> pd.DataFrame:
    """One row a claim of any report."""
    return _stacked(corpus, lambda file: tables.claims(corpus.extraction(file)))


def findings(corpus: Corpus) -> pd.DataFrame:
    """One row a finding of any report."""
    return _stacked(corpus, lambda file: tables.findings(corpus.extraction(file), corpus.findings(file)))


def compared(corpus: Corpus) -> pd.DataFrame:
    """One row a finding about two reports."""
    return _stacked(corpus, lambda file: tables.findings(corpus.extraction(file), corpus.compared(file)))


def problems(corpus: Corpus) -> pd.DataFrame:
    """One row for each file that is in doubt, with the reason."""
    return pd.DataFrame([asdict(problem) for problem in corpus.problems], columns=["file", "kind", "reason", "reason_en"])


def heads(filed: Filed) -> dict[str, object]:
    """The columns that say whose a row is."""
    return {
        "file": filed.file,
        "place": filed.place,
        "code": filed.region.code if filed.region else None,
        "bureau": filed.bureau,
        "year": filed.year,
    }


def _stacked(corpus: Corpus, table: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    frames = []
    for one in corpus.reports:
        frame = table(one.file)
        for at, (name, value) in enumerate(heads(one).items()):
            frame.insert(at, name, pd.Series([value] * len(frame), index=frame.index, dtype="Int64" if name == "year" else "object"))
        frames.append(frame)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
