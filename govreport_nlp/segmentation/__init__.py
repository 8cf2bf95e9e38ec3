"""Words and parts of speech as jieba gives them: a dictionary of our own, loaded on first use.

jieba's data are read, its code is run only for `words`: loading `jieba.posseg` takes seven times as long as all that is needed here, tagging a
phrase with it ten times. What comes out is the same, word for word and tag for tag (tests/test_segmentation.py). jieba's global tokenizer is
left alone (words added to it would change spaCy's tokens), and no cache file is shared: jieba reads its cache with `marshal` from a fixed
name in the temporary folder, where another user could plant one.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from govreport_nlp.segmentation import dictionary, unknown

Tagged = tuple[str, str]
"""A word with its part of speech."""

PIECE = re.compile(r"(?P<words>[\u4E00-\u9FD5a-zA-Z0-9+#&._]+)|\r\n|[\s\S]")  # jieba's own classes
REMEMBERED = 8192  # phrases


@lru_cache(maxsize=REMEMBERED)
def tagged(phrase: str) -> tuple[Tagged, ...]:
    """The words of a short phrase with their parts of speech (ICTCLAS tags: n noun, v verb, d adverb …); joined they give the phrase."""
    return cut(phrase)


def cut(text: str) -> tuple[Tagged, ...]:
    """The words of a text with their parts of speech, as `tagged` gives them; long texts are not remembered."""
    out: list[Tagged] = []
    for piece in PIECE.finditer(text):
        out.extend(_known_and_unknown(piece[0]) if piece["words"] else ((piece[0], "x"),))
    return tuple(out)


def _known_and_unknown(block: str) -> Iterator[Tagged]:
    """Words of the dictionary; a run of single characters that is none may hold words that it does not know."""
    run: list[Tagged] = []
    for word, tag in dictionary.best_path(block):
        if len(word) == 1:
            run.append((word, tag))
            continue
        yield from _resolved(run)
        run = []
        yield word, tag
    yield from _resolved(run)


def _resolved(run: list[Tagged]) -> list[Tagged] | tuple[Tagged, ...]:
    if len(run) < 2:
        return run
    joined = "".join(word for word, _ in run)
    return run if dictionary.is_word(joined) else unknown.tagged(joined)


def words(text: str, known: tuple[str, ...] = ()) -> list[str]:
    """The words of a text without parts of speech (four times as fast); the `known` ones are kept whole. Joined they give the text."""
    found: list[str] = _cutter(known).lcut(text)
    return found


@cache
def _plain() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SyntaxWarning in jieba's own patterns on Python 3.12 and later
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@lru_cache(maxsize=4)
def _cutter(known: tuple[str, ...]) -> Any:
    """A tokenizer with words of its own: the plain one, and spaCy's, are left as they are."""
    import jieba

    plain = _plain()
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(plain.FREQ), plain.total, True
    for word in known:
        tokenizer.add_word(word)
    return tokenizer
