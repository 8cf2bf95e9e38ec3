"""SARIF 2.1.0: the parts of the standard that readers rely on, checked by hand (the schema itself is too heavy to bundle).

Section numbers are those of the standard.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest

import govreport_nlp as gr
from govreport_nlp.cli import main
from govreport_nlp.output import sarif
from govreport_nlp.rules import RULES

ROOT = Path(__file__).parent.parent
REPORT = """石棠县司法局2023年工作报告\r
一、工作情况\r
（一）办案。全年收到行政诉讼案件66件，代理县政府案件8件，共计75件。\r
（三）宣传。税收收入31.25万元、非税收入12.31万元，共计43.58万元。\r
"""
APART = "石棠县司法局2023年工作报告\n一、公开\n全年主动公开政府信息总量4126条。\n二、总结\n全年主动公开政府信息总量4216条。\n"
KEYS = {  # the properties that §3.14, 3.27, 3.30, 3.49 know, as far as we write them
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "language", "columnKind", "invocations", "artifacts", "results"},
    "result": {
        "ruleId", "ruleIndex", "kind", "level", "message", "locations", "relatedLocations", "partialFingerprints", "suppressions",
        "baselineState", "properties",
    },
    "region": {"startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength", "snippet"},
    "rule": {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"},
}  # fmt: skip

Log = Callable[..., dict[str, Any]]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Log:
    """The log of `govreport audit --format sarif` in a folder with 报告.txt, checked in general; `status` is what the command returned."""
    monkeypatch.chdir(tmp_path)
    Path("报告.txt").write_bytes(REPORT.encode())

    def command(*arguments: str) -> dict[str, Any]:
        status = main(["audit", "--format", "sarif", *arguments])
        made: dict[str, Any] = json.loads(capsys.readouterr().out)
        check(made)
        return {**made["runs"][0], "status": status}

    return command


def check(made: dict[str, Any]) -> None:
    """What must hold of every log."""
    assert set(made) == KEYS["log"] and made["version"] == "2.1.0" and made["$schema"].endswith("sarif-2.1.0.json")
    (run,) = made["runs"]
    assert set(run) == KEYS["run"] and run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert (
            set(rule) == KEYS["rule"]
            and rule["help"]["text"]
            and re.search(r"\*\*Why\*\* .*\n\n\*\*Measured\*\* ", rule["help"]["markdown"], re.S)
        )
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len({rule["id"] for rule in rules}) == len({rule["name"] for rule in rules}) == len(rules)
    for result in run["results"]:
        check_result(result, rules)
    assert len({"baselineState" in result for result in run["results"]}) <= 1  # §3.27.24: on all results or on none
    uris = {artifact["location"]["uri"] for artifact in run["artifacts"]}
    assert {location["artifactLocation"]["uri"] for location in places(run)} <= uris


def check_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    assert set(result) <= KEYS["result"] and rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["kind"] in ("fail", "open", "pass")  # §3.27.9
    assert (result["level"] == "none") is (result["kind"] != "fail")  # §3.27.10
    assert result["level"] in ("error", "warning", "note", "none")
    assert result["message"]["text"] and len(result["locations"]) == 1
    assert all(isinstance(text, str) for text in result["partialFingerprints"].values()) and result["partialFingerprints"]
    assert isinstance(result["suppressions"], list)  # §3.27.23: on all results or on none
    ids = [location["id"] for location in result["relatedLocations"]]
    assert ids == list(range(len(ids)))


def places(run: dict[str, Any]) -> list[dict[str, Any]]:
    found = [location for result in run["results"] for location in (*result["locations"], *result["relatedLocations"])]
    return [location["physicalLocation"] for location in found]


def check_regions(run: dict[str, Any], text: str) -> None:
    """Lines and columns from 1, ends exclusive, offsets from 0: all four say the same."""
    lines = re.split(r"(?<=\n)", text)
    for place in places(run):
        region = place["region"]
        assert set(region) <= KEYS["region"]
        start = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
        end = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
        assert (start, end - start) == (region["charOffset"], region["charLength"])
        assert region["snippet"]["text"] == text[start:end]


def test_a_log_of_one_report(log: Log) -> None:
    run = log("报告.txt")
    assert run["status"] == 1
    check_regions(run, REPORT)
    total, gap = sorted(run["results"], key=lambda result: str(result["ruleId"]))
    assert (total["ruleId"], total["kind"], total["level"]) == ("ARI001", "fail", "error")
    assert total["locations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert [location["message"]["text"] for location in total["relatedLocations"]] == ["66件", "8件", "75件"]
    assert "66 + 8 = 74" in total["message"]["text"] and "75件 → 74件" in total["message"]["text"]
    finding = next(f for f in gr.parse(REPORT).findings if f.rule == "ARI001")
    assert total["partialFingerprints"] == {sarif.FINGERPRINT: finding.fingerprint}
    assert total["properties"]["formula"] == "66 + 8 = 74" and "baselineState" not in total and total["suppressions"] == []
    assert gap["ruleId"] == "SEQ801" and gap["relatedLocations"] == []
    (artifact,) = run["artifacts"]
    assert unquote(artifact["location"]["uri"]) == "报告.txt" and len(artifact["hashes"]["sha-256"]) == 64


def test_all_shows_what_holds_and_what_is_undecided_and_strict_the_latter(log: Log) -> None:
    Path("一致.txt").write_text("石棠县司法局2023年工作报告\n全年收到案件66件，代理县政府案件8件，共计74件。\n", "utf-8")
    assert sorted(r["kind"] for r in log("--all", ".")["results"]) == ["fail", "fail", "open", "pass"]
    assert sorted(r["kind"] for r in log("--strict", ".")["results"]) == ["fail", "fail", "open"]


def test_accepted_is_suppressed_and_a_baseline_gives_states(log: Log) -> None:
    finding = next(f for f in gr.parse(REPORT).findings if f.rule == "ARI001")
    Path("accepted.toml").write_text(f'[[accepted]]\nrule = "ARI001"\nfingerprint = "{finding.fingerprint}"\nreason = "见附表"\n', "utf-8")
    results = {r["ruleId"]: r for r in log("--accepted", "accepted.toml", "报告.txt")["results"]}
    assert results["ARI001"]["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "见附表"}]
    assert results["SEQ801"]["suppressions"] == []
    assert log("--write-baseline", "known.toml", "--ignore", "SEQ", "报告.txt")["status"] == 0
    states = {r["ruleId"]: r["baselineState"] for r in log("--baseline", "known.toml", "报告.txt")["results"]}
    assert states == {"ARI001": "unchanged", "SEQ801": "new"}


def test_an_input_that_failed_is_a_notification(log: Log) -> None:
    run = log("报告.txt", "没有 a:b.txt")
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert run["status"] == 2 and invocation["executionSuccessful"] is False and len(run["results"]) == 2
    assert notification["level"] == "error" and notification["descriptor"]["id"] == "missing"
    uri = notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert urlparse(uri).scheme == "" and unquote(uri) == "没有 a:b.txt"
    assert log("报告.txt")["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_figures_that_stand_apart_are_shown_at_one_of_them(log: Log) -> None:
    Path("apart.txt").write_text(APART, "utf-8")
    run = log("apart.txt")
    (result,) = run["results"]
    assert result["ruleId"] == "XRF301" and len(result["relatedLocations"]) == 2
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] in ("4126条", "4216条")
    check_regions(run, APART)


def test_a_file_without_lines_of_its_own_is_told_in_words(log: Log) -> None:
    page = "".join(f"<p>{line}</p>" for line in REPORT.split("\r\n") if line)
    Path("报告.html").write_text(f"<html><head><meta charset='utf-8'></head><body>{page}</body></html>", "utf-8")
    run = log("报告.html")
    total = next(result for result in run["results"] if result["ruleId"] == "ARI001")
    assert "第3段: 66件，代理县政府案件8件，共计75件" in total["locations"][0]["message"]["text"]
    assert [location["message"]["text"] for location in total["relatedLocations"]] == ["第3段: 66件", "第3段: 8件", "第3段: 75件"]
    assert not any("region" in place for place in places(run))


def test_rules_are_those_that_ran(log: Log) -> None:
    assert [rule["id"] for rule in log("--select", "ARI001", "报告.txt")["tool"]["driver"]["rules"]] == ["ARI001"]
    stable = {rule["id"]: rule for rule in log("--preview", "报告.txt")["tool"]["driver"]["rules"]}
    assert {code: rule["defaultConfiguration"]["enabled"] for code, rule in stable.items()} == {r.code: r.state == "stable" for r in RULES}


def test_words_of_the_language_that_was_asked_for(log: Log) -> None:
    run = log("--lang", "en", "--select", "ARI001", "报告.txt")
    assert run["language"] == "en-US" and run["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "sum-mismatch"
    assert "the text says 75" in run["results"][0]["message"]["text"]


def test_the_samples(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run = log("--all", "corpora/samples")
    assert len(run["artifacts"]) == 8
    for artifact in run["artifacts"]:
        uri = artifact["location"]["uri"]
        results = [r for r in run["results"] if r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri]
        check_regions({"results": results}, (ROOT / unquote(uri)).read_bytes().decode("utf-8"))


def test_uris() -> None:
    assert sarif.uri("a/报 告#1.txt") == "a/%E6%8A%A5%20%E5%91%8A%231.txt"
    assert sarif.uri("/a/报告.txt") == "file:///a/%E6%8A%A5%E5%91%8A.txt"
    assert sarif.uri("-") == "-" and sarif.uri("./a.txt") == "a.txt"
