"""Several auditors at work on a stream of tasks."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from queue import SimpleQueue

from govreport_nlp.batch.process import Auditor
from govreport_nlp.batch.starting import starter
from govreport_nlp.batch.work import Job, Outcome, Task

_MOST = 8  # unless more are asked for: each takes some 200 MB
Runner = Callable[[Iterable[Task]], Generator[Outcome]]


def usual_jobs() -> int:
    """A process a processor that this one may use, eight at most."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST)


def run_here(tasks: Iterable[Task], job: Job, processes: int) -> Generator[Outcome]:
    """The outcomes of all tasks, in the order in which they are ready; few tasks are taken ahead.

    Raises: StartError.
    """
    idle: SimpleQueue[Auditor] = SimpleQueue()
    starts = starter(job)
    auditors = [Auditor(job, starts) for _ in range(processes)]
    for auditor in auditors:
        idle.put(auditor)

    def one(task: Task) -> Outcome:
        auditor = idle.get()
        try:
            return auditor.outcome(task)
        finally:
            idle.put(auditor)

    with ExitStack() as at_the_end:
        at_the_end.callback(starts.close)
        for auditor in auditors:
            at_the_end.callback(auditor.close)
        threads = at_the_end.enter_context(ThreadPoolExecutor(processes))
        at_the_end.callback(threads.shutdown, wait=False, cancel_futures=True)
        for auditor in auditors:  # last in, first out: where all is well nobody is at work any more
            at_the_end.callback(auditor.stop)
        yield from completed((threads.submit(one, task) for task in tasks), 2 * processes)


def completed(submitted: Iterable[Future[Outcome]], ahead: int) -> Generator[Outcome]:
    """The results of futures as they come; never more than `ahead` are open at once."""
    waiting: set[Future[Outcome]] = set()
    for future in submitted:
        waiting.add(future)
        if len(waiting) >= ahead:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (each.result() for each in done)
