"""From a source to a document: metadata, sections, sentences."""

from __future__ import annotations

from dataclasses import fields

from govreport_nlp.metadata import read_metadata
from govreport_nlp.models import Document, Metadata, Source
from govreport_nlp.sections import outline


def build(source: Source) -> Document:
    """The document of a source; its sentences, joined, give `source.text`."""
    structure = outline(source.text)
    return Document(source, metadata_of(source), structure.sections, structure.sentences, structure.items)


def metadata_of(source: Source) -> Metadata:
    """What the text says of itself, and where it is silent, what the file says beside its text."""
    read, told = read_metadata(source.text), source.told
    if told is None:
        return read
    return Metadata(**{field.name: getattr(read, field.name) or getattr(told, field.name) for field in fields(Metadata)})
