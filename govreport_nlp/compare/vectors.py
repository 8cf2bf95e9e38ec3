"""Texts as vectors of word or character frequencies, and how alike they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.utils.validation import check_is_fitted

from govreport_nlp.compare.words import words

if TYPE_CHECKING:
    import pandas as pd

Analyzer = Literal["words", "characters"]


class TextVectors(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts (a sequence of strings) to frequencies: a row a text, a column a word, or a run of characters.

    `analyzer`: "words" (jieba, with the lexicon's names whole) or "characters"; `ngram_range` as in scikit-learn; `weighting`: "tfidf" or
    "counts"; `min_df`, `max_df`: in how many texts a word must or may stand (a number, or a share); `stop_words` are left out. The result is
    sparse unless `sparse_output` is False, which `set_output(transform="pandas")` needs.
    """

    def __init__(
        self,
        analyzer: Analyzer = "words",
        *,
        ngram_range: tuple[int, int] = (1, 1),
        weighting: Literal["tfidf", "counts"] = "tfidf",
        min_df: float = 1,
        max_df: float = 1.0,
        max_features: int | None = None,
        stop_words: Sequence[str] | None = None,
        sparse_output: bool = True,
    ) -> None:
        self.analyzer = analyzer
        self.ngram_range = ngram_range
        self.weighting = weighting
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.stop_words = stop_words
        self.sparse_output = sparse_output

    def fit(self, X: Sequence[str], y: object = None) -> TextVectors:  # noqa: N803 - scikit-learn's name
        """Learn the vocabulary and, for "tfidf", how rare each word is. Raises: ValueError for no texts, or a setting that is none."""
        self.fit_transform(X, y)
        return self

    def fit_transform(self, X: Sequence[str], y: object = None) -> Any:  # noqa: N803
        """Fit, and the frequencies of the same texts."""
        if self.analyzer not in ("words", "characters") or self.weighting not in ("tfidf", "counts"):
            raise ValueError(
                f'analyzer is "words" or "characters", weighting "tfidf" or "counts"; not "{self.analyzer}", "{self.weighting}"'
            )
        self.counter_ = CountVectorizer(
            analyzer=_Runs(self.analyzer, self.ngram_range, frozenset(self.stop_words or ())),
            min_df=self.min_df,
            max_df=self.max_df,
            max_features=self.max_features,
        )
        counts = self.counter_.fit_transform(_texts(X))
        self.n_features_out_ = counts.shape[1]
        self.weights_ = TfidfTransformer(sublinear_tf=True).fit(counts) if self.weighting == "tfidf" else None
        return self._weighted(counts)

    def transform(self, X: Sequence[str]) -> Any:  # noqa: N803
        """The frequencies of texts in the learned vocabulary, shape (texts, words)."""
        check_is_fitted(self, "counter_")
        return self._weighted(self.counter_.transform(_texts(X)))

    def _weighted(self, counts: Any) -> Any:
        out = counts if self.weights_ is None else self.weights_.transform(counts)
        return out if self.sparse_output else out.toarray()

    def get_feature_names_out(self, input_features: object = None) -> Any:
        """The words, in the order of the columns."""
        check_is_fitted(self, "counter_")
        return self.counter_.get_feature_names_out()

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "counter_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


class _Runs:
    """The words, or runs of characters, of a text; a class of its own so that a fitted estimator can be pickled."""

    def __init__(self, analyzer: str, ngram_range: tuple[int, int], stop_words: frozenset[str]) -> None:
        self.cut: Callable[[str], Sequence[str]] = words if analyzer == "words" else _characters
        self.joint, self.ngram_range, self.stop_words = " " if analyzer == "words" else "", ngram_range, stop_words

    def __call__(self, text: str) -> list[str]:
        units = [unit for unit in self.cut(text) if unit not in self.stop_words]
        least, most = self.ngram_range
        return [self.joint.join(units[at : at + size]) for size in range(least, most + 1) for at in range(len(units) - size + 1)]


def _characters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _texts(given: Sequence[str]) -> Sequence[str]:
    if isinstance(given, str) or any(not isinstance(text, str) for text in given):
        raise ValueError("texts are needed: a sequence of strings / 需要一组字符串")
    return given


def similarity(texts: Mapping[str, str], analyzer: Analyzer = "words", ngram_range: tuple[int, int] | None = None) -> pd.DataFrame:
    """How alike every two texts are: the cosine of their TF-IDF, 0 to 1, with the names as rows and columns.

    Characters are compared in runs of two and three unless `ngram_range` says otherwise.
    """
    import pandas as pd

    runs = ngram_range or ((1, 1) if analyzer == "words" else (2, 3))
    vectors = (
        TextVectors(analyzer, ngram_range=runs, min_df=2 if len(texts) > 2 else 1).fit_transform(list(texts.values())).astype(np.float32)
    )
    alike = np.clip((vectors @ vectors.T).toarray(), 0.0, 1.0)
    return pd.DataFrame(alike, index=list(texts), columns=list(texts))
