"""A finding's name across versions of a report: it does not change when text is added elsewhere."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from govreport_nlp.models import Claim

_SEPARATOR = "\x1f"


def content(rule: str, claims: Sequence[Claim], passage: str = "") -> str:
    """What identifies a finding: its rule, its figures and what they measure, in the order of the text; no offsets, no paths.

    `passage` stands for the figures of a fault that has none (a skipped list mark).
    """
    ordered = sorted(claims, key=lambda claim: (claim.start, claim.end))
    figures = [_plain(claim.text) for claim in ordered] or [_plain(passage)]
    measured = [_plain(claim.indicator.text) if claim.indicator else "" for claim in ordered]
    return _SEPARATOR.join([rule, *figures, *measured])


def fingerprints(contents: Iterable[str]) -> list[str]:
    """16 hex digits of SHA-256 for each; equal contents are told apart by an ordinal, in the order given."""
    seen: Counter[str] = Counter()
    out = []
    for text in contents:
        out.append(hashlib.sha256(f"{text}{_SEPARATOR}{seen[text]}".encode()).hexdigest()[:16])
        seen[text] += 1
    return out


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
