"""Names by a spaCy pipeline of the user's own, loaded on first use and kept. The only door to spaCy here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from govreport_nlp.entities.spans import Mark
from govreport_nlp.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

LABELS = {"ORG": "ORG", "GPE": "GPE", "LOC": "GPE"}
_PIECE = regex.compile(r"[^。；！？\n]+[。；！？]?")
_LONGEST = 220  # characters at a time
_NAME = regex.compile(r"[\p{Han}A-Za-z][\p{Han}A-Za-z\d（）()·—-]*(?<![（(·—-])")


def find_with(text: str, nlp: Language | str) -> tuple[Mark, ...]:
    """ORG and GPE (LOC counts as GPE) by a pipeline of the user's, given by name or loaded.

    Raises: UsageError when no pipeline of that name is installed.
    """
    loaded = installed(nlp) if isinstance(nlp, str) else nlp
    pieces = tuple(_pieces(text))
    return tuple(_marks(text, pieces, loaded.pipe((text[low:high] for low, high in pieces), batch_size=64)))


@cache
def installed(name: str) -> Language:
    """A pipeline that the user has installed.

    Raises: UsageError when there is none of that name, with the way to install it.
    """
    require(name)
    import spacy

    return spacy.load(name)


def require(name: str) -> None:
    """Nothing, where a pipeline of that name (a package or a folder) is installed; spaCy is not imported for it.

    Raises: UsageError when there is none, with the way to install it.
    """
    if find_spec(name) is None if name.isidentifier() else not (Path(name) / "config.cfg").is_file():
        raise UsageError(
            f'没有安装 spaCy 模型 "{name}"：请先运行 python -m spacy download {name} '
            f'(no spaCy pipeline "{name}" is installed: python -m spacy download {name})'
        )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, the longest ones cut: where each begins and ends."""
    for match in _PIECE.finditer(text):
        for low in range(match.start(), match.end(), _LONGEST):
            yield low, min(low + _LONGEST, match.end())


def _marks(text: str, pieces: Sequence[tuple[int, int]], docs: Iterable[object]) -> Iterator[Mark]:
    for (low, _), doc in zip(pieces, docs, strict=True):
        for span in doc.ents:  # type: ignore[attr-defined]
            mark = Mark(low + span.start_char, low + span.end_char, LABELS.get(span.label_, ""))
            if mark.label and mark.end - mark.start > 1 and _NAME.fullmatch(text, mark.start, mark.end):
                yield mark
