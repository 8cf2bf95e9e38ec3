"""Settings of an office: where they are found, what they mean, what is said of a mistake in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_nlp.cli import main
from govreport_nlp.errors import SettingsError
from govreport_nlp.rules import RULES
from govreport_nlp.settings import Settings, find, load, relative
from govreport_nlp.settings.patterns import matches
from govreport_nlp.settings.toml import read

BAD = """石棠县司法局2023年工作报告
一、工作情况
（一）办案。全年收到行政诉讼案件66件，代理县政府案件8件，共计75件。
（三）宣传。会议于2023年2月30日召开。
"""

ROOT = Path(__file__).parent.parent
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return to_file


def codes(out: str) -> list[str]:
    return [code for code in ("ARI001", "DAT701", "SEQ801") if code in out]


# ── where they are found ──


def test_the_nearest_file_from_the_report_upward_counts(write: Write, tmp_path: Path) -> None:
    write("govreport.toml", 'select = ["ARI001"]')
    write("a/pyproject.toml", '[tool.ruff]\nselect = ["E"]')
    write("a/b/pyproject.toml", '[tool.govreport]\nselect = ["DAT"]')
    assert find(tmp_path / "a").select == ("ARI001",)
    assert find(tmp_path / "a" / "b" / "c").select == ("DAT",)
    write("a/b/govreport.toml", "preview = true")
    assert find(tmp_path / "a" / "b") == Settings(path=tmp_path / "a" / "b" / "govreport.toml", preview=True)


def test_a_broken_pyproject_of_another_project_is_passed_over_and_one_of_ours_is_told(write: Write, tmp_path: Path) -> None:
    write("govreport.toml", "preview = true")
    write("a/pyproject.toml", "[project\nname = 1")
    assert find(tmp_path / "a").preview
    write("a/pyproject.toml", "[tool.govreport\npreview = 1")
    with pytest.raises(SettingsError, match=r"pyproject.toml:1："):
        find(tmp_path / "a")


def test_each_report_has_its_own(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("a/报告.txt", BAD)
    write("a/govreport.toml", 'select = ["DAT701"]')
    write("b/报告.txt", BAD)
    write("b/govreport.toml", 'select = ["SEQ801"]')
    assert main(["audit", str(tmp_path)]) == 1
    first, second = capsys.readouterr().out.split(str(tmp_path / "b" / "报告.txt"), 1)
    assert codes(first) == ["DAT701"] and codes(second) == ["SEQ801"]


def test_config_and_isolated(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = str(write("报告.txt", BAD))
    write("govreport.toml", 'select = ["DAT701"]')
    other = write("other/office.toml", 'ignore = ["ARI001", "DAT701"]')
    assert main(["audit", "--config", str(other), report]) == 1
    assert codes(capsys.readouterr().out) == ["SEQ801"]
    assert main(["audit", "--isolated", report]) == 1
    assert codes(capsys.readouterr().out) == ["ARI001", "DAT701", "SEQ801"]
    assert main(["audit", "--config", str(tmp_path / "no.toml"), report]) == 2
    assert "no.toml" in capsys.readouterr().err


def test_standard_input_takes_those_of_the_current_folder(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write("govreport.toml", 'select = ["DAT701"]')
    monkeypatch.chdir(tmp_path)
    with write("stdin", BAD).open(encoding="utf-8") as given:
        monkeypatch.setattr("sys.stdin", given)
        assert main(["audit", "-"]) == 1
    assert codes(capsys.readouterr().out) == ["DAT701"]


# ── what they mean ──


def test_the_command_line_wins(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    report = str(write("报告.txt", BAD))
    write("govreport.toml", 'select = ["DAT701"]\nignore = ["SEQ801"]\n[[per-file]]\npath = "*.txt"\nignore = ["ARI001"]\n')
    main(["audit", report])
    assert codes(capsys.readouterr().out) == ["DAT701"]
    main(["audit", "--select", "ARI001,SEQ801", report])
    assert codes(capsys.readouterr().out) == []
    main(["audit", "--select", "ARI001,SEQ801", "--ignore", "", report])
    assert codes(capsys.readouterr().out) == ["ARI001", "SEQ801"]


def test_preview_can_be_switched_off_again(monkeypatch: pytest.MonkeyPatch) -> None:
    on_trial = replace(RULES[0], code="ARI999", state="preview")
    monkeypatch.setattr("govreport_nlp.rules.RULES", (*RULES, on_trial))
    settings = Settings(preview=True)
    assert on_trial in settings.rules("a.txt") and on_trial in settings.overridden(preview=None).rules("a.txt")
    assert on_trial not in settings.overridden(preview=False).rules("a.txt")


def test_language(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    report = str(write("报告.txt", BAD))
    write("govreport.toml", 'lang = "en"')
    for arguments, shown in (
        (["audit", report], "error DAT701"),
        (["audit", report, "--lang", "zh"], "错误 DAT701"),
        (["outline", report], "figure"),
    ):
        main(arguments)
        assert shown in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--lang", "en", "audit"], ["audit", "--lang=en"], ["--lang", "zh", "audit", "--lang", "en"]])
def test_language_before_or_behind_the_command(arguments: list[str], write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, str(write("报告.txt", BAD))]) == 1
    assert "error DAT701" in capsys.readouterr().out


def test_per_file(write: Write, tmp_path: Path) -> None:
    settings = load(
        write(
            "govreport.toml",
            'ignore = ["PUN"]\n[[per-file]]\npath = "budget/**"\nignore = ["ARI006"]\n[[per-file]]\npath = "draft_*.txt"\nselect = ["DAT"]\n',
        )
    )

    def chosen(name: str) -> set[str]:
        return {rule.code for rule in settings.rules(str(tmp_path / name))}

    assert "ARI006" in chosen("a.txt") and "PUN901" not in chosen("a.txt")
    assert not {"ARI006", "PUN901"} & chosen("budget/2023/a.txt") and "ARI001" in chosen("budget/2023/a.txt")
    assert chosen("budget/draft_1.txt") == {"DAT701", "DAT703"}


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("a.txt", "*.txt", True),
        ("x/y/a.txt", "*.txt", True),
        ("x/y/a.txt", "x/*.txt", False),
        ("x/a.txt", "./x/*.txt", True),
        ("x/y/a.txt", "x/**/*.txt", True),
        ("x/a.txt", "x/**/*.txt", True),
        ("x/y/a.txt", "x/**", True),
        ("../a.txt", "x/**", False),
        ("报告2023.txt", "报告20??.txt", True),
        ("A.txt", "a.txt", False),
    ],
)
def test_patterns(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, pattern) is fits


def test_names_of_reports_in_files_of_another_folder(tmp_path: Path) -> None:
    assert relative(str(tmp_path / "a" / "b.txt"), tmp_path) == "a/b.txt"
    assert relative(str(tmp_path / "b.txt"), tmp_path / "a") == "../b.txt"
    assert relative("-", tmp_path) == "-"


def test_paths_count_from_the_settings(write: Write, tmp_path: Path) -> None:
    settings = load(write("a/govreport.toml", 'accepted = "accepted.toml"\nbaseline = "/office/known.toml"'))
    assert (settings.accepted, settings.baseline) == (tmp_path / "a" / "accepted.toml", Path("/office/known.toml"))


# ── mistakes ──


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('# 注\nselct = ["ARI001"]', 2, '“selct” “select” "selct" "select"'),
        ('select = "ARI001"', 1, '“select” ["…"]'),
        ("select = [1]", 1, "“select”"),
        ('select = [\n  "ARI001",\n  "ARI01",\n]', 3, "“ARI01” ARI001"),
        ('\nignore = ["ARI0O1"]', 2, "“ARI0O1” ARI001"),
        ('preview = "yes"', 1, "preview = true"),
        ('lang = "fr"', 1, '"zh"'),
        ('accepted = ""', 1, "“accepted”"),
        ('per-file = "a"', 1, "[[per-file]]"),
        ('\n[tool.govreport]\nselect = ["ARI001"]', 2, "[tool.govreport]"),
        ('select = ["分项之和"]', 1, "“分项之和” explain"),
        ('preview = true\n[[per-file]]\npath = "a"\n\n[[per-file]]\nignore = ["PUN901"]', 5, "“path”"),
        ('[[per-file]]\npath = "a"\n[[per-file]]\npath = "b"\nignored = ["PUN901"]', 5, "“ignored” “ignore”"),
        ('[[per-file]]\npath = "a"\nselect = ["XYZ"]', 3, "“XYZ”"),
        ("preview = true\nselect = [", 2, "TOML"),
        ("preview = true\npreview = false", 2, "TOML"),
    ],
)
def test_a_mistake_names_file_line_key_and_remedy(
    text: str, line: int, words: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("govreport.toml", text)
    report = str(write("报告.txt", BAD))
    assert main(["audit", report]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"govreport: {path}:{line}：") and " / " in err
    assert [word for word in words.split() if word not in err] == []


def test_a_mistake_in_pyproject_is_found_in_its_table(write: Write) -> None:
    path = write(
        "pyproject.toml",
        '[project]\nselct = 1\n\n[tool.govreport]\npreview = true\nselct = ["ARI001"]\n[[tool.govreport.per-file]]\npath = "a"\n',
    )
    with pytest.raises(SettingsError, match=rf"{path}:6："):
        load(path)
    with pytest.raises(SettingsError, match=r":2：.*\[tool.govreport\]"):
        load(write("pyproject.toml", "[tool]\ngovreport = 3"))


def test_all_settings_are_read_before_the_first_report(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.txt", BAD)
    write("z/b.txt", BAD)
    write("z/govreport.toml", "x = 1")
    assert main(["audit", str(tmp_path)]) == 2
    assert capsys.readouterr().out == ""


def test_a_file_that_notepad_wrote(write: Write, tmp_path: Path) -> None:
    (tmp_path / "govreport.toml").write_bytes(b'\xef\xbb\xbfselect = ["ARI001"]\r\npreview = true\r\n')
    assert find(tmp_path).select == ("ARI001",)
    (tmp_path / "govreport.toml").write_bytes(b"preview = true\r\n# " + "核对".encode("gb18030"))
    with pytest.raises(SettingsError, match=r"govreport.toml:2：不是 UTF-8"):
        find(tmp_path)


@pytest.mark.parametrize("path", sorted((ROOT / "govreport_nlp").rglob("*.toml")), ids=lambda path: path.stem)
def test_lines_of_keys_in_files_of_the_house(path: Path) -> None:
    file = read(path)
    lines = file.text.split("\n")
    for key in file.content:
        assert re.match(rf'\W*"?{re.escape(key)}\b', lines[file.line((key,)) - 1])


def test_lines_of_keys(write: Write) -> None:
    file = read(
        write(
            "x.toml",
            'a = 1\ntext = """\n[[not]]\nb = 2\n"""\nlist = [\n  { x = 1 },\n]\n[[t]]\nb = 3\n[[t.u]]\nc = 1\n[[t]]\nb.c = 4\n[[t.u]]\nc = 5\n',
        )
    )
    places = {
        ("a",): 1, ("text",): 2, ("list",): 6, ("list", 0, "x"): 6, ("t", 0, "b"): 10, ("t", 0, "u", 0, "c"): 12,
        ("t", 1): 13, ("t", 1, "b", "c"): 14, ("t", 1, "u", 0, "c"): 16, ("t", 1, "none"): 13, ("none",): 1,
    }  # fmt: skip
    assert {path: file.line(path) for path in places} == places


def test_the_settings_of_the_readme_are_settings(write: Write) -> None:
    (example,) = re.findall(r"^```toml\n(select.*?)^```$", (ROOT / "README.md").read_text("utf-8"), flags=re.M | re.S)
    settings = load(write("govreport.toml", example))
    assert settings.select and settings.ignore and settings.per_file[0].ignore
