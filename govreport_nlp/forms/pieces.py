"""Pieces of patterns, out of the lexicon: units, approximators, numbers. <UNIT> in a pattern stands for the piece of that name."""

from __future__ import annotations

from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.numerals import ARABIC, CJK, MULTIPLIER
from govreport_nlp.units import units

# What a unit may be counted by: 元/人, 部/百人, 元/人·月
PER = r"/(?:[百千万]|10万)??\L<per>(?:[·/]\L<per>)?"


@cache
def senses(part: str) -> dict[str, str]:
    """Every approximator of a part of lexicon/approximators.toml (prefix, suffix, inner), with its sense."""
    table = lexicon.table("approximators")[part]
    return {word: sense for sense, entries in table.items() for word in lexicon.words_of(entries, "approximators", sense)}


def _guarded(part: str) -> str:
    """The approximators of a part, none of them where it is only a piece of another word (签约120个, 5件起诉)."""
    guards = lexicon.table("approximators")["guards"]
    words = sorted(senses(part), key=lambda word: (-len(word), word))
    return f"(?=[{_first(part)}])(?:" + "|".join(guards.get(word, regex.escape(word)) for word in words) + ")"


def _first(part: str) -> str:
    """The characters with which the approximators of a part begin: looked at before each of them is tried."""
    return "".join(sorted({word[0] for word in senses(part)}))


@cache
def _lists() -> dict[str, list[str]]:
    r"""The words of long lists, which patterns refer to by name (\\L<name>): compiled in no time, the longest word first."""
    plain = [word for word in units() if "/" not in word]
    return {
        "slashed": [word for word in units() if "/" in word],
        "letters": [word for word in plain if word.isascii() and word[-1].isalpha()],
        "others": [word for word in plain if not (word.isascii() and word[-1].isalpha())],
        "per": list(lexicon.words_of(lexicon.table("units")["per"]["list"], "units", "per")),
        "not_units": list(lexicon.words_of(lexicon.table("units")["not_units"]["list"], "units", "not_units")),
    }


@cache
def pieces() -> dict[str, str]:
    """The pieces by name."""
    guards = lexicon.table("units")["guards"]
    guarded = "".join(rf"(?<!{unit}(?={followers}))" for unit, followers in guards.items())
    # 8个 市场主体 has no 市, 3M2 no M
    one = rf"(?:(?!\L<not_units>)(?:\L<others>{guarded}|\L<letters>(?![A-Za-z0-9])))"
    return {
        "PRE": _guarded("prefix"),
        "BEGIN": rf"(?=[{_first('prefix')}\d零一二三四五六七八九十百千万亿两廿\s负−–-])",
        "SUF": rf"(?:[（(]含[）)])?{_guarded('suffix')}",
        "UNIT": rf"(?:\L<slashed>|{one}(?:{PER})?)",
        "ARABIC": ARABIC,
        "CJK": CJK,
        "MULT": MULTIPLIER,
        "NUM": f"(?:{ARABIC}|{CJK})",
    }


def last_characters() -> frozenset[str]:
    """The characters with which a figure may end: digits, numerals, multipliers, units, a bracket."""
    words = (*units(), *_lists()["per"], "0123456789零一二三四五六七八九十百千万亿两廿）)")
    return frozenset("".join((*(word[-1] for word in words), *words[-1])))


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """A verbose pattern with its <PIECES> put in."""
    for name, piece in pieces().items():
        pattern = pattern.replace(f"<{name}>", piece)
    return regex.compile(pattern, regex.VERBOSE, **{name: words for name, words in _lists().items() if f"\\L<{name}>" in pattern})
