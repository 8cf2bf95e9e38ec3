"""Which words tell one group of texts from the others: log-likelihood, with the size of the effect beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.feature_selection import SelectorMixin
from sklearn.utils.validation import check_is_fitted, check_non_negative, validate_data

from govreport_nlp.compare.vectors import TextVectors

if TYPE_CHECKING:
    import pandas as pd


class Keyness(SelectorMixin, BaseEstimator):  # type: ignore[misc]
    """Keeps the `n_words` columns of a table of counts whose frequency differs most between the groups of `y`.

    After `fit`: `log_likelihood_` (G², of each column over all groups; 3.84 is p = .05 with two groups) and `log_ratio_` (shape groups × columns: the binary logarithm of its
    relative frequency in the group over that in the others, half an occurrence added to both; 1 is twice as frequent), `classes_`.
    Source: Dunning 1993 (G²), Hardie 2014 (log ratio).
    """

    def __init__(self, n_words: int = 100) -> None:
        self.n_words = n_words

    def fit(self, X: Any, y: Sequence[object]) -> Keyness:  # noqa: N803 - scikit-learn's name
        """Count each column in every group. Raises: ValueError where counts are negative or the groups are not one a row."""
        counts, groups = validate_data(self, X, y, accept_sparse="csr", dtype="numeric")
        check_non_negative(counts, "Keyness")
        self.classes_, which = np.unique(groups, return_inverse=True)
        member = np.zeros((len(self.classes_), counts.shape[0]))
        member[which, np.arange(counts.shape[0])] = 1.0
        observed = np.asarray((counts.T @ member.T).T, dtype=float)
        self.counts_ = observed
        total, sizes = observed.sum(axis=0), observed.sum(axis=1)
        expected = np.outer(sizes, total) / max(sizes.sum(), 1e-12)
        with np.errstate(divide="ignore", invalid="ignore"):
            terms = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
        self.log_likelihood_ = 2 * np.maximum(terms.sum(axis=0), 0.0)
        others, rest = total - observed, (sizes.sum() - sizes)[:, None]
        self.log_ratio_ = np.log2(((observed + 0.5) / (sizes[:, None] + 1)) / ((others + 0.5) / (rest + 1)))
        return self

    def _get_support_mask(self) -> Any:
        check_is_fitted(self, "log_likelihood_")
        mask = np.zeros(len(self.log_likelihood_), dtype=bool)
        mask[np.argsort(-self.log_likelihood_, kind="stable")[: self.n_words]] = True
        return mask

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        tags.input_tags.sparse = True
        tags.input_tags.positive_only = True
        return tags


def keyness(texts: Mapping[str, str], group: Mapping[str, object], least: int = 5) -> pd.DataFrame:
    """One row a word and group: word, group, count, others (count elsewhere), per_10k and others_per_10k, log_likelihood, log_ratio.

    `group` says of each text to which group it belongs; words that stand fewer than `least` times are left out. The log-likelihood is of this group
    against all others; sorted by group, then by it, words that are over-used first.
    """
    import pandas as pd

    vectors = TextVectors(weighting="counts")
    counts = vectors.fit_transform(list(texts.values()))
    names = vectors.get_feature_names_out()
    member = np.array([str(group[name]) for name in texts])
    frames = []
    for one in sorted(set(member)):
        model = Keyness().fit(counts, member == one)
        here = int(np.flatnonzero(model.classes_)[0]) if len(model.classes_) > 1 else 0
        own, total = model.counts_[here], model.counts_.sum(axis=0)
        sizes = max(own.sum(), 1.0), max(total.sum() - own.sum(), 1.0)
        columns = {
            "word": names, "group": one, "count": own.astype(int), "others": (total - own).astype(int),
            "per_10k": 1e4 * own / sizes[0], "others_per_10k": 1e4 * (total - own) / sizes[1],
            "log_likelihood": model.log_likelihood_, "log_ratio": model.log_ratio_[here],
        }  # fmt: skip
        frames.append(pd.DataFrame(columns)[total >= least])
    table = pd.concat(frames, ignore_index=True)
    over = (table["log_ratio"] > 0).map({True: 0, False: 1})
    ranked: pd.DataFrame = (
        table.assign(_under=over)
        .sort_values(["group", "_under", "log_likelihood"], ascending=[True, True, False], ignore_index=True)
        .drop(columns="_under")
    )
    return ranked
