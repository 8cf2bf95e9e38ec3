"""Where the patterns of the scan look, and for how long.

Most of a text holds no number of a given form, and a pattern with many branches takes long to find that out. So a pattern may come with an
*anchor*: a cheap expression that every one of its matches holds (番 for 翻一番). It is run over the windows around its anchors only.

The last guard of the scan: a pattern that would look for ever is stopped, and that it was is kept and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import regex

from govreport_nlp.models import Guarded

SECONDS = 10.0  # for one match: a pattern that is sound needs a thousandth of it for a whole report
REACH = 64  # characters to either side of an anchor that a match takes or looks at, but for a run of blanks, digits or letters
RUN = re.compile(r"[!-~\s零一二三四五六七八九十百千万亿两]*+")  # no window begins or ends within a number or a web address


def matches(
    pattern: Callable[[], regex.Pattern[str]], text: str, name: str, stopped: list[Guarded], anchor: re.Pattern[str] | None = None
) -> list[regex.Match[str]]:
    """All matches of a pattern; where the guard stops it, those before, and one entry more in `stopped`.

    With an `anchor` only those that hold one, which must be all; where none stands, the pattern is not asked for, nor compiled.
    """
    found: list[regex.Match[str]] = []
    try:
        for start, end in ((0, len(text)),) if anchor is None else windows(anchor, text):
            for match in pattern().finditer(text, start, end, timeout=SECONDS):
                found.append(match)  # noqa: PERF402 (what was found before the guard fires is kept)
    except TimeoutError:
        stopped.append(Guarded(name, found[-1].end() if found else 0))
    return found


def windows(anchor: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text around the anchors (start, end), those that meet made one."""
    begin = end = 0
    for found in anchor.finditer(text):
        if found.end() + REACH <= end:
            continue
        start = _back_over_run(text, found.start() - REACH, end)
        if start > end:
            if begin < end:
                yield begin, end
            begin = start
        end = _end_of_run(text, found.end() + REACH)
    if begin < end:
        yield begin, end


def _back_over_run(text: str, at: int, least: int) -> int:
    while at > least and RUN.fullmatch(text, at - 1, at):
        at -= 1
    return at


def _end_of_run(text: str, at: int) -> int:
    found = RUN.match(text, at)
    return found.end() if found else at
