"""Which figures belong together: the parts of a whole, balances, lists that the text calls complete.

Each form of list is found by a module of its own; `groups` runs them all. Where the text leaves two ends of a list possible, the one at
which the parts meet their whole to the digit is taken: a list that adds up is a whole list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_nlp.lists.among import among
from govreport_nlp.lists.balances import balances, deductions
from govreport_nlp.lists.changes import changes
from govreport_nlp.lists.columns import columns
from govreport_nlp.lists.fit import adds_up
from govreport_nlp.lists.numbered import numbered
from govreport_nlp.lists.partitions import partitions
from govreport_nlp.lists.rated import rated, vouched
from govreport_nlp.lists.references import references
from govreport_nlp.lists.remainders import pending, remainders
from govreport_nlp.lists.rows import rows
from govreport_nlp.lists.stocks import stocks
from govreport_nlp.lists.told_totals import additions, told_totals
from govreport_nlp.lists.totals import totals
from govreport_nlp.lists.twins import twins
from govreport_nlp.lists.uncued import uncued
from govreport_nlp.models import Claim, Document, Group

__all__ = ["adds_up", "groups"]


def groups(document: Document, claims: Sequence[Claim]) -> tuple[Group, ...]:
    """Every list of figures with its whole, in the order of the text; no two over the same figures."""
    added = list(additions(claims))
    sums = {group.whole.id for group in added if group.whole}
    found = [
        *added,
        *(group for group in totals(claims, document.text) if group.whole and group.whole.id not in sums),
        *told_totals(claims),
        *(vouched(claims, group) for group in among(claims)),
        *numbered(document, claims),
        *balances(claims),
        *deductions(claims),
        *remainders(claims),
        *stocks(claims),
        *rated(claims),
    ]
    found.extend(twins(claims, totals, among, lambda lane: uncued(lane, ()), lambda lane: partitions(lane, ())))
    found.extend(uncued(claims, found))
    found.extend(pending(claims, found))
    found.extend(rows(claims, found))
    found.extend(partitions(claims, found))
    found.extend(columns(claims, found))
    found.extend(references(claims, found))
    found.extend(changes(claims, found))
    return tuple(sorted(_distinct(found), key=lambda group: (group.parts[0].start, -len(group.parts))))


def _distinct(found: Sequence[Group]) -> Iterator[Group]:
    seen: dict[frozenset[str], Group] = {}
    for group in found:
        ids = frozenset(claim.id for claim in (*group.parts, *((group.whole,) if group.whole else ())))
        if ids not in seen or (group.complete and not seen[ids].complete):
            seen[ids] = group
    return iter(seen.values())
