"""Names in a report: organisations, places, laws; its periods and what it measures, in the same form.

All come from rules. Organisations and places (names of divisions, words of offices, last words of bodies) are looked for only when asked
for, since the words of the whole text must be told apart; a spaCy pipeline of the user's own may find them instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govreport_nlp.entities import rules, tagger, titles
from govreport_nlp.entities.spans import Mark, Words, longest
from govreport_nlp.models import Entity, EntityLabel, Extraction

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["find"]


def find(text: str, extraction: Extraction | None = None, ner: bool = False, nlp: Language | str | None = None) -> tuple[Entity, ...]:
    """The entities of a text, in its order; offsets refer to `text`.

    ORG, GPE and LAW never overlap each other (the longest wins). PERIOD and INDICATOR repeat what the `extraction` holds: its dates and the
    indicators of its claims; without one, the text is read for them. `ner` adds ORG and GPE. `nlp`, a spaCy pipeline or the name of an
    installed one, adds its ORG, GPE and LOC (and implies `ner`).

    Raises: UsageError when no pipeline of that name is installed.
    """
    read = _extraction(text) if extraction is None else extraction
    named = list(titles.find(text))
    if ner or nlp is not None:
        words = Words(text)
        named += rules.find(text, words, read.document.metadata.region)
        named += tagger.find_with(text, nlp) if nlp is not None else ()
    marks = {*longest(named), *_read(read)}
    return tuple(Entity(text[mark.start : mark.end], mark.start, mark.end, _label(mark)) for mark in sorted(marks))


def _read(extraction: Extraction) -> Iterator[Mark]:
    for date in extraction.dates:
        yield Mark(date.start, date.end, "PERIOD")
    for claim in extraction.claims:
        if claim.indicator:
            yield Mark(claim.indicator.start, claim.indicator.end, "INDICATOR")


def _extraction(text: str) -> Extraction:
    from govreport_nlp.claims import extract
    from govreport_nlp.document import build
    from govreport_nlp.reading.text import from_string

    return extract(build(from_string(text)))


_LABELS: dict[str, EntityLabel] = {"ORG": "ORG", "GPE": "GPE", "LAW": "LAW", "PERIOD": "PERIOD", "INDICATOR": "INDICATOR"}


def _label(mark: Mark) -> EntityLabel:
    return _LABELS[mark.label]
