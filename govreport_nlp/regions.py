"""Administrative divisions by their codes: 酉阳土家族苗族自治县, 酉阳县, 酉阳 and 500242 are one, in the years in which it was so.

A name that several divisions bear (鼓楼区, 吉林) yields all of them: who asks decides, or says that it cannot be decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from govreport_nlp import lexicon
from govreport_nlp.entities.gazetteer import short
from govreport_nlp.errors import LexiconError

Level = Literal["province", "prefecture", "county"]
_OTHER_LAST = ("县", "市", "区", "自治县")  # 丰宁满族自治县 is called 丰宁县 and 丰宁自治县 too
_SEPARATORS = " 　·-—_/、"


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """An administrative division: its code by GB/T 2260, its name, and the years in which it bore them.

    `until` is None where it still does.
    """

    code: str
    name: str
    since: int
    until: int | None = None

    @property
    def short(self) -> str:
        """The name without its last word: 酉阳土家族苗族自治县 -> 酉阳; a name of two characters stays whole (赵县)."""
        stem = short(self.name)
        if len(stem) < 2:  # 内蒙古自治区
            stem = self.name.removesuffix("自治区")
        return stem if len(stem) > 1 else self.name

    @property
    def level(self) -> Level:
        """Province, prefecture or county, by the zeros of the code."""
        return "province" if self.code.endswith("0000") else "prefecture" if self.code.endswith("00") else "county"

    def existed(self, year: int) -> bool:
        """True where it bore code and name in that year, as far as the revisions of the code tell."""
        return self.since <= year and (self.until is None or year <= self.until)

    def within(self, other: Region) -> bool:
        """True where its code lies below that of the other: 500242 within 500000."""
        return self.code != other.code and self.code.startswith(other.code.rstrip("0").ljust(2, "0"))


@cache
def regions() -> tuple[Region, ...]:
    """All of them, by code, since 2000.

    Raises: LexiconError for a line of lexicon/regions.toml that is none.
    """
    out = []
    for line in lexicon.words_by_entry("regions", "divisions"):
        code, name, *years = line.split()
        if len(code) != 6 or not 1 <= len(years) <= 2 or not all(year.isdecimal() for year in years):
            raise LexiconError(f'lexicon/regions.toml: "{line}" is not: code name first-year [last-year]')
        out.append(Region(code, name, *map(int, years)))
    return tuple(out)


def lookup(name: str, year: int | None = None) -> tuple[Region, ...]:
    """The divisions that a name, short name or code may mean, in that year where some existed then; none where nobody knows it.

    A full name goes before a short one (重庆市 is no short name of a county), a name with what it lies in before it narrows
    (北京市朝阳区, 北京朝阳). Of a division that several spans of years have, the latest is given.
    """
    name = name.strip()
    known = _named().get(name) or _chained(name)
    then = [region for region in known if year is None or region.existed(year)] or known
    latest = {region.code: region for region in sorted(then, key=lambda region: region.since)}
    return tuple(sorted(_alive(tuple(latest.values()), year)))


def _alive(found: tuple[Region, ...], year: int | None) -> tuple[Region, ...]:
    """Without a year, those that still exist, where any does."""
    return tuple(region for region in found if region.until is None) or found if year is None else found


def _chained(name: str) -> tuple[Region, ...]:
    """北京市朝阳区: the divisions of the rest of the name that lie within one of its beginning."""
    for size in range(len(name) - 2, 1, -1):
        around = _named().get(name[:size], ())
        rest = name[size:].strip(_SEPARATORS)
        inside = (_named().get(rest) or _chained(rest)) if len(rest) > 1 else ()
        narrowed = tuple(region for region in inside if any(region.within(outer) for outer in around))
        if narrowed:
            return narrowed
    return ()


@cache
def _named() -> dict[str, tuple[Region, ...]]:
    full: dict[str, list[Region]] = {}
    brief: dict[str, list[Region]] = {}
    for region in regions():
        full.setdefault(region.name, []).append(region)
        full.setdefault(region.code, []).append(region)
        stem = region.short
        if stem == region.name:
            continue
        brief.setdefault(stem, []).append(region)
        if region.name.endswith(("自治县", "自治旗")):
            for last in _OTHER_LAST:
                brief.setdefault(stem + last, []).append(region)
        if region.name.endswith("自治州"):
            brief.setdefault(stem + "州", []).append(region)
    return {name: tuple(found) for name, found in (brief | full).items()}
