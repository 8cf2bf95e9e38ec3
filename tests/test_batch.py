"""Batches: a hostile document costs nobody else anything, and a run that was killed goes on."""

from __future__ import annotations

import csv
import errno
import fcntl
import json
import os
import pty
import random
import signal
import struct
import subprocess
import sys
import termios
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import hostile
import pytest

from govreport_nlp.batch import Limits, Same, audit_files
from govreport_nlp.batch.sharing import OutputError, opened
from govreport_nlp.batch.starting import ForkServer, Interpreters, Starter, StartError
from govreport_nlp.cli import main
from govreport_nlp.errors import UsageError
from govreport_nlp.reading.files import Input, collect
from govreport_nlp.settings import PerFile, Settings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "corpora" / "samples"
TIGHT = Limits(seconds=1.5, megabytes=300)


def written(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Everything below a folder, by its place in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "findings.jsonl").read_text("utf-8").split("\n") if line]


def errors(out: Path) -> dict[str, str | None]:
    return {Path(row["source"]).stem: row["error"] and row["error"]["code"] for row in rows(out)}


def run(inputs: Path | Sequence[Path], out: Path, jobs: int = 1, limits: Limits = TIGHT, settings: Settings | None = None) -> None:
    paths = [inputs] if isinstance(inputs, Path) else inputs
    audit_files(collect(paths), out, policy=Same(settings or Settings()), limits=limits, jobs=jobs, audit=hostile.audit)


# ── hostile documents ──


def test_each_attack_is_its_own_error_row_and_costs_nobody_else_anything(tmp_path: Path) -> None:
    quiet = {f"{name}_neighbour": f"{name} 的邻居" for name in hostile.ATTACKS}
    folder = written(tmp_path / "in", {name: name for name in hostile.ATTACKS} | quiet | {"empty": ""})
    run(folder, tmp_path / "out", jobs=2)
    expected: dict[str, str | None] = {**hostile.CODES, **dict.fromkeys((*quiet, *hostile.HARMLESS)), "empty": "empty"}
    assert errors(tmp_path / "out") == expected
    for row in rows(tmp_path / "out"):
        assert row["error"] is None or row["error"]["message"].startswith(row["source"] + "：")


def test_a_child_of_a_document_that_hangs_is_stopped_with_it(tmp_path: Path) -> None:
    run(written(tmp_path / "in", {"a": "hang_with_a_child"}), tmp_path / "out", limits=Limits(1, 300))
    shown = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "sleep 1000" not in shown.split("\n")


def test_one_job_two_jobs_and_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    texts = {f"{number:03}": f"第{number}份" for number in range(60)} | {"a": "leave", "b": "segfault", "c": "take_much", "twin": "leave"}
    folder = written(tmp_path / "in", texts)
    shuffled = sorted(folder.iterdir())
    random.Random(1).shuffle(shuffled)
    run(folder, tmp_path / "one", jobs=1)
    run(folder, tmp_path / "two", jobs=2)
    run(shuffled, tmp_path / "shuffled", jobs=2)
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "shuffled")


