"""Stretches of text with a label, and which of two that overlap is kept."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from govreport_nlp import segmentation


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A named stretch: `text[start:end]` is a `label`."""

    start: int
    end: int
    label: str


def marked(match: regex.Match[str], label: str) -> Mark:
    """What a pattern matched, with a label."""
    return Mark(match.start(), match.end(), label)


@dataclass(frozen=True)
class Words:
    """The words of a text by jieba: where each begins, and its part of speech."""

    text: str

    @cached_property
    def tokens(self) -> tuple[tuple[int, int, str], ...]:
        """(start, end, part of speech) of every word, in order; together they cover the text."""
        out: list[tuple[int, int, str]] = []
        at = 0
        for word, flag in segmentation.cut(self.text):
            out.append((at, at + len(word), flag))
            at += len(word)
        return tuple(out)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self.tokens]

    @cached_property
    def edges(self) -> frozenset[int]:
        """Every place where a word begins or ends."""
        return frozenset([0, *(end for _, end, _ in self.tokens)])

    def whole(self, start: int, end: int) -> bool:
        """True where no word is cut by either end."""
        return start in self.edges and end in self.edges

    def surname_before(self, start: int) -> bool:
        """True where the character in front is a person's family name, by jieba."""
        at = bisect.bisect_left(self._starts, start) - 1
        return at >= 0 and self.tokens[at][1] == start and self.tokens[at][0] == start - 1 and self.tokens[at][2] == "nr"

    def before(self, end: int, most: int = 16) -> Sequence[tuple[int, int, str]]:
        """The words that begin in front of a place, the nearest last."""
        at = bisect.bisect_left(self._starts, end)
        return self.tokens[max(0, at - most) : at]

    def flag_before(self, start: int) -> str:
        """The part of speech of the word that ends where another begins; "x" (a mark) at the beginning."""
        at = bisect.bisect_left(self._starts, start) - 1
        return self.tokens[at][2] if at >= 0 else "x"

    def flag_after(self, end: int) -> str:
        """The part of speech of the word that begins where another ends; "x" (a mark) at the end."""
        at = bisect.bisect_left(self._starts, end)
        return self.tokens[at][2] if at < len(self.tokens) and self.tokens[at][0] == end else "x"

    def between(self, start: int, end: int) -> Sequence[tuple[int, int, str]]:
        """The words that reach into a stretch."""
        return self.tokens[max(0, bisect.bisect_right(self._starts, start) - 1) : bisect.bisect_left(self._starts, end)]

    def after(self, start: int, most: int = 16) -> Sequence[tuple[int, int, str]]:
        """The words that begin at or behind a place."""
        at = bisect.bisect_left(self._starts, start)
        return self.tokens[at : at + most]


def longest(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks in order; of two that overlap the longer is kept, of two as long the one that is named first."""
    kept: list[Mark] = []
    starts: list[int] = []
    for mark in sorted(dict.fromkeys(marks), key=lambda mark: mark.start - mark.end):
        at = bisect.bisect_left(starts, mark.start)
        if (at and kept[at - 1].end > mark.start) or (at < len(kept) and kept[at].start < mark.end):
            continue
        kept.insert(at, mark)
        starts.insert(at, mark.start)
    return tuple(kept)
