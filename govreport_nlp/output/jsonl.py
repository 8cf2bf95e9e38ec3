"""One JSON object a report, on one line: the output that other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from govreport_nlp import __version__
from govreport_nlp.errors import ReadError
from govreport_nlp.models import Claim, Document, Entity, Extraction, Finding
from govreport_nlp.output.location import places
from govreport_nlp.output.numbers import high_text, low_text, value_text

_LINE_ENDS = ("\x85", "\u2028", "\u2029")  # besides those that JSON escapes anyway


def audited(extraction: Extraction, findings: Sequence[Finding], entities: Sequence[Entity] = ()) -> dict[str, Any]:
    """The object of a report that was audited; all numbers that carry value are decimal texts."""
    document = extraction.document
    place = places(document.source)
    return {
        "source": document.source.path,
        "text": document.text,
        "sha256": document.source.sha256,
        "format": document.source.format,
        "version": __version__,
        "metadata": asdict(document.metadata),
        "sections": [
            {"id": s.id, "parent": s.parent, "level": s.level, "number": s.number, "title": s.title, "start": s.start, "end": s.end}
            for s in document.sections
        ],
        "entities": [{"start": e.start, "end": e.end, "text": e.text, "label": e.label} for e in entities],
        "claims": [claim_fields(document, claim, place) for claim in extraction.figures],
        "refused": [asdict(refused) for refused in extraction.refused],
        "unread": [asdict(span) for span in extraction.unread],
        "coverage": {
            "claims": len(extraction.figures),
            "refused": len(extraction.refused),
            "unread": len(extraction.unread),
            "guarded": len(extraction.guarded),
        },
        "findings": [{**finding_fields(finding), "place": place(finding.start)} for finding in findings],
        "warnings": list(document.source.warnings),
        "error": None,
    }


def failed(path: str, error: ReadError) -> dict[str, Any]:
    """The object of an input that could not be audited."""
    return {"source": path, "version": __version__, "error": {"code": error.code, "message": error.message}}


def claim_fields(document: Document, claim: Claim, place: Callable[[int], str]) -> dict[str, Any]:
    """A claim's fields, in base units; null where an end is open or nothing is known. `place` names the places of the document."""
    quantity, sentence = claim.quantity, document.sentences[claim.sentence]
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "low": low_text(quantity),
        "high": high_text(quantity),
        "value": value_text(quantity),
        "unit": claim.unit,
        "kind": claim.kind,
        "role": claim.role,
        "indicator": None if claim.indicator is None else asdict(claim.indicator),
        "period": claim.period,
        "section": claim.section,
        "qualifiers": list(claim.qualifiers),
        "scope": list(claim.scope),
        "place": place(claim.start),
        "cell": None if claim.cell is None else asdict(claim.cell),
        "sentence": {"start": sentence.start, "end": sentence.end},
    }


def finding_fields(finding: Finding) -> dict[str, Any]:
    """A finding's fields; `power`, the only number that is no text but offsets and the line, lies between 0 and 1."""
    return {**asdict(finding), "power": None if finding.power is None else round(finding.power, 4)}


def line(row: Mapping[str, Any]) -> str:
    """The object as one line without its line end, whatever line ends the texts in it hold."""
    written = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    for end in _LINE_ENDS:
        written = written.replace(end, f"\\u{ord(end):04x}")
    return written
