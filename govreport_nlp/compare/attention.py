"""How much of a text goes to each theme of a user's own word lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from govreport_nlp import segmentation
from govreport_nlp.compare.words import known


class Attention(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts (a sequence of strings) to shares: a row a text, a column a theme of `lists` (theme -> its words).

    A share is the number of characters in words of the theme over that of all Chinese words (0 to 1); a word may belong to several themes.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]] | None = None) -> None:
        self.lists = lists

    def fit(self, X: Sequence[str], y: object = None) -> Attention:  # noqa: N803 - scikit-learn's name
        """Take the lists. Raises: ValueError where there is none, or one without words."""
        lists = self.lists or {}
        if not lists or not all(lists.values()) or any(isinstance(words, str) for words in lists.values()):
            raise ValueError("lists: a theme needs words, as in {'法治': ['行政诉讼', '复议']} / 每个主题要有词表")
        self.themes_ = tuple(lists)
        self.vocabulary_ = tuple(dict.fromkeys(word for words in lists.values() for word in words))
        return self

    def transform(self, X: Sequence[str]) -> Any:  # noqa: N803
        """The shares, shape (texts, themes)."""
        lists = {theme: frozenset((self.lists or {})[theme]) for theme in self.themes_}
        rows = []
        for text in X:
            words = [word for word in segmentation.words(text, (*known(), *self.vocabulary_)) if word[:1].isalpha()]
            size = sum(map(len, words)) or 1
            rows.append([sum(len(word) for word in words if word in lists[theme]) / size for theme in self.themes_])
        return np.array(rows, dtype=float).reshape(len(rows), len(self.themes_))

    def get_feature_names_out(self, input_features: object = None) -> Any:
        """The themes, in the order of the lists."""
        return np.array(self.themes_, dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "themes_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags
