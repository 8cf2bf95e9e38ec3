"""What is done with one document of a batch, and under which settings and limits."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from govreport_nlp import __version__
from govreport_nlp.errors import ReadError
from govreport_nlp.output import jsonl
from govreport_nlp.report import Report
from govreport_nlp.rules import by_code

Row = dict[str, Any]  # what `output.jsonl` makes of a report that was audited, or of an input that could not be

PACKAGE: Final = Path(__file__).parent.parent
LIBRARIES: Final = ("jieba", "regex", "lxml", "pypdfium2", "python-docx", "selectolax")  # those that what is found depends on


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: `seconds` of wall time, `megabytes` of memory for its process (about 200 are used before any document)."""

    seconds: float = 60.0
    megabytes: int = 1024


@dataclass(frozen=True, slots=True)
class Task:
    """A document to audit by these rules (their codes); with `content`, these bytes instead of those found at the path."""

    path: str
    sha256: str
    rules: tuple[str, ...] = ()
    entities: bool = False
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task gave: its row as a line of JSON, packed with gzip; `ok` is false where the row is an error's."""

    task: Task
    ok: bool
    packed: bytes


Audit = Callable[[Task, bytes], Row]  # importable by name, so that another process can be told of it


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every document of a run."""

    limits: Limits = Limits()
    audit: Audit | None = None  # None: `audit_document`
    preparation: Callable[[], None] | None = None  # what an `audit` of one's own wants done once, before the first document

    @property
    def function(self) -> Audit:
        """What makes a row of a document."""
        return audit_document if self.audit is None else self.audit

    def warm_up(self) -> None:
        """Load what the first document would load: it shall not pay for it with its time."""
        if self.preparation is not None:
            self.preparation()
        elif self.audit is None:
            warm_up()

    @property
    def engine(self) -> str:
        """A SHA-256 of all that decides a result beside document and rules: version, code and word lists, libraries, the function."""
        parts = {
            "version": __version__,
            "code": _code(),
            "libraries": {name: _version(name) for name in LIBRARIES},
            "function": f"{self.function.__module__}:{self.function.__qualname__}",
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def audit_document(task: Task, content: bytes) -> Row:
    """The row of a document, in the form of the output contract. Raises: ReadError where it cannot be read."""
    from govreport_nlp.reading.opening import from_bytes

    report = Report(from_bytes(content, task.path), rules=tuple(map(by_code, task.rules)))
    entities = report.entities if task.entities else report.ruled_entities
    return jsonl.audited(report.extraction, report.findings, entities)


def warm_up() -> None:
    """Load what `audit_document` needs: words, patterns, rules."""
    from govreport_nlp.reading.text import from_string

    Report(from_string("全年收到案件66件，办结8件。")).findings  # noqa: B018 - worked out when asked for


@cache
def _code() -> str:
    """A SHA-256 of the package's own files: between two releases the version says nothing of what was changed."""
    digest = hashlib.sha256()
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".toml")):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def done(task: Task, row: Row) -> Outcome:
    """The outcome of a document that was audited."""
    return Outcome(_light(task), True, _packed(row))


def failed(task: Task, error: ReadError) -> Outcome:
    """The outcome of a document that could not be audited."""
    return Outcome(_light(task), False, _packed({**jsonl.failed(task.path, error), "sha256": task.sha256}))


def _light(task: Task) -> Task:
    return replace(task, content=None)


def _packed(row: Row) -> bytes:
    return gzip.compress(jsonl.line(row).encode("utf-8", "backslashreplace"), compresslevel=1, mtime=0)


def unpacked(packed: bytes) -> Row:
    """The row of an outcome. Raises: ValueError, OSError, EOFError or zlib.error where the bytes hold none."""
    row: Row = json.loads(gzip.decompress(packed))
    return row


def changed(path: str) -> ReadError:
    """The error of a document that is not any more what it was when the run saw it."""
    return ReadError("unreadable", f"{path}：文件在核对期间被改动；请再运行一次 / the file was changed while it was audited; run again")


def timed_out(path: str, limits: Limits) -> ReadError:
    """The error of a document that took too long."""
    seconds = f"{limits.seconds:g}"
    return ReadError(
        "timeout",
        f"{path}：{seconds} 秒内未能核对完；请用 --timeout 放宽，或单独检查该文件 / "
        f"not done within {seconds} seconds; allow more with --timeout, or look at the file alone",
    )


def out_of_memory(path: str, limits: Limits) -> ReadError:
    """The error of a document that needed too much memory."""
    return ReadError(
        "too_large",
        f"{path}：核对所需内存超过 {limits.megabytes} MB；请用 --memory 放宽，或拆分文件 / "
        f"needs more than {limits.megabytes} MB of memory; allow more with --memory, or split the file",
    )


def process_ended(path: str, how: str) -> ReadError:
    """The error of a document whose process ended without an answer."""
    return ReadError(
        "crashed",
        f"{path}：核对进程意外终止（{how}），本文件未核对；请单独检查该文件 / "
        f"the process that audited it ended ({how}), this file was not audited; look at the file alone",
    )
