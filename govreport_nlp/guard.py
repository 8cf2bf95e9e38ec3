"""The last guard of the scan: a pattern that would look for ever is stopped, and that it was is kept and counted."""

from __future__ import annotations

import regex

from govreport_nlp.models import Guarded

SECONDS = 10.0  # for one match: a pattern that is sound needs a thousandth of it for a whole report


def matches(pattern: regex.Pattern[str], text: str, name: str, stopped: list[Guarded]) -> list[regex.Match[str]]:
    """All matches of a pattern; where the guard stops it, those before, and one entry more in `stopped`."""
    found: list[regex.Match[str]] = []
    try:
        for match in pattern.finditer(text, timeout=SECONDS):
            found.append(match)  # noqa: PERF402 (what was found before the guard fires is kept)
    except TimeoutError:
        stopped.append(Guarded(name, found[-1].end() if found else 0))
    return found
