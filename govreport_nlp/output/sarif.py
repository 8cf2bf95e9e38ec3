"""SARIF 2.1.0: one log for all reports, for review tools and editors that show a finding at its line.

Source: OASIS, Static Analysis Results Interchange Format Version 2.1.0 (2020). Columns and offsets count Unicode characters of the text as it
was read; an accepted finding is a suppressed result, a baseline gives each result its state.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from govreport_nlp import __version__
from govreport_nlp.models import Severity, Verdict
from govreport_nlp.output.experience import experience
from govreport_nlp.output.labels import SLIP, Lang, changes, pick
from govreport_nlp.output.location import line_and_column, said_in
from govreport_nlp.output.records import Row
from govreport_nlp.output.sheets import Writable
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
    """What one input adds to the log."""

    artifact: Object
    results: tuple[Object, ...]
    notifications: tuple[Object, ...] = ()
    failed: bool = False


def part(row: Row, verdicts: Collection[Verdict], lang: Lang) -> Part:
    """The part of an input, audited or not (`output.jsonl`): its findings with one of these verdicts."""
    path, error = row["source"], row["error"]
    if error is not None:
        said = _notification("error", path, error["code"], error["message"])
        return Part({"location": {"uri": uri(path)}}, (), (said,), failed=True)
    artifact = {"location": {"uri": uri(path)}, "roles": ["analysisTarget"], "hashes": {"sha-256": row["sha256"]}}
    claims = {claim["id"]: claim for claim in row["claims"]}
    results = tuple(_result(row, finding, claims, lang) for finding in row["findings"] if finding["verdict"] in verdicts)
    return Part(artifact, results, tuple(_notification("warning", path, "reading", text) for text in row["warnings"]))


class Log:
    """The log of all inputs, written part by part; `rules` are those that ran.

    With `states` every result gets a state of the baseline (§3.27.24: all results or none), that of "new" where it has none.
    """

    def __init__(self, out: Writable, rules: Iterable[Rule], lang: Lang, states: bool = False) -> None:
        self._out, self._states = out, states
        described = {rule.code: _rule(rule, lang) for rule in rules}
        self._numbers = {code: number for number, code in enumerate(described)}
        self._artifacts: list[str] = []
        self._notifications: list[Object] = []
        self._failed = False
        self._gap = "\n"
        run = {
            "tool": {"driver": {"name": "govreport", "semanticVersion": __version__, "rules": list(described.values())}},
            "language": pick(lang, "zh-CN", "en-US"),
            "columnKind": "unicodeCodePoints",
        }
        out.write(f'{{"$schema":{_json(SCHEMA)},"version":"2.1.0","runs":[\n{_json(run)[:-1]},\n"results":[')

    def add(self, part: Part) -> None:
        """Write the results of a part."""
        for result in part.results:
            state = {"baselineState": result.get("baselineState", "new")} if self._states else {}
            self._out.write(self._gap + _json({**result, **state, "ruleIndex": self._numbers[result["ruleId"]]}))
            self._gap = ",\n"
        self._artifacts.append(_json(part.artifact))
        self._notifications += part.notifications
        self._failed = self._failed or part.failed

    def close(self) -> None:
        """Write what comes behind the results."""
        told = [{"executionSuccessful": not self._failed, "toolExecutionNotifications": self._notifications}]
        artifacts = ",\n".join(self._artifacts)
        self._out.write(f'\n],\n"artifacts":[\n{artifacts}\n],\n"invocations":{_json(told)}}}]}}')


def text(parts: Sequence[Part], rules: Iterable[Rule], lang: Lang) -> str:
    """The log of these parts, without the last line end."""
    out = io.StringIO()
    log = Log(out, rules, lang, any("baselineState" in result for part in parts for result in part.results))
    for each in parts:
        log.add(each)
    log.close()
    return out.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def uri(path: str) -> str:
    """The path as a URI: relative where it is relative, with everything that is no ASCII letter escaped."""
    pure = PurePath(path)
    return Path(path).as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))


# ── results ──


def _result(row: Row, finding: Row, claims: Mapping[str, Row], lang: Lang) -> Object:
    wrong = finding["verdict"] == Verdict.INCONSISTENT
    slips = changes({name: claim["text"] for name, claim in claims.items()}, ((r["claim"], r["text"]) for r in finding["repairs"]), lang)
    said = (pick(lang, finding["message"], finding["message_en"]), slips and pick(lang, *SLIP) + slips)
    figures = sorted((claims[name] for name in {*finding["claims"]} & claims.keys()), key=lambda claim: int(claim["start"]))
    made: Object = {
        "ruleId": finding["rule"],
        "kind": _KINDS[Verdict(finding["verdict"])],
        "level": _LEVELS[finding["severity"]] if wrong else "none",
        "message": {"text": "\n".join(filter(None, said))},
        "locations": [_location(row, *_place(row, finding, claims), lang)],
        "relatedLocations": [
            {"message": {"text": claim["text"]}, **_location(row, claim["start"], claim["end"], claim["place"], lang), "id": number}
            for number, claim in enumerate(figures)
        ],
        "partialFingerprints": {FINGERPRINT: finding["fingerprint"]},
        "suppressions": _suppressions(finding),
        "properties": _properties(finding),
    }
    if finding["baseline"] is not None:
        made["baselineState"] = _STATES[finding["baseline"]]
    return made


def _place(row: Row, finding: Row, claims: Mapping[str, Row]) -> tuple[int, int, str]:
    """What an editor underlines: all of it within a line; over several lines the suspect figure, else the last one."""
    marked = finding
    if "\n" in row["text"][finding["start"] : finding["end"]]:
        standing = (claims[name] for name in (*finding["suspects"], *reversed(finding["claims"])) if name in claims)
        marked = next(standing, finding)
    return marked["start"], marked["end"], marked["place"]


def _location(row: Row, start: int, end: int, named: str, lang: Lang) -> Object:
    """A place: the region of a plain text; in a Word, PDF or web file, which has no lines of ours, words that say where."""
    artifact = {"artifactLocation": {"uri": uri(row["source"])}}
    if row["format"] != "txt":
        quoted = row["text"][start : min(end, start + _LONGEST_SNIPPET)]
        return {"physicalLocation": artifact, "message": {"text": f"{said_in(lang, named)}: {quoted}"}}
    return {"physicalLocation": {**artifact, "region": _region(row["text"], start, end)}}


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


def _suppressions(finding: Row) -> list[Object]:
    if finding["accepted"] is None:
        return []
    return [{"kind": "external", "status": "accepted", "justification": finding["accepted"]}]


def _properties(finding: Row) -> Object:
    names = ("family", "formula", "expected", "stated", "delta", "power")
    return {"verdict": finding["verdict"]} | {name: value for name in names if (value := finding[name]) is not None}


# ── what results refer to ──


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
