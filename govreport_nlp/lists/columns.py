"""Figures of one name under several heads: 在园幼儿53641人，教职工7629人。市区幼儿30294人，教职工5278人。县区幼儿23347人，教职工2351人."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from govreport_nlp.lists.fit import LINE, adds_up, alike, is_level, meets_to_the_digit, written_size
from govreport_nlp.lists.kin import name
from govreport_nlp.lists.slip import CHANCE_OF_MANY, one_slip_off
from govreport_nlp.models import Claim, Group

SENTENCES = 3  # how far behind the whole the last part may stand
MOST_PARTS = 100  # what is longer is a table without its lines: looking at all of it from each of its figures would never end
LEAST_NAME = 3  # letters of a name that other sentences tell of the same thing by
LEAST_WHOLE, LEAST_ROUNDED = 20, 200  # in units of the last written digit: below, sums meet by chance to the digit, within rounding


def columns(claims: Sequence[Claim], found: Sequence[Group]) -> Iterator[Group]:
    """A figure and the next two or more that measure the same in its paragraph, where they add up to it or one slip keeps them from it."""
    known = {claim.id for group in found if group.whole and adds_up(group.parts, group.whole, group.signs) for claim in group.parts}
    for paragraph in _paragraphs(claims):
        by_name: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
        for claim in paragraph:
            if claim.depth == 0 and is_level(claim) and claim.role == "level" and name(claim):
                by_name[name(claim), claim.unit].append(claim)
        for column in by_name.values():
            yield from _summed(column, known)


def _summed(column: Sequence[Claim], known: set[str]) -> Iterator[Group]:
    for at, whole in enumerate(column):
        parts = tuple(claim for claim in column[at + 1 : at + MOST_PARTS + 2] if claim.sentence - whole.sentence <= SENTENCES)
        size = written_size(whole)
        if (
            not 2 <= len(parts) <= MOST_PARTS
            or size < LEAST_WHOLE
            or (len(name(whole)) < LEAST_NAME and parts[0].sentence != parts[-1].sentence)
            or not all(alike(part, whole) for part in parts)
            or known & {part.id for part in parts}
        ):
            continue
        met = meets_to_the_digit(parts, whole) or (adds_up(parts, whole) and size >= LEAST_ROUNDED)
        if met or one_slip_off(parts, whole, limit=CHANCE_OF_MANY):
            yield Group("column", parts, whole, (1,) * len(parts), True, "digits" if met else "slip")
            return


def _paragraphs(claims: Sequence[Claim]) -> Iterator[Sequence[Claim]]:
    start = 0
    for at in range(1, len(claims) + 1):
        if at == len(claims) or claims[at].join == LINE:
            yield claims[start:at]
            start = at
