"""What became of a division: 密云县 is 密云区 today, 遵义县 is 播州区; 闸北区 was merged into 静安区 and ends there."""

from __future__ import annotations

from functools import cache

from govreport_nlp import lexicon
from govreport_nlp.errors import LexiconError
from govreport_nlp.regions.divisions import Region, regions

_EARLY, _LATE = 1, 2  # years by which the revisions of the code know the new one before the end of the old, or behind it


def today(region: Region) -> Region:
    """The division that it is now, through new names and new codes (县改区, 撤地设市); itself where it was merged, or nobody knows."""
    seen = {region}
    while region in _following() and _following()[region] not in seen:
        region = _following()[region]
        seen.add(region)
    return region


def merged_into(region: Region) -> Region | None:
    """The division that took it up together with others; None where that did not happen, or nobody knows."""
    return _told("merged").get(today(region))


@cache
def _following() -> dict[Region, Region]:
    """Each division that ended, with the one that it went on as."""
    told, merged = _told("renamed"), _told("merged")
    out = dict(told)
    for region in regions():
        if region.until is not None and region not in told and region not in merged:
            found = _successor(region)
            if found is not None:
                out[region] = found
    return out


@cache
def _by_short_name() -> dict[tuple[str, str, str], tuple[Region, ...]]:
    out: dict[tuple[str, str, str], tuple[Region, ...]] = {}
    for region in regions():
        key = (region.code[:2], region.level, region.short)
        out[key] = (*out.get(key, ()), region)
    return out


def _successor(region: Region) -> Region | None:
    """The one of its province and level that bears its short name and begins where it ends; None where there is none, or several."""
    alike = [other for other in _by_short_name()[region.code[:2], region.level, region.short] if _goes_on(region, other)]
    for choice in (
        [other for other in alike if other.code == region.code],
        [other for other in alike if other.name == region.name],
        alike,
    ):
        still = [other for other in choice if other.until is None] or choice
        if still:
            return still[0] if len(still) == 1 else None
    return None


@cache
def _last_revision() -> int:
    return max(region.since for region in regions())


def _goes_on(region: Region, other: Region) -> bool:
    """True where the other begins as the first ends; between the last revision of the code and today nobody knows the year of a change."""
    end, revised = region.until or 0, _last_revision()
    begins = end - _EARLY <= other.since <= end + _LATE or (end > revised and other.since == revised)
    moved = (
        region.level == "county" and region.name.endswith("区") and region.code[:4] != other.code[:4]
    )  # 郊区, 新华区: a name that many cities have
    return begins and not moved and other != region and (other.until is None or other.until > end)


@cache
def _told(key: str) -> dict[Region, Region]:
    """The pairs of a list in lexicon/lineage.toml.

    Raises: LexiconError for a line that names a division that is not in regions.toml.
    """
    known: dict[str, Region] = {}
    for region in sorted(regions(), key=lambda region: region.since):
        known[f"{region.code} {region.name}"] = region
    out = {}
    for line in lexicon.lines("lineage", key):
        before, _, behind = line.partition(" > ")
        if before not in known or behind not in known:
            raise LexiconError(f'lexicon/lineage.toml: "{line}" is not: code name > code name, as in regions.toml')
        out[known[before]] = known[behind]
    return out
