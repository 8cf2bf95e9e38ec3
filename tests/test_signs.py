"""Patterns that are looked for only where a sign of them stands find what they find everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from govreport_nlp import lexicon
from govreport_nlp.signs import Signed, signed, signs_of

SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
CLAUSES = sorted({clause for path in SAMPLES.glob("*.txt") for clause in regex.split(r"[\d，。；、\n]+", path.read_text("utf-8"))})
TABLES = {
    "cues": ("lead", "before", "after"),
    "scopes": ("level", "size", "residence", "society"),
    "qualifiers": ("comparison", "prices", "basis"),
}


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("占[^，。；]*$", "占"),
        ("(?:由|从|自)(?:上年|去年)*$", "由从自"),
        ("其他|其它|剩余", "其剩"),
        ("[一-丁]成?", "一丁"),
        ("(?:约|近)?增", "增"),
        ("增(?=长)(?<!新.)，", "增"),
        ("(?>减(?:少|产))++", "减"),
        ("[^，]+", None),
        (r"\s*上?", None),
        ("甲|.", None),
        (r"\p{Han}甲", None),  # only the package regex reads it
    ],
)
def test_what_every_match_holds(pattern: str, signs: str | None) -> None:
    found = signs_of(pattern)
    assert found == (None if signs is None else set(signs))


@pytest.mark.parametrize(
    "each", [each for name, keys in TABLES.items() for key in keys for each in signed(lexicon.table(name)[key])], ids=lambda x: x.name
)
def test_every_pattern_of_the_lexicon_is_found_where_it_stands(each: Signed) -> None:
    assert each.signs
    for clause in CLAUSES:
        letters = frozenset(clause)
        assert bool(each.search(clause, letters)) is bool(each.pattern.search(clause))
        assert bool(each.match(clause, letters)) is bool(each.pattern.match(clause))
