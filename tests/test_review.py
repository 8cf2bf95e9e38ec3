"""Accepted findings, the baseline, --strict: what is marked, what counts, what is said of a mistake."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import govreport_nlp as gr
from govreport_nlp.cli import main
from govreport_nlp.output.columns import width

REPORT = """石棠县司法局2023年工作报告
一、工作情况
（一）办案。全年收到行政诉讼案件66件，代理县政府案件8件，共计75件。
（三）宣传。会议于2023年2月30日召开。
"""
# Edited elsewhere: a paragraph in front, sections renumbered, sentences behind, the same figures in another sentence
EDITED = """石棠县司法局2023年度法治政府建设工作报告

全年开展活动12场次，参加3400余人。
一、学习情况
组织学习4次，其中专题学习1次。全年受理投诉66件。
二、工作情况
（一）来访。接待来访群众230人次。
（二）办案。案件数量平稳。全年收到行政诉讼案件66件，代理县政府案件8件，共计75件。办结率98%。
（三）培训。举办培训2期。
（五）宣传。会议于2023年2月30日召开。
"""
UNDECIDED = "石棠县税务局2023年工作报告\n一、收入\n税收收入31.25万元、非税收入12.31万元，共计43.58万元。\n"

SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
Write = Callable[[str, str], Path]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file below the current folder; its path from there."""
    monkeypatch.chdir(tmp_path)

    def to_file(name: str, text: str) -> Path:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return to_file


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> tuple[int, str, str]:
        status = main([*map(str, arguments)])
        out, err = capsys.readouterr()
        return status, out, err

    return command


def fingerprint(rule: str, text: str = REPORT) -> str:
    return next(f.fingerprint for f in gr.parse(text).findings if f.rule == rule)


def entry(rule: str, reason: str = 'reason = "附表有说明"', text: str = REPORT, more: str = "") -> str:
    return f'[[accepted]]\nrule = "{rule}"\nfingerprint = "{fingerprint(rule, text)}"\n{reason}\n{more}\n'


def found(out: str) -> dict[str, dict[str, Any]]:
    """The findings of one report that do not hold, by rule."""
    return {f["rule"]: f for f in json.loads(out)["findings"] if f["verdict"] != "consistent"}


# ── accepted ──


