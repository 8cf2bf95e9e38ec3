"""The cues of a figure: keys of the words around it that tie it to other figures (total, part, share, from, to, …)."""

from __future__ import annotations

from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.places import Place


@cache
def _patterns(side: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((key, regex.compile(pattern)) for key, pattern in lexicon.table("cues")[side].items())


def of(place: Place) -> frozenset[str]:
    """The cues of a figure, from the words before it (lexicon/cues.toml, [before]) and behind it ([after])."""
    found = {key for key, pattern in _patterns("before") if pattern.search(place.before)}
    found |= {key for key, pattern in _patterns("lead") if pattern.search(place.lead)}
    found |= {key for key, pattern in _patterns("after") if pattern.match(place.after)}
    return frozenset(found)


def restarts(before: str) -> bool:
    """True where the words before a figure open a statement of their own, so that its list hands nothing on."""
    return bool(regex.search(r"总数|累计|共|达|完成|实现|建成|超|其中", before))
