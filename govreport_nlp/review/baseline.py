"""A baseline: the findings that were there when an office began; only new ones count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from govreport_nlp.errors import SettingsError
from govreport_nlp.review import register
from govreport_nlp.review.register import Entry, Register
from govreport_nlp.settings import relative
from govreport_nlp.settings.toml import Kind

_KEY = "known"
_KINDS: Mapping[str, Kind] = {"rule": "text", "fingerprint": "text", "file": "text"}
_HEAD = "# 基线：写入时已有的问题 / baseline: the findings that were known when it was written (govreport audit --write-baseline)\n"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the report with this path."""

    report: str
    rule: str
    fingerprint: str


def load(path: Path) -> Register:
    """The known findings in a file.

    Raises: SettingsError that names file, line and remedy.
    """
    if not path.exists():
        zh, en = "没有这个基线文件；先用 --write-baseline 写出", "no such baseline; write it first with --write-baseline"
        raise SettingsError(f"{path}：{zh} / {en}")
    return register.load(path, _KEY, _KINDS, required=("rule", "fingerprint", "file"))


def check_writable(path: Path) -> None:
    """Accept a path where a baseline may be written: a new file, or one that is a baseline already; never a report.

    Raises: SettingsError.
    """
    if not path.exists():
        if not path.parent.is_dir():
            raise SettingsError(f"{path}：没有这个文件夹；请先建立 / there is no such folder; make it first")
        return
    try:
        load(path)
    except SettingsError as error:
        zh, en = (
            "已有这个文件，且不是基线，不予覆盖；请换个名字",
            "this file is there and is no baseline: it is left alone; choose another name",
        )
        raise SettingsError(f"{path}：{zh} / {en}") from error


def write(path: Path, findings: Iterable[Found]) -> int:
    """Write the findings as a new baseline; the number written.

    Raises: SettingsError.
    """
    entries = [Entry(found.rule, found.fingerprint, relative(found.report, path.parent)) for found in findings]
    unique = list(dict.fromkeys(entries))
    register.save(path, _HEAD + register.written(_KEY, unique))
    return len(unique)
