"""What each rule did on real reports: the figures of measured.toml, which benchmarks/measured.py writes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One rule over a folder of reports.

    `of` reports were read, in `reports` of them the rule found `relations` (or faults): `consistent`, `undecided` and `alarms`. People
    read the alarms: `true`, `false`, or `arguable` where a fair reader could take either side; the rest is unread.
    """

    version: str
    of: int
    reports: int
    relations: int
    consistent: int
    undecided: int
    alarms: int
    true: int
    false: int
    arguable: int

    @property
    def unread(self) -> int:
        """Alarms that nobody has read yet."""
        return self.alarms - self.true - self.false - self.arguable


def measured(code: str) -> Measured | None:
    """What the rule with this code did, or None where it has not been measured."""
    table = _table()
    counts = table["rules"].get(code)
    return None if counts is None else Measured(table["version"], table["reports"], **counts)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("measured.toml").read_text("utf-8"))
