"""Faults of wording at every place that a pattern finds, outside of quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from govreport_nlp import guard
from govreport_nlp.models import Claim, Extraction, Fault

OPENERS = dict(zip("）》〉”’」』】〕］", "（《〈“‘「『【〔［", strict=True))  # closing mark -> opening mark
CLOSERS = {opener: closer for closer, opener in OPENERS.items()}
# bounded, and never begun inside of a number: a page of digits takes no longer than a page of words
DIGITS = r"(?<![0-9０-９])[0-9０-９]{1,15}+(?:[.．,，][0-9０-９]{1,15}+){0,5}+"
_QUOTATION = 200  # a mark that opened longer ago on the line was lost, not left open


def faults(
    extraction: Extraction,
    code: str,
    pattern: re.Pattern[str],
    message: str,
    message_en: str,
    expected: str | None = None,
    anchor: re.Pattern[str] | None = None,
) -> Iterator[Fault]:
    """A fault for each place that the pattern finds outside of quotations and titles; `anchor` is what each match holds (guard.py)."""
    text = extraction.document.text
    windows = ((0, len(text)),) if anchor is None else guard.windows(anchor, text)
    for match in (match for window in windows for match in pattern.finditer(text, *window)):
        start, end = match.span()
        if is_quoted(text, start):
            continue
        words = match.group()
        claims = _overlapping(extraction.claims, start, end)
        yield Fault(code, start, end, message.format(words), message_en.format(words), claims, expected, words)


def is_quoted(text: str, at: int) -> bool:
    """True where a quotation or a title is open on the line."""
    line = max(text.rfind("\n", max(0, at - _QUOTATION), at) + 1, at - _QUOTATION, 0)
    return any(text.rfind(opener, line, at) > text.rfind(CLOSERS[opener], line, at) for opener in "“《「")


def _overlapping(claims: tuple[Claim, ...], start: int, end: int) -> tuple[Claim, ...]:
    return claims[bisect_right(claims, start, key=lambda claim: claim.end) : bisect_left(claims, end, key=lambda claim: claim.start)]
