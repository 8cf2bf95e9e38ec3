"""The component for people who live in spaCy."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import govreport_nlp as gr

spacy = pytest.importorskip("spacy")
import_module("govreport_nlp.spacy_component")  # as the entry point does, whatever is installed

ROOT = Path(__file__).parent.parent
TEXT = "全年收到行政诉讼案件66件，代理县政府案件8件，共计75件。罚款总额145.29万元，增长8.3%。"


@pytest.fixture(params=["char", "jieba"])
def nlp(request: pytest.FixtureRequest) -> spacy.Language:
    made = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": request.param}}})
    made.add_pipe("govreport")
    return made


def test_claims_and_findings_are_those_of_the_library(nlp: spacy.Language) -> None:
    doc, report = nlp(TEXT), gr.parse(TEXT)
    assert doc.text == TEXT
    assert doc._.claims == report.claims and doc._.findings == report.findings
    assert [finding.verdict for finding in doc._.findings] == ["inconsistent"]


def test_spans_lie_over_their_claims(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    assert [span.label_ for span in doc.spans["claims"]] == ["count", "count", "count", "amount", "rate"]
    for span, claim in zip(doc.spans["claims"], doc._.claims, strict=True):
        assert span.start_char <= claim.start and claim.end <= span.end_char
        assert claim.text in span.text and span.id_ == claim.id


def test_characters_align_exactly() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("govreport")
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["claims"]] == [claim.text for claim in doc._.claims]


def test_a_claim_that_cuts_a_token_is_widened() -> None:
    from spacy.tokens import Doc

    nlp = spacy.blank("zh")
    component = nlp.add_pipe("govreport")
    doc = component(Doc(nlp.vocab, words=["收到案件6", "6件，共计7件", "。"], spaces=[False] * 3))
    assert [span.text for span in doc.spans["claims"]] == ["收到案件66件，共计7件", "6件，共计7件"]


def test_labels_may_be_indicators_and_the_key_is_free() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("govreport", config={"label": "indicator", "spans_key": "sc", "preview": True})
    doc = nlp(TEXT)
    assert [span.label_ for span in doc.spans["sc"]][:2] == ["行政诉讼案件", "代理县政府案件"]


def test_displacy_shows_them() -> None:
    from spacy import displacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("govreport")
    page = displacy.render(nlp(TEXT), style="span", options={"spans_key": "claims"}, jupyter=False)
    assert "amount" in page


@pytest.mark.parametrize("text", ["", "   ", "没有数字。"])
def test_nothing_to_read_is_no_error(text: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("govreport")
    doc = nlp(text)
    assert len(doc.spans["claims"]) == 0 and doc._.claims == () and doc._.findings == ()


def test_many_documents_and_bytes() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("govreport")
    assert [len(doc._.claims) for doc in nlp.pipe([TEXT, "立案5件。"])] == [5, 1]


def test_the_entry_point_names_the_factory() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["spacy_factories"]
    module, _, name = points["govreport"].partition(":")
    assert callable(getattr(import_module(module), name))
