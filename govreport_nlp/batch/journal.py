"""What has been done, kept on disk: one file a result, there whole or not at all.

The name of a file is a hash of what the result depends on. A document that was audited: its bytes, the suffix of its name (which says how
to read it), the rules, the engine. One that was not: also its path, which the message names, and the limits. Nothing else is kept, so a run that was
killed goes on where it was, and the folder is the same whatever the order of the work.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import TracebackType
from typing import IO, Final

from govreport_nlp.batch.work import Job, Outcome, Row, Task, unpacked
from govreport_nlp.errors import UsageError

NAME: Final = ".journal"
_UNFINISHED: Final = ".part"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a run: its task; where it is none that can be audited, its row instead."""

    path: str
    task: Task | None
    row: Row | None = None


class Journal:
    """The results in `out`/.journal, for one job; as a context manager it keeps other runs away.

    Raises: UsageError where another run writes to the same folder, or where the folder holds something else.
    """

    def __init__(self, out: Path, job: Job) -> None:
        self.engine = job.engine
        self.job = job
        self.folder = out / NAME
        self._results = self.folder / "results"
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Journal:
        out = self.folder.parent
        if out.exists() and not out.is_dir():
            raise UsageError(f"{out}：不是文件夹；请用 --out 指定文件夹 / not a folder; name one with --out")
        if out.is_dir() and not self.folder.exists() and any(out.iterdir()):
            raise UsageError(f"{out}：文件夹中已有别的文件；请用 --out 指定新文件夹 / holds other files; name a new folder with --out")
        self._results.mkdir(parents=True, exist_ok=True)
        self._lock = (self.folder / "lock").open("ab")
        if not _locked(self._lock):
            self._lock.close()
            raise UsageError(f"{out}：另一次运行正在写入；请等它结束 / another run is writing here; wait for its end")
        for left in self._results.rglob("*" + _UNFINISHED):
            left.unlink()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._lock is not None:
            self._lock.close()

    def row(self, entry: Entry) -> Row | None:
        """The row of a document, under its present path; None where it is still to be audited."""
        if entry.task is None:
            return entry.row
        for path in self._paths(entry.task):
            try:
                return {**unpacked(path.read_bytes()), "source": entry.path}
            except (OSError, EOFError, ValueError, zlib.error):  # not there, or cut off when the power went
                continue
        return None

    def has(self, task: Task) -> bool:
        """True where a document need not be audited any more."""
        return self.row(Entry(task.path, task)) is not None

    def put(self, outcome: Outcome) -> None:
        """Keep an outcome, on disk when this returns."""
        audited, failed = self._paths(outcome.task)
        path = audited if outcome.ok else failed
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(_UNFINISHED)
        with part.open("wb") as file:
            file.write(outcome.packed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def key(self, task: Task) -> str:
        """What two documents share that give the same row but for the path."""
        return _hash(task.sha256, PurePath(task.path).suffix.lower(), self.engine, *task.rules, str(task.entities))

    def _paths(self, task: Task) -> Iterator[Path]:
        """Where the result of an audit is kept, and where the error of one."""
        key, limits = self.key(task), self.job.limits
        for name in (key, _hash(key, task.path, f"{limits.seconds:g}", str(limits.megabytes))):
            yield self._results / name[:2] / f"{name}.json.gz"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _locked(file: IO[bytes]) -> bool:
    """Lock an open file for this process, until it closes it or dies; false where another one has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
