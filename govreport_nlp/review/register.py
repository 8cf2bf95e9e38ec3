"""A list of findings in a TOML file: one table each, with rule, fingerprint and the report that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from govreport_nlp.errors import SettingsError
from govreport_nlp.settings import relative
from govreport_nlp.settings.toml import Kind, TomlFile, quoted, read

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of the list; without `file` it may stand in any report. `reason` is empty in a baseline."""

    rule: str
    fingerprint: str
    file: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Register:
    """The entries of a file, in its order, under one key ("accepted", "known")."""

    source: TomlFile
    key: str
    entries: tuple[Entry, ...]

    @cached_property
    def _by_fingerprint(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.fingerprint, []).append(entry)
        return found

    def find(self, report: str, fingerprint: str) -> Entry | None:
        """The entry for a finding in the report with this path."""
        for entry in self._by_fingerprint.get(fingerprint, ()):
            if entry.file is None or entry.file == self.name(report):
                return entry
        return None

    def name(self, report: str) -> str:
        """How this file calls a report: by its path from here."""
        return relative(report, self.source.path.parent)

    def line(self, entry: Entry) -> int:
        """The line where an entry begins."""
        return self.source.line((self.key, self.entries.index(entry)))


def load(path: Path, key: str, kinds: Mapping[str, Kind], required: tuple[str, ...]) -> Register:
    """The register in a file.

    Raises: SettingsError that names file, line, key and remedy.
    """
    file = read(path)
    file.check((), file.content, {key: "tables"})
    entries = []
    for number, table in enumerate(file.content.get(key, [])):
        file.check((key, number), table, kinds, required)
        if not _FINGERPRINT.fullmatch(table["fingerprint"]):
            zh, en = "应为16位十六进制，照抄审核结果中的", "must be 16 hexadecimal digits, as the audit prints it"
            raise file.wrong((key, number, "fingerprint"), f"“fingerprint”{zh}", f'"fingerprint" {en}')
        entries.append(Entry(**table))
    return Register(file, key, tuple(entries))


def written(key: str, entries: Iterable[Entry]) -> str:
    """The entries as TOML, each with a blank line before it."""
    return "".join(f"\n[[{key}]]\n" + "".join(_fields(entry)) for entry in entries)


def save(path: Path, text: str, append: bool = False) -> None:
    """Write a register, or go on with one.

    Raises: SettingsError where that is not possible.
    """
    try:
        with path.open("a" if append else "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        said = error.strerror or str(error)
        raise SettingsError(
            f"{path}：无法写入（{said}）；请检查路径和权限 / cannot be written; check the path and its permissions"
        ) from error


def _fields(entry: Entry) -> Iterable[str]:
    for name in ("rule", "fingerprint", "file", "reason"):
        value: str | None = getattr(entry, name)
        if value:
            yield f"{name} = {quoted(value)}\n"
