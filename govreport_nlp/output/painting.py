"""Stretches of a text laid over one another: what was laid first stays, what comes later shows only where nothing lies yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def painted(length: int, wanted: Iterable[tuple[int, int, T]]) -> list[tuple[int, int, T, bool]]:
    """What is to be seen of each stretch (start, end, what it is), in the order of the text; true for the first piece of each."""
    covered = bytearray(length)
    seen: list[tuple[int, int, T, bool]] = []
    for start, end, what in wanted:
        for number, (first, last) in enumerate(_free(covered, start, end)):
            covered[first:last] = b"\x01" * (last - first)
            seen.append((first, last, what, number == 0))
    return sorted(seen, key=lambda piece: piece[0])


def _free(covered: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """The runs between `start` and `end` that nothing lies on yet."""
    runs: list[tuple[int, int]] = []
    while (first := covered.find(0, start, end)) >= 0:
        start = covered.find(1, first, end)
        start = end if start < 0 else start
        runs.append((first, start))
    return runs
