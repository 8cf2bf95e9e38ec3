"""Patterns that are looked for only where a character stands that they need: most words of a text hold no sign of most patterns.

The needed characters are read off the pattern: 占[^，。；]*$ needs 占, (?:由|从)$ one of 由从.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from re import error
from typing import Any

import regex

_EVERYWHERE = frozenset("，,、的")
_LARGEST = 64  # characters of a class that are worth listing


@dataclass(frozen=True, slots=True)
class Signed:
    """A pattern with its name; every match holds one of `signs` (None: nothing is known of it)."""

    name: str
    pattern: regex.Pattern[str]
    signs: frozenset[str] | None

    def search(self, words: str, characters: frozenset[str]) -> regex.Match[str] | None:
        """The first match in the words, which are made of these characters."""
        return self.pattern.search(words) if self.signs is None or not self.signs.isdisjoint(characters) else None

    def match(self, words: str, characters: frozenset[str]) -> regex.Match[str] | None:
        """The match at the beginning of the words."""
        return self.pattern.match(words) if self.signs is None or not self.signs.isdisjoint(characters) else None


def signed(patterns: Mapping[str, str]) -> tuple[Signed, ...]:
    """The patterns by name, compiled, in their order."""
    return tuple(Signed(name, regex.compile(pattern), signs_of(pattern)) for name, pattern in patterns.items())


def one_signed(pattern: str) -> Signed:
    """A pattern without a name."""
    return signed({"": pattern})[0]


def signs_of(pattern: str) -> frozenset[str] | None:
    """Characters of which every match of a pattern holds one; None where none can be told."""
    try:
        return _of_sequence(import_module("re._parser").parse(pattern))
    except error:  # \\p{Han}: a pattern that only the package regex reads
        return None


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The fewest characters that some item needs, none of those that stand everywhere if that can be."""
    known = [signs for item in items if (signs := _of_item(*item)) is not None]
    return min(known, key=lambda signs: (not signs.isdisjoint(_EVERYWHERE), len(signs)), default=None)


def _of_item(kind: Any, told: Any) -> frozenset[str] | None:
    match str(kind):
        case "LITERAL":
            return frozenset(chr(told))
        case "IN":
            return _of_class(told)
        case "BRANCH":
            ways = [_of_sequence(way) for way in told[1]]
            known = [way for way in ways if way is not None]
            return frozenset().union(*known) if len(known) == len(ways) else None
        case "SUBPATTERN":
            return _of_sequence(told[3])
        case "ATOMIC_GROUP":
            return _of_sequence(told)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if told[0]:
            return _of_sequence(told[2])
        case _:  # what may be anything, may be missing, or stands outside of the match
            return None


def _of_class(members: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    out: set[str] = set()
    for kind, told in members:
        if str(kind) == "LITERAL":
            out.add(chr(told))
        elif str(kind) == "RANGE" and told[1] - told[0] < _LARGEST:
            out.update(map(chr, range(told[0], told[1] + 1)))
        else:  # [^…], \\s
            return None
    return frozenset(out)
