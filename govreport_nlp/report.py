"""A report as a person holds it: the text, what was read of it, what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from govreport_nlp.errors import UsageError
from govreport_nlp.models import (
    Claim,
    Coverage,
    Document,
    Entity,
    Extraction,
    Finding,
    Metadata,
    Refused,
    Section,
    Sentence,
    Source,
)
from govreport_nlp.rules.rule import Rule

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language

Table = Literal["claims", "findings", "sections", "refused"]


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    """A report; everything but its source is worked out when it is first asked for, and kept.

    `preview` adds the rules that are still on trial; `rules`, where given, are the only ones used. `nlp`, a spaCy pipeline or the name of
    an installed one, finds organisations and places beside the rules.
    """

    source: Source
    preview: bool = False
    rules: tuple[Rule, ...] | None = None
    nlp: Language | str | None = None

    @cached_property
    def document(self) -> Document:
        """The text with its structure."""
        from govreport_nlp.document import build

        return build(self.source)

    @cached_property
    def extraction(self) -> Extraction:
        """Everything that was read of it: what the rules look at."""
        from govreport_nlp.claims import extract

        return extract(self.document)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules found: relations that hold, that do not, that cannot be decided, and faults of form."""
        from govreport_nlp.audit import audit
        from govreport_nlp.rules import selected

        return audit(self.extraction, selected(self.preview) if self.rules is None else self.rules)

    @cached_property
    def alarms(self) -> tuple[Finding, ...]:
        """The findings that somebody should look at: inconsistent, and an error or a warning."""
        return tuple(finding for finding in self.findings if finding.is_alarm)

    @property
    def text(self) -> str:
        """The canonical text, to which all offsets refer."""
        return self.source.text

    @property
    def metadata(self) -> Metadata:
        """What the report says of itself: title, issuer, region, year, genre, date."""
        return self.document.metadata

    @property
    def sections(self) -> tuple[Section, ...]:
        """The numbered sections, in the order of the text."""
        return self.document.sections

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences; joined, they give the text."""
        return self.document.sentences

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The figures, each with what it measures, its period and its role."""
        return self.extraction.figures

    @property
    def refused(self) -> tuple[Refused, ...]:
        """What looks like a number and is no figure, each with the reason."""
        return self.extraction.refused

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Organisations, places, laws, periods and indicators; a pipeline that `nlp` names is loaded when they are first asked for.

        Raises: UsageError when the pipeline that `nlp` names is not installed.
        """
        from govreport_nlp import entities

        return entities.find(self.text, self.extraction, ner=True, nlp=self.nlp)

    @cached_property
    def ruled_entities(self) -> tuple[Entity, ...]:
        """Laws, periods and indicators: the entities that cost nothing more."""
        from govreport_nlp import entities

        return entities.find(self.text, self.extraction)

    @property
    def coverage(self) -> Coverage:
        """How many runs of digits or numerals were read, refused with a reason, or not read."""
        return Coverage(len(self.claims), len(self.refused), len(self.extraction.unread), len(self.extraction.guarded))

    def to_frame(self, kind: Table = "claims") -> pd.DataFrame:
        """A pandas table, one row each; offsets refer to `text`.

        Numbers stand twice: as floats for computing (`value`, `low`, `high`) and as exact decimal texts (`value_exact` …).
        Raises: UsageError for a kind that is none of claims, findings, sections, refused.
        """
        if kind not in get_args(Table):
            raise UsageError(f'no table "{kind}": choose one of {", ".join(get_args(Table))} / 没有名为“{kind}”的表')
        from govreport_nlp.output import tables

        makers: dict[Table, Callable[[], pd.DataFrame]] = {
            "claims": lambda: tables.claims(self.extraction),
            "findings": lambda: tables.findings(self.extraction, self.findings),
            "sections": lambda: tables.sections(self.document),
            "refused": lambda: tables.refused(self.extraction),
        }
        return makers[kind]()

    def __repr__(self) -> str:
        name = self.metadata.title or self.source.path
        return f"<Report {' '.join(name.split())}: {_counted(len(self.claims), 'claim')}, {_counted(len(self.alarms), 'alarm')}>"

    def _repr_html_(self) -> str:
        from govreport_nlp.output.display import page

        return page(self.extraction, self.findings)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def read(path: str | os.PathLike[str], *, preview: bool = False, nlp: Language | str | None = None) -> Report:
    """The report in a file.

    `nlp` names an installed spaCy pipeline (or is one) for the organisations and places among the report's entities.
    Raises: ReadError when the file cannot be read, UsageError when no such pipeline is installed; the message says why and what to do.
    """
    from govreport_nlp.reading.opening import read_file

    return Report(read_file(path), preview, nlp=_required(nlp))


def parse(text: str, *, preview: bool = False, nlp: Language | str | None = None) -> Report:
    """The report in a string. Raises ReadError where there is no text in it."""
    from govreport_nlp.reading.text import from_string

    return Report(from_string(text), preview, nlp=_required(nlp))


def _required(nlp: Language | str | None) -> Language | str | None:
    """The pipeline as it was given; a name is looked up at once, not when the entities are asked for."""
    if isinstance(nlp, str):
        from govreport_nlp.entities.tagger import require

        require(nlp)
    return nlp
