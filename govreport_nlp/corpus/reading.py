"""The files of a corpus read ahead by the batch engine: each in a process of its own, under limits, kept on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from govreport_nlp.batch.pool import run_here
from govreport_nlp.batch.work import Job, Row, Task, unpacked, warm_up
from govreport_nlp.corpus import cache
from govreport_nlp.corpus.problems import Problem
from govreport_nlp.document import metadata_of
from govreport_nlp.reading.opening import from_bytes
from govreport_nlp.report import Report


@dataclass(frozen=True, slots=True)
class Keep:
    """What a process does with a document: it keeps in the folder what the document says of itself, or (`whole`) what was read and found. The row says nothing."""

    folder: Path
    preview: bool
    whole: bool

    @property
    def kept(self) -> tuple[str, ...]:
        """What is kept of each document."""
        return (cache.EXTRACTION, cache.findings_of(self.preview)) if self.whole else (cache.METADATA,)

    def __call__(self, task: Task, content: bytes) -> Row:
        """Raises: ReadError where the document cannot be read."""
        report = Report(from_bytes(content, task.path), self.preview)
        made: tuple[cache.Kept, ...] = (report.extraction, report.findings) if self.whole else (metadata_of(report.source),)
        for what, reading in zip(self.kept, made, strict=True):
            cache.keep(self.folder, task.sha256, what, reading)
        return {}


def read_ahead(folder: Path, files: Mapping[str, str], keep: Keep, jobs: int) -> dict[str, Problem]:
    """Read the files (names in the folder, with their SHA-256) of which nothing is kept yet; those that could not be read, with the reason.

    Raises: StartError where no process can be started.
    """
    wanted = {sha: file for file, sha in files.items() if not all(cache.has(keep.folder, sha, what) for what in keep.kept)}
    tasks = (Task(str(folder / file), sha256) for sha256, file in wanted.items())
    failed: dict[str, str] = {}
    for outcome in run_here(tasks, Job(audit=keep, preparation=warm_up), jobs) if wanted else ():
        if not outcome.ok:
            failed[outcome.task.sha256] = unpacked(outcome.packed)["error"]["message"]
    return {file: Problem(file, "unreadable", failed[sha], failed[sha]) for file, sha in files.items() if sha in failed}
