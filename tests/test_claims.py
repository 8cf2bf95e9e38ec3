"""What figures measure, when, and in which role: tests/claims*.toml, and what holds for every claim."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp.claims import extract
from govreport_nlp.document import build
from govreport_nlp.models import Claim, Extraction
from govreport_nlp.reading.text import from_string

FILES = ("claims.toml", "claims_carried.toml", "claims_planned.toml", "claims_periods.toml")
CASES = [case for name in FILES for case in tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["case"]]
FIGURES = tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))["case"]


def read(text: str) -> Extraction:
    return extract(build(from_string(text)))


def claim(text: str, figure: str) -> Claim:
    return next(claim for claim in read(text).claims if claim.text == figure)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].partition("\n")[2][:20])
def test_claims(case: dict[str, Any]) -> None:
    claims = {claim.text: claim for claim in read(case["text"]).claims}
    for figure, indicator, role, period in case["figures"]:
        found = claims[figure]
        measured = found.indicator.text if found.indicator else ""
        assert (figure, measured, found.role, found.period) == (figure, indicator, role, period)


def test_every_role_and_every_shape_of_period_is_in_the_table() -> None:
    rows = [row for case in CASES for row in case["figures"]]
    assert {role for _, _, role, _ in rows} >= {"level", "change_up", "change_down", "target"}
    assert {"2022", "2023", "2023-H1", "2024"} <= {period for *_, period in rows}


# --- what holds for every claim ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [*CASES, *FIGURES], ids=lambda case: case["text"][-20:])
def test_offsets_quote_the_text(case: dict[str, Any]) -> None:
    extraction = read(case["text"])
    text = extraction.document.text
    assert len({found.id for found in extraction.claims}) == len(extraction.claims)
    for found in extraction.claims:
        assert text[found.start : found.end] == found.text
        for mention in (found.indicator, found.compared):
            assert mention is None or text[mention.start : mention.end] == mention.text
        sentence = extraction.document.sentences[found.sentence]
        assert sentence.start <= found.start < sentence.end


def test_claims_are_in_order() -> None:
    claims = read("全年受理案件35件，办结33件，办结率94.3%；罚款8.3万元。回访12户。").claims
    assert [found.start for found in claims] == sorted(found.start for found in claims)
    assert [found.sentence for found in claims] == [0, 0, 0, 0, 1]


def test_joins_and_depth() -> None:
    claims = read("有企业53家（含国企5家、民企48家），个体户12户；其他3户。").claims
    assert [found.depth for found in claims] == [0, 1, 1, 0, 0]
    assert [found.join for found in claims][2:] == ["、", "，", "；"]


def test_roles_of_thresholds() -> None:
    text = "引进亿元以上项目23个，为65岁及以上老年人体检1.2万人次，判处五年以上有期徒刑的213人。"
    assert claim(text, "亿元以上").role == "threshold"
    assert claim(text, "65岁及以上").role == "threshold"
    assert claim(text, "23个").role == "level"
    law = "平均用时11.4个工作日，比法定的20个工作日缩短8.6个工作日。"
    assert [found.role for found in read(law).claims] == ["level", "threshold", "change_down"]


def test_a_plan_is_a_target_only_in_the_section_that_plans() -> None:
    text = "一、2023年工作总结\n（一）项目建设\n新建学校5所。\n二、2024年主要目标\n（一）民生实事\n新建学校8所。\n"
    assert (claim(text, "5所").role, claim(text, "8所").role) == ("level", "target")


def test_full_width_and_traditional_texts_read_alike() -> None:
    plain = read("石棠县2023年公报\n财政收入12.3亿元，比上年增长5.6%。").claims
    wide = read("石棠县２０２３年公报\n財政收入１２．３億元，比上年增長５．６％。").claims
    assert [(c.quantity.low, c.unit, c.role, c.period) for c in plain] == [(c.quantity.low, c.unit, c.role, c.period) for c in wide]


def test_a_text_without_figures_has_no_claims() -> None:
    extraction = read("各位代表，请予审议。")
    assert extraction.claims == ()
    assert extraction.groups == ()
