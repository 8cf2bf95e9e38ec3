"""A run: which documents there are, which of them are still to be audited, and what is written in the end."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from govreport_nlp.batch.journal import Entry, Journal
from govreport_nlp.batch.outputs import write_outputs
from govreport_nlp.batch.pool import Runner, run_here
from govreport_nlp.batch.work import Audit, Job, Limits, Settings, Task
from govreport_nlp.errors import ReadError
from govreport_nlp.output import jsonl
from govreport_nlp.reading.files import Input

Tick = Callable[[bool], None]


def audit_files(
    inputs: Iterable[Input],
    out: str | os.PathLike[str],
    *,
    settings: Settings | None = None,
    limits: Limits | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    audit: Audit | None = None,
    tick: Tick = lambda fresh: None,
) -> Counter[str]:
    """Audit files, each in a process under `limits`, `jobs` at a time, and write the outputs into the folder `out`.

    What an earlier run of the same settings has done is not done again. A document that fails is an error row. `cluster` is the address of
    a Dask scheduler whose workers do the work instead. `audit` makes the row of a file (None: `audit_document`); it is called in
    another process. `tick` is called once a document, with false for those that were done already.

    Gives the counts of `run.json`: documents, documents_ok, documents_error, alarms …

    Raises: UsageError where `out` cannot be used, StartError where no process can be started; OSError where nothing can be written.
    """
    job = Job(settings or Settings(), limits or Limits(), audit)
    with Journal(Path(out), job) as journal:
        entries: list[Entry] = []
        later: list[Task] = []
        tasks = _first(inputs, Path(out), entries, tick)
        while True:
            _work(_unfinished(tasks, journal, later, tick), journal, _runner(job, jobs, cluster), tick)
            if not later:
                break
            tasks, later = iter(later), []
        return write_outputs(journal, entries, Path(out))


def _work(tasks: Iterable[Task], journal: Journal, runner: Runner, tick: Tick) -> None:
    with closing(runner(tasks)) as outcomes:
        for outcome in outcomes:
            journal.put(outcome)
            tick(True)


def _runner(job: Job, jobs: int, cluster: str | None) -> Runner:
    return lambda tasks: run_here(tasks, job, jobs)


def _first(inputs: Iterable[Input], out: Path, entries: list[Entry], tick: Tick) -> Iterator[Task]:
    """The tasks of all inputs, each path once; every input is noted in `entries`."""
    here, seen = os.path.join(os.path.realpath(out), ""), set()  # noqa: PTH118 - with a separator at its end
    for found in inputs:
        if found.path in seen or os.path.realpath(found.path).startswith(here):  # what earlier runs have written is no report
            continue
        seen.add(found.path)
        try:
            sha256 = _digest(found)
        except ReadError as error:
            entries.append(Entry(found.path, None, jsonl.failed(found.path, error)))
            tick(False)
        else:
            entries.append(Entry(found.path, sha256))
            yield Task(found.path, sha256)


def _unfinished(tasks: Iterable[Task], journal: Journal, later: list[Task], tick: Tick) -> Iterator[Task]:
    """The tasks that have no result yet; of those with the same content one, the others are put off until it is known."""
    begun = set()
    for task in tasks:
        key = journal.key(task.path, task.sha256)
        if key in begun:
            later.append(task)
        elif journal.has(task.path, task.sha256):
            tick(False)
        else:
            begun.add(key)
            yield task


def _digest(found: Input) -> str:
    """The SHA-256 of a file's bytes."""
    if found.error is not None:
        raise found.error
    try:
        with Path(found.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise ReadError("missing", f"{found.path}：文件不存在；请检查路径 / no such file; check the path") from None
    except OSError as error:
        raise ReadError(
            "unreadable", f"{found.path}：无法读取；请检查权限 / cannot be read: {error.strerror}; check its permissions"
        ) from None
