"""Words and parts of speech by jieba: a tokenizer of our own, loaded on first use.

The module's global tokenizer is left alone (words added to it would change spaCy's tokens), and no cache file is shared: jieba reads its
cache with `marshal` from a fixed name in the temporary folder, where another user could plant one.
"""

from __future__ import annotations

import logging
import warnings
from functools import cache, lru_cache
from typing import Any


@cache
def _tagger() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SyntaxWarning in jieba's own patterns on Python 3.12 and later
        import jieba
        import jieba.posseg
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    _load_without_cache(tokenizer)
    # The import has read the table of tags already, for the global tokenizer: take it, on a tokenizer of our own
    tagger = jieba.posseg.POSTokenizer.__new__(jieba.posseg.POSTokenizer)
    tagger.tokenizer, tagger.word_tag_tab = tokenizer, jieba.posseg.dt.word_tag_tab
    return tagger


def _load_without_cache(tokenizer: Any) -> None:
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True


@cache
def _tagged(phrase: str) -> tuple[tuple[str, str], ...]:
    return tuple((pair.word, pair.flag) for pair in _tagger().lcut(phrase))


def tagged(phrase: str) -> tuple[tuple[str, str], ...]:
    """The words of a short phrase with their parts of speech (ICTCLAS tags: n noun, v verb, d adverb …); joined they give the phrase."""
    return _tagged(phrase)


def cut(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text with their parts of speech, as `tagged` gives them; long texts are not remembered."""
    return tuple((pair.word, pair.flag) for pair in _tagger().lcut(text))


def words(text: str, known: tuple[str, ...] = ()) -> list[str]:
    """The words of a text without parts of speech (four times as fast); the `known` ones are kept whole. Joined they give the text."""
    found: list[str] = _cutter(known).lcut(text)
    return found


@lru_cache(maxsize=4)
def _cutter(known: tuple[str, ...]) -> Any:
    """A tokenizer with words of its own: the one that tags, and spaCy's, are left as they are."""
    import jieba

    plain = _tagger().tokenizer
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(plain.FREQ), plain.total, True
    for word in known:
        tokenizer.add_word(word)
    return tokenizer
