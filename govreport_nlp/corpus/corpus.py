"""`read_corpus` and what it gives: a folder of reports that a person works with as one thing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from govreport_nlp.corpus import cache, filing, table
from govreport_nlp.corpus.problems import Problem
from govreport_nlp.corpus.template import Template, parse
from govreport_nlp.entries import Entry, Filed
from govreport_nlp.errors import ReadError, UsageError
from govreport_nlp.models import Extraction, Finding, Metadata
from govreport_nlp.report import Report, read

if TYPE_CHECKING:
    import pandas as pd

    from govreport_nlp.panel import Panel

_FEW = 20  # reports that are read in this process: starting others would take longer
Table = Literal["reports", "claims", "findings", "compared", "targets", "problems"]


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """The reports of a folder; each is read when it is first needed, and what was read is kept on disk (`cache`, None for not at all).

    `len`, iteration and `corpus["云澜县_司法局_2023.txt"]` give the reports; `problems` lists what is doubtful about the files.
    """

    folder: Path
    pattern: Template | None = None
    rows: Mapping[str, object] | None = field(default=None)
    cache: Path | None = None
    preview: bool = False
    jobs: int | None = None

    @cached_property
    def _index(self) -> tuple[tuple[Filed, ...], tuple[Problem, ...], dict[str, str]]:
        return _filed(self)

    @property
    def reports(self) -> tuple[Filed, ...]:
        """What each report is filed under, in the order of the files."""
        return self._index[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Files that could not be read or filed for certain, each with the reason and with how it was taken."""
        return (*self._index[1], *self._failed.values())

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what the reports are filed under, beside place, bureau and year."""
        return tuple(dict.fromkeys(name for one in self.reports for name in one.fields))

    def __len__(self) -> int:
        return len(self.reports)

    def __iter__(self) -> Iterator[Report]:
        return (self[one.file] for one in self.reports)

    def __getitem__(self, file: str) -> Report:
        """The report in a file. Raises: UsageError where the corpus has none of that name."""
        if file not in self._index[2]:
            raise UsageError(f'no report "{file}" in {self.folder} / 语料里没有“{file}”')
        return read(self.folder / file, preview=self.preview)

    def _ahead(self, files: Mapping[str, str], whole: bool) -> dict[str, Problem]:
        """Have the batch engine read files ahead, where there are many; those that it could not read."""
        from govreport_nlp.batch.pool import usual_jobs

        jobs = self.jobs or (usual_jobs() if len(files) > _FEW else 1)
        if self.cache is None or jobs == 1:
            return {}
        from govreport_nlp.corpus.reading import Keep, read_ahead

        return read_ahead(self.folder, files, Keep(self.cache, self.preview, whole), jobs)

    @cached_property
    def _failed(self) -> dict[str, Problem]:
        """The files that failed when all were read."""
        return self._ahead(self._index[2], whole=True)

    @property
    def readable(self) -> tuple[Filed, ...]:
        """The reports without those that failed when they were read (`problems` says why)."""
        failed = self._failed
        return tuple(one for one in self.reports if one.file not in failed)

    def extraction(self, file: str) -> Extraction:
        """What was read of a file, from the disk where it is kept."""
        sha256 = self._index[2][file]
        kept = cache.load(self.cache, sha256, cache.EXTRACTION)
        if isinstance(kept, Extraction):
            return cache.under(kept, str(self.folder / file))
        found = self[file].extraction
        cache.keep(self.cache, sha256, cache.EXTRACTION, found)
        return found

    def findings(self, file: str) -> tuple[Finding, ...]:
        """What the rules found in a file, from the disk where it is kept."""
        sha256, what = self._index[2][file], cache.findings_of(self.preview)
        kept = cache.load(self.cache, sha256, what)
        if isinstance(kept, tuple):
            return kept
        found = self[file].findings
        cache.keep(self.cache, sha256, what, found)
        return found

    @cached_property
    def _compared(self) -> dict[str, tuple[Finding, ...]]:
        from govreport_nlp import years

        return years.compare_all(self.readable, self.extraction)

    def compared(self, file: str) -> tuple[Finding, ...]:
        """What other reports of the place say against this one: those of the year before, and of other bureaus in the same year.

        A claim of another report is named file#c4 in them.
        """
        return self._compared.get(file, ())

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of every report by its file, for what compares texts."""
        return {one.file: self.extraction(one.file).document.text for one in self.readable}

    def entries(self) -> Iterator[Entry]:
        """Every report with what was read of it, one after the other."""
        return (Entry(one, self.extraction(one.file)) for one in self.readable)

    def to_frame(self, kind: Table = "reports") -> pd.DataFrame:
        """A pandas table of all reports: "reports", "claims", "findings", "compared", "targets" or "problems".

        "compared" are the findings of one year against the next and of one bureau against another, "targets" what last year's report planned
        beside what this year's reports, met or not.

        Claims and findings have the columns that a single report's table has, behind file, place, code, bureau and year.
        Raises: UsageError for another kind.
        """
        if kind not in get_args(Table):
            raise UsageError(f'no table "{kind}": choose one of {", ".join(get_args(Table))} / 没有名为“{kind}”的表')
        from govreport_nlp.corpus import frames

        return getattr(frames, kind)(self)  # type: ignore[no-any-return]

    def panel(
        self,
        index: str | Sequence[str] = "county",
        columns: str = "year",
        indicator: str | Sequence[str] | None = None,
        *,
        measure: str = "level",
        names: str | os.PathLike[str] | Mapping[str, str] | None = None,
    ) -> Panel:
        """The figures of all reports in one table, place × year by default; `indicator` keeps those of this name or one of its aliases.

        `measure`: level, change, growth, mean growth, points, target, target growth, share, rank or gap. `names` (a CSV file with name and
        indicator, or a mapping) overrides which names mean which indicator.
        Raises: UsageError for what there is none of.
        """
        from govreport_nlp.alignment import read_overrides
        from govreport_nlp.panel import build

        return build(self.entries(), index, columns, indicator, measure, read_overrides(names))

    def __repr__(self) -> str:
        places = len({one.unit for one in self.reports if one.unit})
        years = sorted({one.year for one in self.reports if one.year})
        span = f"{years[0]}-{years[-1]}" if years else "no year"
        return f"<Corpus {self.folder}: {len(self)} reports, {places} places, {span}, {len(self.problems)} problems>"


