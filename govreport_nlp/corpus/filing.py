"""Under what each file of a corpus is filed: table before path before the report itself; every doubt is a problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govreport_nlp.corpus.problems import Problem
from govreport_nlp.corpus.template import Template
from govreport_nlp.entries import Filed
from govreport_nlp.models import Metadata
from govreport_nlp.regions import Level, Region, lookup, merged_into

PLACES: dict[str, Level | None] = {
    "county": "county",
    "city": "prefecture",
    "prefecture": "prefecture",
    "province": "province",
    "region": None,
}
BUREAUS = ("bureau", "issuer", "department")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a file before it is filed: fields of path and table, and what the report says of itself."""

    file: str
    sha256: str
    fields: Mapping[str, str]
    metadata: Metadata


def fields(file: str, template: Template | None, rows: Sequence[Mapping[str, str]] | None) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """What path and table say of a file; the table goes before the path."""
    problems, found = [], {}
    if template is not None:
        readings = template.read(file)
        if len(readings) == 1:
            found = dict(readings[0])
        elif readings:
            shown = "; ".join(str(reading) for reading in readings)
            problems.append(
                Problem(file, "pattern", f"文件名有两种读法：{shown}；未采用", f"the name can be read two ways: {shown}; neither was taken")
            )
        else:
            reason = f"文件名不合模板“{template.written}”；改用报告自身的信息"
            problems.append(Problem(file, "pattern", reason, f'the name does not fit "{template.written}"; the report itself was asked'))
    if rows is not None:
        if len(rows) == 1:
            found |= {name: value.strip() for name, value in rows[0].items() if value and value.strip()}
        else:
            many = "表中没有这个文件" if not rows else f"表中有{len(rows)}行写这个文件；未采用"
            many_en = "the table has no row for it" if not rows else f"the table has {len(rows)} rows for it; none was taken"
            problems.append(Problem(file, "table", many, many_en))
    return found, tuple(problems)


def filed(told: Told) -> tuple[Filed, tuple[Problem, ...]]:
    """Where a report belongs, and what is doubtful about it."""
    year, problems = _year(told)
    place, region, more = _place(told, year)
    bureau = next((told.fields[name] for name in BUREAUS if name in told.fields), told.metadata.issuer)
    where = Filed(told.file, place, region, bureau, year, told.fields.get("genre", told.metadata.genre), told.metadata.title, told.fields)
    return where, (*problems, *more, *_merged(told.file, region))


def _merged(file: str, region: Region | None) -> Iterator[Problem]:
    """闸北区 ended in 静安区: what became of it is said, and the two are not made one."""
    into = merged_into(region) if region is not None else None
    if region is not None and into is not None:
        reason = f"{region.name}（{region.code}）后来并入{into.name}（{into.code}）；不与其连成一行"
        yield Problem(
            file, "merged region", reason, f"{region.name} ({region.code}) was merged into {into.name} ({into.code}); they are not joined"
        )


def _year(told: Told) -> tuple[int | None, tuple[Problem, ...]]:
    said, own = told.fields.get("year"), told.metadata.year
    if said is not None and not said.isdecimal():
        return None, (Problem(told.file, "year", f"“{said}”不是年份", f'"{said}" is no year'),)
    if said is None and own is None:
        return None, (Problem(told.file, "year", "路径、表和报告里都没有年份", "neither path, table nor report names a year"),)
    if said is not None and own is not None and said != own and own.isdecimal():
        reason, reason_en = (
            f"写的是{said}年，报告自称{own}年；按{said}年",
            f"filed under {said}, but the report says {own}; {said} was taken",
        )
        return int(said), (Problem(told.file, "year", reason, reason_en),)
    return int(said or own or 0), ()


def _place(told: Told, year: int | None) -> tuple[str | None, Region | None, tuple[Problem, ...]]:
    """The place, by its code where it is certain."""
    written = [(name, told.fields[name]) for name in PLACES if name in told.fields]
    if not written:
        own = told.metadata.region
        if own is None and told.metadata.issuer == "国务院":
            return "全国", None, ()
        if own is None:
            return (
                None,
                None,
                (Problem(told.file, "region", "路径、表和报告里都没有地区", "neither path, table nor report names a region"),),
            )
        return _settled(told, year, own, own, lookup(own, year))
    name, value = written[0]
    around = [region for other, text in written[1:] for region in lookup(text, year)]
    return _settled(told, year, value, told.metadata.region, _narrowed(lookup(value, year), PLACES[name], around))


def _narrowed(found: Sequence[Region], level: Level | None, around: Sequence[Region]) -> tuple[Region, ...]:
    """Those of the level that the field is for, and within what the other fields name, where there are any."""
    for test in (lambda region: region.level == level, lambda region: any(region.within(outer) for outer in around)):
        found = [region for region in found if test(region)] or list(found)
    return tuple(found)


def _settled(
    told: Told, year: int | None, written: str, own: str | None, found: Sequence[Region]
) -> tuple[str | None, Region | None, tuple[Problem, ...]]:
    """One division, or the doubt: what the report says of itself decides among several, and stands in for a name that nobody knows."""
    if len(found) == 1:
        return found[0].name, found[0], ()
    itself = lookup(own, year) if own else ()
    if not found:
        if len(itself) == 1:
            reason = f"“{written}”不在行政区划表中；按报告自称的{itself[0].name}"
            return (
                itself[0].name,
                itself[0],
                (Problem(told.file, "region", reason, f'"{written}" is in no list of divisions; the report says {itself[0].name}'),),
            )
        place = own if own and written.isascii() else written
        reason = f"“{written}”不在行政区划表中，没有代码"
        return place, None, (Problem(told.file, "region", reason, f'"{written}" is in no list of divisions: it has no code'),)
    common = [region for region in found if any(region == other or region.within(other) for other in itself)]
    if len(common) == 1:
        return common[0].name, common[0], ()
    codes = "、".join(f"{region.code}" for region in found)
    reason = f"“{written}”可能是{codes}；未定代码，请在模板或表中写明上级或代码"
    return written, None, (Problem(told.file, "ambiguous region", reason, f'"{written}" may be {codes}: name the code or what it lies in'),)


def doubles(told: Sequence[Told], where: Sequence[Filed]) -> Iterator[Problem]:
    """Files filed under one place, bureau and year (and further fields), and files of one content."""
    told_apart = [tuple(sorted(field for field in one.fields.items() if field[0] not in (*PLACES, *BUREAUS, "year"))) for one in where]
    keys = [(one.unit, one.bureau, one.year, apart) for one, apart in zip(where, told_apart, strict=True)]
    for kind, marks, zh, en in (
        ("duplicate", keys, "同一地区、部门、年份还有", "the same place, bureau and year as"),
        ("same content", [one.sha256 for one in told], "内容完全相同：", "the same content as"),
    ):
        counted = Counter(marks)
        groups: dict[object, list[str]] = {}
        for mark, one in zip(marks, told, strict=True):
            if counted[mark] > 1:
                groups.setdefault(mark, []).append(one.file)
        for files in groups.values():
            for file in files:
                others = "、".join(other for other in files if other != file)
                yield Problem(file, kind, f"{zh}{others}；都保留", f"{en} {others}; all are kept")  # type: ignore[arg-type]
