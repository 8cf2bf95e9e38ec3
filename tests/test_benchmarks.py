"""The programs of benchmarks/ that compare: what they call gained, lost and changed."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import govreport_nlp
from govreport_nlp.rules import RULES

ROOT = Path(__file__).parent.parent


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", ROOT / "benchmarks" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


claims = load("claims")
measured = load("measured")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose working copy no longer reads 增长 as a rise; beside it a report."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "govreport_nlp", root / "govreport_nlp", ignore=shutil.ignore_patterns("__pycache__"))
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    cues = root / "govreport_nlp/lexicon/cues.toml"
    cues.write_text(cues.read_text("utf-8").replace('up = ["增长 ', 'up = ["'), "utf-8")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text("全年收入12.5亿元，同比增长8.1%。办理信访31件、投诉12件，共计45件。\n", "utf-8")
    return root


def test_what_a_working_copy_changes_is_told_by_document(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert claims.main([str(project.parent / "reports")], root=project) == 0
    printed = capsys.readouterr().out
    assert "~ …全年收入12.5亿元，同比增长[8.1%]。办理信访31件" in printed
    assert "role change_up → level" in printed
    assert "claims 5 → 5: 0 gained, 0 lost, 1 changed (role 1" in printed


def row(claims: list[dict[str, Any]], findings: list[dict[str, Any]] | None = None, text: str = "甲3件，乙4件，共8件。") -> dict[str, Any]:
    return {"text": text, "claims": claims, "findings": findings or []}


def claim(name: str, start: int, end: int, **fields: Any) -> dict[str, Any]:
    said = {"value": "3", "low": "3", "high": "3", "unit": "件", "role": "level", "period": None, "indicator": None}
    return {"id": name, "start": start, "end": end, **said, **fields}


def test_claims_of_one_place_are_one_claim() -> None:
    before = row([claim("c1", 1, 3), claim("c2", 5, 7), claim("c3", 9, 11)])
    after = row([claim("c1", 1, 3, unit="户", added=1), claim("c2", 8, 11)])
    found = [(d.sign, d.start, d.fields) for d in claims.claims(before, after)]
    assert found == [("~", 1, ("unit",)), ("-", 5, ())]  # the third is only cut otherwise


def test_findings_are_known_by_the_places_of_their_figures_not_by_their_names() -> None:
    def finding(names: list[str], verdict: str) -> dict[str, Any]:
        told = {"severity": "error", "formula": "3 + 4 = 7", "message": "", "start": 1, "end": 11}
        return {"rule": "ARI001", "claims": names, "verdict": verdict, **told}

    before = row([claim("c1", 1, 3), claim("c2", 5, 7)], [finding(["c1", "c2"], "inconsistent")])
    after = row([claim("c7", 1, 3), claim("c8", 5, 7)], [finding(["c7", "c8"], "consistent"), finding(["c7"], "undecided")])
    found = [(d.sign, d.fields) for d in claims.findings(before, after)]
    assert found == [("~", ("verdict",)), ("+", ())]


def test_a_text_that_is_read_otherwise_is_counted_and_not_compared() -> None:
    lines = list(claims.report({"a": row([])}, {"a": row([], text="别的"), "b": row([])}, "claims", 9))
    assert lines[:2] == ["a: its text is read otherwise", "b: only read after"]
    assert lines[-1] == "2 documents could not be compared"


def test_a_revision_that_git_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no-such-revision"):
        claims.unpack("no-such-revision", tmp_path)


def test_measured_counts_alarms_and_what_people_said_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, sound = "全年办理信访31件、投诉12件，共计45件。", "全年办理信访31件、投诉12件，共计43件。"
    folder, read, into = tmp_path / "reports", tmp_path / "read.toml", tmp_path / "measured.toml"
    folder.mkdir()
    for name, text in (("a.txt", wrong), ("b.txt", wrong + "\n第二件。"), ("c.txt", sound)):
        (folder / name).write_text(text, "utf-8")
    read.write_text("", "utf-8")
    arguments = [str(folder), "--read", str(read), "--write", str(into)]
    assert measured.main(arguments) == 1
    out = capsys.readouterr().out
    entries = re.findall(r'\[\[alarm\]\]\nrule = .*\nfingerprint = .*\nreport = .*\nverdict = ""', out)
    assert len(entries) == 2 and "31 + 12 = 43" in out
    said = [entry.replace('""', f'"{verdict}"') for entry, verdict in zip(entries, ("true", "false"), strict=True)]
    gone = '[[alarm]]\nrule = "ARI001"\nfingerprint = "00"\nreport = "00"\nverdict = "true"'
    read.write_text("\n".join([*said, gone]), "utf-8")
    assert measured.main(arguments) == 0
    assert "ARI001 00 in 00 is no alarm any more" in capsys.readouterr().out
    table = tomllib.loads(into.read_text("utf-8"))
    counts = {"reports": 3, "relations": 3, "consistent": 1, "undecided": 0, "alarms": 2, "true": 1, "false": 1, "arguable": 0}
    assert table["reports"] == 3 and table["rules"]["ARI001"] == counts
    assert set(table["rules"]) == {rule.code for rule in RULES}


def test_a_verdict_must_be_one_of_three(tmp_path: Path) -> None:
    (tmp_path / "read.toml").write_text('[[alarm]]\nrule = "ARI001"\nfingerprint = "00"\nreport = "00"\nverdict = "yes"', "utf-8")
    with pytest.raises(SystemExit, match=r"alarm 1: .*arguable"):
        measured.verdicts(tmp_path / "read.toml")


def test_broken_files_give_a_report_or_an_error_that_says_why() -> None:
    fuzz = load("fuzz")
    results = [fuzz.tried(*fuzz.case(number, seed=1)) for number in range(60)]
    assert {"read", "unreadable"} <= set(results)


def test_numerals_scores_values_in_order_and_names_what_is_not_installed(tmp_path: Path) -> None:
    cases = [
        {"text": "罚款三万元", "expected": [{"start": 2, "value": 30000}]},
        {"text": "三至五天", "expected": [{"start": 0, "value": {"low": 3, "high": 5}}]},
        {"text": "罚款三万元", "expected": [{"start": 2, "value": 40000}]},
    ]
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases), "utf-8")
    done = subprocess.run([sys.executable, ROOT / "benchmarks" / "numerals.py", path], capture_output=True, text=True, check=True)
    ours, *others = done.stdout.splitlines()[1:]
    assert ours.split()[:3] == ["govreport-nlp", govreport_nlp.__version__, "2/3"]
    assert len(others) >= 4
