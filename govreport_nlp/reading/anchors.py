"""Which run of a Word file (w:r) each stretch of the canonical text stands in: for those who write into the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

Pieces = Sequence[tuple[str, "_Element | None"]]  # of a paragraph or a cell, each with its run; None for what no run holds


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of the text, and where it stands: in `run`, from its character `at` on."""

    start: int
    end: int
    run: _Element
    at: int


def anchors(start: int, text: str, pieces: Pieces) -> Iterator[Anchor]:
    """Where `text`, which begins at the offset `start`, stands; `pieces` say the same, but may hold more blanks (a table cell has one)."""
    at = 0
    used: dict[_Element, int] = {}
    for piece, run in pieces:
        begun = used.get(run, 0) if run is not None else 0
        first = None  # where in the piece the present stretch begins
        for index, sign in enumerate(piece):
            fits = at < len(text) and (text[at] == sign or (text[at] == " " and sign.isspace() and text[at - 1 : at] != " "))
            if fits and first is None:
                first = index
            elif not fits and first is not None:
                yield from _anchor(start + at, index - first, run, begun + first)
                first = None
            at += fits
        if first is not None:
            yield from _anchor(start + at, len(piece) - first, run, begun + first)
        if run is not None:
            used[run] = begun + len(piece)


def _anchor(end: int, length: int, run: _Element | None, at: int) -> Iterator[Anchor]:
    if run is not None:
        yield Anchor(end - length, end, run, at)
