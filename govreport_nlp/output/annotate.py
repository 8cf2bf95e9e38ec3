"""A copy of a Word file with a comment at every place that somebody should look at."""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from govreport_nlp.errors import ReadError, UsageError
from govreport_nlp.models import Extraction, Finding, Span, Verdict
from govreport_nlp.output.labels import Lang, level_label, message, slips
from govreport_nlp.reading.numbering import W
from govreport_nlp.reading.package import parse_xml
from govreport_nlp.reading.runs import text_in
from govreport_nlp.reading.transcript import clean
from govreport_nlp.reading.word import Anchor, transcribe

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

AUTHOR: Final = "govreport"
_PARTS: Final = ("numbering", "styles", "footnotes", "endnotes")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def annotated(data: bytes, extraction: Extraction, findings: Sequence[Finding], lang: Lang) -> tuple[bytes, tuple[Finding, ...]]:
    """The bytes of a copy of the .docx file `data`, and the findings that have no place in its body (those in notes).

    A comment stands at the figures of each finding that is inconsistent and not settled; where they stand in several sentences, at each.
    Raises: UsageError without python-docx; ReadError where this file cannot be written.
    """
    try:
        import docx
    except ImportError:
        raise UsageError("加批注需要 python-docx：pip install 'govreport-nlp[docx]' / comments need python-docx") from None
    path = extraction.document.source.path
    try:
        document = docx.Document(io.BytesIO(data))
    except (ValueError, KeyError, docx.exceptions.PythonDocxError) as error:
        raise _unwritable(path, str(error)) from error
    anchors = _anchors(document, extraction)
    open_findings = [f for f in findings if f.verdict is Verdict.INCONSISTENT and not f.is_settled]
    places = [(finding, [_standing(anchors, place) for place in _places(extraction, finding)]) for finding in open_findings]
    spans = [(finding, span) for finding, found in places for span in found if span is not None]
    runs = _Runs(document, extraction.document.text, anchors, [span for _, span in spans])
    for finding, span in spans:
        words = "\n".join(
            filter(None, (f"{level_label(finding, lang)} {finding.rule}", message(finding, lang), slips(extraction, finding, lang)))
        )
        document.add_comment(runs.between(span), clean(words), author=AUTHOR, initials="GR")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), tuple(finding for finding, found in places if not any(found))


def _anchors(document: WordDocument, extraction: Extraction) -> list[Anchor]:
    """Where the text stands in the document that is to be written. Raises: ReadError where it is not the text that was read."""
    source = extraction.document.source
    roots: dict[str, _Element] = {}
    for relation in document.part.rels.values():
        name = relation.reltype.rpartition("/")[2]
        if name in _PARTS and not relation.is_external:
            roots[name] = parse_xml(relation.target_part.blob, source.path, "Word")
    body = transcribe(document.element, *(roots.get(name) for name in _PARTS), path=source.path)
    if body.transcript.text != source.text:
        raise _unwritable(source.path, "it reads differently")
    return sorted(body.anchors, key=lambda anchor: anchor.start)


def _places(extraction: Extraction, finding: Finding) -> Iterator[Span]:
    """The stretches to comment: in each sentence from its first figure to its last; of a fault its own place."""
    wanted = set(finding.claims)
    by_sentence: dict[int, Span] = {}
    for claim in extraction.claims:
        if claim.id in wanted:
            known = by_sentence.get(claim.sentence, Span(claim.start, claim.end))
            by_sentence[claim.sentence] = Span(min(known.start, claim.start), max(known.end, claim.end))
    yield from by_sentence.values() or (Span(finding.start, finding.end),)


def _standing(anchors: Sequence[Anchor], place: Span) -> Span | None:
    """The part of a place that stands in runs; for a number that Word makes (“（三）”), the text that follows it."""
    first = bisect_right(anchors, place.start, key=lambda anchor: anchor.end)
    last = bisect_left(anchors, place.end, key=lambda anchor: anchor.start) - 1
    if first <= last:
        return Span(max(place.start, anchors[first].start), min(place.end, anchors[last].end))
    if first < len(anchors) and anchors[first].start == place.end:
        return Span(anchors[first].start, anchors[first].end)
    return None


