"""Texts compared: transformers that scikit-learn's own checks pass, and what they find in the generated counties."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
import scored
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import check_estimator
from sklearn.utils.validation import check_is_fitted, validate_data

import govreport_nlp as gr
from govreport_nlp.compare import Attention, Keyness, TextVectors, Themes, keyness, passages, similarity
from govreport_nlp.compare.words import words

LAW = "依法办理行政复议案件，化解矛盾纠纷，推进法治政府建设。"
FARM = "粮食产量稳定增长，高标准农田建设加快，推进乡村振兴。"
TEXTS = {"法1": LAW * 3, "法2": LAW * 2 + "普法宣传。", "农1": FARM * 3, "农2": FARM * 2 + "粮食丰收。"}


def spelled(numbers: np.ndarray) -> list[str]:
    """Every row as a text: what it has of each column, in signs of its own."""
    rounded = np.nan_to_num(np.floor(numbers.astype(float) * 4)).astype(int)
    return ["".join(chr(0x4E00 + 64 * at + value % 64) + "民生" for at, value in enumerate(row)) for row in rounded]


class Numbers:
    """Before a transformer of texts: numbers, spelled out. scikit-learn's checks know numbers only, and skip what takes strings."""

    def transform(self, X: object) -> object:  # noqa: N803
        check_is_fitted(self)
        return super().transform(spelled(validate_data(self, X, reset=False)))

    def __sklearn_tags__(self) -> object:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = False, True
        return tags


class NumberVectors(Numbers, TextVectors):
    def fit_transform(self, X: object, y: object = None) -> object:  # noqa: N803
        return super().fit_transform(spelled(validate_data(self, X)))


class NumberAttention(Numbers, Attention):
    def fit(self, X: object, y: object = None) -> object:  # noqa: N803
        return super().fit(spelled(validate_data(self, X)))


@pytest.mark.parametrize(
    "estimator",
    [Keyness(), Themes(2), NumberVectors("characters"), NumberVectors(sparse_output=False), NumberAttention({"民生": ["民生"]})],
    ids=lambda e: type(e).__name__,
)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_scikit_learns_own_checks(estimator: object) -> None:
    ran = check_estimator(estimator, on_skip=None)
    assert [one["check_name"] for one in ran if one["status"] == "skipped"] == ["check_array_api_input"]
    assert len(ran) > 40


@pytest.mark.parametrize("estimator", [TextVectors(), Attention({"法治": ["行政复议"]})], ids=lambda e: type(e).__name__)
@pytest.mark.filterwarnings("ignore:Can't test estimator")
def test_a_transformer_of_texts_passes_as_far_as_scikit_learns_own(estimator: object) -> None:
    ran = [[(one["check_name"], one["status"]) for one in check_estimator(each)] for each in (estimator, TfidfVectorizer())]
    assert ran[0] == ran[1]


@pytest.mark.parametrize("analyzer", ["words", "characters"])
def test_vectors_have_names_and_pandas_output(analyzer: str) -> None:
    vectors = TextVectors(analyzer, sparse_output=False).set_output(transform="pandas")
    frame = vectors.fit_transform(list(TEXTS.values()))
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == list(vectors.get_feature_names_out())
    assert np.allclose(np.linalg.norm(frame.to_numpy(), axis=1), 1)
    pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(vectors)).transform(list(TEXTS.values())), frame)


def test_names_of_the_lexicon_are_whole_words_and_figures_are_none() -> None:
    assert "行政复议案件" in words("办理行政复议案件66件")
    assert not [word for word in words("办理行政复议案件66件，增长5.5%") if any(sign.isdigit() for sign in word)]


def test_wrong_settings_and_input_are_refused() -> None:
    with pytest.raises(ValueError, match="analyzer"):
        TextVectors("letters").fit(["甲"])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="sequence of strings"):
        TextVectors().fit("一段文字")
    with pytest.raises(ValueError, match="词表"):
        Attention({"法治": []}).fit(["甲"])


def test_texts_of_one_kind_are_alike() -> None:
    alike = similarity(TEXTS)
    assert list(alike.index) == list(alike.columns) == list(TEXTS)
    assert np.allclose(np.diag(alike), 1)
    assert alike.loc["法1", "法2"] > 0.8 > 0.2 > alike.loc["法1", "农1"]
    assert similarity(TEXTS, "characters").loc["法1", "法2"] > 0.8


