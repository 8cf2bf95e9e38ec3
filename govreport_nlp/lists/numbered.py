"""The first figures of numbered items, and a whole that stands before them: 支出1795万元：（1）…866万元。（2）…16万元。"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from govreport_nlp.lists.fit import ADDITIVE, adds_up, alike, is_level
from govreport_nlp.lists.slip import one_slip_off
from govreport_nlp.models import Claim, Document, Group, Span

FAR = 20  # figures before the list among which the whole is looked for
BACK = 3  # figures before the list that may be its whole


def numbered(document: Document, claims: Sequence[Claim]) -> Iterator[Group]:
    """Numbered lists whose first figures add up to one of the last figures before the list."""
    starts = [claim.start for claim in claims]
    for items in _runs(document):
        heads = [_first(claims[bisect_left(starts, item.start) : bisect_left(starts, item.end)]) for item in items]
        parts = tuple(claim for claim in heads if claim is not None and claim.kind in ADDITIVE)
        if len(parts) < 2 or len(parts) < len(heads):
            continue
        ahead = claims[max(0, bisect_left(starts, items[0].start) - FAR) : bisect_left(starts, items[0].start)]
        before = [claim for claim in ahead if is_level(claim) and claim.depth == 0][-BACK:]
        wholes = [whole for whole in reversed(before) if all(alike(part, whole) for part in parts)]
        fitting = next((whole for whole in wholes if adds_up(parts, whole)), None)
        whole = fitting or next((whole for whole in wholes if one_slip_off(parts, whole)), None)
        if whole:
            yield Group("numbered", parts, whole, (1,) * len(parts), True, "numbered" if fitting else "slip")


def _first(inside: Sequence[Claim]) -> Claim | None:
    return next((claim for claim in inside if claim.depth == 0), None)


def _runs(document: Document) -> Iterator[tuple[Span, ...]]:
    """Sections under one parent in one style, and inline items of one section in one style."""
    families: dict[tuple[str, str | None, str], list[Span]] = {}
    for section in document.sections:
        families.setdefault(("section", section.parent, section.style), []).append(Span(section.start, section.end))
    for item in document.items:
        families.setdefault(("item", item.section, item.style), []).append(Span(item.start, item.end))
    return (tuple(spans) for spans in families.values() if len(spans) >= 2)