def read_corpus(
    folder: str | os.PathLike[str],
    pattern: str | None = None,
    *,
    table: str | os.PathLike[str] | pd.DataFrame | None = None,
    cache: str | os.PathLike[str] | bool = True,
    preview: bool = False,
    jobs: int | None = None,
) -> Corpus:
    """The reports in a folder, filed by county, bureau and year.

    `pattern` says what stands in their paths ("{county}_{bureau}_{year}", "{year}/{county}"; any field, `{_}` for what is none; `genre` = 政府工作报告 for those that look back on the year before); `table` (a
    CSV file or pandas table with a column `file`) goes before it; what neither says is asked of the report itself. `cache` is the folder where what was
    read is kept: True for the user's own, False for none. Nothing is read before it is needed; more than twenty reports are then read by the batch engine, each in a
    process of its own under limits of time and memory, `jobs` at a time (None: as many as there are processors; 1: in this process).
    Raises: UsageError for a pattern or table that cannot be used, or jobs without a cache; ReadError where the folder is none.
    """
    from govreport_nlp.corpus.cache import default_folder
    from govreport_nlp.corpus.table import rows

    place = Path(folder)
    if not place.is_dir():
        raise ReadError("missing", f"{place}：不是文件夹；请检查路径 / no such folder; check the path")
    kept = None if cache is False else default_folder() if cache is True else Path(cache)
    if kept is None and (jobs or 1) > 1:
        raise UsageError("jobs: processes hand over what they read on disk, so cache=False does not go with it / 多进程读取需要 cache")
    return Corpus(place, None if pattern is None else parse(pattern), None if table is None else rows(table), kept, preview, jobs)


def _filed(corpus: Corpus) -> tuple[tuple[Filed, ...], tuple[Problem, ...], dict[str, str]]:
    contents, problems = _contents(corpus.folder)
    failed = corpus._ahead(contents, whole=False)
    told = []
    rows: table.Rows | None = corpus.rows  # type: ignore[assignment]
    for file, sha256 in contents.items():
        try:
            metadata = None if file in failed else _metadata(corpus, file, sha256)
        except ReadError as error:
            problems.append(Problem(file, "unreadable", error.message, error.message))
            continue
        if metadata is None:
            problems.append(failed[file])
            continue
        fields, more = filing.fields(file, corpus.pattern, None if rows is None else rows.get(file, ()))
        problems += more
        told.append(filing.Told(file, sha256, fields, metadata))
    where = []
    for one in told:
        filed, more = filing.filed(one)
        where.append(filed)
        problems += more
    problems += filing.doubles(told, where)
    if rows is not None:
        files = {one.file for one in told}
        problems += [
            Problem(name, "table", "表里有这一行，文件夹里没有这个文件", "a row of the table names it, but it is not there")
            for name in rows
            if name not in files
        ]
    return tuple(where), tuple(problems), {one.file: one.sha256 for one in told}


def _contents(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The SHA-256 of every file, by its name in the folder; what cannot be opened is a problem."""
    import hashlib

    from govreport_nlp.reading.files import collect
    from govreport_nlp.reading.opening import bytes_of

    contents, problems = {}, []
    for found in collect([folder]):
        file = Path(found.path).relative_to(folder).as_posix()
        try:
            if found.error:
                raise found.error
            contents[file] = hashlib.sha256(bytes_of(found.path)).hexdigest()
        except ReadError as error:
            problems.append(Problem("" if file == "." else file, "unreadable", error.message, error.message))
    return contents, problems


def _metadata(corpus: Corpus, file: str, sha256: str) -> Metadata:
    """What a report says of itself, from the disk where it is kept. Raises: ReadError."""
    kept = cache.load(corpus.cache, sha256, cache.METADATA)
    if isinstance(kept, Metadata):
        return kept
    from govreport_nlp.document import metadata_of
    from govreport_nlp.reading.opening import read_file

    found = metadata_of(read_file(corpus.folder / file))
    cache.keep(corpus.cache, sha256, cache.METADATA, found)
    return found
