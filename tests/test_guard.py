"""The guard stops a pattern that would look for ever; what it found is kept, and that it was stopped is told."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import regex

import govreport_nlp as gr
from govreport_nlp import guard, quantities
from govreport_nlp.cli import main
from govreport_nlp.forms import Form, forms
from govreport_nlp.models import Guarded
from govreport_nlp.numerals import shadow
from govreport_nlp.refusals import _patterns

ENDLESS = r"件|(?:甲|甲)*?(?:甲|甲)*乙"  # tries every way to part a row of 甲
TEXT = "受理3件。" + "甲" * 60


def test_what_was_found_before_is_kept_and_the_stop_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.05)
    stopped: list[Guarded] = []
    assert [match.group() for match in guard.matches(lambda: regex.compile(ENDLESS), TEXT, "row", stopped)] == ["件"]
    assert stopped == [Guarded("row", 4)]


def test_a_sound_pattern_is_not_stopped() -> None:
    stopped: list[Guarded] = []
    assert len(guard.matches(lambda: regex.compile("甲"), TEXT, "row", stopped)) == 60
    assert stopped == []


def test_a_report_tells_that_something_may_be_unread(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    known = quantities.forms()
    monkeypatch.setattr(guard, "SECONDS", 0.05)
    monkeypatch.setattr(quantities, "forms", lambda: (*known, Form("row", ENDLESS, lambda match, text: ())))
    assert gr.parse(TEXT).coverage == gr.Coverage(claims=1, refused=0, unread=0, guarded=1)
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    main(["audit", "--format", "jsonl", str(path)])
    assert json.loads(capsys.readouterr().out)["coverage"]["guarded"] == 1
    main(["coverage", "--lang", "en", str(path)])
    assert "1 pattern was stopped by the time guard" in capsys.readouterr().err


# --- anchors -----------------------------------------------------------------------------------------------------------------------------

HERE = Path(__file__).parent
SAMPLES = [path.read_text("utf-8") for path in sorted((HERE.parent / "corpora" / "samples").glob("*.txt"))]
CASES = [
    case["text"]
    for path in (HERE / "quantities.toml", *sorted((HERE / "rules").glob("*.toml")))
    for key, cases in tomllib.loads(path.read_text("utf-8")).items()
    if isinstance(cases, list)
    for case in cases
    if "text" in case
]
SOUGHT = [(form.name, form.pattern, form.anchor) for form in forms()] + list(_patterns())
DARK = [shadow(text) for text in (*SAMPLES, "\n\n".join(CASES))]


@pytest.mark.parametrize(("name", "pattern", "anchor"), SOUGHT, ids=[f"{index} {name}" for index, (name, _, _) in enumerate(SOUGHT)])
def test_a_pattern_finds_around_its_anchors_what_it_finds_in_the_whole_text(
    name: str, pattern: Callable[[], regex.Pattern[str]], anchor: re.Pattern[str] | None
) -> None:
    assert anchor is not None
    for text in DARK:
        stopped: list[Guarded] = []
        around = [match.span() for match in guard.matches(pattern, text, name, stopped, anchor)]
        assert (around, stopped) == ([match.span() for match in pattern().finditer(text)], [])


@pytest.mark.parametrize("filler", ["。", "1", " ", "a", "一"])
def test_a_number_or_an_address_of_any_length_is_not_cut(filler: str) -> None:
    run = filler * 500
    pattern, anchor = regex.compile(rf"{filler}*年{filler}*"), re.compile("年")
    text = f"甲{run}年{run}乙"
    found = [match.end() - match.start() for match in guard.matches(lambda: pattern, text, "run", [], anchor)]
    assert found == ([len(text) - 2] if filler != "。" else [2 * guard.REACH + 1])


def test_windows_that_meet_are_one_and_the_rest_is_not_looked_at() -> None:
    near, far = "甲年甲年", "甲" * 1000 + "年"
    pattern = regex.compile("甲+年")
    spans = [match.span() for match in guard.matches(lambda: pattern, near + far, "run", [], re.compile("年"))]
    assert spans == [(0, 2), (2, 4), (len(near + far) - 1 - guard.REACH, len(near + far))]


@pytest.mark.parametrize("piece", ["123,", "1至2", "1、1号"])
def test_a_long_row_of_figures_is_read_to_its_end(piece: str) -> None:
    assert gr.parse(piece * 5_000 + "甲").coverage.guarded == 0
