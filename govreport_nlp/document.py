"""From a source to a document: metadata, sections, sentences."""

from __future__ import annotations

from dataclasses import fields, replace

from govreport_nlp.metadata import named_by_file, read_metadata
from govreport_nlp.models import Document, Metadata, Source
from govreport_nlp.sections import outline


def build(source: Source) -> Document:
    """The document of a source; its sentences, joined, give `source.text`."""
    structure = outline(source.text)
    return Document(source, metadata_of(source), structure.sections, structure.sentences, structure.items)


def metadata_of(source: Source) -> Metadata:
    """What the text says of itself, and where it is silent, what the file says beside its text; where nothing is dated, its name."""
    read, told = read_metadata(source.text), source.told
    if told is not None:
        read = Metadata(**{field.name: getattr(read, field.name) or getattr(told, field.name) for field in fields(Metadata)})
    if read.year is not None:
        return read
    year, genre = named_by_file(source.path)
    return replace(read, year=year, genre=read.genre or genre) if year else read
