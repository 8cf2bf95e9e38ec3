"""A run: which documents there are, which of them are still to be audited, and what is written in the end."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from govreport_nlp.batch.journal import Entry, Journal
from govreport_nlp.batch.outputs import write_outputs
from govreport_nlp.batch.policy import Policy, Same
from govreport_nlp.batch.pool import Runner, run_here
from govreport_nlp.batch.work import Audit, Job, Limits, Task
from govreport_nlp.errors import ReadError, UsageError
from govreport_nlp.output import jsonl
from govreport_nlp.output.labels import Lang
from govreport_nlp.reading.files import Input
from govreport_nlp.reading.opening import bytes_of

Tick = Callable[[bool], None]


def audit_files(
    inputs: Iterable[Input],
    out: str | os.PathLike[str],
    *,
    policy: Policy | None = None,
    limits: Limits | None = None,
    entities: bool = False,
    jobs: int = 1,
    cluster: str | None = None,
    audit: Audit | None = None,
    preparation: Callable[[], None] | None = None,
    tick: Tick = lambda fresh: None,
    lang: Lang = "zh",
) -> Mapping[str, int]:
    """Audit files, each in a process under `limits`, `jobs` at a time, and write the outputs into the folder `out`.

    What an earlier run has done by the same rules is not done again. A document that fails is an error row. `policy` says what holds for
    each (None: the default rules for all); `entities` asks for organisations and places. `cluster` is the address of a Dask scheduler whose
    workers do the work instead of processes of this machine. `audit` makes the row of a document (None:
    `audit_document`); it is called in another process, in which `preparation` was called before. `tick` is called once a document, with false for what needed no audit.

    Gives the counts of `run.json`: documents, documents_failed, alarms, error, warning …
    Raises: UsageError where `out` or `cluster` cannot be used, StartError where no process can be started; OSError where nothing can be written.
    """
    job, policy = Job(limits or Limits(), audit, preparation), policy or Same()
    with Journal(Path(out), job) as journal:
        entries: list[Entry] = []
        tasks: Iterable[Task] = _tasks(_outside(inputs, Path(out)), policy, entities, entries, tick)
        while True:
            later: list[Task] = []
            _work(_unfinished(tasks, journal, later, tick), journal, _runner(job, jobs, cluster), tick)
            if not later:
                return write_outputs(journal, entries, policy, Path(out), lang, jobs)
            tasks = later


def _runner(job: Job, jobs: int, cluster: str | None) -> Runner:
    if cluster is None:
        return lambda tasks: run_here(tasks, job, jobs)
    try:
        from govreport_nlp.batch.cluster import run_on_cluster
    except ImportError as error:
        raise UsageError(f"集群核对需要 Dask / a cluster needs Dask: pip install 'govreport-nlp[cluster]' ({error.name})") from None
    return lambda tasks: run_on_cluster(tasks, job, cluster)


def _work(tasks: Iterable[Task], journal: Journal, runner: Runner, tick: Tick) -> None:
    with closing(runner(tasks)) as outcomes:
        for outcome in outcomes:
            journal.put(outcome)
            tick(True)


def _outside(inputs: Iterable[Input], out: Path) -> Iterator[Input]:
    """The inputs, each path once; without those in `out`: what earlier runs have written is no report."""
    here, seen = os.path.join(os.path.realpath(out), ""), set()  # noqa: PTH118 - with a separator at its end
    for found in inputs:
        if found.path not in seen and not os.path.realpath(found.path).startswith(here):
            seen.add(found.path)
            yield found


def _tasks(inputs: Iterable[Input], policy: Policy, entities: bool, entries: list[Entry], tick: Tick) -> Iterator[Task]:
    """The tasks of the inputs; every input is noted in `entries`."""
    for found in inputs:
        try:
            if found.error is not None:
                raise found.error
            sha256 = hashlib.sha256(bytes_of(found.path)).hexdigest()
        except ReadError as error:
            entries.append(Entry(found.path, None, jsonl.failed(found.path, error)))
            tick(False)
        else:
            task = Task(found.path, sha256, tuple(rule.code for rule in policy.rules(found.path)), entities)
            entries.append(Entry(found.path, task))
            yield task


def _unfinished(tasks: Iterable[Task], journal: Journal, later: list[Task], tick: Tick) -> Iterator[Task]:
    """The tasks that have no result yet; of those with the same content one, the others are put off until it is known."""
    begun = set()
    for task in tasks:
        key = journal.key(task)
        if key in begun:
            later.append(task)
        elif journal.has(task):
            tick(False)
        else:
            begun.add(key)
            yield task
