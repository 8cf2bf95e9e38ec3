"""Which files an argument list means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govreport_nlp.errors import ReadError
from govreport_nlp.reading.archives import members, split
from govreport_nlp.reading.faults import fault, shown
from govreport_nlp.reading.formats import ARCHIVES, SUFFIXES

STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, or an argument that names none: then `error` says why and takes its row in the output."""

    path: str
    error: ReadError | None = None


def collect(paths: Iterable[str | os.PathLike[str]]) -> tuple[Input, ...]:
    """The files that the arguments mean, in their order: a folder or an archive means the reports in it (by path; folders with those below), a file itself.

    A file named twice is audited twice: every argument keeps its rows. A folder without a report, or one that cannot be listed, and a
    path that does not exist yield one `Input` with an error. `-` (standard input) is passed through.
    """
    return tuple(found for path in paths for found in _inputs(os.fspath(path)))


def _inputs(path: str) -> Iterator[Input]:
    if path == STDIN:
        yield Input(path)
        return
    try:
        is_folder, exists = Path(path).is_dir(), os.path.lexists(path)
    except ValueError:  # a NUL in the path
        is_folder, exists = False, False
    if not exists and split(path) is None:
        yield Input(path, ReadError("missing", f"{shown(path)}：文件或文件夹不存在；请检查路径 / no such file or folder; check the path"))
    elif not is_folder:
        yield from _file(path)
    else:
        yield from _folder(path)


def _folder(path: str) -> Iterator[Input]:
    denied: list[OSError] = []
    files = sorted(_reports(path, denied))
    for file in files:
        yield from _file(file)
    for error in denied:
        place = str(error.filename or path)
        message = f"{shown(place)}：文件夹无法打开；请检查权限 / the folder cannot be listed ({error.strerror}); check its permissions"
        yield Input(place, ReadError("unreadable", message))
    if not files and not denied:
        found, remedy = "文件夹中没有可核对的文件", f"可读的格式：{' '.join(SUFFIXES)}"
        message = f"{shown(path)}：{found}；{remedy} / no report in the folder; read are {' '.join(SUFFIXES)}"
        yield Input(path, ReadError("missing", message))


def _file(path: str) -> Iterator[Input]:
    """The file itself; of an archive, the reports in it."""
    if not path.lower().endswith(ARCHIVES) or not Path(path).is_file():
        yield Input(path)
        return
    try:
        found = members(path)
    except ReadError as error:
        yield Input(path, error)
        return
    except OSError as error:
        yield Input(path, fault("unreadable", path, ("无法读取", f"cannot be read: {error}"), ("请检查权限", "check its permissions")))
        return
    for member in found:
        yield Input(f"{path}/{member.name}", member.error)
    if not found:
        nothing = ("压缩包中没有可核对的文件", "no report in the archive")
        yield Input(path, fault("missing", path, nothing, (f"可读的格式：{' '.join(SUFFIXES)}", f"read are {' '.join(SUFFIXES)}")))


def _reports(folder: str, denied: list[OSError]) -> Iterator[str]:
    """Files of a format that is read, below a folder; links to folders are not followed, so a loop cannot catch us. Hidden ones are skipped."""
    for parent, folders, names in os.walk(folder, onerror=denied.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith((*SUFFIXES, *ARCHIVES)) and not name.startswith((".", "~$")):
                path = os.path.join(parent, name)  # noqa: PTH118 - keeps the argument's own spelling ("./a"), which Path would rewrite
                if os.path.isfile(path) or os.path.islink(path):  # noqa: PTH113, PTH114 - a broken link is reported, a pipe would hang us
                    yield path
