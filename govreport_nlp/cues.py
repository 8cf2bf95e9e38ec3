"""The cues of a figure: keys of the words around it that tie it to other figures (total, part, share, from, to, …)."""

from __future__ import annotations

from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.places import Place, unspaced
from govreport_nlp.signs import Signed, signed


@cache
def _patterns(side: str) -> tuple[Signed, ...]:
    return signed(lexicon.table("cues")[side])


def of(place: Place) -> frozenset[str]:
    """The cues of a figure, from the words before it (lexicon/cues.toml, [before]) and behind it ([after])."""
    before, lead, after = unspaced(place.before), unspaced(place.lead), unspaced(place.after)
    letters = frozenset(before)
    found = {cue.name for cue in _patterns("before") if cue.search(before, letters)}
    letters = frozenset(lead)
    found |= {cue.name for cue in _patterns("lead") if cue.search(lead, letters)}
    letters = frozenset(after)
    found |= {cue.name for cue in _patterns("after") if cue.match(after, letters)}
    return frozenset(found)


COMPARED = regex.compile(
    r"占(?:到|了|全[市县省区镇乡年部]+)?(?P<whole>[^占，。；\x01]{2,24}?)(?:的(?:比重|比例|份额)?|比重|比例)?(?:为|达|达到|分别为|约为|提高到|上升到|约)*\s?$"
)


def compared(place: Place) -> tuple[int, int] | None:
    """Where the whole of a share is named: 占[总人口]的比重达到51.4%."""
    match = COMPARED.search(place.lead)
    return (place.lead_start + match.start("whole"), place.lead_start + match.end("whole")) if match else None


RESTART = regex.compile(r"总数|累计|共|达|完成|实现|建成|超|其中")


def restarts(before: str) -> bool:
    """True where the words before a figure open a statement of their own, so that its list hands nothing on."""
    return bool(RESTART.search(before))
