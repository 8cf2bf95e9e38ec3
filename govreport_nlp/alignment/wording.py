"""The part of a name that says what is counted, and the words that part it from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from govreport_nlp import lexicon

_BRACKETS = regex.compile(r"[（(][^（）()]*[）)]|[“”\"《》\s·、，]")
_LEAST = 3  # characters that a name keeps: 案件数 without 数 is 案件


@cache
def _edges() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    before = lexicon.alternation(lexicon.words("alignment", "before"))
    behind = lexicon.alternation(lexicon.words("alignment", "behind"))
    least = rf"(?=.{{{_LEAST},}})"
    return regex.compile(rf"^(?:{before}{least})+"), regex.compile(rf"(?<=.{{{_LEAST},}}){behind}+$")


@cache
def core(name: str, places: Sequence[str] = ()) -> str:
    """A name without its place, without what was done and without 数, 总量: 全县共办理行政复议案件数 -> 行政复议案件."""
    bare = _BRACKETS.sub("", name)
    for place in places:
        if bare.startswith(place) and len(bare) - len(place) >= _LEAST:
            bare = bare[len(place) :]
    before, behind = _edges()
    kept: str = behind.sub("", before.sub("", bare))
    return kept


@cache
def marks(name: str) -> tuple[frozenset[str], ...]:
    """For each group of parting words those that the name holds; 进出口 holds neither 进口 nor 出口."""
    out = []
    for entry in lexicon.words_by_entry("alignment", "parting"):
        held, rest = set(), name
        for word in sorted(entry.split(), key=len, reverse=True):
            if word in rest:
                held.add(word)
                rest = rest.replace(word, "\0")
        out.append(frozenset(held))
    return tuple(out)
