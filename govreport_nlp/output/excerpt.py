"""The part of a text that shows certain figures: whole sentences where they are short, else the words around each figure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from govreport_nlp.models import Document, Sentence, Span
from govreport_nlp.output.columns import harmless, width

_SHORT = 200  # columns: a sentence up to two and a half lines of a usual terminal is shown whole
_AROUND = 22  # characters kept on each side of a figure in a longer one


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a report on one line: `marks` are the figures' places in `text`, `figures` their places in the report."""

    text: str
    marks: tuple[Span, ...]
    figures: tuple[Span, ...]


def excerpts(document: Document, figures: Iterable[Span]) -> tuple[Excerpt, ...]:
    """One excerpt for each sentence that holds some of the figures, in the order of the text."""
    ordered = sorted(set(figures))
    starts = [sentence.start for sentence in document.sentences]

    def holder(figure: Span) -> int:
        return bisect_right(starts, figure.start) - 1

    return tuple(_excerpt(document, number, tuple(group)) for number, group in groupby(ordered, key=holder))


def _excerpt(document: Document, number: int, figures: Sequence[Span]) -> Excerpt:
    whole = document.sentences[number] if number >= 0 else Sentence(0, len(document.text), None)
    start, end = _trimmed(document.text, whole.start, max(whole.end, figures[-1].end))
    pieces = (Span(start, end),) if width(document.text[start:end]) <= _SHORT else _windows(figures, start, end)
    text, marks = "", list[Span]()
    for piece in pieces:
        text += "…" if piece.start > start else ""
        shift = len(text) - piece.start
        marks += [Span(f.start + shift, f.end + shift) for f in figures if piece.start <= f.start and f.end <= piece.end]
        text += harmless(document.text[piece.start : piece.end])
    return Excerpt(text + ("…" if pieces[-1].end < end else ""), tuple(marks), tuple(figures))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without the blanks at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _windows(figures: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The stretches around the figures; those that touch are joined."""
    joined: list[Span] = []
    for figure in figures:
        low, high = max(start, figure.start - _AROUND), min(end, figure.end + _AROUND)
        if joined and low <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(high, joined[-1].end))
        else:
            joined.append(Span(low, high))
    return tuple(joined)
