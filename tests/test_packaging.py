"""The papers of the house agree with the house: README, CONTRIBUTING, pyproject, lexicon."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import govreport_nlp
from govreport_nlp import lexicon
from govreport_nlp.cli import main

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "govreport_nlp"
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
LAYERS = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
LISTED = re.findall(r"^\| `(\w+)` \|", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), flags=re.M)


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.M | re.S)


@pytest.mark.parametrize("command", ["pip install -e . && govreport audit corpora/samples", "pip install -e '.[test]' && pytest"])
def test_readme_has_the_two_commands_as_lines_of_their_own(command: str) -> None:
    assert f"{command}\n" in fenced("sh")


@pytest.mark.parametrize("session", fenced("console"), ids=lambda session: session.partition("\n")[0][:60])
def test_what_the_readme_shows_is_what_is_printed(
    session: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A session is `$ [echo TEXT |] govreport …` and its output; a line … stands for lines left out."""
    line, _, shown = session.partition("\n")
    given, _, command = line.removeprefix("$ ").rpartition(" | ")
    arguments = shlex.split(command)
    assert arguments.pop(0) == "govreport"
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GOVREPORT_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("COLUMNS", "80")
    if given:
        echoed = tmp_path / "stdin"
        echoed.write_text(shlex.split(given)[1] + "\n", "utf-8")
        with echoed.open(encoding="utf-8") as stdin, monkeypatch.context() as patched:
            patched.setattr("sys.stdin", stdin)
            main(arguments)
    else:
        main(arguments)
    printed = capsys.readouterr().out
    for part in re.split(r"^…\n", shown, flags=re.M):
        assert part in printed


@pytest.mark.parametrize("block", fenced("python"), ids=lambda block: block.splitlines()[2][:40])
def test_the_python_of_the_readme_gives_what_it_says(block: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GOVREPORT_CACHE", str(tmp_path))
    names: dict[str, object] = {}
    for line in filter(None, block.splitlines()):
        code, _, result = line.partition("# → ")
        if result:
            assert str(eval(code, names)) == result, code
        else:
            exec(code, names)


def test_the_verdicts_of_the_readme_are_those_of_the_judge() -> None:
    rows = re.findall(r"^\| (consistent|undecided|inconsistent) \| .* \| (.*) \|$", README, flags=re.M)
    assert len(rows) == 3
    for verdict, text in rows:
        assert [finding.verdict for finding in govreport_nlp.parse(text).findings] == [verdict]


def test_links_of_the_papers_lead_somewhere() -> None:
    for paper in (ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", paper.read_text("utf-8")):
            assert (ROOT / target).exists(), target


@pytest.mark.parametrize("extra", EXTRAS)
def test_extras_parse_and_name_each_package_once(extra: str) -> None:
    names = [Requirement(line).name for line in EXTRAS[extra]]
    assert len(set(names)) == len(names)


def test_the_extra_all_is_all_but_test() -> None:
    (requirement,) = map(Requirement, EXTRAS["all"])
    assert requirement.name == PROJECT["project"]["name"]
    assert requirement.extras == set(EXTRAS) - {"all", "test"}


def test_contributing_lists_every_module_and_no_other() -> None:
    present = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert len(LISTED) == len(set(LISTED))
    assert set(LISTED) == {name for name in present if not name.startswith("__")}


def test_contributing_lists_them_in_the_order_of_the_layers() -> None:
    depth = {name: index for index, layer in enumerate(LAYERS) for name in layer.split(" | ")}
    assert [depth[name] for name in LISTED] == sorted((depth[name] for name in LISTED), reverse=True)


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("lexicon/*.toml")), ids=lambda path: path.stem)
def test_every_lexicon_file_loads(path: Path) -> None:
    assert lexicon.table(path.stem)


def test_the_version_is_written_once() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert (ROOT / PROJECT["tool"]["hatch"]["version"]["path"]).samefile(PACKAGE / "__init__.py")
    assert re.fullmatch(r"\d+\.\d+\.\d+", govreport_nlp.__version__)