def test_real_reports_and_files_that_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in sorted(SAMPLES.glob("*.txt"))[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.txt").touch()
    (folder / "noise.txt").write_bytes(random.Random(1).randbytes(4000))
    (folder / "bomb.txt").write_bytes(b"1" * (21 * 2**20))
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    for jobs in (1, 2):
        audit_files(collect([folder]), tmp_path / f"out{jobs}", jobs=jobs)
    assert files(tmp_path / "out1") == files(tmp_path / "out2")
    found = {name: code for name, code in errors(tmp_path / "out1").items() if code}
    assert found == {"empty": "empty", "noise": "encoding", "bomb": "too_large", "gone": "missing"}


@pytest.mark.parametrize("way", [ForkServer, Interpreters])
@pytest.mark.parametrize("attack", [hostile.take_much, hostile.leave])
def test_a_process_that_cannot_start_is_no_document_s_fault(
    way: type[Starter], attack: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govreport_nlp.batch.pool.starter", way)
    folder = written(tmp_path / "in", {"a": "一"})
    with pytest.raises(StartError, match="(?s)--memory.*" + ("MemoryError" if attack is hostile.take_much else "exit status 3")):
        audit_files(collect([folder]), tmp_path / "out", limits=TIGHT, audit=hostile.audit, preparation=attack)


def test_where_the_system_cannot_fork_the_bytes_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(
        tmp_path / "in", {"a": "一", "b": "leave", "c": "take_much", "d": "二", "e": "be_killed", "f": "raise_what_cannot_be_pickled"}
    )
    run(folder, tmp_path / "forked", jobs=2)
    monkeypatch.setattr("govreport_nlp.batch.pool.starter", Interpreters)
    run(folder, tmp_path / "each", jobs=2)
    assert files(tmp_path / "forked") == files(tmp_path / "each")


def test_a_document_that_changes_while_it_is_audited_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "in", {"a": "一"})
    monkeypatch.setattr("govreport_nlp.batch.run.bytes_of", lambda path: b"before")
    run(folder, tmp_path / "out")
    assert errors(tmp_path / "out") == {"a": "unreadable"}


# ── going on ──

_RUN = (
    "import sys, hostile; from test_batch import run; from pathlib import Path; run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))"
)


def results(out: Path) -> set[Path]:
    return set((out / ".journal").rglob("*.json.gz"))


def killed_after(count: int, folder: Path, out: Path, environment: dict[str, str]) -> None:
    """Begin a run, and kill it with SIGKILL when so many results are there."""
    process = subprocess.Popen([sys.executable, "-c", _RUN, str(folder), str(out), "2"], env=environment, cwd=ROOT / "tests")
    deadline = time.monotonic() + 60
    while len(results(out)) < count and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    assert process.poll() is None, "it was done before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_killed_three_times_and_run_again_it_gives_what_an_undisturbed_run_gives(tmp_path: Path) -> None:
    texts = {f"{number:03}": f"第{number}份" for number in range(80)} | {"a": "leave", "m": "segfault", "twin": "第7份"}
    folder, out, log = written(tmp_path / "in", texts), tmp_path / "out", tmp_path / "audited"
    search = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = {**os.environ, "PYTHONPATH": search, "AUDITED": str(log), "SECONDS_EACH": "0.02"}
    for kill in (1, 20, 45):
        killed_after(kill, folder, out, environment)
        assert not (out / "run.json").exists()
        time.sleep(0.5)  # what was under way notes itself in the log, if it had not yet
        kept = {json.loads(subprocess.check_output(["gzip", "-dc", str(path)]))["source"] for path in results(out)}
        log.write_text("", "utf-8")
    subprocess.run([sys.executable, "-c", _RUN, str(folder), str(out), "2"], env=environment, cwd=ROOT / "tests", check=True)
    last = log.read_text("utf-8").split()
    assert not kept & set(last) and len(kept) >= 45, "what was there was done again"
    assert len(kept | set(last)) == len(texts) - 1, "the twin has no audit of its own"
    run(folder, tmp_path / "undisturbed")
    assert files(out) == files(tmp_path / "undisturbed")


def test_a_second_run_does_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out, log = written(tmp_path / "in", {"a": "一", "b": "leave", "c": "二"}), tmp_path / "out", tmp_path / "log"
    monkeypatch.setenv("AUDITED", str(log))
    run(folder, out)
    before = files(out)
    log.unlink()
    run(folder, out)
    assert files(out) == before and not log.exists()
    (folder / "a.txt").rename(folder / "renamed.txt")
    (folder / "c.txt").write_text("三", "utf-8")
    run(folder, out)
    assert [Path(line).stem for line in log.read_text().split()] == ["c"], "known content under a new name is not audited again"
    assert errors(out) == {"b": "crashed", "c": None, "renamed": None}
    assert [row["text"] for row in rows(out) if not row["error"]] == ["三", "一"]


def test_other_settings_and_more_time_are_another_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out, log = written(tmp_path / "in", {"a": "一", "b": "hang"}), tmp_path / "out", tmp_path / "log"
    run(folder, out)
    monkeypatch.setenv("AUDITED", str(log))
    run(folder, out, limits=Limits(2, 300))
    assert [Path(line).stem for line in log.read_text().split()] == ["b"], "only what failed depends on the limits"
    log.unlink()
    run(folder, out, settings=Settings(path=folder / "govreport.toml", per_file=(PerFile("a.txt", ignore=("ARI",)),)))
    assert [Path(line).stem for line in log.read_text().split()] == ["a"], "its rules are others now"


def test_a_result_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", {"a": "一" * 200}), tmp_path / "out"
    run(folder, out)
    before = files(out)
    (result,) = results(out)
    result.write_bytes(result.read_bytes()[:40])
    run(folder, out)
    assert files(out) == before


def test_two_runs_into_one_folder_are_refused(tmp_path: Path) -> None:
    from govreport_nlp.batch.journal import Journal
    from govreport_nlp.batch.work import Job

    with Journal(tmp_path / "out", Job()), pytest.raises(UsageError, match="another run"):
        run(written(tmp_path / "in", {"a": "一"}), tmp_path / "out")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a": "一"})
    with pytest.raises(UsageError, match="other files"):
        run(folder, folder)
    assert files(folder) == {"a.txt": "一".encode()}


def test_outputs_within_the_folder_are_not_audited(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a": "一"})
    run(folder, folder / "out")
    written(folder / "out" / "more", {"b": "二"})
    run(folder, folder / "out")
    assert errors(folder / "out") == {"a": None}


# ── what is written ──


def test_a_row_a_document_in_every_output(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", {"a": "一", "b": "leave", "=1+1": "二"}), tmp_path / "out"
    run([folder, folder / "a.txt", tmp_path / "missing.txt"], out)
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    record = json.loads((out / "run.json").read_text("utf-8"))
    listed = {row["source"]: row["error"] for row in record["inputs"]}
    named = [str(folder / "=1+1.txt"), str(folder / "a.txt"), str(folder / "b.txt"), str(tmp_path / "missing.txt")]
    assert [row["source"] for row in rows(out)] == [row["source"] for row in table] == list(listed) == named
    assert [row["error_code"] for row in table] == ["", "", "crashed", "missing"]
    assert list(listed.values()) == [None, None, "crashed", "missing"]
    assert record["counts"]["documents"] == 4 and record["counts"]["documents_failed"] == 2
    assert record["counts"]["claims"] == sum(int(row["claims"] or 0) for row in table) == 2


def test_a_relative_path_that_looks_like_a_formula_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "in", {"=1+1": "二"})
    monkeypatch.chdir(tmp_path / "in")
    audit_files([Input("=1+1.txt")], tmp_path / "out", audit=hostile.audit)
    assert "\n'=1+1.txt," in (tmp_path / "out" / "summary.csv").read_text("utf-8-sig")


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name = os.fsdecode(os.fsencode(folder) + b"/\xb1\xa8\xb8\xe6.txt")
    Path(name).write_text("一", "utf-8")
    run(folder, tmp_path / "out")
    assert rows(tmp_path / "out")[0]["source"] == name


def test_the_counts_are_those_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples, out = [str(path) for path in sorted(SAMPLES.glob("*.txt"))], tmp_path / "out"
    assert main(["audit", "--preview", "--jobs", "2", "--out", str(out), *samples]) == 1
    printed = capsys.readouterr()
    assert "核对了 8 个文件" in printed.out and printed.err == "", "no progress where there is no terminal"
    main(["audit", "--preview", "--format", "jsonl", *samples])
    assert capsys.readouterr().out == (out / "findings.jsonl").read_text("utf-8")
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        for line, row in zip(csv.DictReader(file), rows(out), strict=True):
            wrong = [finding for finding in row["findings"] if finding["verdict"] == "inconsistent"]
            assert int(line["error"]) == sum(finding["severity"] == "error" for finding in wrong)
            assert int(line["family_sum"]) == sum(finding["family"] == "sum" for finding in wrong)
            assert line["year"] == row["metadata"]["year"] and int(line["claims"]) == len(row["claims"])


def test_the_log_is_that_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, known = (
        written(
            tmp_path / "in", {"a": "全年受理信访件31件、投诉12件，共计45件。", "b": "税收收入31.25万元、非税收入12.31万元，共计43.58万元。"}
        ),
        tmp_path / "known.toml",
    )
    (folder / "c.html").write_text("<html><body><p>全年受理信访件31件、投诉12件，共计46件。</p></body></html>", "utf-8")
    assert main(["audit", str(folder / "a.txt"), "--write-baseline", str(known)]) == 0
    (folder / "空.txt").touch()
    for options in ([], ["--strict", "--baseline", str(known), "--lang", "en"]):
        capsys.readouterr()
        main(["audit", str(folder), "--format", "sarif", *options])
        printed = json.loads(capsys.readouterr().out)
        main(["audit", str(folder), "--out", str(tmp_path / "out"), "--jobs", "1", *options])
        log = json.loads((tmp_path / "out" / "findings.sarif").read_text("utf-8"))
        for made in (printed, log):
            made["runs"][0]["tool"]["driver"]["rules"].sort(key=lambda rule: rule["id"])
            for result in made["runs"][0]["results"]:
                del result["ruleIndex"]
        assert log == printed and len(log["runs"][0]["results"]) == (3 if options else 2)
        assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_a_baseline_of_a_batch_is_that_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {"a": "全年受理信访件31件、投诉12件，共计45件。", "b": "税收收入31.25万元、非税收入12.31万元，共计43.58万元。"}
    folder, out = written(tmp_path / "in", texts), ["--out", str(tmp_path / "out"), "--jobs", "1"]
    for options in ([], ["--strict"]):
        assert main(["audit", str(folder), *options, "--write-baseline", str(tmp_path / "one.toml")]) == 0
        assert main(["audit", str(folder), *options, *out, "--write-baseline", str(tmp_path / "two.toml")]) == 0
        assert (tmp_path / "one.toml").read_text("utf-8") == (tmp_path / "two.toml").read_text("utf-8")
        assert "基线已写入" in capsys.readouterr().err
        assert main(["audit", str(folder), *options, *out, "--baseline", str(tmp_path / "two.toml")]) == 0
    assert main(["audit", str(folder), *out, "--write-baseline", str(folder / "a.txt")]) == 2, "a report is no baseline"


def test_accepted_findings_are_marked_and_do_not_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = written(tmp_path / "in", {"a": "石棠县2023年工作报告\n受理信访件31件、投诉12件，共计45件。\n"}), tmp_path / "out"
    command = ["audit", str(folder), "--out", str(out), "--jobs", "1"]
    assert main(command) == 1
    (row,) = rows(out)
    journal = files(out / ".journal")
    accept = ["accept", str(folder / "a.txt"), "--fingerprint", row["findings"][0]["fingerprint"], "--reason", "已核实"]
    assert main([*accept, "--accepted", str(tmp_path / "accepted.toml")]) == 0
    assert main([*command, "--accepted", str(tmp_path / "accepted.toml")]) == 0
    (row,) = rows(out)
    assert row["findings"][0]["accepted"] == "已核实" and files(out / ".journal") == journal, "nothing was audited again"
    assert json.loads((out / "run.json").read_text("utf-8"))["counts"]["alarms"] == 0
    assert "不对应" not in capsys.readouterr().err
    (folder / "a.txt").write_text("石棠县2023年工作报告\n受理信访件31件、投诉12件，共计43件。\n", "utf-8")
    assert main([*command, "--accepted", str(tmp_path / "accepted.toml")]) == 0
    assert "已不对应任何问题" in capsys.readouterr().err


def test_reports_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "forty.zip", "w") as archive:
        archive.writestr("财政局/报告.txt", "一")
        archive.writestr("../out.txt", "二")
    run([tmp_path / "forty.zip"], tmp_path / "out")
    assert [(Path(row["source"]).name, row["error"] and row["error"]["code"]) for row in rows(tmp_path / "out")] == [
        ("out.txt", "unreadable"),
        ("报告.txt", None),
    ]


def test_outputs_that_cannot_be_written_leave_those_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = written(tmp_path / "in", {"a": "一"}), tmp_path / "out"
    run(folder, out)
    before = files(out)
    (folder / "b.txt").write_text("二", "utf-8")
    monkeypatch.setattr("govreport_nlp.batch.sharing.office.shares", lambda jobs: [["index.html"], ["no such output"]])
    with pytest.raises(OutputError, match="KeyError"):
        run(folder, out, jobs=2)
    assert main(["audit", str(folder), "--out", str(tmp_path / "other"), "--jobs", "2"]) == 70, (
        "neither a document nor the disk is to blame"
    )
    assert {name: text for name, text in files(out).items() if not name.startswith(".journal")} == {
        name: text for name, text in before.items() if not name.startswith(".journal")
    }
    monkeypatch.undo()
    run(folder, out)
    run(folder, tmp_path / "undisturbed", jobs=1)
    assert files(out) == files(tmp_path / "undisturbed")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_place_where_outputs_cannot_be_written_is_told(jobs: int) -> None:
    with pytest.raises(OSError) as told, opened(Path("/proc/nowhere"), "zh", jobs) as office:
        office.finish()
    assert told.value.errno == errno.ENOENT and "/proc/nowhere" in str(told.value.filename)


# ── the command ──


@pytest.mark.parametrize(
    "arguments",
    [["--jobs", "2"], ["--timeout", "3"], ["--memory", "300"], ["--out", "o", "--jobs", "0"], ["--out", "o", "--jobs", "x"],
     ["--out", "o", "--timeout", "-1"], ["--out", "o", "--timeout", "nan"], ["--out", "o", "--format", "jsonl"], ["--out", "o", "-"],],
)  # fmt: skip
def test_wrong_usage(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "x.txt", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("govreport") and "Traceback" not in err and list(tmp_path.iterdir()) == []


def test_a_document_that_fails_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "no/such.txt", "--out", str(tmp_path / "out")]) == 2
    assert "未能核对 1 个" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_74(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(SAMPLES), "--out", "/proc/nowhere"]) == 74
    assert "/proc/nowhere" in capsys.readouterr().err


