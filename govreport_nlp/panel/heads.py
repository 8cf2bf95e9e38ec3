"""What the heads of a table are for a figure: the place, joined over the years, the year, the bureau, any field of its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govreport_nlp.entries import PLACE_FIELDS, Filed
from govreport_nlp.errors import UsageError
from govreport_nlp.panel.observations import Observation
from govreport_nlp.regions import Region, around

Places = Mapping[Region | str | None, str | None]


def places(reports: Iterable[Filed]) -> Places:
    """The name of each place in a table; where two divisions bear one, with what they lie in: 福州市鼓楼区, 南京市鼓楼区."""
    units = dict.fromkeys(filed.unit for filed in reports)
    names = {unit: unit.name if isinstance(unit, Region) else unit for unit in units}
    told = list(names.values())
    return {unit: _full(unit) if isinstance(unit, Region) and told.count(name) > 1 else name for unit, name in names.items()}


def _full(unit: Region) -> str:
    outer = around(unit)
    return f"{outer.name if outer else unit.code}{unit.name}"


def value_of(one: Observation, head: str, named: Places) -> object:
    """What a head of the table is for a figure. Raises: UsageError for a field that its report has not."""
    filed = one.filed
    unit = filed.unit
    known = {
        "code": unit.code if isinstance(unit, Region) else None,
        "bureau": filed.bureau,
        "year": one.year,
        "report_year": filed.year,
        "file": filed.file,
        **dict.fromkeys(PLACE_FIELDS, named[unit]),
        "place_then": filed.place,
    }
    if head in known:
        return known[head]
    if head not in filed.fields:
        choices = ", ".join(dict.fromkeys((*known, *filed.fields)))
        raise UsageError(f'{filed.file} has no field "{head}": choose one of {choices} / 没有字段“{head}”')
    return filed.fields[head]
