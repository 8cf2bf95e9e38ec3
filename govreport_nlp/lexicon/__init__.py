"""Words as data: units, approximators, cues, indicators. One typed loader; every file is read once, on first use.

The TOML files stand beside this module. An entry that cannot be used raises `LexiconError`, which names the file and the entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import regex

from govreport_nlp.errors import LexiconError

Table = dict[str, Any]


@cache
def table(name: str) -> Table:
    """The content of lexicon/NAME.toml.

    Raises: LexiconError when there is no such file or it is no TOML.
    """
    try:
        text = resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
        return tomllib.loads(text)
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"lexicon/{name}.toml: {error}") from error


def words(name: str, key: str) -> tuple[str, ...]:
    """The words of one list in a lexicon file: an array of strings, each of which may hold several words parted by blanks.

    Raises: LexiconError when the key is missing or holds something else.
    """
    return words_of(table(name).get(key), name, key)


def words_by_entry(name: str, key: str) -> tuple[str, ...]:
    """The entries of one array of strings, whole: each may hold several words that belong together.

    Raises: LexiconError when the key is missing or holds something else.
    """
    words(name, key)
    return tuple(table(name)[key])


def lines(name: str, key: str) -> tuple[str, ...]:
    """The lines of one long string in a lexicon file, without blank ones: a list of thousands is read in no time so.

    Raises: LexiconError when the key is missing or holds something else.
    """
    text = table(name).get(key)
    if not isinstance(text, str):
        raise LexiconError(f'lexicon/{name}.toml: "{key}" must be a string of lines')
    return tuple(filter(None, map(str.strip, text.splitlines())))


def words_of(entries: object, name: str, key: str) -> tuple[str, ...]:
    """The words of one array of strings; `name` and `key` say where it stands.

    Raises: LexiconError when it is no array of strings.
    """
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise LexiconError(f'lexicon/{name}.toml: "{key}" must be an array of strings')
    return tuple(word for entry in entries for word in entry.split())


def alternation(choices: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "(?:" + "|".join(regex.escape(word) for word in sorted(set(choices), key=lambda word: (-len(word), word))) + ")"