def test_an_accepted_finding_is_marked_and_does_not_count(write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    write("accepted.toml", entry("ARI001") + entry("DAT701"))
    status, out, err = run("audit", "--accepted", "accepted.toml", report)
    assert status == 1 and err == ""
    assert "错误（已接受） ARI001" in out and "接受的理由：附表有说明" in out and "错误 SEQ801" in out
    assert "发现问题：错误 1；另有已接受 2。" in out
    assert run("audit", "--accepted", "accepted.toml", "--ignore", "SEQ", report)[0] == 0


def test_settings_name_the_list(write: Write, run: Run) -> None:
    report = write("2023/报告.txt", REPORT)
    write("govreport.toml", 'accepted = "office/accepted.toml"\nlang = "en"')
    write("office/accepted.toml", entry("ARI001") + entry("DAT701") + entry("SEQ801"))
    status, out, err = run("audit", report)
    assert (status, err) == (0, "")
    assert "error (accepted) ARI001" in out and "accepted because: 附表有说明" in out
    assert "no problems found; besides, 3 accepted." in out


def test_json_lines_say_it_and_leave_the_rest_alone(write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    write("accepted.toml", entry("ARI001"))
    status, out, _ = run("audit", "--format", "jsonl", "--accepted", "accepted.toml", report)
    plain = json.loads(run("audit", "--format", "jsonl", report)[1])
    assert status == 1
    assert (found(out)["ARI001"]["accepted"], found(out)["DAT701"]["accepted"]) == ("附表有说明", None)
    assert found(out)["ARI001"]["severity"] == "error" and found(out)["ARI001"]["verdict"] == "inconsistent"
    marked = json.loads(out)
    for row in (marked, plain):
        for finding in row["findings"]:
            del finding["accepted"]
    assert marked == plain


def test_edits_elsewhere_leave_it_accepted(write: Write, run: Run) -> None:
    report = write("报告.txt", EDITED)
    write("accepted.toml", entry("ARI001") + entry("DAT701"))
    status, out, err = run("audit", "--accepted", "accepted.toml", "--format", "jsonl", report)
    assert {rule for rule, f in found(out).items() if f["accepted"]} == {"ARI001", "DAT701"}
    assert status == 1 and err == ""  # SEQ801 is new


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_fingerprints_of_a_whole_report_stand_edits_elsewhere(path: Path) -> None:
    report = gr.read(path)
    held = {finding.fingerprint for finding in report.findings if finding.claims}
    told = [(finding.start, finding.end) for finding in report.findings]
    free = [s for s in report.sentences if s.start and not any(start < s.end and s.start < end for start, end in told)]
    spare = max(free, key=lambda sentence: sentence.end - sentence.start)  # the longest sentence that no finding is about
    title, _, body = report.text.partition("\n")
    longer = f"{title}\n全年组织学习12次，参加340人次。\n{body}\n附：联系电话1个。\n"
    for text in (longer, report.text[: spare.start] + report.text[spare.end :]):
        assert held and held <= {finding.fingerprint for finding in gr.parse(text).findings}


def test_an_edit_of_its_own_figures_takes_it_back(write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT.replace("共计75件", "共计76件"))
    write("accepted.toml", entry("ARI001"))
    status, out, err = run("audit", "--accepted", "accepted.toml", "--format", "jsonl", report)
    assert status == 1 and found(out)["ARI001"]["accepted"] is None
    assert "accepted.toml:1：ARI001" in err and "不对应任何问题" in err and "fits no finding" in err


def test_an_entry_may_belong_to_one_report(write: Write, run: Run) -> None:
    first, second = write("a/报告.txt", REPORT), write("b/报告.txt", REPORT)
    write("office/accepted.toml", entry("ARI001", more='file = "../a/报告.txt"'))
    for report, accepted in ((first, "附表有说明"), (second, None)):
        _, out, err = run("audit", "--format", "jsonl", "--accepted", "office/accepted.toml", report)
        assert found(out)["ARI001"]["accepted"] == accepted and err == ""


@pytest.mark.parametrize("reason", ["", 'reason = ""', 'reason = "  "'])
def test_without_a_reason_it_is_2(reason: str, write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    write("accepted.toml", "# 清单\n" + entry("DAT701") + entry("ARI001", reason))
    status, out, err = run("audit", "--accepted", "accepted.toml", report)
    line = 7 if not reason else 10
    assert (status, out) == (2, "")
    assert err.startswith(f"govreport: accepted.toml:{line}：") and 'reason = "…"' in err


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[accepted]]\nrule = "ARI01"\nfingerprint = "0123456789abcdef"\nreason = "因"', 2, "ARI001"),
        ('[[accepted]]\ncode = "ARI001"\nfingerprint = "0123456789abcdef"\nreason = "因"', 2, "rule"),
        ('[[accepted]]\nrule = "ARI001"\nfingerprint = "0123"\nreason = "因"', 3, "16"),
        ('# 清单\n\n[[accept]]\nrule = "ARI001"', 3, "“accepted”"),
        ('[accepted]\nrule = "ARI001"', 1, "[[accepted]]"),
        ("[[accepted]]\nrule = ARI001", 2, "TOML"),
    ],
)
def test_a_mistake_in_the_list_is_2(text: str, line: int, words: str, write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    write("accepted.toml", text)
    status, out, err = run("audit", "--accepted", "accepted.toml", report)
    assert (status, out) == (2, "") and err.startswith(f"govreport: accepted.toml:{line}：") and words in err


def test_a_list_that_is_not_there_is_2(write: Write, run: Run) -> None:
    status, out, err = run("audit", "--accepted", "none.toml", write("报告.txt", REPORT))
    assert (status, out) == (2, "") and "none.toml" in err and "govreport accept" in err


def test_nothing_is_said_of_what_these_reports_and_rules_cannot_tell(write: Write, run: Run) -> None:
    report, other = write("报告.txt", "石棠县司法局2023年工作报告\n全年收案66件。\n"), write("其他.txt", REPORT)
    write("accepted.toml", entry("ARI001", more='file = "其他.txt"') + entry("DAT701"))
    assert run("audit", "--accepted", "accepted.toml", "--ignore", "DAT", report) == (0, *run("audit", report)[1:])
    assert "accepted.toml:6：DAT701" in run("audit", "--accepted", "accepted.toml", report)[2]
    other.unlink()
    _, _, err = run("audit", "--accepted", "accepted.toml", "--ignore", "DAT", report)
    assert "accepted.toml:1：ARI001" in err and "已不存在" in err


def test_one_list_beside_two_baselines(write: Write, run: Run) -> None:
    for folder in ("a", "b"):
        write(f"{folder}/报告.txt", REPORT if folder == "a" else "石棠县司法局2023年工作报告\n全年收案66件。\n")
        write(f"{folder}/known.toml", "")
        write(f"{folder}/govreport.toml", 'accepted = "../accepted.toml"\nbaseline = "known.toml"')
    write("accepted.toml", entry("ARI001"))
    assert run("audit", "a", "b")[2] == ""
    assert "accepted.toml:1：ARI001" in run("audit", "b")[2]


def test_a_report_in_an_archive_that_was_not_audited_is_not_missed(write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    write("forty.zip", "")
    write("accepted.toml", entry("ARI001", more='file = "forty.zip/财政局/报告.txt"') + entry("DAT701"))
    assert run("audit", "--accepted", "accepted.toml", report)[2] == ""


# ── the command accept ──


def test_accept_lists_and_writes(write: Write, run: Run) -> None:
    report = write("2023/报告.txt", REPORT)
    status, out, _ = run("accept", report)
    assert status == 0
    listed = dict(re.findall(r"^([0-9a-f]{16})  错误 (\w+)", out, re.MULTILINE))
    assert listed == {fingerprint(rule): rule for rule in ("ARI001", "DAT701", "SEQ801")}
    reason = '原文引号"照录"，见附表\\1'
    for _ in range(2):
        status, out, err = run(
            "accept", report, "--accepted", "accepted.toml", "--fingerprint", fingerprint("ARI001")[:8], "--reason", reason
        )
        assert (status, err) == (0, "")
    assert "清单中已有" in out
    run("accept", report, "--accepted", "accepted.toml", "--fingerprint", fingerprint("DAT701"), "--reason", "农历")
    written = tomllib.loads(Path("accepted.toml").read_text("utf-8"))["accepted"]
    assert [(e["rule"], e["file"], e["reason"]) for e in written] == [
        ("ARI001", "2023/报告.txt", reason),
        ("DAT701", "2023/报告.txt", "农历"),
    ]
    assert run("audit", "--accepted", "accepted.toml", "--ignore", "SEQ", report)[0] == 0
    assert "已接受 ARI001" in run("accept", report, "--accepted", "accepted.toml")[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_accept_lists_in_80_columns(lang: str, write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run("accept", write("报告.txt", EDITED), "--lang", lang)[1]
    assert out and [line for line in out.split("\n") if width(line) > 80] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--fingerprint", "ffffffffff", "--reason", "因", "--accepted", "a.toml"], "没有问题"),
        (["--fingerprint", "", "--reason", "因", "--accepted", "a.toml"], "3 个问题"),
        (["--fingerprint", "F", "--accepted", "a.toml"], "--reason"),
        (["--fingerprint", "F", "--reason", " ", "--accepted", "a.toml"], "--reason"),
        (["--fingerprint", "F", "--reason", "因"], "--accepted"),
        (["--fingerprint", "F", "--reason", "因", "--accepted", "no/such/a.toml"], "a.toml"),
    ],
)
def test_accept_says_what_is_missing(arguments: list[str], words: str, write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    given = [fingerprint("ARI001") if argument == "F" else argument for argument in arguments]
    status, out, err = run("accept", report, *given)
    assert (status, out) == (2, "") and words in err
    assert not Path("a.toml").exists()


def test_accept_takes_the_list_of_the_settings_and_goes_on_with_it(write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    write("govreport.toml", 'accepted = "list.toml"')
    write("list.toml", "# 手写\n" + entry("ARI001").rstrip())
    assert run("accept", report, "--fingerprint", fingerprint("DAT701"), "--reason", "农历")[0] == 0
    text = Path("list.toml").read_text("utf-8")
    assert text.startswith("# 手写\n") and len(tomllib.loads(text)["accepted"]) == 2


# ── the baseline ──


def test_a_baseline_marks_what_was_known_and_only_what_is_new_counts(write: Write, run: Run) -> None:
    report = write("2023/报告.txt", REPORT)
    status, out, err = run("audit", "--write-baseline", "known.toml", "2023")
    assert status == 0 and "ARI001" in out and "known.toml" in err
    status, out, err = run("audit", "--baseline", "known.toml", report)
    assert (status, err) == (0, "") and "错误（已知） ARI001" in out and "未发现问题；另有已知 3。" in out
    report.write_text(REPORT + "二、信访\n全年受理信访件16件，投诉6件，共计23件。\n", "utf-8")
    status, out, _ = run("audit", "--baseline", "known.toml", "--format", "jsonl", report)
    states = [(f["rule"], f["baseline"]) for f in json.loads(out)["findings"] if f["verdict"] == "inconsistent"]
    assert status == 1 and states == [("ARI001", "known"), ("SEQ801", "known"), ("DAT701", "known"), ("ARI001", "new")]


def test_a_baseline_stands_edits_elsewhere_and_belongs_to_its_reports(write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    run("audit", "--write-baseline", "known.toml", report)
    report.write_text(EDITED, "utf-8")
    _, out, _ = run("audit", "--baseline", "known.toml", "--format", "jsonl", report)
    assert {rule: f["baseline"] for rule, f in found(out).items()} == {"ARI001": "known", "DAT701": "known", "SEQ801": "new"}
    _, out, _ = run("audit", "--baseline", "known.toml", "--format", "jsonl", write("other.txt", REPORT))
    assert {f["baseline"] for f in found(out).values()} == {"new"}


def test_a_baseline_is_written_anew_but_never_over_anything_else(write: Write, run: Run) -> None:
    report = write("报告.txt", REPORT)
    write("govreport.toml", 'baseline = "known.toml"')
    assert run("audit", report)[0] == 2
    assert run("audit", "--write-baseline", "known.toml", report)[0] == 0
    report.write_text(REPORT.replace("2月30日", "2月29日"), "utf-8")
    assert run("audit", "--write-baseline", "known.toml", report)[0] == 0
    assert run("audit", report)[0] == 0
    known = tomllib.loads(Path("known.toml").read_text("utf-8"))["known"]
    assert sorted({e["rule"] for e in known}) == ["ARI001", "DAT701", "SEQ801"] and {e["file"] for e in known} == {"报告.txt"}
    before = report.read_bytes()
    status, out, err = run("audit", "--write-baseline", report, report)
    assert (status, out) == (2, "") and "不予覆盖" in err and report.read_bytes() == before
    status, out, err = run("audit", "--write-baseline", "no/such/known.toml", report)
    assert (status, out) == (2, "") and "known.toml" in err


def test_an_input_that_failed_is_still_2(write: Write, run: Run) -> None:
    status, _, _ = run("audit", "--write-baseline", "known.toml", write("报告.txt", REPORT), "none.txt")
    assert status == 2 and tomllib.loads(Path("known.toml").read_text("utf-8"))["known"]


def test_what_is_accepted_is_not_in_the_baseline(write: Write, run: Run) -> None:
    write("accepted.toml", entry("ARI001"))
    run("audit", "--accepted", "accepted.toml", "--write-baseline", "known.toml", write("报告.txt", REPORT))
    assert "ARI001" not in Path("known.toml").read_text("utf-8")


# ── strict ──


def test_undecided_counts_only_under_strict(write: Write, run: Run) -> None:
    report = write("报告.txt", UNDECIDED)
    status, out, _ = run("audit", report)
    assert status == 0 and "ARI001" not in out
    status, out, _ = run("audit", "--strict", report)
    assert status == 1 and "无法判定 ARI001" in out
    write("govreport.toml", "strict = true")
    assert run("audit", report)[0] == 1 and run("audit", "--no-strict", report)[0] == 0
    write("accepted.toml", entry("ARI001", text=UNDECIDED))
    status, out, _ = run("audit", "--accepted", "accepted.toml", report)
    assert status == 0 and "无法判定（已接受） ARI001" in out
    run("audit", "--write-baseline", "known.toml", report)
    assert run("audit", "--baseline", "known.toml", report)[0] == 0


def test_a_baseline_holds_what_is_undecided_only_under_strict(write: Write, run: Run) -> None:
    report = write("报告.txt", UNDECIDED)
    for switch, status in (("--no-strict", 1), ("--strict", 0)):
        assert run("audit", switch, "--write-baseline", "known.toml", report)[0] == 0
        assert run("audit", "--strict", "--baseline", "known.toml", report)[0] == status
