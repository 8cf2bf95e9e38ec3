"""Every rule's docstring is its page: complete, short lines, and its examples hold."""

from __future__ import annotations

import pytest
from alone import findings

from govreport_nlp.errors import UsageError
from govreport_nlp.models import Verdict
from govreport_nlp.rules import RULES
from govreport_nlp.rules.page import parse
from govreport_nlp.rules.rule import Rule

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
