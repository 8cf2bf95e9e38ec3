"""Settings of an office: `govreport.toml`, or `[tool.govreport]` in `pyproject.toml`, from the folder of a report upward.

What the command line says replaces what the settings say under the same name, in the tables for single files too.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from govreport_nlp.errors import SettingsError, UsageError
from govreport_nlp.settings.patterns import matches
from govreport_nlp.settings.toml import KeyPath, Kind, Table, TomlFile, read

if TYPE_CHECKING:
    from govreport_nlp.rules.rule import Rule

_OWN, _SHARED = "govreport.toml", "pyproject.toml"
_KEYS: Mapping[str, Kind] = {
    "select": "texts", "ignore": "texts", "preview": "flag", "strict": "flag", "lang": "text",
    "accepted": "text", "baseline": "text", "per-file": "tables",
}  # fmt: skip
_PER_FILE: Mapping[str, Kind] = {"path": "text", "select": "texts", "ignore": "texts"}


@dataclass(frozen=True, slots=True)
class PerFile:
    """Rules for the files that a pattern means; an empty `select` leaves the choice as it is, `ignore` comes on top."""

    path: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the reports below the folder of `path`; the defaults hold where there is no settings file."""

    path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    strict: bool = False
    lang: Literal["zh", "en"] | None = None
    accepted: Path | None = None
    baseline: Path | None = None
    per_file: tuple[PerFile, ...] = ()

    def rules(self, report: str) -> tuple[Rule, ...]:
        """The rules to run over the report with this path."""
        from govreport_nlp.rules import selected

        select, ignore = self.select, self.ignore
        for entry in self.per_file:
            if self.path is not None and matches(relative(report, self.path.parent), entry.path):
                select, ignore = entry.select or select, ignore + entry.ignore
        return selected(self.preview, select, ignore)

    def overridden(self, **said: Any) -> Settings:
        """The same with what the command line said (None: nothing); its `select` and `ignore` hold for single files too."""
        spoken = {name: value for name, value in said.items() if value is not None}
        for name in ("select", "ignore"):
            if name in spoken:
                spoken["per_file"] = tuple(replace(entry, **{name: ()}) for entry in spoken.get("per_file", self.per_file))
        return replace(self, **spoken)


def find(folder: str | os.PathLike[str]) -> Settings:
    """The settings for a folder: the nearest file in it or above it; a pyproject.toml counts only if it has [tool.govreport].

    Raises: SettingsError for a file that cannot be used.
    """
    here = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links away from where the user put the report
    for parent in (here, *here.parents):
        own, shared = parent / _OWN, parent / _SHARED
        if _is_file(own):
            return load(own)
        if _names_us(shared) and "govreport" in _tool(read(shared)):
            return load(shared)
    return Settings()


def load(path: Path) -> Settings:
    """The settings in this file.

    Raises: SettingsError that names file, line, key and remedy: a file that cannot be read, a wrong key, a value of a wrong type, a rule
    that does not exist.
    """
    file = read(path)
    where: KeyPath = ("tool", "govreport") if path.name == _SHARED else ()
    table = _tool(file).get("govreport", {}) if where else file.content
    if not isinstance(table, dict):
        raise file.wrong(where, "应写成表 [tool.govreport]", "write it as a table [tool.govreport]")
    if not where and "govreport" in _tool(file):
        zh, en = f"{path.name} 中直接写各键，不要 [tool.govreport]", "write the keys at the top of this file, without [tool.govreport]"
        raise file.wrong(("tool", "govreport"), zh, en)
    file.check(where, table, _KEYS)
    _check_rules(file, where, table)
    if table.get("lang", "zh") not in ("zh", "en"):
        raise file.wrong((*where, "lang"), '“lang”应为 "zh" 或 "en"', '"lang" must be "zh" or "en"')
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items() if key != "per-file"}
    plain |= {key: _beside(path, table[key]) for key in ("accepted", "baseline") if key in table}
    return Settings(path=path, per_file=tuple(_per_file(file, where, table)), **plain)


def relative(path: str, folder: Path) -> str:
    """How a report is named in a file that stands in `folder`: its path from there, parted by /; `-` stays `-`."""
    if path == "-":
        return path
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _names_us(path: Path) -> bool:
    """True where the file speaks of govreport at all: what is wrong with another project's file is not our business."""
    try:
        return b"govreport" in path.read_bytes()
    except OSError:
        return False


def _tool(file: TomlFile) -> Table:
    tool = file.content.get("tool", {})
    return tool if isinstance(tool, dict) else {}


def _per_file(file: TomlFile, where: KeyPath, table: Table) -> list[PerFile]:
    entries = []
    for number, entry in enumerate(table.get("per-file", [])):
        place: KeyPath = (*where, "per-file", number)
        file.check(place, entry, _PER_FILE, required=("path",))
        _check_rules(file, place, entry)
        entries.append(PerFile(entry["path"], tuple(entry.get("select", ())), tuple(entry.get("ignore", ()))))
    return entries


def _check_rules(file: TomlFile, where: KeyPath, table: Table) -> None:
    from govreport_nlp.rules import check_words

    for key in ("select", "ignore"):
        for word in table.get(key, ()):
            try:
                check_words((word,))
            except UsageError as error:
                raise SettingsError(f"{file.path}:{file.line((*where, key), word)}：{key}：{error}") from error


def _beside(path: Path, named: str) -> Path:
    """A path that settings name: from their own folder, where it is not absolute."""
    return path.parent / Path(named).expanduser()