class _Runs:
    """The runs of a document, cut at the ends of certain stretches of its text; each piece looks as the whole did.

    Text and runs say the same but for blanks, so what is not blank is counted.
    """

    def __init__(self, document: WordDocument, text: str, anchors: Sequence[Anchor], spans: Sequence[Span]) -> None:
        self._document, self._text, self._anchors = document, text, anchors
        self._before: list[int] = []  # of each anchor, the signs of its run that stand in earlier ones
        seen: dict[_Element, int] = {}
        for anchor in anchors:
            self._before.append(seen.get(anchor.run, 0))
            seen[anchor.run] = self._before[-1] + _signs(text[anchor.start : anchor.end])
        cuts: dict[_Element, set[int]] = {}
        for span in spans:
            for run, at in self._ends(span):
                cuts.setdefault(run, set()).add(at)
        self._places = {span: self._ends(span) for span in spans}
        self._pieces = {run: _cut(run, sorted(at - {0})) for run, at in cuts.items()}

    def between(self, span: Span) -> list[Any]:
        """The first and the last run of a stretch, as python-docx holds them."""
        from docx.text.run import Run

        (first, start), (last, end) = self._places[span]
        return [Run(self._piece(run, at), self._document) for run, at in ((first, start), (last, end - 1))]  # type: ignore[arg-type]

    def _ends(self, span: Span) -> tuple[tuple[_Element, int], tuple[_Element, int]]:
        """The run and the character of it where a stretch begins, and those where it ends."""
        first = bisect_right(self._anchors, span.start, key=lambda anchor: anchor.end)
        last = bisect_left(self._anchors, span.end, key=lambda anchor: anchor.start) - 1
        start, end = self._anchors[first], self._anchors[last]
        before = self._before[first] + _signs(self._text[start.start : span.start])
        until = self._before[last] + _signs(self._text[end.start : span.end])
        return (start.run, _nth_sign(start.run, before)), (end.run, _nth_sign(end.run, until - 1) + 1)

    def _piece(self, run: _Element, at: int) -> _Element:
        pieces = self._pieces[run]
        return pieces[bisect_right(pieces, at, key=lambda piece: piece[0]) - 1][1]


def _signs(text: str) -> int:
    """How many characters of it are not blank."""
    return sum(not sign.isspace() for sign in text)


def _nth_sign(run: _Element, number: int) -> int:
    """Where the sign of this number, counted from 0, stands in a run."""
    text = "".join(text_in(child) for child in run)
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    return places[min(max(number, 0), len(places) - 1)] if places else 0


def _cut(run: _Element, positions: Sequence[int]) -> list[tuple[int, _Element]]:
    """Cut a run at characters of its text: the pieces in order, each with the character that it begins at."""
    pieces, at = [(0, run)], 0
    waiting = list(positions)
    for child in list(run):
        length = len(text_in(child))
        if child.tag == f"{W}rPr":
            continue
        while waiting and length and waiting[0] < at + length:
            position = waiting.pop(0)
            if position > at and child.tag != f"{W}t":
                continue  # what cannot be taken apart stays whole
            rest = child if position == at else _cut_text(child, position - at)
            length -= position - at
            at, child = position, rest
            pieces.append((position, _after(pieces[-1][1], run)))
            pieces[-1][1].append(child)
        if len(pieces) > 1 and child.getparent() is not pieces[-1][1]:
            pieces[-1][1].append(child)
        at += length
    return pieces


def _after(piece: _Element, run: _Element) -> _Element:
    """A new empty run behind a piece, with the properties of the run."""
    made: _Element = run.makeelement(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        made.append(deepcopy(properties))
    piece.addnext(made)
    return made


def _cut_text(text: _Element, length: int) -> _Element:
    """Keep so many characters in a w:t, and give another with the rest."""
    written = text.text or ""
    at = next(index for index in range(len(written) + 1) if len(clean(written[:index])) == length)
    rest = deepcopy(text)
    text.text, rest.text = written[:at], written[at:]
    for half in (text, rest):
        half.set(_SPACE, "preserve")
    return rest


def _unwritable(path: str, reason: str) -> ReadError:
    return ReadError(
        "format",
        f"{path}：不能在这个 Word 文件中加批注（{reason}）；请用 Word 另存为 .docx 再试 / "
        "comments cannot be written into this file; save it anew as .docx with Word",
    )