def test_themes_come_in_one_order_in_a_pipeline() -> None:
    texts = [*TEXTS.values(), LAW]
    pipe = make_pipeline(TextVectors(sparse_output=False), Themes(2)).set_output(transform="pandas")
    loads = pipe.fit_transform(texts)
    assert list(loads.columns) == ["themes0", "themes1"]
    assert list(loads.idxmax(axis=1)) == ["themes0", "themes0", "themes1", "themes1", "themes0"]
    again = make_pipeline(TextVectors(sparse_output=False), Themes(2)).fit_transform(texts)
    assert np.array_equal(loads.to_numpy(), again)
    top = pipe[-1].words(pipe[0].get_feature_names_out(), 3)
    assert set(top.query("theme == 'themes1'")["word"]) <= set(words(FARM)) - set(words(LAW))


def test_keyness_has_size_and_significance() -> None:
    table = keyness(TEXTS, {name: name[0] for name in TEXTS}, least=2).set_index(["group", "word"])
    assert table.loc[("法", "行政复议案件"), "log_ratio"] > 2
    assert table.loc[("农", "行政复议案件"), "log_ratio"] < -2
    assert table.loc[("法", "行政复议案件"), "log_likelihood"] > table.loc[("法", "推进"), "log_likelihood"]
    row = table.loc[("法", "行政复议案件")]
    assert (row["count"], row["others"]) == (5, 0)


def test_log_likelihood_is_that_of_the_literature() -> None:
    # Dunning's G² of a 2x2 table (Rayson and Garside 2000): 10 of 100 against 5 of 200
    model = Keyness().fit(np.array([[10, 90], [5, 195]]), ["a", "b"])
    expected = 2 * (10 * np.log(10 / 5) + 5 * np.log(5 / 10))
    assert model.log_likelihood_[0] == pytest.approx(expected)
    assert model.log_ratio_[0, 0] == pytest.approx(np.log2((10.5 / 101) / (5.5 / 201)))
    assert list(Keyness(1).fit(np.array([[10, 90], [5, 195]]), ["a", "b"]).get_feature_names_out()) == ["x0"]


def test_attention_is_the_share_of_characters() -> None:
    frame = (
        Attention({"法治": ["行政复议案件"], "农业": ["粮食"]}).set_output(transform="pandas").fit_transform(["行政复议案件，粮食。", "。"])
    )
    assert list(frame.columns) == ["法治", "农业"]
    assert list(frame.loc[0]) == [6 / 8, 2 / 8]
    assert list(frame.loc[1]) == [0, 0]


def test_a_copied_passage_has_its_places_though_a_figure_and_a_word_differ() -> None:
    one = "开头不同的话。" + "各级各部门要压实责任，全年排查隐患1234处，均整改到位，确保人民群众生命财产安全，" + "后面各说各的。"
    other = "另有一段引子，" + "各级各部门要压实责任，全年排查隐患98处，已整改到位，确保人民群众生命财产安全，" + "结尾。"
    (row,) = passages({"甲": one, "乙": other}, least=25).to_dict("records")
    assert one[row["start"] : row["end"]].startswith("各级各部门")
    assert one[row["start"] : row["end"]].endswith("财产安全")
    assert other[row["other_start"] : row["other_end"]].startswith("各级各部门")
    assert 0.9 < row["same"] < 1


def test_a_phrase_of_everybody_is_no_copy() -> None:
    phrase = "坚持以习近平新时代中国特色社会主义思想为指导全面贯彻落实各项决策部署"
    assert passages({str(n): f"{phrase}。第{'甲乙丙丁'[n]}" for n in range(4)}, least=20, most_texts=3).empty
    assert len(passages({str(n): f"{phrase}。第{'甲乙丙丁'[n]}" for n in range(4)}, least=20)) == 6


def test_planted_copies_are_found_and_no_others_between_counties() -> None:
    told = scored.gold()
    missed, false = scored.copies(gr.read_corpus(scored.COUNTIES, scored.PATTERN, cache=False).texts, told)
    assert len(told["copied"]) >= 10
    assert len(missed) <= 0.05 * len(told["copied"]), missed
    assert not false
