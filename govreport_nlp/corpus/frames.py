"""pandas tables of a whole corpus; the only place of the corpus that knows pandas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd

from govreport_nlp.alignment.align import indicator_of
from govreport_nlp.entries import Filed
from govreport_nlp.output import tables

if TYPE_CHECKING:
    from govreport_nlp.corpus.corpus import Corpus


def reports(corpus: Corpus) -> pd.DataFrame:
    """One row a report: what it is filed under, and how many claims, findings and alarms it has."""
    rows = []
    for one in corpus.readable:
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


def targets(corpus: Corpus) -> pd.DataFrame:
    """One row a target of which the report of the next year tells the result, with both figures and their places.

    `met` is yes, no or open (the words do not tell whether less is better, or rounding decides); `said_met` where the report itself calls it met. Values
    and ends are in the base unit of `unit`, a fall below zero; growth in per cent.
    """
    from govreport_nlp.years import outcomes_all

    rows = []
    for before, now, one in outcomes_all(corpus.readable, corpus.extraction):
        figures: dict[str, object] = {}
        for side, filed, seen in (("target", before, one.target), ("result", now, one.result)):
            ends = {"value": seen.value, "low": seen.interval.low, "high": seen.interval.high}
            figures |= {f"{side}_{name}": None if end is None else float(end) for name, end in ends.items()}
            figures |= {
                f"{side}_text": seen.claim.text,
                f"{side}_file": filed.file,
                f"{side}_start": seen.claim.start,
                f"{side}_end": seen.claim.end,
            }
            figures[f"{side}_sentence"] = seen.sentence
        known: dict[str, object] = {
            "indicator": indicator_of(one.target.name, before.names),
            "measure": one.target.measure,
            "unit": one.target.unit,
        }
        place: dict[str, object] = {
            "place": now.place,
            "code": now.region.code if now.region else None,
            "bureau": now.bureau,
            "year": one.result.year,
        }
        rows.append(place | known | {"met": one.met, "said_met": one.said_met} | figures)
    frame = pd.DataFrame(rows, columns=[*_TARGET_HEADS, *(f"{side}_{name}" for side in ("target", "result") for name in _TARGET_FIGURE)])
    return frame.sort_values(["place", "year", "target_file", "target_start"], ignore_index=True)


_TARGET_HEADS = ("place", "code", "bureau", "year", "indicator", "measure", "unit", "met", "said_met")
_TARGET_FIGURE = ("value", "low", "high", "text", "file", "start", "end", "sentence")


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
    for one in corpus.readable:
        frame = table(one.file)
        for at, (name, value) in enumerate(heads(one).items()):
            frame.insert(at, name, pd.Series([value] * len(frame), index=frame.index, dtype="Int64" if name == "year" else "object"))
        frames.append(frame)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
