"""What the model sees of a text: one token a character, each with two traits.

The tag says where in jieba's word the character stands and the word's part of speech (B-n, E-ns, S-v); the lemma is the character with
the next one. Training and use make them here, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Token = tuple[int, int, str]  # start, end, part of speech


def document(vocab: Vocab, text: str, words: Sequence[Token]) -> Doc:
    """The text as the model takes it; `words` are jieba's, with offsets into `text`."""
    from spacy.tokens import Doc

    pairs = [text[at : at + 2] for at in range(len(text))]
    return Doc(vocab, words=list(text), spaces=[False] * len(text), tags=_tags(text, words), lemmas=pairs)


def _tags(text: str, words: Sequence[Token]) -> list[str]:
    tags = ["S-x"] * len(text)
    for start, end, flag in words:
        for at in range(max(start, 0), min(end, len(text))):
            place = "S" if end - start == 1 else "B" if at == start else "E" if at == end - 1 else "I"
            tags[at] = f"{place}-{flag[:2]}"
    return tags
