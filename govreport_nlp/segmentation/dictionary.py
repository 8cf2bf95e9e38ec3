"""jieba's dictionary: which words there are, how frequent, with which part of speech, and the likeliest way to cut a text into them.

With rjieba (extra `fast`), which has the same words and finds the same path, its file is read only for words of letters and digits (B超): those
rjieba takes for words of their own. Otherwise the lines of the file are kept as they are, sorted, and looked up by bisection: a dictionary of them (jieba's own way) takes five times as long
to make and three times the memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Any, NamedTuple

REMEMBERED = 65_536  # fragments
FREQUENCY = re.compile(rb" (\d+) ")
NO_TAG = "x"
HAN = re.compile(r"[\u4E00-\u9FD5]+")
RUN = re.compile(r"(?P<han>[\u4E00-\u9FD5]+)|.", re.DOTALL)
LONGEST_MIXED = 7  # characters of a word that holds letters or digits (江南style)


class Entry(NamedTuple):
    """What the dictionary says of a fragment: `weight` is the log probability of the word (None for no word), `goes_on` whether a longer word begins so."""

    weight: float | None
    tag: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`lines` are "word frequency tag", in the order of their bytes; `log_total` is the logarithm of the sum of all frequencies."""

    lines: list[bytes]
    log_total: float


def folder() -> Path:
    """Where jieba is installed; it is not imported."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("jieba is not installed: pip install jieba / 未安装 jieba")
    return Path(spec.submodule_search_locations[0])


@cache
def _dictionary() -> Dictionary:
    written = (folder() / "dict.txt").read_bytes()
    total = sum(map(int, FREQUENCY.findall(written)))
    return Dictionary(sorted(written.splitlines()), log(total))


@cache
def _lines_of(char: str) -> tuple[int, int]:
    """Which lines begin with a character: from the first to behind the last."""
    lines, begin = _dictionary().lines, char.encode()
    return bisect_left(lines, begin), bisect_left(lines, begin + b"\xff")


@lru_cache(maxsize=REMEMBERED)
def look_up(fragment: str) -> Entry:
    """The entry of a fragment of text."""
    lines = _dictionary().lines
    begin = fragment.encode()
    at = bisect_left(lines, begin + b" ", *_lines_of(fragment[0]))
    weight, tag = None, NO_TAG
    while at < len(lines) and lines[at].startswith(begin + b" "):  # one word stands twice
        _, frequency, tag = lines[at].decode().split(" ")
        weight = log(int(frequency)) - _dictionary().log_total
        at += 1
    return Entry(weight, tag, at < len(lines) and lines[at].startswith(begin))


@cache
def fast() -> Any | None:
    """The tokenizer of rjieba where it is installed, else None."""
    try:
        import rjieba
    except ImportError:
        return None
    return rjieba.Jieba()


def is_word(text: str) -> bool:
    """True for a word of the dictionary."""
    rjieba = fast()
    return bool(rjieba.has_word(text)) if rjieba and HAN.fullmatch(text) else look_up(text).weight is not None


def best_path(block: str) -> list[tuple[str, str]]:
    """The likeliest words of a text with their tags; a character that is no word stands alone. Of equal paths the one with the longer first word."""
    rjieba = fast()
    if rjieba is None or _holds_mixed_word(rjieba, block):
        return _path_by_lines(block)
    out: list[tuple[str, str]] = []
    for run in RUN.finditer(block):
        if run["han"]:  # rjieba guesses the tag of a character that is no word
            found = rjieba.tag(run[0], hmm=False)
            out += [(word, tag if len(word) > 1 or rjieba.has_word(word) else NO_TAG) for word, tag in found]
        else:
            out.append((run[0], NO_TAG))
    return out


def _holds_mixed_word(rjieba: Any, block: str) -> bool:
    """True where a word of letters or digits stands in it (B超, 4S店, C++): without one, each of these characters stands alone."""
    size = len(block)
    return any(
        rjieba.has_word(block[begin:end])
        for at in (run.start() for run in RUN.finditer(block) if not run["han"])
        for begin in range(max(0, at - LONGEST_MIXED + 1), at + 1)
        for end in range(at + 1, min(size, begin + LONGEST_MIXED) + 1)
    )


def _path_by_lines(block: str) -> list[tuple[str, str]]:
    alone = -_dictionary().log_total
    size = len(block)
    score = [0.0] * (size + 1)
    chosen = [(0, NO_TAG)] * size
    for at in range(size - 1, -1, -1):
        end = at + 1
        entry = look_up(block[at:end])
        best = (alone if entry.weight is None else entry.weight) + score[end], end, entry.tag
        while entry.goes_on and end < size:
            end += 1
            entry = look_up(block[at:end])
            if entry.weight is not None and entry.weight + score[end] >= best[0]:
                best = entry.weight + score[end], end, entry.tag
        score[at], chosen[at] = best[0], best[1:]
    out = []
    at = 0
    while at < size:
        end, tag = chosen[at]
        out.append((block[at:end], tag))
        at = end
    return out
