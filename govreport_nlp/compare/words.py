"""The words of a report for comparison: Chinese words by jieba, with the names of the lexicon kept whole; figures and single signs left out."""

from __future__ import annotations

from functools import cache

import regex

from govreport_nlp import lexicon, segmentation
from govreport_nlp.alignment.wording import core

_WORD = regex.compile(r"\p{Han}{2,}|[A-Za-z]{2,}")


def words(text: str) -> list[str]:
    """The words of two characters or more, in their order."""
    return [word for word in segmentation.words(text, known()) if _WORD.fullmatch(word)]


@cache
def known() -> tuple[str, ...]:
    """Names that jieba would cut: the indicators of the lexicon, with their aliases but for those that begin with a verb."""
    out: list[str] = []
    for entry in lexicon.table("indicators")["indicator"]:
        out += [str(entry["name"]), *lexicon.words_of(entry.get("aliases", []), "indicators", str(entry["name"]))]
    return tuple(dict.fromkeys(name for name in out if len(name) > 2 and regex.fullmatch(r"\p{Han}+", name) and core(name) == name))
