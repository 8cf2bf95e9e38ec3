"""From a source to a document: metadata, sections, sentences."""

from __future__ import annotations

from govreport_nlp.metadata import read_metadata
from govreport_nlp.models import Document, Source
from govreport_nlp.sections import outline


def build(source: Source) -> Document:
    """The document of a source; its sentences, joined, give `source.text`."""
    structure = outline(source.text)
    return Document(source, read_metadata(source.text), structure.sections, structure.sentences, structure.items)
