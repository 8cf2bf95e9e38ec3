"""The command: what it prints where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp import __version__, report
from govreport_nlp.cli import main
from govreport_nlp.output.columns import width

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "corpora" / "samples"
GOOD = "石棠县司法局2023年工作报告\n一、工作情况\n全年收到行政诉讼案件66件，代理县政府案件8件，共计74件。\n"
BAD = """石棠县司法局2023年工作报告
一、工作情况
（一）办案。全年收到行政诉讼案件66件，代理县政府案件8件，共计75件。
（三）宣传。会议于2023年2月30日召开。
"""
ANSI = re.compile(r"\x1b\[[0-9;]*m")

Write = Callable[[str, str], str]


@pytest.fixture(autouse=True)
def a_usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(name: str, text: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return str(path)

    return to_file


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def command(*arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-m", "govreport_nlp", *arguments]
    return subprocess.run(run, input=given, capture_output=True, env=environment, check=False)


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """A line for the shell, in which GOVREPORT is the command."""
    line = line.replace("GOVREPORT", f'"{sys.executable}" -m govreport_nlp')
    return subprocess.run(["bash", "-c", line], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)


# ── how it ends ──


def test_nothing_wrong_is_0(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", write("a.txt", GOOD)]) == 0
    out, err = capsys.readouterr()
    assert "未发现不一致" in out and "未发现问题" in out and err == ""


def test_an_alarm_is_1(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", write("a.txt", BAD)]) == 1
    assert "DAT701" in capsys.readouterr().out


def test_a_missing_file_is_2_and_the_others_are_audited(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "no/such.txt", write("a.txt", BAD)]) == 2
    out, err = capsys.readouterr()
    assert "no/such.txt" in err and "no/such.txt" not in out
    assert "DAT701" in out and "另有 1 个文件未能核对" in out


@pytest.mark.parametrize(
    "arguments",
    [[], ["audit"], ["nonsense"], ["audit", "x", "--format", "xml"], ["audit", "x", "--nonsense"], ["explain", "ARI999"],
     ["audit", "-", "-"],
     ["audit", "x", "--select", "QQQ"], ["extract"], ["outline", "a", "b"]],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_usage_is_2_with_nothing_on_standard_output(arguments: list[str], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, *(["--lang", lang] if arguments else [])]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "govreport" in err and "Traceback" not in err


def test_a_crash_on_one_file_is_that_file_s_error(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = report.Report.extraction.func  # type: ignore[attr-defined]

    def crash(self: report.Report) -> object:
        if "毒" in self.text:
            raise KeyError("boom")
        return whole(self)

    monkeypatch.setattr(report.Report, "extraction", property(crash))
    assert main(["audit", "--format", "jsonl", write("a.txt", "毒66件。"), write("b.txt", GOOD)]) == 2
    out, err = capsys.readouterr()
    first, second = rows(out)
    assert first["error"]["code"] == "crashed" and "KeyError" in first["error"]["message"]
    assert second["error"] is None
    assert "a.txt" in err and "KeyError" in err


def test_a_crash_of_the_program_is_70(write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("govreport_nlp.cli.audit.Policy", crash)
    assert main(["audit", write("a.txt", GOOD)]) == 70
    assert "RuntimeError: boom" in capsys.readouterr().err


def test_an_interrupt_is_130(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("govreport_nlp.cli.inputs.read_file", interrupt)
    assert main(["audit", write("a.txt", GOOD)]) == 130


# ── pipes ──


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(BAD * 60, "utf-8")
    done = shell(f'GOVREPORT audit --format jsonl "{tmp_path}" | head -c 10; exit ${{PIPESTATUS[0]}}')
    assert done.returncode == 141 and done.stderr == b"" and len(done.stdout) == 10


@pytest.mark.parametrize("end", [">&-", "> /dev/full"])
@pytest.mark.parametrize("arguments", ["audit {}", "--version", "--help", "explain"])
def test_output_that_cannot_be_written_is_74(write: Write, end: str, arguments: str) -> None:
    done = shell(f"GOVREPORT {arguments.format(write('a.txt', BAD))} {end}")
    assert done.returncode == 74
    assert done.stderr.decode().startswith("govreport: ") and done.stderr.count(b"\n") == 1


def test_a_closed_standard_error_puts_nothing_on_standard_output(write: Write) -> None:
    done = shell(f'GOVREPORT audit --format jsonl no.txt "{write("a.txt", GOOD)}" 2>&-')
    assert done.returncode == 2 and [bool(row["error"]) for row in rows(done.stdout.decode())] == [True, False]


def test_a_closed_standard_input_is_an_unreadable_input() -> None:
    done = shell("GOVREPORT audit --format jsonl - <&-")
    assert done.returncode == 2
    assert rows(done.stdout.decode())[0]["error"]["code"] == "unreadable"


def test_utf_8_whatever_the_locale_says(write: Write) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    arguments = [sys.executable, "-m", "govreport_nlp", "audit", write("报告.txt", BAD), "没有.txt"]
    done = subprocess.run(arguments, capture_output=True, env=environment, check=False)
    assert "不存在的日期" in done.stdout.decode() and done.returncode == 2


def test_a_file_name_that_is_no_utf_8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6.txt"
    Path(os.fsdecode(name)).write_text(GOOD, "utf-8")
    for form in ("text", "jsonl"):
        done = command("audit", "--format", form, os.fsdecode(name))
        assert done.returncode == 0, done.stderr
    assert rows(done.stdout.decode())[0]["source"] == os.fsdecode(name)


def test_standard_input() -> None:
    done = command("audit", "--format", "jsonl", "-", given=BAD.encode("gb18030"))
    (row,) = rows(done.stdout.decode())
    assert done.returncode == 1 and row["source"] == "-" and row["text"] == BAD
    empty = command("audit", "-", given=b"")
    assert empty.returncode == 2 and empty.stdout == b"" and "-" in empty.stderr.decode()


# ── JSON lines ──


def test_one_object_an_input_in_the_order_of_the_arguments(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [write("b.txt", GOOD), "missing.txt", write("a.txt", BAD), write("empty.txt", "")]
    assert main(["audit", "--format", "jsonl", *paths]) == 2
    found = rows(capsys.readouterr().out)
    assert [row["source"] for row in found] == paths
    assert [row["error"] and row["error"]["code"] for row in found] == [None, "missing", None, "empty"]


def test_the_fields_and_offsets_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    paths = sorted(map(str, SAMPLES.glob("*.txt")))
    main(["audit", "--preview", "--ner", "--format", "jsonl", *paths])
    for row in rows(capsys.readouterr().out):
        text = row["text"]
        assert isinstance(text, str) and row["version"] == __version__
        known = {claim["id"] for claim in row["claims"]}
        for claim in row["claims"]:
            assert text[claim["start"] : claim["end"]] == claim["text"]
            assert all(claim[k] is None or re.fullmatch(r"-?\d+(\.\d+)?", claim[k]) for k in ("low", "high", "value")), claim
            named = claim["indicator"]
            assert named is None or text[named["start"] : named["end"]] == named["text"]
        for finding in row["findings"]:
            assert set(finding["claims"]) <= known and 0 <= finding["start"] <= finding["end"] <= len(text)
            assert finding["verdict"] in ("consistent", "inconsistent", "undecided")
            assert re.fullmatch(r"[0-9a-f]{16}", finding["fingerprint"])
        assert set(row["coverage"]) == {"claims", "refused", "unread", "guarded"}


def test_a_folder_is_gone_through(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("in/a.txt", GOOD)
    write("in/b.txt", BAD)
    assert main(["audit", "--format", "jsonl", str(tmp_path / "in")]) == 1
    assert [Path(str(row["source"])).name for row in rows(capsys.readouterr().out)] == ["a.txt", "b.txt"]


# ── text ──


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("color", ["always", "never", "auto"])
def test_80_columns_and_colour_only_where_it_is_wanted(
    lang: str, color: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(SAMPLES)
    main(["audit", "--preview", "--all", "--lang", lang, "--color", color, "."])
    out, err = capsys.readouterr()
    assert bool(ANSI.search(out)) is (color == "always")
    assert [line for line in ANSI.sub("", out).split("\n") if width(line) > 80] == []
    assert err == "" and "\x1b" not in ANSI.sub("", out)


def test_english_where_asked_for(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--lang", "en", write("a.txt", BAD)]) == 1
    out = capsys.readouterr().out
    assert "error DAT701 impossible-date" in out and "file, " in out and "发现问题" not in out


def test_the_place_can_be_clicked(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.txt", BAD)
    main(["audit", "--select", "DAT701", path])
    (place,) = re.findall(r"^  (.*):(\d+):(\d+)$", capsys.readouterr().out, re.MULTILINE)
    assert place[0] == path
    assert BAD.split("\n")[int(place[1]) - 1][int(place[2]) - 1 :].startswith("2023年2月30日")


def test_select_and_ignore(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.txt", BAD)
    assert main(["audit", "--ignore", "DAT,SEQ,ARI", path]) == 0
    assert main(["audit", "--select", "SEQ801", path]) == 1
    out = capsys.readouterr().out
    assert "SEQ801" in out and "DAT701" not in out


# ── the other commands ──


def test_outline(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", write("a.txt", BAD)]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert any(line.startswith("一、工作情况") and line.endswith("个数") for line in lines)
    assert any(line.startswith("  （三）") for line in lines)


def test_extract_in_three_forms(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.txt", GOOD)
    for form in ("text", "jsonl", "csv"):
        assert main(["extract", "--format", form, path]) == 0
    out = capsys.readouterr().out
    assert '"text":"66件"' in out and "\ufeffsource,id,text" in out and re.search(r"3:\d+ +66件", out)


def test_coverage_has_a_row_a_file_and_the_total(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", write("a.txt", GOOD), write("b.txt", BAD), "missing.txt"]) == 2
    out, err = capsys.readouterr()
    first, second, third, total = out.rstrip().split("\n")
    assert second.split()[-4:-1] == ["3", "0", "0"] or int(second.split()[-4]) >= 3
    assert total.startswith("合计") and "missing.txt" in err
    assert int(total.split()[1]) == int(second.split()[-4]) + int(third.split()[-4])
    assert all(width(line) <= 80 for line in (first, second, third, total))


def test_explain_lists_every_rule_on_a_line_of_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    from govreport_nlp import years
    from govreport_nlp.rules import RULES

    known = (*RULES, *(pair.rule for pair in years.RULES))
    for lang in ("zh", "en"):
        assert main(["explain", "--lang", lang]) == 0
        lines = capsys.readouterr().out.rstrip("\n").split("\n")
        assert [line[:6] for line in lines] == sorted(rule.code for rule in known)
        assert all(width(line) <= 80 for line in lines)


def test_explain_every_rule_in_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    from govreport_nlp.rules import RULES

    for rule in RULES:
        assert main(["explain", rule.code.lower()]) == 0
        out = capsys.readouterr().out
        assert rule.name_zh in out and "✗" in out
        assert [line for line in out.split("\n") if width(line) > 80] == []


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"govreport {__version__}\n"
    for arguments in (["--help"], ["audit", "--help"], ["audit", "--help", "--lang", "en"]):
        assert main(arguments) == 0
        out = capsys.readouterr().out
        assert "141" in out and all(width(line) <= 80 for line in out.split("\n"))


def test_help_is_there_at_once() -> None:
    code = "import sys; from govreport_nlp.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert not {"pandas", "numpy", "spacy", "jieba", "sklearn", "regex"} & set(done.stderr.decode().split())
