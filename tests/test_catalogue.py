"""The known indicators: the examples of the lexicon, and what a name is and is not."""

from __future__ import annotations

import pytest

from govreport_nlp import catalogue
from govreport_nlp.catalogue import Indicator, canonical, growth_basis
from govreport_nlp.errors import LexiconError
from govreport_nlp.units import units

ALL = catalogue.indicators()


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.name)
def test_the_names_of_an_indicator_lead_to_it(indicator: Indicator) -> None:
    for name in (indicator.name, *indicator.aliases, *indicator.examples):
        assert canonical(name) == indicator, name
    for name in indicator.unlike:
        assert canonical(name) != indicator, name


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.name)
def test_an_entry_is_whole(indicator: Indicator) -> None:
    assert indicator.examples
    assert (indicator.unit, indicator.kind) in {(unit.name, unit.kind) for unit in units().values()}
    assert (indicator.growth is None) or indicator.kind in ("amount", "rate")


@pytest.mark.parametrize("name", ["案件", "全市", "增速", "企业", "地区", "增加值率", ""])
def test_other_names_are_unknown(name: str) -> None:
    assert canonical(name) is None


@pytest.mark.parametrize(
    ("name", "basis"),
    [
        ("地区生产总值", "constant"),
        ("海洋生产总值", "constant"),
        ("通用设备制造业增加值", "constant"),
        ("限额以上单位消费品零售额", "comparable"),
        ("全县一般公共预算收入", "current"),
        ("农村居民人均可支配收入", "current"),
        ("城镇调查失业率", None),
        ("信访件", None),
    ],
)
def test_how_growth_is_told(name: str, basis: str | None) -> None:
    assert growth_basis(name) == basis


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        ("全省生产总值首次达到", "constant"),
        ("工业增加值、社会消费品零售总额分别达到", "comparable"),
        ("一般公共预算收入完成", None),
        ("", None),
    ],
)
def test_the_words_in_front_of_a_figure_tell_it_too(words: str, basis: str | None) -> None:
    assert catalogue.growth_basis_in(words) == basis


def test_one_name_belongs_to_one_indicator(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"name": "甲", "unit": "元", "kind": "amount", "aliases": ["丙"]}
    monkeypatch.setattr(catalogue.lexicon, "table", lambda _: {"indicator": [entry, entry | {"name": "乙"}]})
    with pytest.raises(LexiconError, match=r"丙.*甲 and 乙"):
        catalogue.indicators.__wrapped__()


@pytest.mark.parametrize("wrong", [{"unit": None}, {"kind": "money"}, {"growth": "real"}, {"aliases": "丙"}])
def test_a_wrong_entry_is_named(wrong: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    entry: dict[str, object] = {"name": "甲", "unit": "元", "kind": "amount"}
    monkeypatch.setattr(catalogue.lexicon, "table", lambda _: {"indicator": [entry | wrong]})
    with pytest.raises(LexiconError, match=r"indicators\.toml.*甲"):
        catalogue.indicators.__wrapped__()
