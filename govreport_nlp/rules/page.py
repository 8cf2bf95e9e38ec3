"""The page of a rule: its docstring, taken apart.

A page begins with a line that says what holds in a sound report; then come `Why:`, `Good:`, `Bad:`, `Silent when:` and `Source:`.
`Good:` and `Bad:` may stand more than once; each is a short invented text. A line without a heading continues the one above it: as a new
line of the text under `Good` and `Bad` (reports have lines), as the same paragraph elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govreport_nlp.errors import UsageError

HEADINGS = ("Why", "Good", "Bad", "Silent when", "Source")
_EXAMPLES = ("Good", "Bad")


@dataclass(frozen=True, slots=True)
class Page:
    """What `govreport explain CODE` prints: `good` and `bad` are texts that the tests run."""

    summary: str
    why: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    silent_when: str
    source: str


def parse(page: str) -> Page:
    """Give the parts of a rule's page.

    Raises: UsageError when a heading is missing, or when one other than Good and Bad stands twice.
    """
    entries = tuple(_entries(page))
    missing = [heading for heading in HEADINGS if all(heading != found for found, _ in entries)]
    if missing:
        raise UsageError(f'the page "{entries[0][1]}" has no {", ".join(missing)}: write each as a line such as "Why: …"')
    return Page(
        summary=entries[0][1],
        why=_only(entries, "Why"),
        good=_texts(entries, "Good"),
        bad=_texts(entries, "Bad"),
        silent_when=_only(entries, "Silent when"),
        source=_only(entries, "Source"),
    )


def _entries(page: str) -> Iterator[tuple[str, str]]:
    """(heading, text) in the order of the page; the summary has the heading ""."""
    heading, lines = "", list[str]()
    for line in page.splitlines():
        found = next((h for h in HEADINGS if line.startswith(f"{h}:")), None)
        if found is None:
            lines.append(line.strip())
            continue
        yield heading, _joined(heading, lines)
        heading, lines = found, [line[len(found) + 1 :].strip()]
    yield heading, _joined(heading, lines)


def _joined(heading: str, lines: list[str]) -> str:
    kept = [line for line in lines if line]
    return ("\n" if heading in _EXAMPLES else " ").join(kept)


def _texts(entries: tuple[tuple[str, str], ...], heading: str) -> tuple[str, ...]:
    return tuple(text for found, text in entries if found == heading)


def _only(entries: tuple[tuple[str, str], ...], heading: str) -> str:
    texts = _texts(entries, heading)
    if len(texts) > 1:
        raise UsageError(f'the page "{entries[0][1]}" has {heading} {len(texts)} times: only Good and Bad may be repeated')
    return texts[0]
