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
from govreport_nlp.models import Extraction, Finding
from govreport_nlp.report import Report, read

if TYPE_CHECKING:
    import pandas as pd

    from govreport_nlp.panel import Panel

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
        return self._index[1]

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

    def extraction(self, file: str) -> Extraction:
        """What was read of a file, from the disk where it is kept."""
        sha256 = self._index[2][file]
        kept = cache.load(self.cache, sha256, "extraction")
        if isinstance(kept, Extraction):
            return cache.under(kept, str(self.folder / file))
        found = self[file].extraction
        cache.keep(self.cache, sha256, "extraction", found)
        return found

    def findings(self, file: str) -> tuple[Finding, ...]:
        """What the rules found in a file, from the disk where it is kept."""
        sha256, what = self._index[2][file], f"findings preview={self.preview}"
        kept = cache.load(self.cache, sha256, what)
        if isinstance(kept, tuple):
            return kept
        found = self[file].findings
        cache.keep(self.cache, sha256, what, found)
        return found

    @cached_property
    def _compared(self) -> dict[str, tuple[Finding, ...]]:
        from govreport_nlp import years

        return years.compare_all(self.reports, self.extraction)

    def compared(self, file: str) -> tuple[Finding, ...]:
        """What other reports of the place say against this one: those of the year before, and of other bureaus in the same year.

        A claim of another report is named file#c4 in them.
        """
        return self._compared.get(file, ())

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of every report by its file, for what compares texts."""
        return {one.file: self[one.file].text for one in self.reports}

    def entries(self) -> Iterator[Entry]:
        """Every report with what was read of it, one after the other."""
        return (Entry(one, self.extraction(one.file)) for one in self.reports)

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
) -> Corpus:
    """The reports in a folder, filed by county, bureau and year.

    `pattern` says what stands in their paths ("{county}_{bureau}_{year}", "{year}/{county}"; any field, `{_}` for what is none); `table` (a
    CSV file or pandas table with a column `file`) goes before it; what neither says is asked of the report itself. `cache` is the folder where what was
    read is kept: True for the user's own, False for none. Nothing is read before it is needed.
    Raises: UsageError for a pattern or table that cannot be used, ReadError where the folder is none.
    """
    from govreport_nlp.corpus.cache import default_folder
    from govreport_nlp.corpus.table import rows

    place = Path(folder)
    if not place.is_dir():
        raise ReadError("missing", f"{place}：不是文件夹；请检查路径 / no such folder; check the path")
    kept = None if cache is False else default_folder() if cache is True else Path(cache)
    return Corpus(place, None if pattern is None else parse(pattern), None if table is None else rows(table), kept, preview)


def _filed(corpus: Corpus) -> tuple[tuple[Filed, ...], tuple[Problem, ...], dict[str, str]]:
    from govreport_nlp.metadata import read_metadata
    from govreport_nlp.reading.files import collect
    from govreport_nlp.reading.opening import read_file

    told, problems = [], []
    rows: table.Rows | None = corpus.rows  # type: ignore[assignment]
    for found in collect([corpus.folder]):
        file = Path(found.path).relative_to(corpus.folder).as_posix()
        try:
            if found.error:
                raise found.error
            source = read_file(found.path)
        except ReadError as error:
            problems.append(Problem("" if file == "." else file, "unreadable", error.message, error.message))
            continue
        fields, more = filing.fields(file, corpus.pattern, None if rows is None else rows.get(file, ()))
        problems += more
        told.append(filing.Told(file, source.sha256, fields, read_metadata(source.text)))
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
