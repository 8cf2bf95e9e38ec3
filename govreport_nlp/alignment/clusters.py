"""Names that are alike in their letters, by scikit-learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from govreport_nlp.alignment.wording import marks

LARGEST = 4000  # names compared at once: a square of that many distances is 128 MB


def clusters(names: Sequence[str], threshold: float) -> Iterator[tuple[tuple[str, ...], float]]:
    """Groups of names whose mean likeness is at least the threshold, each with the likeness of its least alike member.

    Likeness is the cosine of the frequencies of one to three characters. Names with different parting words
    are not alike, nor are those of which one ends the other. Beyond `LARGEST` names, those behind stay alone.
    """
    compared = names[:LARGEST]
    if len(compared) < 2:
        yield from (((name,), 1.0) for name in names)
        return
    from sklearn.cluster import AgglomerativeClustering

    likeness = _likeness(compared)
    model = AgglomerativeClustering(n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - threshold)
    labels = model.fit_predict(1 - likeness)
    groups: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        groups.setdefault(int(label), []).append(index)
    for group in groups.values():
        inside = likeness[group][:, group]
        yield tuple(compared[index] for index in group), float(inside.mean(axis=1).min()) if len(group) > 1 else 1.0
    yield from (((name,), 1.0) for name in names[LARGEST:])


def _wider(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of names of which the first ends the second."""
    at = {name: index for index, name in enumerate(names)}
    for longer, index in at.items():
        for cut in range(1, len(longer) - 1):
            if longer[cut:] in at:
                yield at[longer[cut:]], index


def _likeness(names: Sequence[str]) -> Any:
    """A square of likenesses, 0 to 1, 1 on the diagonal."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), use_idf=False).fit_transform(names)
    likeness = np.clip((weights @ weights.T).toarray(), 0.0, 1.0)
    for shorter, longer in _wider(names):  # 老旧小区 and 城镇老旧小区: a whole and its part, for all that we know
        likeness[shorter, longer] = likeness[longer, shorter] = 0.0
    parted = [marks(name) for name in names]
    kinds = {held: number for number, held in enumerate(dict.fromkeys(parted))}
    numbers = np.array([kinds[held] for held in parted])
    likeness[numbers[:, None] != numbers[None, :]] = 0.0
    np.fill_diagonal(likeness, 1.0)
    return likeness
