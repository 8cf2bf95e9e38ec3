"""`govreport audit`: check reports, print what was found."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from govreport_nlp import review
from govreport_nlp.cli import annotate, batch, inputs, streams
from govreport_nlp.cli.policy import Policy, write_baseline
from govreport_nlp.models import Finding, Verdict
from govreport_nlp.output import jsonl, sarif, terminal
from govreport_nlp.output.terminal import Tally
from govreport_nlp.report import Report
from govreport_nlp.review import baseline
from govreport_nlp.review.accepted import Audited
from govreport_nlp.review.baseline import Found
from govreport_nlp.rules.rule import Rule

OK, ALARM, FAILED = 0, 1, 2


def run(options: argparse.Namespace) -> int:
    """Audit the inputs; 0 no alarm, 1 an alarm, 2 an input could not be audited."""
    policy = Policy(options)
    policy.check(options.paths)
    annotate.check(options)
    in_a_folder = batch.wanted(options)
    if options.write_baseline is not None:
        baseline.check_writable(Path(options.write_baseline))
    if in_a_folder:
        return batch.run(options, policy)
    audit = _Audit(options, policy)
    for result in inputs.each(options.paths, policy.rules, options.lang, audit.shown):
        if isinstance(result, inputs.Failure):
            audit.failed(result)
        else:
            audit.count(*result)
    return audit.end()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is printed of a report, now or in the log of all, and its findings, marked."""

    findings: tuple[Finding, ...]
    text: str = ""
    part: sarif.Part | None = None


class _Audit:
    """The course of one command: what to print of each report, and what has come together when all are done."""

    def __init__(self, options: argparse.Namespace, policy: Policy) -> None:
        self._options = options
        self._policy = policy
        self._look = streams.look(options.lang, options.color)
        self._tally = Tally()
        self._alarm = False
        self._found: list[Found] = []
        self._audited: list[Audited] = []
        self._parts: list[sarif.Part] = []
        self._ran: dict[str, Rule] = {}

    def shown(self, report: Report) -> _Shown:
        """What is to be printed of a report."""
        path, form = report.source.path, self._options.format
        findings = self._policy.review(path).mark(report.findings, path)
        if form == "jsonl":
            entities = report.entities if self._options.ner else report.ruled_entities
            return _Shown(findings, jsonl.line(jsonl.audited(report.extraction, findings, entities)))
        if form == "sarif":
            return _Shown(
                findings, part=sarif.part(jsonl.audited(report.extraction, findings), self._shown_verdicts(path), self._look.lang)
            )
        return _Shown(findings, terminal.file_block(report.extraction, findings, self._look, self._shown_verdicts(path)))

    def _shown_verdicts(self, path: str) -> tuple[Verdict, ...]:
        return tuple(Verdict) if self._options.all else self._policy.counting(path)

    def failed(self, failure: inputs.Failure) -> None:
        """Tell of an input that could not be audited."""
        self._tally.failed += 1
        streams.warn(failure.error.message)
        if self._options.format == "jsonl":
            streams.emit(jsonl.line(jsonl.failed(failure.path, failure.error)))
        self._parts.append(sarif.part(jsonl.failed(failure.path, failure.error), (), self._look.lang))

    def count(self, report: Report, shown: _Shown) -> None:
        """Print an audited report, and keep what the end needs of it."""
        path, findings = report.source.path, shown.findings
        for warning in report.source.warnings:
            streams.warn(f"{path}: {warning}")
        if shown.part is None:
            streams.emit(shown.text)
        else:
            self._parts.append(shown.part)
            self._ran.update((rule.code, rule) for rule in self._policy.rules(path))
        self._tally.add(report.coverage, findings)
        self._alarm = self._alarm or bool(review.alarms(findings, self._policy.settings(path).strict))
        if self._options.write_baseline is not None:
            # What is undecided today and becomes inconsistent later is new, unless --strict showed it
            counting = self._policy.counting(path)
            self._found += [Found(path, f.rule, f.fingerprint) for f in findings if f.verdict in counting and f.accepted is None]
        if self._options.annotate is not None:
            annotate.write(report, findings, Path(self._options.annotate), self._look)
        audited = self._policy.audited(path, (f.fingerprint for f in findings if f.accepted is not None))
        if audited is not None:
            self._audited.append(audited)

    def end(self) -> int:
        """Print the summary and the notices, write the baseline; the exit status."""
        if self._options.format == "text" and self._tally.files:
            streams.emit(terminal.summary(self._tally, self._look))
        if self._options.format == "sarif":
            streams.emit(sarif.text(self._parts, self._ran.values(), self._look.lang))
        for notice in self._policy.stale(self._audited):
            streams.warn(notice)
        if self._options.write_baseline is not None:
            write_baseline(Path(self._options.write_baseline), self._found, self._look)
        return FAILED if self._tally.failed else ALARM if self._alarm and self._options.write_baseline is None else OK
