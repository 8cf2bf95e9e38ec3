"""A TOML file that a person wrote: its content, its line numbers, and messages that say what to write instead."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from govreport_nlp.errors import SettingsError

Table = dict[str, Any]
KeyPath = tuple[str | int, ...]  # ("tool", "govreport", "per-file", 0, "ignore")
Kind = Literal["texts", "text", "flag", "tables"]

_WANTED: Mapping[Kind, tuple[str, str, str]] = {  # what a value must be, and how it is written
    "texts": ("由字符串组成的数组", "an array of strings", '{key} = ["…"]'),
    "text": ("非空字符串", "a string that is not empty", '{key} = "…"'),
    "flag": ("true 或 false", "true or false", "{key} = true"),
    "tables": ("若干个表", "tables", "[[{key}]]"),
}
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class TomlFile:
    """A file that was read; `content` is its top table."""

    path: Path
    text: str
    content: Table

    @cached_property
    def _places(self) -> list[tuple[int, int, KeyPath]]:
        return list(_statements(self.text))

    def wrong(self, where: KeyPath, zh: str, en: str) -> SettingsError:
        """An error at the line where this key stands."""
        return SettingsError(f"{self.path}:{self.line(where)}：{zh} / {en}")

    def line(self, where: KeyPath, value: str | None = None) -> int:
        """The line, from 1, of a key, else of the innermost table around it; of a string in its value, where one is named."""
        best, found = -1, (1, 1)
        for first, last, path in self._places:
            shared = min(len(path), len(where))  # [[per-file]] is ("per-file", 0), and the place of ("per-file",) too
            if path[:shared] == where[:shared] and shared > best:
                best, found = shared, (first, last)
        if value is not None:
            lines = list(enumerate(self.text.split("\n"), 1))[found[0] - 1 : found[1]]
            return next((number for number, line in lines if re.search(f"[\"']{re.escape(value)}[\"']", line)), found[0])
        return found[0]

    def check(self, where: KeyPath, table: Table, kinds: Mapping[str, Kind], required: tuple[str, ...] = ()) -> None:
        """Refuse a key that `kinds` does not know, a value of another kind, and a table without a required key.

        Raises: SettingsError.
        """
        for key, value in table.items():
            if key not in kinds:
                raise self.wrong((*where, key), *_unknown(key, kinds))
            if not _is(kinds[key], value):
                zh, en, example = _WANTED[kinds[key]]
                example = example.format(key=key)
                raise self.wrong((*where, key), f"“{key}”应为{zh}，例如 {example}", f'"{key}" must be {en}, such as {example}')
        for key in required:
            if key not in table:
                example = _WANTED[kinds[key]][2].format(key=key)
                raise self.wrong(where, f"缺少“{key}”；请加上一行 {example}", f'"{key}" is missing; add a line {example}')


def read(path: Path) -> TomlFile:
    """The file, with or without a byte order mark.

    Raises: SettingsError where it cannot be opened, is not UTF-8 or no TOML; the message names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return TomlFile(path, text, tomllib.loads(text))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(
            f"{path}：无法打开（{reason}）；请检查路径和权限 / cannot be opened; check the path and its permissions"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{path}:{line}：不是 UTF-8；请另存为 UTF-8 / not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        remedy = "字符串要加引号，一行一个键 / no valid TOML; quote strings, one key on a line"
        raise SettingsError(f"{path}:{line}：不是合法的 TOML（{error}）；{remedy}") from error


def quoted(text: str) -> str:
    """The text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def nearest(word: str, known: Mapping[str, Kind]) -> str:
    """The known key that looks most like it, or ""."""
    return next(iter(get_close_matches(word.lower().replace("_", "-"), known, n=1, cutoff=0.5)), "")


def _unknown(key: str, kinds: Mapping[str, Kind]) -> tuple[str, str]:
    near, known = nearest(key, kinds), ", ".join(kinds)
    if near:
        return f"没有“{key}”这个键；是不是“{near}”？可用：{known}", f'unknown key "{key}"; did you mean "{near}"?'
    return f"没有“{key}”这个键；可用：{known}", f'unknown key "{key}"; use one of these'


def _is(kind: Kind, value: object) -> bool:
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
    if kind == "tables":
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return isinstance(value, bool) if kind == "flag" else isinstance(value, str) and bool(value.strip())


# ── where a key stands: tomllib does not tell ──


def _statements(text: str) -> Iterator[tuple[int, int, KeyPath]]:
    """(first line, last line, path) of each header and each key; a statement is over when its lines are TOML by themselves."""
    header: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    pending: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        pending.append(line)
        try:
            parsed = tomllib.loads("\n".join(pending))
        except tomllib.TOMLDecodeError:
            continue
        first, pending = number - len(pending) + 1, []
        if line.lstrip().startswith("[") and first == number:
            header = _header(parsed, counts)
            yield number, number, header
        else:
            yield from ((first, number, (*header, *path)) for path in _paths(parsed))


def _header(parsed: Table, counts: dict[KeyPath, int]) -> KeyPath:
    """The path of [a.b] or [[a.b]], with the index of each array of tables on the way."""
    path: KeyPath = ()
    inner: Any = parsed
    while inner:
        if isinstance(inner, list):
            counts[path] = counts.get(path, -1) + 1
            return (*path, counts[path])
        (key, inner), *_ = inner.items()
        path = (*path, key)
        if path in counts and not isinstance(inner, list):
            path = (*path, counts[path])
    return path


def _paths(inner: object) -> Iterator[KeyPath]:
    """Every path down to a value, itself without its parents."""
    entries = inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ()
    for key, value in entries:
        yield (key,)
        yield from ((key, *path) for path in _paths(value))
