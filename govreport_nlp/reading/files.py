"""Which files an argument list means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govreport_nlp.errors import ReadError
from govreport_nlp.reading.faults import shown
from govreport_nlp.reading.formats import SUFFIXES

STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, or an argument that names none: then `error` says why and takes its row in the output."""

    path: str
    error: ReadError | None = None


def collect(paths: Iterable[str | os.PathLike[str]]) -> tuple[Input, ...]:
    """The files that the arguments mean, in their order: a folder means the reports in it (recursive, by path), a file itself.

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
    if not exists:
        yield Input(path, ReadError("missing", f"{shown(path)}：文件或文件夹不存在；请检查路径 / no such file or folder; check the path"))
    elif not is_folder:
        yield Input(path)
    else:
        yield from _folder(path)


def _folder(path: str) -> Iterator[Input]:
    denied: list[OSError] = []
    files = sorted(_reports(path, denied))
    yield from map(Input, files)
    for error in denied:
        place = str(error.filename or path)
        message = f"{shown(place)}：文件夹无法打开；请检查权限 / the folder cannot be listed ({error.strerror}); check its permissions"
        yield Input(place, ReadError("unreadable", message))
    if not files and not denied:
        found, remedy = "文件夹中没有可核对的文件", f"可读的格式：{' '.join(SUFFIXES)}"
        message = f"{shown(path)}：{found}；{remedy} / no report in the folder; read are {' '.join(SUFFIXES)}"
        yield Input(path, ReadError("missing", message))


def _reports(folder: str, denied: list[OSError]) -> Iterator[str]:
    """Files of a format that is read, below a folder; links to folders are not followed, so a loop cannot catch us. Hidden ones are skipped."""
    for parent, folders, names in os.walk(folder, onerror=denied.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(tuple(SUFFIXES)) and not name.startswith((".", "~$")):
                path = os.path.join(parent, name)  # noqa: PTH118 - keeps the argument's own spelling ("./a"), which Path would rewrite
                if os.path.isfile(path) or os.path.islink(path):  # noqa: PTH113, PTH114 - a broken link is reported, a pipe would hang us
                    yield path
