"""What an office has said of findings: those that it accepts, with a reason, and those that it knew before (a baseline).

A finding is recognised by its fingerprint, which edits elsewhere in the report leave alone. Nothing is dropped: findings are marked, and
a marked one does not count for the exit status.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from govreport_nlp.models import Finding, Verdict
from govreport_nlp.review import accepted, baseline
from govreport_nlp.review.register import Register


@dataclass(frozen=True, slots=True)
class Review:
    """The registers that hold for a report, where there are any."""

    accepted: Register | None = None
    known: Register | None = None

    def mark(self, findings: Sequence[Finding], report: str) -> tuple[Finding, ...]:
        """The findings of the report with this path, each with its reason where it is accepted, and new or known to the baseline."""
        return tuple(finding if finding.verdict is Verdict.CONSISTENT else self._marked(finding, report) for finding in findings)

    def mark_row(self, row: dict[str, Any]) -> dict[str, Any]:
        """The same for the JSON object of a report (`output.jsonl`), which may be one that could not be audited."""
        if "findings" not in row:
            return row
        marked = [
            finding if finding["verdict"] == Verdict.CONSISTENT else {**finding, **self._marks(finding["fingerprint"], row["source"])}
            for finding in row["findings"]
        ]
        return {**row, "findings": marked}

    def _marked(self, finding: Finding, report: str) -> Finding:
        return replace(finding, **self._marks(finding.fingerprint, report))

    def _marks(self, fingerprint: str, report: str) -> dict[str, Any]:
        marks: dict[str, Any] = {}
        entry = self.accepted and self.accepted.find(report, fingerprint)
        if entry:
            marks["accepted"] = entry.reason
        if self.known:
            marks["baseline"] = "known" if self.known.find(report, fingerprint) else "new"
        return marks


def load(accepted_file: Path | None, baseline_file: Path | None) -> Review:
    """The registers in these files.

    Raises: SettingsError that names file, line and remedy.
    """
    return Review(
        None if accepted_file is None else accepted.load(accepted_file),
        None if baseline_file is None else baseline.load(baseline_file),
    )


def alarms(findings: Iterable[Finding], strict: bool) -> tuple[Finding, ...]:
    """The findings that make the exit status 1: alarms, where it is `strict` also what is undecided; nothing accepted or known."""
    return tuple(f for f in findings if f.is_alarm or (strict and f.verdict is Verdict.UNDECIDED and not f.is_settled))
