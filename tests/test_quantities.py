"""Numbers with their units: tests/quantities.toml, and what holds for every text."""

from __future__ import annotations

import itertools
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp import find_numbers, lexicon
from govreport_nlp.document import build
from govreport_nlp.forms import forms
from govreport_nlp.numerals import shadow
from govreport_nlp.quantities import Scan, scan
from govreport_nlp.reading.text import from_string
from govreport_nlp.units import cjk_classifiers, unit_of, units

TABLE = tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))


def read(text: str) -> Scan:
    return scan(build(from_string(text)))


def end(written: str) -> Fraction | None:
    return Fraction(written) if written else None


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["text"][:20])
def test_figures(case: dict[str, Any]) -> None:
    found = read(case["text"])
    got = [(q.text, q.low, q.high, q.unit, q.kind) for q in found.quantities]
    assert got == [(text, end(low), end(high), unit or None, kind) for text, low, high, unit, kind in case["figures"]]
    assert not found.unread


@pytest.mark.parametrize("case", TABLE["none"], ids=lambda case: case["text"][:20])
def test_texts_without_a_figure(case: dict[str, Any]) -> None:
    found = read(case["text"])
    assert not found.quantities
    assert not found.unread
    assert [mention.text for mention in found.refused if mention.why == case["why"]] == case["refused"]


def test_every_form_is_in_the_table() -> None:
    texts = [shadow(case["text"]) for case in TABLE["case"]]
    idle = [form.name for form in forms() if not any(form.pattern().search(text) for text in texts)]
    assert idle == []


def test_the_most_particular_form_wins() -> None:
    order = [form.name for form in forms()]
    assert order.index("ratio") < order.index("range") < order.index("plain")
    assert [q.text for q in read("需20-30分钟。").quantities] == ["20-30分钟"]


# --- what carries the evidence -----------------------------------------------------------------------------------------------------------


def test_digits_keep_their_zeros_and_place_its_size() -> None:
    (quantity,) = read("罚款８，３００．50万元。").quantities
    assert (quantity.digits, quantity.value, quantity.place) == ("8300.50", 83005000, 100)


def test_narrow_readings_lie_within_wide_ones() -> None:
    for case in TABLE["case"]:
        for quantity in read(case["text"]).quantities:
            assert quantity.narrow.meets(quantity.wide)
            for inner, outer, sign in ((quantity.narrow.low, quantity.wide.low, 1), (quantity.narrow.high, quantity.wide.high, -1)):
                if inner is not None and outer is not None:
                    assert (inner - outer) * sign >= 0, quantity


def test_a_round_figure_is_exact_and_may_be_round() -> None:
    (plain,) = read("发放2000份。").quantities
    assert plain.narrow.is_point
    assert plain.wide.contains(1600)
    assert not plain.wide.contains(1400)
    (counted,) = read("发放2010份。").quantities
    assert counted.wide.is_point


def test_approx_names_the_sense() -> None:
    found = read("近3000人，约200件，5项以上，至多3次，2600余份，3-5天，66件。").quantities
    assert [q.approx for q in found] == ["near", "about", "at_least", "at_most", "some", "range", None]


# --- the run of digits: a claim, refused, or unread ---------------------------------------------------------------------------------------


def test_what_no_form_knows_is_unread_not_lost() -> None:
    text = "编入ab12cd册。"
    found = read(text)
    assert [text[span.start : span.end] for span in found.unread] == ["12"]


def test_claims_refused_and_unread_never_overlap() -> None:
    for case in (*TABLE["case"], *TABLE["none"]):
        found = read(case["text"])
        spans = sorted((item.start, item.end) for item in (*found.quantities, *found.refused, *found.unread))  # type: ignore[attr-defined]
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans)), case["text"]


def test_section_numbers_count_nothing() -> None:
    found = read("一、基本情况\n全年办件5件。\n（二）财政情况\n收入3亿元。\n1.税收2亿元。\n")
    assert [q.text for q in found.quantities] == ["5件", "3亿元", "2亿元"]
    assert [m.text for m in found.refused if m.why == "section number"] == ["一、", "（二）", "1."]


# --- find_numbers ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三百万", ["3000000"]),
        ("负一百二十万", ["-1200000"]),
        ("廿二", ["22"]),
        ("一个", ["1"]),
        ("半斤", ["1/2"]),
        ("第12次", ["12"]),
        ("共3.14", ["157/50"]),
        ("一千零一万一千零一", ["10011001"]),
        ("统一部署，进一步推进", []),
        ("2023年6月5日", []),
        ("", []),
    ],
)
def test_find_numbers_reads_bare_ones_too(text: str, values: list[str]) -> None:
    assert [str(q.value) for q in find_numbers(text)] == values


# --- units -------------------------------------------------------------------------------------------------------------------------------


def test_units_are_in_base_units() -> None:
    assert unit_of("角") is not None
    assert {unit.name for unit in (unit_of("角"), unit_of("圆"), unit_of("人民币")) if unit} == {"元"}
    assert unit_of("成") == unit_of("成")
    assert (unit_of("成") or pytest.fail()).scale == 10
    assert unit_of("项目") is None


def test_compound_units_keep_their_form() -> None:
    per_month, per_head = unit_of("元/月"), unit_of("部/百人")
    assert per_month and (per_month.name, per_month.kind) == ("元/月", "amount")
    assert per_head and (per_head.name, per_head.kind) == ("部/百人", "other")
    assert unit_of("猫/月") is None


def test_lists_of_the_lexicon_agree() -> None:
    table = lexicon.table("units")
    no_units = lexicon.words_of(table["not_units"]["list"], "units", "not_units")
    assert len(set(no_units)) == len(no_units)
    assert not set(no_units) & set(units())
    # every word begins with a unit, else it would keep nothing away
    assert [word for word in no_units if not any(word.startswith(unit) for unit in units())] == []
    listed = lexicon.words_of(table["cjk_classifiers"]["list"], "units", "cjk_classifiers")
    assert set(listed) <= set(units())
    idioms = set(lexicon.words_of(table["words_after_cjk"]["list"], "units", "words_after_cjk"))
    assert idioms <= set(units())
    assert not cjk_classifiers() & (idioms - set(listed))
