"""The guard stops a pattern that would look for ever; what it found is kept, and that it was stopped is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import regex

import govreport_nlp as gr
from govreport_nlp import guard, quantities
from govreport_nlp.cli import main
from govreport_nlp.forms import Form
from govreport_nlp.models import Guarded

ENDLESS = regex.compile(r"件|(?:甲|甲)*?(?:甲|甲)*乙")  # tries every way to part a row of 甲
TEXT = "受理3件。" + "甲" * 60


def test_what_was_found_before_is_kept_and_the_stop_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.05)
    stopped: list[Guarded] = []
    assert [match.group() for match in guard.matches(ENDLESS, TEXT, "row", stopped)] == ["件"]
    assert stopped == [Guarded("row", 4)]


def test_a_sound_pattern_is_not_stopped() -> None:
    stopped: list[Guarded] = []
    assert len(guard.matches(regex.compile("甲"), TEXT, "row", stopped)) == 60
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
