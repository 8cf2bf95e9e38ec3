"""What a run leaves in its folder: each output takes the rows one by one, by path, and holds none of them.

The rows themselves are `findings.jsonl`; beside it are written `summary.csv`, `findings.sarif` and `run.json`, and what an office opens, each such
output independent of the others (`output.office`). All are written beside, and when they are whole they take the place of those of the run before.
`run.json` comes last: where it is, everything beside it is of one run.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, get_args

from govreport_nlp import __version__
from govreport_nlp.batch import sharing
from govreport_nlp.batch.journal import Entry, Journal
from govreport_nlp.batch.policy import Policy
from govreport_nlp.errors import GovReportError
from govreport_nlp.models import Family, Verdict
from govreport_nlp.output import jsonl, records, sarif, sheets
from govreport_nlp.output.labels import Lang
from govreport_nlp.output.office import Writer
from govreport_nlp.output.records import Column, Record, Row
from govreport_nlp.rules import by_code

RUN: Final = "run.json"
ROWS: Final = "findings.jsonl"
_STAGING: Final = "outputs-"
_COUNTED: Final = tuple(f"family_{family}" for family in get_args(Family))
COLUMNS: Final = (*records.SUMMARY, Column("alarms", "须处理", "whole"), *(Column(name, name, "whole") for name in _COUNTED))
_TOTALS: Final = ("documents", "documents_failed", *(column.name for column in COLUMNS if column.holds == "whole"))


def write_outputs(
    journal: Journal, entries: Iterable[Entry], policy: Policy, out: Path, lang: Lang = "zh", jobs: int = 1
) -> Mapping[str, int]:
    """Write every output from the finished journal, and give the totals; `entries` are the documents of the run, in any order.

    The findings in the rows are marked as accepted or known.

    Raises: GovReportError where a document has no result yet; OSError where something cannot be written.
    """
    for left in journal.folder.glob(_STAGING + "*"):
        shutil.rmtree(left, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=journal.folder))
    totals = _write_rows(journal, sorted(entries, key=lambda entry: entry.path), policy, staging, lang, jobs)
    _publish(staging, out)
    return totals


def _write_rows(journal: Journal, entries: Sequence[Entry], policy: Policy, folder: Path, lang: Lang, jobs: int) -> Mapping[str, int]:
    record = RunRecord(folder, journal, policy, entries)
    with ExitStack() as at_the_end:
        writers: list[Writer] = [Summary(folder, policy), record, Sarif(folder, policy, entries, lang)]
        for writer in writers:
            at_the_end.callback(writer.close)
        lines = at_the_end.enter_context((folder / ROWS).open("wb"))
        office = at_the_end.enter_context(sharing.opened(folder, lang, jobs))
        for entry in entries:
            row = journal.row(entry)
            if row is None:
                raise GovReportError(f"{entry.path}：没有核对结果；请再运行一次 / there is no result; run again")
            marked = policy.review(entry.path).mark_row(row)
            line = _encoded(jsonl.line(marked)) + b"\n"
            lines.write(line)
            office.add(marked, line)
            for writer in writers:
                writer.add(marked)
        office.finish()
    return record.totals


def _publish(staging: Path, out: Path) -> None:
    (out / RUN).unlink(missing_ok=True)
    made = sorted(staging.iterdir(), key=lambda path: (path.name == RUN, path.name))
    for path in made:
        target = out / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    staging.rmdir()


class Summary:
    """`summary.csv`: a line a document, with the columns `COLUMNS`."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self._file = (folder / "summary.csv").open("w", encoding="utf-8", errors="backslashreplace", newline="")
        self._policy = policy
        sheets.write_csv(self._file, COLUMNS, ())

    def add(self, row: Row) -> None:
        """Write the line of a document."""
        sheets.write_csv(self._file, COLUMNS, (summarised(row, self._policy),), header=False)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Sarif:
    """`findings.sarif`: one log for all reports, with what counts for the exit status."""

    def __init__(self, folder: Path, policy: Policy, entries: Iterable[Entry], lang: Lang) -> None:
        self._file = (folder / "findings.sarif").open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        self._policy, self._lang = policy, lang
        tasks = [entry.task for entry in entries if entry.task is not None]
        rules = map(by_code, sorted({code for task in tasks for code in task.rules}))
        self._log = sarif.Log(self._file, rules, lang, states=any(policy.review(task.path).known for task in tasks))

    def add(self, row: Row) -> None:
        """Write the results of a document."""
        strict = self._policy.settings(row["source"]).strict
        self._log.add(sarif.part(row, (Verdict.INCONSISTENT, Verdict.UNDECIDED) if strict else (Verdict.INCONSISTENT,), self._lang))

    def close(self) -> None:
        """Write what comes behind the results, and close the file."""
        with self._file:
            self._log.close()


class RunRecord:
    """`run.json`: what was run over what. It holds no times, so that the same run gives the same bytes."""

    def __init__(self, folder: Path, journal: Journal, policy: Policy, entries: Iterable[Entry]) -> None:
        self.totals = Counter(dict.fromkeys(_TOTALS, 0))
        self._policy = policy
        self._file = (folder / RUN).open("wb")
        chosen = sorted({(entry.task.rules, entry.task.entities) for entry in entries if entry.task is not None})
        head = {
            "version": __version__,
            "rule_set": hashlib.sha256(json.dumps([journal.engine, chosen]).encode()).hexdigest(),
            "rules": sorted({code for rules, _ in chosen for code in rules}),
            "entities": any(entities for _, entities in chosen),
            "limits": asdict(journal.job.limits),
        }
        self._file.write(_encoded(json.dumps(head, ensure_ascii=False)[:-1]) + b',\n"inputs":[')
        self._comma = b"\n"

    def add(self, row: Row) -> None:
        """Write the path, the hash and the fate of a document."""
        error = row["error"]
        line = {"source": row["source"], "sha256": row.get("sha256"), "error": None if error is None else error["code"]}
        self._file.write(self._comma + _encoded(json.dumps(line, ensure_ascii=False)))
        self._comma = b",\n"
        summary = summarised(row, self._policy)
        self.totals.update({"documents": 1, "documents_failed": int(error is not None)})
        self.totals.update({name: number for name in _TOTALS if isinstance(number := summary.get(name), int)})

    def close(self) -> None:
        """Write the counts, over all documents."""
        self._file.write(b'\n],\n"counts":' + json.dumps(self.totals).encode() + b"}\n")
        self._file.close()


def summarised(row: Row, policy: Policy) -> Record:
    """A document as a record of `COLUMNS`; the alarms and the families count what is inconsistent and not settled."""
    if row["error"] is not None:
        return {**dict.fromkeys(column.name for column in COLUMNS), **records.summary(row), "sha256": row.get("sha256")}
    counts = Counter(_counted(row["findings"], policy.settings(row["source"]).strict))
    return {**records.summary(row), **{name: counts[name] for name in ("alarms", *_COUNTED)}}


def _counted(findings: Iterable[Mapping[str, Any]], strict: bool) -> Iterator[str]:
    for finding in findings:
        if finding["accepted"] is not None or finding["baseline"] == "known":
            continue
        if finding["verdict"] == Verdict.INCONSISTENT:
            yield f"family_{finding['family']}"
            if finding["severity"] in ("error", "warning"):
                yield "alarms"
        elif strict and finding["verdict"] == Verdict.UNDECIDED:
            yield "alarms"


def _encoded(text: str) -> bytes:
    r"""The text as UTF-8; what that cannot hold (half a surrogate pair in a file name) as an escape, which JSON reads: \udcb1."""
    return text.encode("utf-8", "backslashreplace")