def test_progress_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    arguments = [sys.executable, "-m", "govreport_nlp", "audit", "no/such.txt", "--out", str(tmp_path / "out")]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 2 and "核对" in shown and "1/1" in shown


def test_a_folder_that_an_office_opens(tmp_path: Path) -> None:
    reports = written(tmp_path / "in", {"<b>局": "全年受理信访件31件、投诉12件，共计45件。", "空": ""})
    assert main(["audit", str(reports), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 2
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {
        ".journal", "findings.jsonl", "findings.sarif", "summary.csv", "run.json", "index.html", "returns.html", "pages", "findings.xlsx",
        "claims.csv", "claims.parquet",
    }  # fmt: skip
    assert "31 + 12 = 43" in (out / "index.html").read_text("utf-8") and len(list((out / "pages").iterdir())) == 1
    (reports / "空.txt").unlink()
    (reports / "<b>局.txt").rename(reports / "乙.txt")
    assert main(["audit", str(reports), "--out", str(out), "--jobs", "1", "--lang", "en"]) == 1
    (page,) = (out / "pages").iterdir()
    assert page.name.startswith("乙-") and "To be verified" in page.read_text("utf-8")


def test_what_a_missing_library_would_have_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("govreport_nlp.output.office.find_spec", lambda name: None)
    reports = written(tmp_path / "in", {"甲": "全年受理信访件31件。"})
    assert main(["audit", str(reports), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    told = capsys.readouterr().err
    assert "未写 findings.xlsx：请安装 pip install 'govreport-nlp[excel]'" in told and "[parquet]" in told
    assert not (tmp_path / "out" / "findings.xlsx").exists() and (tmp_path / "out" / "index.html").exists()
