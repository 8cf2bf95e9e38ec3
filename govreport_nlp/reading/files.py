"""Which files an argument list means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govreport_nlp.errors import ReadError

STDIN: Final = "-"
TEXT_SUFFIXES: Final = (".txt",)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, or an argument that names none: then `error` says why and takes its row in the output."""

    path: str
    error: ReadError | None = None


def collect(paths: Iterable[str | os.PathLike[str]]) -> tuple[Input, ...]:
    """The files that the arguments mean, in their order: a folder means its .txt files (recursive, by path), a file itself.

    A file named twice is audited twice: every argument keeps its rows. A folder without a text file, or one that cannot be listed, and a
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
        yield Input(path, ReadError("missing", f"{_shown(path)}：文件或文件夹不存在；请检查路径 / no such file or folder; check the path"))
    elif not is_folder:
        yield Input(path)
    else:
        yield from _folder(path)


def _folder(path: str) -> Iterator[Input]:
    denied: list[OSError] = []
    files = sorted(_text_files(path, denied))
    yield from map(Input, files)
    for error in denied:
        place = str(error.filename or path)
        message = f"{_shown(place)}：文件夹无法打开；请检查权限 / the folder cannot be listed ({error.strerror}); check its permissions"
        yield Input(place, ReadError("unreadable", message))
    if not files and not denied:
        found, remedy = "文件夹中没有 .txt 文件", "请指定文件或另存为纯文本"
        message = f"{_shown(path)}：{found}；{remedy} / no .txt file in the folder; name files or save them as plain text"
        yield Input(path, ReadError("missing", message))


def _text_files(folder: str, denied: list[OSError]) -> Iterator[str]:
    """Text files below a folder; links to folders are not followed, so a loop cannot catch us. Hidden ones are skipped."""
    for parent, folders, names in os.walk(folder, onerror=denied.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(TEXT_SUFFIXES) and not name.startswith((".", "~$")):
                path = os.path.join(parent, name)  # noqa: PTH118 - keeps the argument's own spelling ("./a"), which Path would rewrite
                if os.path.isfile(path) or os.path.islink(path):  # noqa: PTH113, PTH114 - a broken link is reported, a pipe would hang us
                    yield path


def _shown(path: str) -> str:
    """A path that fits on one line of a message."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8").replace("\n", "\\n").replace("\r", "\\r")
