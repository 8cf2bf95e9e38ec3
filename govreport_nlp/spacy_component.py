"""The figures of a report inside of a spaCy pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("govreport")
    doc = nlp("全年收到行政诉讼案件66件，代理县政府案件8件，共计74件。")
    doc._.claims, doc._.findings, doc.spans["claims"]
    displacy.render(doc, style="span", options={"spans_key": "claims"})

Offsets stay those of `doc.text`. The component is registered by the package's entry point: spaCy finds it without an import.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from govreport_nlp.errors import ReadError
from govreport_nlp.models import Claim
from govreport_nlp.report import Report, parse

SpanLabel = Literal["kind", "indicator"]


class GovReport:
    """Reads the text of a document and leaves its claims and findings on it.

    `doc.spans[spans_key]` has one span for each claim, in order, labelled with its kind ("count", "amount" …) or its indicator; a claim that
    begins or ends inside a token is widened to whole tokens. `doc._.claims` are the `Claim`s with exact offsets, `doc._.findings` the
    judged relations and faults. A document without text has none of either.
    """

    def __init__(self, name: str = "govreport", *, preview: bool = False, label: SpanLabel = "kind", spans_key: str = "claims") -> None:
        self.name = name
        self.preview = preview
        self.label = label
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """The document, with `spans`, `_.claims` and `_.findings` set."""
        report = self._report(doc.text)
        claims = report.claims if report else ()
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=[self._span(doc, claim) for claim in claims])
        doc._.claims = claims
        doc._.findings = report.findings if report else ()
        return doc

    def _report(self, text: str) -> Report | None:
        try:
            return parse(text, preview=self.preview)
        except ReadError:  # an empty document is none of spaCy's errors
            return None

    def _span(self, doc: Doc, claim: Claim) -> Span:
        named = claim.indicator.text if self.label == "indicator" and claim.indicator else claim.kind
        span = doc.char_span(claim.start, claim.end, label=named, span_id=claim.id, alignment_mode="expand")
        assert span is not None, f"{claim.id} lies outside of the document"  # expand only fails there
        return span


def register(names: Iterable[str] = ("claims", "findings")) -> None:
    """Declare `doc._.claims` and `doc._.findings`, where that was not done yet."""
    for name in names:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())


register()


@Language.factory("govreport", default_config={"preview": False, "label": "kind", "spans_key": "claims"})
def make(nlp: Language, name: str, preview: bool, label: SpanLabel, spans_key: str) -> GovReport:
    """The component that `nlp.add_pipe("govreport", config={…})` adds."""
    return GovReport(name, preview=preview, label=label, spans_key=spans_key)
