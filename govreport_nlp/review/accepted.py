"""Accepted findings: somebody has looked, and says why they may stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from govreport_nlp.errors import SettingsError, UsageError
from govreport_nlp.models import Finding
from govreport_nlp.review import register
from govreport_nlp.review.register import Entry, Register
from govreport_nlp.rules import by_code
from govreport_nlp.settings.toml import Kind

_KEY = "accepted"
_KINDS: Mapping[str, Kind] = {"rule": "text", "fingerprint": "text", "reason": "text", "file": "text"}
_HEAD = "# 已接受的问题：每条写明理由 / accepted findings, each with its reason (README: For an office)\n"


@dataclass(frozen=True, slots=True)
class Audited:
    """A report that was audited: the rules that ran, and the fingerprints of its accepted findings."""

    path: str
    rules: Collection[str]
    accepted: Collection[str]


def load(path: Path) -> Register:
    """The accepted findings in a file.

    Raises: SettingsError that names file, line and remedy: no reason, no such rule, a wrong key.
    """
    if not path.exists():
        zh, en = (
            "没有这个文件；请新建一个空文件，或用 govreport accept 写入",
            'no such file; make an empty one, or let "govreport accept" write it',
        )
        raise SettingsError(f"{path}：{zh} / {en}")
    found = register.load(path, _KEY, _KINDS, required=("rule", "fingerprint", "reason"))
    for number, entry in enumerate(found.entries):
        try:
            by_code(entry.rule)
        except UsageError as error:
            raise SettingsError(f"{path}:{found.source.line((_KEY, number, 'rule'))}：rule：{error}") from error
    return found


def add(path: Path, finding: Finding, report: str, reason: str) -> bool:
    """Write an entry for a finding at the end of the file, which is made where it is not there; False where it has one already.

    Raises: SettingsError.
    """
    if not path.exists():
        register.save(path, _HEAD)
    found = load(path)
    if found.find(report, finding.fingerprint):
        return False
    entry = Entry(finding.rule, finding.fingerprint, found.name(report), reason)
    gap = "" if found.source.text.endswith("\n") or not found.source.text else "\n"
    register.save(path, gap + register.written(_KEY, [entry]), append=True)
    return True


def stale(found: Register, audited: Collection[Audited]) -> Iterator[str]:
    """A notice for each entry that fits nothing any more, as far as these audits can tell.

    Nothing is said of a report that was not audited, if it is still there, nor of a rule that did not run.
    """
    names = {found.name(report.path): report for report in audited}
    for entry in found.entries:
        where = f"{found.source.path}:{found.line(entry)}"
        what = f"{entry.rule} {entry.fingerprint}"
        if entry.file is not None and entry.file not in names:
            if entry.file != "-" and not _there(found.source.path.parent / entry.file):
                yield f"{where}：{what} 所指报告 {entry.file} 已不存在，请改正或删去 / the report is not there any more: correct or remove the entry"
            continue
        asked = [r for r in ([names[entry.file]] if entry.file else audited) if entry.rule.upper() in r.rules]
        if asked and not any(entry.fingerprint in report.accepted for report in asked):
            yield f"{where}：{what} 已不对应任何问题，可以删去 / fits no finding any more: the entry can be removed"


def _there(path: Path) -> bool:
    """True where a report is there, or an archive that may hold it ("forty.zip/财政局/报告.docx")."""
    return path.exists() or any(parent.is_file() for parent in path.parents)
