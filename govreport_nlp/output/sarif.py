"""SARIF 2.1.0: one log for all reports, for review tools and editors that show a finding at its line.

Source: OASIS, Static Analysis Results Interchange Format Version 2.1.0 (2020). Columns and offsets count Unicode characters of the text as it
was read; an accepted finding is a suppressed result, a baseline gives each result its state.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from govreport_nlp import __version__
from govreport_nlp.errors import ReadError
from govreport_nlp.models import Extraction, Finding, Severity, Source, Verdict
from govreport_nlp.output.experience import experience
from govreport_nlp.output.labels import Lang, message, pick, slips
from govreport_nlp.output.location import line_and_column, place
from govreport_nlp.rules.measured import measured
from govreport_nlp.rules.page import Page, parse
from govreport_nlp.rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "govreport/v1"

_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "notice": "note", "style": "note"}
_KINDS: Mapping[Verdict, str] = {Verdict.INCONSISTENT: "fail", Verdict.UNDECIDED: "open", Verdict.CONSISTENT: "pass"}
_STATES = {"known": "unchanged", "new": "new", None: "new"}
_LONGEST_SNIPPET = 200  # characters

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What one report adds to the log."""

    artifact: Object
    results: tuple[Object, ...]
    notifications: tuple[Object, ...] = ()
    failed: bool = False


def part(extraction: Extraction, findings: Iterable[Finding], verdicts: Collection[Verdict], lang: Lang) -> Part:
    """The part of a report that was audited: its findings with one of these verdicts."""
    source = extraction.document.source
    warnings = tuple(_notification("warning", source.path, "reading", text) for text in source.warnings)
    return Part(_artifact(source), tuple(_result(extraction, f, lang) for f in findings if f.verdict in verdicts), warnings)


def failed(path: str, error: ReadError) -> Part:
    """The part of an input that could not be audited."""
    return Part({"location": {"uri": uri(path)}}, (), (_notification("error", path, error.code, error.message),), failed=True)


def log(parts: Sequence[Part], rules: Iterable[Rule], lang: Lang) -> Object:
    """The log of all reports; `rules` are those that ran."""
    described = {rule.code: _rule(rule, lang) for rule in rules}
    numbers = {code: number for number, code in enumerate(described)}
    states = any("baselineState" in result for each in parts for result in each.results)
    results = []
    for result in (result for each in parts for result in each.results):
        state = {"baselineState": result.get("baselineState", "new")} if states else {}  # on all results or on none
        results.append({**result, **state, "ruleIndex": numbers[result["ruleId"]]})
    driver = {"name": "govreport", "semanticVersion": __version__, "rules": list(described.values())}
    notifications = [notification for each in parts for notification in each.notifications]
    run = {
        "tool": {"driver": driver},
        "language": pick(lang, "zh-CN", "en-US"),
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not any(each.failed for each in parts), "toolExecutionNotifications": notifications}],
        "artifacts": [each.artifact for each in parts],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def text(logged: Object) -> str:
    """The log as it is written to a file, without the last line end."""
    return json.dumps(logged, ensure_ascii=False, indent=1)


def uri(path: str) -> str:
    """The path as a URI: relative where it is relative, with everything that is no ASCII letter escaped."""
    pure = PurePath(path)
    return Path(path).as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))


# ── results ──


def _result(extraction: Extraction, finding: Finding, lang: Lang) -> Object:
    source = extraction.document.source
    start, end = _place(extraction, finding)
    said = [message(finding, lang), slips(extraction, finding, lang)]
    wrong = finding.verdict is Verdict.INCONSISTENT
    made: Object = {
        "ruleId": finding.rule,
        "kind": _KINDS[finding.verdict],
        "level": _LEVELS[finding.severity] if wrong else "none",
        "message": {"text": "\n".join(filter(None, said))},
        "locations": [_location(source, start, end, lang)],
        "relatedLocations": _figures(extraction, finding, lang),
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "suppressions": _suppressions(finding),
        "properties": _properties(finding),
    }
    if finding.baseline is not None:
        made["baselineState"] = _STATES[finding.baseline]
    return made


def _place(extraction: Extraction, finding: Finding) -> tuple[int, int]:
    """What an editor underlines: all of it within a line; over several lines the suspect figure, else the last one."""
    if "\n" in extraction.document.text[finding.start : finding.end]:
        by_id = {claim.id: claim for claim in extraction.figures}
        for claim in (*finding.suspects, *reversed(finding.claims)):
            if claim in by_id:
                return by_id[claim].start, by_id[claim].end
    return finding.start, finding.end


def _figures(extraction: Extraction, finding: Finding, lang: Lang) -> list[Object]:
    wanted, source = set(finding.claims), extraction.document.source
    figures = [claim for claim in extraction.figures if claim.id in wanted]
    return [
        {"message": {"text": claim.text}, **_location(source, claim.start, claim.end, lang), "id": number}
        for number, claim in enumerate(figures)
    ]


def _location(source: Source, start: int, end: int, lang: Lang) -> Object:
    """A place: the region of a plain text; in a Word, PDF or web file, which has no lines of ours, words that say where."""
    artifact = {"artifactLocation": {"uri": uri(source.path)}}
    if source.locators:
        quoted = source.text[start : min(end, start + _LONGEST_SNIPPET)]
        return {"physicalLocation": artifact, "message": {"text": f"{place(source, start, lang)}: {quoted}"}}
    return {"physicalLocation": {**artifact, "region": _region(source.text, start, end)}}


def _region(text: str, start: int, end: int) -> Object:
    (line, column), (last, after) = line_and_column(text, start), line_and_column(text, end)
    region: Object = {
        "startLine": line,
        "startColumn": column,
        "endLine": last,
        "endColumn": after,
        "charOffset": start,
        "charLength": end - start,
    }
    if end - start <= _LONGEST_SNIPPET:
        region["snippet"] = {"text": text[start:end]}
    return region


def _suppressions(finding: Finding) -> list[Object]:
    if finding.accepted is None:
        return []
    return [{"kind": "external", "status": "accepted", "justification": finding.accepted}]


def _properties(finding: Finding) -> Object:
    names = ("family", "formula", "expected", "stated", "delta", "power")
    return {"verdict": finding.verdict.value} | {name: value for name in names if (value := getattr(finding, name)) is not None}


# ── what results refer to ──


def _artifact(source: Source) -> Object:
    return {"location": {"uri": uri(source.path)}, "roles": ["analysisTarget"], "hashes": {"sha-256": source.sha256}}


def _notification(level: str, path: str, code: str, said: str) -> Object:
    place = {"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}
    return {"level": level, "message": {"text": said}, "descriptor": {"id": code}, "locations": [place]}


def _rule(rule: Rule, lang: Lang) -> Object:
    page = parse(rule.page)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": pick(lang, rule.name_zh, rule.name)},
        "fullDescription": {"text": page.summary},
        "help": {"text": rule.page, "markdown": _markdown(page, experience(measured(rule.code), lang))},
        "defaultConfiguration": {"level": _LEVELS[rule.level], "enabled": rule.state == "stable"},
        "properties": {"tags": [rule.family], "state": rule.state},
    }


def _markdown(page: Page, seen: str) -> str:
    examples = [f"**{heading}**\n\n> " + text.replace("\n", "\n> ") for heading, texts in _examples(page) for text in texts]
    return "\n\n".join(
        [
            page.summary,
            f"**Why** {page.why}",
            *examples,
            f"**Silent when** {page.silent_when}",
            f"**Measured** {seen}",
            f"**Source** {page.source}",
        ]
    )


def _examples(page: Page) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("Good", page.good), ("Bad", page.bad)
