"""A report in its place among others: whose it is, of which year, and what was read of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from govreport_nlp.models import Claim, Extraction
from govreport_nlp.regions import Region, today

WORK_REPORT = "政府工作报告"  # given early in a year, it looks back on the year before
PLACE_FIELDS = ("county", "city", "prefecture", "province", "region", "place")
_GOVERNMENT = re.compile(r"(?:人民政府|^[省市县区州旗]?政府)(?:办公?[厅室])?$")


@dataclass(frozen=True, slots=True)
class Filed:
    """What a report is filed under.

    `file` names it: the path relative to the folder, with "/". `place` is the region's full name where one division is meant, else as it
    was written; `region` the division itself, None where it is not known or not certain. `year` is the year that the report bears. `fields`
    has everything that path or table said, by name.
    """

    file: str
    place: str | None = None
    region: Region | None = None
    bureau: str | None = None
    year: int | None = None
    genre: str | None = None
    title: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def unit(self) -> Region | str | None:
        """What its figures are joined by over the years: the division that its own is today (密云县 of 2012: 密云区), else the place as written."""
        return self.place if self.region is None else today(self.region)

    @property
    def reviewed(self) -> int | None:
        """The year that it looks back on: a work report given in 2025 reviews 2024."""
        return self.year - 1 if self.year is not None and WORK_REPORT in (self.genre or "") else self.year

    @property
    def of_whole_place(self) -> bool:
        """True for the report of a place's government, not of one of its bureaus."""
        return WORK_REPORT in (self.genre or "") or self.bureau is None or _GOVERNMENT.search(self.bureau) is not None

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which the report may speak of its own place."""
        both = (self.place or "", self.region.short if self.region else "")
        return tuple(name for name in dict.fromkeys(both) if len(name) > 1)

    def named(self, claim: Claim) -> Claim:
        """The claim under the name that it has for other reports: file#c4."""
        return replace(claim, id=f"{self.file}#{claim.id}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A filed report with what was read of it."""

    filed: Filed
    extraction: Extraction
