"""Themes that texts have in common, by non-negative matrix factorisation, always in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import nnls
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.decomposition import NMF
from sklearn.utils.validation import check_is_fitted, validate_data

if TYPE_CHECKING:
    import pandas as pd


class Themes(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Weights of words (a row a text) to weights of `n_themes` themes: the largest theme first, whatever the seed.

    After `fit`: `components_` (themes × words, each row adding up to 1). The start is deterministic (NNDSVDa), the order that of the
    share of all text that a theme explains; equal shares go by their first word.
    """

    def __init__(self, n_themes: int = 10, *, max_iter: int = 400, tol: float = 1e-4) -> None:
        self.n_themes = n_themes
        self.max_iter = max_iter
        self.tol = tol

    def fit(self, X: Any, y: object = None) -> Themes:  # noqa: N803 - scikit-learn's name
        """Find the themes. Raises: ValueError for negative weights."""
        self.fit_transform(X, y)
        return self

    def fit_transform(self, X: Any, y: object = None) -> Any:  # noqa: N803
        """Fit, and the weights of the same texts."""
        weights = validate_data(self, X, accept_sparse="csr", dtype=[np.float64, np.float32], ensure_non_negative=True)
        size = max(1, min(self.n_themes, *weights.shape))
        model = NMF(n_components=size, init="nndsvda", max_iter=self.max_iter, tol=self.tol, random_state=0)
        loads, parts = model.fit_transform(weights), model.components_.astype(np.float64)
        self.n_iter_ = model.n_iter_
        sums = parts.sum(axis=1)
        shares = loads.sum(axis=0) * sums
        order = np.lexsort((parts.argmax(axis=1), -shares.round(9)))
        self.components_ = (parts / np.where(sums > 0, sums, 1.0)[:, None])[order]
        return self._loads(weights)

    def transform(self, X: Any) -> Any:  # noqa: N803
        """The weights of themes in texts, shape (texts, themes)."""
        check_is_fitted(self, "components_")
        return self._loads(
            validate_data(self, X, accept_sparse="csr", dtype=[np.float64, np.float32], ensure_non_negative=True, reset=False)
        )

    def _loads(self, weights: Any) -> Any:
        """The non-negative least squares of each text, by itself: NMF's own transform depends on the other texts."""
        square = self.components_ @ self.components_.T
        root = np.linalg.cholesky(square + np.eye(len(square)) * max(float(np.trace(square)), 1e-12) * 1e-10)
        sides = np.linalg.solve(root, np.asarray(weights @ self.components_.T, dtype=np.float64).T).T
        return np.array([nnls(root.T, side)[0] for side in sides]).astype(weights.dtype)

    @property
    def _n_features_out(self) -> int:
        return int(self.components_.shape[0])

    def words(self, names: Sequence[str], count: int = 10) -> pd.DataFrame:
        """One row a theme and word: theme, rank, word, weight; the words that weigh most, by the names of the columns."""
        import pandas as pd

        check_is_fitted(self, "components_")
        rows = [
            {"theme": f"themes{theme}", "rank": rank + 1, "word": names[at], "weight": float(part[at])}
            for theme, part in enumerate(self.components_)
            for rank, at in enumerate(np.argsort(-part, kind="stable")[:count])
        ]
        return pd.DataFrame(rows)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.input_tags.positive_only = True
        return tags
