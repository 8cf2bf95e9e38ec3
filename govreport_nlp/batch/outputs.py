"""What a run leaves in its folder: each output takes the rows one by one, by path, and holds none of them.

A new output is a `Writer` in `WRITERS`. It writes files (or folders) of fixed names into the folder that it is given; when all are whole they
take the place of those of the run before. `run.json` comes last: where it is, everything beside it is of one run.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Protocol, get_args

from govreport_nlp import __version__
from govreport_nlp.batch.journal import Entry, Journal
from govreport_nlp.batch.work import Row
from govreport_nlp.errors import GovReportError
from govreport_nlp.models import Family, Severity, Verdict
from govreport_nlp.output import jsonl
from govreport_nlp.output.cells import no_formula

RUN: Final = "run.json"
_FACTS: Final = ("title", "issuer", "region", "year", "genre", "date")
_COVERAGE: Final = ("claims", "refused", "unread")


class Writer(Protocol):
    """One output: told of each document in the order of the paths, then closed."""

    def add(self, row: Row, summary: Row) -> None:
        """Take one document: its row in the form of the output contract, `error` null or not, and the same in a line (`summarised`)."""

    def close(self) -> None:
        """Finish what was begun."""


def write_outputs(journal: Journal, entries: Iterable[Entry], out: Path) -> Counter[str]:
    """Write every output from the finished journal, and give the totals; `entries` are the documents of the run, in any order.

    Raises: GovReportError where a document has no result yet.
    """
    staging = journal.folder / "outputs"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    totals = Counter(dict.fromkeys(TOTALS, 0))
    with ExitStack() as at_the_end:
        writers = [make(staging, journal) for make in WRITERS]
        for writer in writers:
            at_the_end.callback(writer.close)
        for entry in sorted(entries, key=lambda entry: entry.path):
            row = journal.get(entry)
            if row is None:
                raise GovReportError(f"{entry.path}：没有核对结果；请再运行一次 / there is no result; run again")
            summary = summarised(row)
            count(totals, summary)
            for writer in writers:
                writer.add(row, summary)
    _publish(staging, out)
    return totals


def _publish(staging: Path, out: Path) -> None:
    (out / RUN).unlink(missing_ok=True)
    made = sorted(staging.iterdir(), key=lambda path: (path.name == RUN, path.name))
    for path in made:
        target = out / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    staging.rmdir()


class Findings:
    """`findings.jsonl`: the rows themselves, a line each."""

    def __init__(self, folder: Path, journal: Journal) -> None:
        self._file = (folder / "findings.jsonl").open("wb")

    def add(self, row: Row, summary: Row) -> None:
        """Write the line."""
        self._file.write(encoded(jsonl.line(row)) + b"\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Summary:
    """`summary.csv`: a line a document, with what `summarised` counts."""

    def __init__(self, folder: Path, journal: Journal) -> None:
        self._file = (folder / "summary.csv").open("w", encoding="utf-8-sig", errors="backslashreplace", newline="")
        self._table = csv.DictWriter(self._file, COLUMNS, lineterminator="\n")
        self._table.writeheader()

    def add(self, row: Row, summary: Row) -> None:
        """Write the line of a document."""
        self._table.writerow({name: no_formula(" ".join(str(value).split())) for name, value in summary.items() if value is not None})

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Record:
    """`run.json`: what was run over what. It holds no times, so that the same run gives the same bytes."""

    def __init__(self, folder: Path, journal: Journal) -> None:
        job = journal.job
        head = {"version": __version__, "rules": journal.rules, "settings": asdict(job.settings), "limits": asdict(job.limits)}
        self._file = (folder / RUN).open("wb")
        self._file.write(encoded(json.dumps(head, ensure_ascii=False, indent=1)[:-2]) + b',\n "inputs": [')
        self._counts = Counter(dict.fromkeys(TOTALS, 0))
        self._comma = b"\n  "

    def add(self, row: Row, summary: Row) -> None:
        """Write the path, the hash and the fate of a document."""
        line = json.dumps({name: summary[name] for name in ("source", "sha256", "status", "error")}, ensure_ascii=False)
        self._file.write(self._comma + encoded(line))
        self._comma = b",\n  "
        count(self._counts, summary)

    def close(self) -> None:
        """Write the counts, over all documents."""
        self._file.write(b'\n ],\n "counts": ' + json.dumps(self._counts).encode() + b"\n}\n")
        self._file.close()


WRITERS: Final[tuple[Callable[[Path, Journal], Writer], ...]] = (Findings, Summary, Record)

# Findings of a document: alarms, all by verdict, the inconsistent ones by severity and by family
COUNTED: Final = (
    "alarms",
    *(f"verdict_{verdict.value}" for verdict in Verdict),
    *(f"severity_{severity}" for severity in get_args(Severity)),
    *(f"family_{family}" for family in get_args(Family)),
)
TOTALS: Final = ("documents", "documents_ok", "documents_error", *_COVERAGE, *COUNTED)
COLUMNS: Final = ("source", "status", "error", "message", "sha256", *_FACTS, "characters", *_COVERAGE, "unread_share", *COUNTED)


def summarised(row: Row) -> dict[str, Any]:
    """A document in a line: `COLUMNS`; `status` is ok or error, `unread_share` lies between 0 and 1; null where nothing is known."""
    error, counts = row["error"], Counter(_counted(row.get("findings", ())))
    coverage = row.get("coverage") or dict.fromkeys(_COVERAGE)
    seen = sum(coverage[name] or 0 for name in _COVERAGE)
    facts = row.get("metadata") or {}
    return {
        "source": row["source"],
        "status": "ok" if error is None else "error",
        "error": None if error is None else error["code"],
        "message": None if error is None else error["message"],
        "sha256": row.get("sha256"),
        **{name: facts.get(name) for name in _FACTS},
        "characters": None if error else len(row["text"]),
        **coverage,
        "unread_share": round(coverage["unread"] / seen, 4) if seen else None,
        **{name: None if error else counts[name] for name in COUNTED},
    }


def count(totals: Counter[str], summary: Row) -> None:
    """Add a document to the totals over all."""
    totals.update({"documents": 1, f"documents_{summary['status']}": 1})
    totals.update({name: summary[name] for name in (*_COVERAGE, *COUNTED) if summary[name]})


def _counted(findings: Iterable[Row]) -> Iterator[str]:
    for finding in findings:
        yield f"verdict_{finding['verdict']}"
        if finding["verdict"] == Verdict.INCONSISTENT:
            yield f"severity_{finding['severity']}"
            yield f"family_{finding['family']}"
            if finding["severity"] in ("error", "warning"):
                yield "alarms"


def encoded(text: str) -> bytes:
    r"""The text as UTF-8; what that cannot hold (half a surrogate pair in a file name) as an escape, which JSON reads: \udcb1."""
    return text.encode("utf-8", "backslashreplace")
