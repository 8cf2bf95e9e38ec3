"""Every rule's docstring is its page: complete, short lines, and its examples hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from alone import findings

from govreport_nlp.cli import main
from govreport_nlp.errors import UsageError
from govreport_nlp.models import Verdict
from govreport_nlp.rules import RULES
from govreport_nlp.rules.measured import Measured, measured
from govreport_nlp.rules.page import parse
from govreport_nlp.rules.rule import Rule

MEASURED = Path(__file__).parent.parent / "govreport_nlp" / "rules" / "measured.toml"
GOOD = [pytest.param(rule, text, id=f"{rule.code}-{n}") for rule in RULES for n, text in enumerate(parse(rule.page).good)]
BAD = [pytest.param(rule, text, id=f"{rule.code}-{n}") for rule in RULES for n, text in enumerate(parse(rule.page).bad)]
PAGE = """A list is whole.

Why: because it is.
Good: 一、甲
    二、乙
Good: 丙
Bad: 丁
Silent when: it rains; it
    snows.
Source: made up.
"""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_is_complete_and_its_lines_are_short(rule: Rule) -> None:
    page = parse(rule.page)
    assert page.summary.endswith(".")
    assert all((page.why, page.silent_when, page.source, *page.good, *page.bad))
    assert not [line for line in rule.page.splitlines() if len(line) > 100]


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_good_examples_raise_nothing(rule: Rule, text: str) -> None:
    assert not [f for f in findings(text, rule) if f.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_bad_examples_are_found(rule: Rule, text: str) -> None:
    assert [f for f in findings(text, rule) if f.verdict is Verdict.INCONSISTENT]


def test_measured_counts_add_up_and_belong_to_rules() -> None:
    table = tomllib.loads(MEASURED.read_text("utf-8"))
    assert set(table["rules"]) <= {rule.code for rule in RULES} and table["rules"] and re.fullmatch(r"\d+\.\d+\.\d+", table["version"])
    for code in table["rules"]:
        counts = measured(code)
        assert counts is not None and counts.of == table["reports"]
        assert counts.consistent + counts.undecided + counts.alarms == counts.relations >= counts.reports <= counts.of
        assert counts.unread >= 0 and min(table["rules"][code].values()) >= 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_page_says_what_was_measured_or_that_nothing_was(rule: Rule, capsys: pytest.CaptureFixture[str]) -> None:
    counts = measured(rule.code)
    assert main(["explain", rule.code, "--lang", "en"]) == 0
    _, _, section = capsys.readouterr().out.partition("\nMeasured\n")
    shown = " ".join(section.partition("\n\n")[0].split())
    if counts is None:
        assert shown == "not yet measured"
    elif counts.relations:
        assert f"{counts.of} real reports" in shown and f"{counts.relations} time" in shown
        assert (f"{counts.alarms} inconsistent" in shown) is bool(counts.alarms)
        assert (f"{counts.consistent} consistent" in shown) is bool(counts.consistent)
    else:
        assert shown.endswith("it had nothing to say")


def test_a_rule_that_nobody_measured(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert measured("ARI999") is None
    monkeypatch.setattr("govreport_nlp.cli.explain.measured", lambda code: None)
    main(["explain", "ARI001"])
    assert "\n实测\n  尚未实测\n" in capsys.readouterr().out


def test_alarms_that_were_read_wrongly_or_not_at_all_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    counts = Measured("0.1.0", of=78, reports=5, relations=9, consistent=3, undecided=1, alarms=5, true=1, false=2, arguable=1)
    monkeypatch.setattr("govreport_nlp.cli.explain.measured", lambda code: counts)
    for lang, words in (("zh", "属实 1，误报 2，可商榷 1，未读 1。"), ("en", "1 true, 2 false, 1 arguable, 1 not read yet.")):
        main(["explain", "ARI001", "--lang", lang])
        assert words.replace(" ", "") in "".join(capsys.readouterr().out.split())


def test_parse_keeps_the_lines_of_examples_and_joins_others() -> None:
    page = parse(PAGE)
    assert page.summary == "A list is whole."
    assert page.good == ("一、甲\n二、乙", "丙")
    assert page.bad == ("丁",)
    assert page.silent_when == "it rains; it snows."


def test_parse_names_what_is_missing() -> None:
    with pytest.raises(UsageError, match="Bad, Source"):
        parse(PAGE.replace("Bad: 丁\n", "").replace("Source: made up.\n", ""))


def test_parse_refuses_a_second_why() -> None:
    with pytest.raises(UsageError, match="Why 2 times"):
        parse(PAGE + "Why: again.\n")
