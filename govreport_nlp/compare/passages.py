"""Passages that stand in two texts, with their places in both."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SEED = 12  # characters that must be the same in a row
SAMPLE = 4  # of the seeds of many texts one in so many is looked at; long passages hold several
MANY = 4_000_000  # letters of all texts, up to which every seed is looked at
GAP = 12  # characters by which two stretches of one passage may be parted: a word exchanged, a figure brought up to date


@dataclass(frozen=True, slots=True)
class Bare:
    """The letters and digits of a text, each with its place; a run of digits counts as one sign, so that figures may differ."""

    signs: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    other: int
    size: int


def passages(texts: Mapping[str, str], least: int = 30, most_texts: int = 30) -> pd.DataFrame:
    """One row a passage of at least `least` letters in two texts: text, other, start, end, other_start, other_end, letters, same, words.

    Offsets are characters of the two texts; figures may differ, and so may a word or two (`same` is the share of letters that are the same). What stands in more than
    `most_texts` texts is a set phrase, and seeds no passage.
    """
    import pandas as pd

    bare = {name: _bare(text) for name, text in texts.items()}
    rows = []
    for (one, other), seeds in _shared(bare, most_texts).items():
        for chain in _chains(_matches(bare[one].signs, bare[other].signs, seeds)):
            first, last = chain[0], chain[-1]
            letters = last.start + last.size - first.start
            if letters < least or max(match.size for match in chain) * 3 < least * 2:  # small pieces in a row: set phrases
                continue
            start, end = bare[one].places[first.start], bare[one].places[last.start + last.size - 1] + 1
            other_start, other_end = bare[other].places[first.other], bare[other].places[last.other + last.size - 1] + 1
            same = sum(match.size for match in chain) / letters
            rows.append((one, other, start, end, other_start, other_end, letters, round(same, 3), texts[one][start:end]))
    columns = ["text", "other", "start", "end", "other_start", "other_end", "letters", "same", "words"]
    return pd.DataFrame(rows, columns=columns).sort_values(["text", "other", "start"], ignore_index=True)


def _bare(text: str) -> Bare:
    signs: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char.isdigit():
            if signs and signs[-1] == "0":
                places[-1] = at
                continue
            char = "0"
        elif not char.isalpha():
            continue
        signs.append(char)
        places.append(at)
    return Bare("".join(signs), tuple(places))


def _shared(bare: Mapping[str, Bare], most: int) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """For every two texts the places of seeds that they share."""
    found: dict[int, list[tuple[str, int]]] = {}
    sample = 1 if sum(len(text.signs) for text in bare.values()) <= MANY else SAMPLE
    for name, text in bare.items():
        signs = text.signs
        for at in range(len(signs) - SEED + 1):
            mark = zlib.crc32(signs[at : at + SEED].encode())
            if mark % sample == 0:
                found.setdefault(mark, []).append((name, at))
    out: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for places in found.values():
        if len(places) > 1 and len({name for name, _ in places}) <= most:
            for (one, at), (other, there) in combinations(places, 2):
                if one != other:
                    out.setdefault((one, other), []).append((at, there))
    return out


def _matches(signs: str, others: str, seeds: Sequence[tuple[int, int]]) -> list[_Match]:
    """The longest stretches around the seeds that are the same, each once."""
    reached: dict[int, int] = {}
    out = []
    for at, there in sorted(seeds):
        if reached.get(there - at, -1) > at or signs[at : at + SEED] != others[there : there + SEED]:
            continue
        begin = 0
        while at > begin and there > begin and signs[at - begin - 1] == others[there - begin - 1]:
            begin += 1
        size = SEED
        while at + size < len(signs) and there + size < len(others) and signs[at + size] == others[there + size]:
            size += 1
        reached[there - at] = at + size
        out.append(_Match(at - begin, there - begin, begin + size))
    return sorted(out, key=lambda match: (match.start, match.other))


def _chains(matches: Sequence[_Match]) -> Iterator[list[_Match]]:
    """Stretches that follow one another in both texts with a small gap, as one passage."""
    chain: list[_Match] = []
    for match in matches:
        if chain:
            last = chain[-1]
            here, there = match.start - last.start - last.size, match.other - last.other - last.size
            if 0 <= here <= GAP and 0 <= there <= GAP:
                chain.append(match)
                continue
            if match.start + match.size <= last.start + last.size:
                continue  # within the passage before: a phrase that the other text has twice
            yield chain
        chain = [match]
    if chain:
        yield chain
