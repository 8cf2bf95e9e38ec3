"""Documents audited by the workers of a Dask cluster: chunk by chunk, each document in a process of its own on the worker's machine.

The documents travel as bytes, so the workers need no common file system. A chunk whose worker dies is given to another one; a chunk that takes
worker after worker with it is taken apart, and its documents are tried one by one when everything else is done, with nothing beside them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from queue import SimpleQueue
from typing import Any, Final, cast

from distributed import Client, Future, Worker, get_worker, wait
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.scheduler import KilledWorker

from govreport_nlp.batch.process import Auditor
from govreport_nlp.batch.starting import starter
from govreport_nlp.batch.work import Job, Outcome, Task, failed, process_ended
from govreport_nlp.errors import ReadError, UsageError
from govreport_nlp.reading.opening import bytes_of

PLUGIN: Final = "govreport"
_DOCUMENTS, _BYTES = 16, 8 * 2**20  # of a chunk, at most; a larger document is a chunk of its own
_SECONDS_TO_CONNECT: Final = 30
_SECONDS_WITHOUT_WORKERS: Final = 300
Chunk = tuple[Task, ...]


class Auditors(WorkerPlugin):
    """The processes of one Dask worker, one for each of its threads."""

    name = PLUGIN

    def __init__(self, job: Job) -> None:
        self._job = job
        self._engine = job.engine

    def setup(self, worker: Worker) -> None:
        """Make them; they start when they are first asked. Raises: UsageError where the worker would find something else than we do."""
        if self._job.engine != self._engine:
            raise UsageError(
                f"{worker.address}：govreport 或其依赖的版本与本机不同；请装同一版本 / "
                "govreport or a library has another version than here; install the same"
            )
        self._idle: SimpleQueue[Auditor] = SimpleQueue()
        self._starts = starter(self._job)
        self._all = [Auditor(self._job, self._starts) for _ in range(worker.state.nthreads)]
        for auditor in self._all:
            self._idle.put(auditor)

    def teardown(self, worker: Worker) -> None:
        """Stop them."""
        for auditor in self._all:
            auditor.stop()
        self._starts.close()

    def outcomes(self, tasks: Iterable[Task]) -> list[Outcome]:
        """What the tasks give, one after the other."""
        auditor = self._idle.get()
        try:
            return [auditor.outcome(task) for task in tasks]
        finally:
            self._idle.put(auditor)


def audit_chunk(tasks: Chunk) -> list[Outcome]:
    """What the tasks give; runs on a worker."""
    auditors = cast(Auditors, get_worker().plugins[PLUGIN])
    return auditors.outcomes(tasks)


def run_on_cluster(tasks: Iterable[Task], job: Job, address: str) -> Generator[Outcome]:
    """The outcomes of all tasks, in the order in which they are ready, as many as there are tasks.

    Raises: UsageError where no scheduler answers, or the workers have another version or are gone.
    """
    with ExitStack() as at_the_end:
        client = at_the_end.enter_context(_connected(address))
        client.register_plugin(Auditors(job), name=PLUGIN)
        work = _Work(client)
        refused: list[Outcome] = []
        for chunk in _chunks(_loaded(tasks, refused)):
            yield from work.taken(chunk)
            yield from refused
            refused.clear()
        yield from refused
        yield from work.rest()


class _Work:
    """The chunks under way."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._chunks: dict[Future[Any], Chunk] = {}
        self._suspects: list[Task] = []

    def taken(self, chunk: Chunk) -> Iterator[Outcome]:
        """Submit a chunk; where enough are under way, wait for one of them."""
        self._submit(chunk)
        if len(self._chunks) > 2 * max(1, sum(self._client.nthreads().values())):
            yield from self._next()

    def rest(self) -> Iterator[Outcome]:
        """Wait for all, then for each suspect alone."""
        while self._chunks:
            yield from self._next()
        suspects, self._suspects = self._suspects, []
        for task in suspects:
            self._submit((task,))
            yield from self._next()
            if self._suspects:
                self._suspects.clear()
                yield failed(task, process_ended(task.path, "worker lost"))

    def _submit(self, chunk: Chunk) -> None:
        self._chunks[self._client.submit(audit_chunk, chunk, pure=False)] = chunk

    def _next(self) -> Iterator[Outcome]:
        """The outcomes of the chunks that are done next; none of one that has killed its workers, whose documents are suspects then."""
        for future in self._done():
            chunk, error = self._chunks.pop(future), future.exception()
            if error is None:
                yield from future.result()
            elif isinstance(error, KilledWorker):
                self._suspects += chunk
            else:
                raise error

    def _done(self) -> set[Future[Any]]:
        while True:
            try:
                return set(wait(list(self._chunks), timeout=_SECONDS_WITHOUT_WORKERS, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if not self._client.nthreads():
                    raise UsageError(
                        "集群中已没有工作进程；请启动后再运行一次，会接着做 / the cluster has no worker any more; start some and run again: it goes on"
                    ) from None


def _connected(address: str) -> Client:
    try:
        return Client(address, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{address}：无法连接 Dask 调度器；请检查地址，如 tcp://10.0.0.1:8786 / no scheduler answers; check the address ({error})"
        ) from None


def _loaded(tasks: Iterable[Task], refused: list[Outcome]) -> Iterator[Task]:
    """The tasks with their bytes; those whose bytes are gone by now are noted as `refused`."""
    for task in tasks:
        try:
            yield replace(task, content=bytes_of(task.path))
        except ReadError as error:
            refused.append(failed(task, error))


def _chunks(tasks: Iterable[Task]) -> Iterator[Chunk]:
    chunk, size = [], 0
    for task in tasks:
        chunk.append(task)
        size += len(task.content or b"")
        if len(chunk) >= _DOCUMENTS or size >= _BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)
