"""Divisions by what they are called: 酉阳土家族苗族自治县, 酉阳县, 酉阳 and 500242 are one, in the years in which it was so.

A name that several divisions bear (鼓楼区, 吉林) yields all of them: who asks decides, or says that it cannot be decided.
"""

from __future__ import annotations

from functools import cache

from govreport_nlp.regions.divisions import Region, regions
from govreport_nlp.regions.lineage import today

_OTHER_LAST = ("县", "市", "区", "自治县")  # 丰宁满族自治县 is called 丰宁县 and 丰宁自治县 too
_SEPARATORS = " 　·-—_/、"


def lookup(name: str, year: int | None = None) -> tuple[Region, ...]:
    """The divisions that a name, short name or code may mean, in that year where some existed then; none where nobody knows it.

    A full name goes before a short one (重庆市 is no short name of a county), a name with what it lies in before it narrows
    (北京市朝阳区, 北京朝阳). Of what is one division today, the latest then is given.
    """
    name = name.strip()
    known = _named().get(name) or _chained(name)
    then = [region for region in known if year is None or region.existed(year)] or known
    latest = {region.code: region for region in sorted(then, key=lambda region: region.since)}
    return tuple(sorted(_one_of_each(_alive(tuple(latest.values()), year))))


def _alive(found: tuple[Region, ...], year: int | None) -> tuple[Region, ...]:
    """Without a year, those that still exist, where any does."""
    return tuple(region for region in found if region.until is None) or found if year is None else found


def _one_of_each(found: tuple[Region, ...]) -> tuple[Region, ...]:
    """沙湾县 and 沙湾市 are one: of several that are one division today, the latest."""
    kept = {today(region): region for region in sorted(found, key=lambda region: region.since)}
    return tuple(kept.values())


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
