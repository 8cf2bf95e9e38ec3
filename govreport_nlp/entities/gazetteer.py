"""The names of places: administrative divisions in full and short, regions, countries; loaded on first use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from govreport_nlp import lexicon
from govreport_nlp.regions.divisions import regions, short

# 丰宁满族自治县 is called 丰宁县 too, 崇礼区 was 崇礼县
_OTHER_LAST = ("县", "市", "区")
_SHORT_LAST = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


class Certainty(Enum):
    """How much a name tells by itself."""

    FULL = "full"  # 丰宁县: a place wherever it stands
    SHORT = "short"  # 丰宁: a place where its ends are ends of words
    EVERYDAY = "everyday"  # 和平: a place only where something else says so


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All known names, and for their first two characters the lengths that occur, the longest first."""

    names: dict[str, Certainty]
    sizes: dict[str, tuple[int, ...]]


@cache
def gazetteer() -> Gazetteer:
    """The names of the lexicon with their short forms."""
    everyday = frozenset(lexicon.words("places", "everyday"))
    names: dict[str, Certainty] = {}
    for level in ("county", "prefecture", "province"):  # the name of the larger one stands
        for region in regions():
            if region.level == level and region.until is None:
                names.update(_forms(region.name, everyday))
    for key in ("regions", "countries", "unions"):
        names.update(dict.fromkeys(lexicon.words("places", key), Certainty.SHORT))
    names.update(dict.fromkeys(everyday & names.keys(), Certainty.EVERYDAY))
    sizes: dict[str, set[int]] = {}
    for name in names:
        sizes.setdefault(name[:2], set()).add(len(name))
    return Gazetteer(names, {begin: tuple(sorted(found, reverse=True)) for begin, found in sizes.items()})


def _forms(name: str, everyday: frozenset[str]) -> dict[str, Certainty]:
    out = {name: Certainty.FULL}
    stem = short(name)
    if len(stem) < 2:
        return out
    out[stem] = Certainty.EVERYDAY if stem in everyday else Certainty.SHORT
    if stem not in everyday:
        out.update({stem + last: Certainty.SHORT for last in _OTHER_LAST if stem + last != name})
    for last, shorter in _SHORT_LAST.items():
        if name.endswith(last):
            out[stem + shorter] = Certainty.FULL
    return out
