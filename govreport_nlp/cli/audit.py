"""`govreport audit`: check reports, print what was found."""

from __future__ import annotations

import argparse
import re

from govreport_nlp.cli import batch, inputs, streams
from govreport_nlp.output import jsonl, terminal
from govreport_nlp.output.terminal import Look, Tally
from govreport_nlp.report import Report
from govreport_nlp.rules import selected

OK, ALARM, FAILED = 0, 1, 2


def run(options: argparse.Namespace) -> int:
    """Audit the inputs; 0 no alarm, 1 an alarm, 2 an input could not be audited."""
    if batch.wanted(options):
        return batch.run(options, _codes(options.select), _codes(options.ignore))
    rules = selected(options.preview, _codes(options.select), _codes(options.ignore))
    look = streams.look(options.lang, options.color)
    tally, alarm = Tally(), False

    def shown(report: Report) -> str:
        if options.format == "jsonl":
            entities = report.entities if options.ner else report.ruled_entities
            return jsonl.line(jsonl.audited(report.extraction, report.findings, entities))
        return terminal.file_block(report.extraction, report.findings, look, options.all)

    for result in inputs.each(options.paths, rules, options.lang, shown):
        if isinstance(result, inputs.Failure):
            tally.failed += 1
            _failed(result, options.format)
            continue
        report, text = result
        for warning in report.source.warnings:
            streams.warn(f"{report.source.path}: {warning}")
        streams.emit(text)
        tally.add(report.coverage, report.findings)
        alarm = alarm or bool(report.alarms)
    return _end(tally, alarm, look, options.format)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in re.split(r"[,，\s]+", text) if code)


def _failed(failure: inputs.Failure, form: str) -> None:
    streams.warn(failure.error.message)
    if form == "jsonl":
        streams.emit(jsonl.line(jsonl.failed(failure.path, failure.error)))


def _end(tally: Tally, alarm: bool, look: Look, form: str) -> int:
    if form == "text" and tally.files:
        streams.emit(terminal.summary(tally, look))
    return FAILED if tally.failed else ALARM if alarm else OK
