"""One whole parted in several ways, a sentence or a clause each: 零售总额803亿元。按地域分，城镇747亿元；乡村56亿元。按行业分，…。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, takewhile

from govreport_nlp.lists.fit import SEMICOLON, adds_up, alike, is_level, meets_to_the_digit, written_size
from govreport_nlp.lists.kin import divides, ends_as
from govreport_nlp.lists.slip import (
    CHANCE_OF_MANY,
    CHANCE_WHERE_ALIKE,
    CHANCE_WHERE_ANNOUNCED,
    CHANCE_WHERE_CERTAIN,
    one_slip_off,
    unlikely,
)
from govreport_nlp.models import Claim, Group

BACK = 30  # figures between a whole and a sentence that parts it
SENTENCES = 8
LEAST_PARTS = 2  # of a clause that names all there is
LEAST_WHOLE, LEAST_OF_PAIR = 50, 100  # in units of the last written digit: below it, sums meet by chance


def partitions(claims: Sequence[Claim], found: Sequence[Group]) -> Iterator[Group]:
    """Statements whose figures add up to an earlier figure; certain where 按…分 announces them."""
    known = {claim.id for group in found if group.whole and adds_up(group.parts, group.whole, group.signs) for claim in group.parts}
    wholes: list[Claim] = []
    for levels in _statements(claims):
        listed = [claim for claim in levels if "part" not in claim.cues]
        if len(listed) >= 2 and not any(claim.id in known for claim in listed):
            near = [whole for whole in wholes if listed[0].sentence - whole.sentence <= SENTENCES]
            group = _announced(listed, near) if "by" in listed[0].cues else _of_earlier(listed, near)
            if group:
                yield group
        clauses = list(_cut(listed, lambda claim: claim.join == SEMICOLON))
        yield from _clauses(clauses, known, wholes)
        wholes.extend(levels)
        del wholes[:-BACK]


def _statements(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The levels of each sentence, from one 按…分 to the next."""
    for _, told in groupby(claims, key=lambda claim: claim.sentence):
        levels = [claim for claim in told if not claim.depth and is_level(claim) and claim.role in ("level", "target")]
        yield from _cut(levels, lambda claim: "by" in claim.cues)


def _cut(claims: Sequence[Claim], begins: Callable[[Claim], bool]) -> Iterator[list[Claim]]:
    run: list[Claim] = []
    for claim in claims:
        if run and begins(claim):
            yield run
            run = []
        run.append(claim)
    yield run


def _clauses(clauses: Sequence[Sequence[Claim]], known: set[str], wholes: Sequence[Claim]) -> Iterator[Group]:
    """Between semicolons: figures that meet one before them to the digit."""
    before = list(wholes)
    for clause in clauses:
        parts = tuple(clause)
        if len(parts) >= LEAST_PARTS and not any(part.id in known for part in parts):
            near = [whole for whole in reversed(before) if all(alike(part, whole) for part in parts)]
            met = ((tried, whole) for tried, whole in enumerate(near, 1) if meets_to_the_digit(parts, whole))
            whole = next((whole for tried, whole in met if _telling(tried, parts, whole)), None)
            if whole:
                yield _group(parts, whole, "digits")
        before.extend(clause)


def _telling(tried: int, parts: Sequence[Claim], whole: Claim) -> bool:
    """True where it is no chance that a clause meets a figure before it to the digit, the last of so many tried; two figures do so sooner."""
    if len(parts) > LEAST_PARTS or divides(parts):
        return written_size(whole) >= LEAST_WHOLE
    return written_size(whole) >= LEAST_OF_PAIR and unlikely(tried, parts, whole)


def _of_earlier(listed: Sequence[Claim], wholes: Sequence[Claim]) -> Group | None:
    """A sentence that nothing announces: all its figures, to the digit."""
    parts = tuple(listed)
    fitting = [whole for whole in reversed(wholes) if all(alike(part, whole) for part in parts) and whole.sentence != parts[0].sentence]
    for whole in fitting:
        if written_size(whole) >= LEAST_WHOLE and meets_to_the_digit(parts, whole):
            return _group(parts, whole, "digits")
    slipped = next((whole for whole in fitting if one_slip_off(parts, whole, limit=CHANCE_OF_MANY)), None)
    return _group(parts, slipped, "slip") if slipped else None


def _announced(listed: Sequence[Claim], wholes: Sequence[Claim]) -> Group | None:
    """What 按…分 announces: its figures up to the first of another kind, or to the semicolon behind which something else begins."""
    for whole in reversed(wholes):
        for parts in _ends(listed, whole):
            if adds_up(parts, whole):
                return _group(parts, whole, "digits")
    for whole in reversed(wholes):
        if "mean" in whole.cues and whole.unit == listed[0].unit:
            break  # what is announced is an average, parted into averages
        for parts in _ends(listed, whole):
            limit = CHANCE_WHERE_ALIKE if ends_as(parts, whole) else CHANCE_WHERE_ANNOUNCED
            if one_slip_off(parts, whole, limit=CHANCE_WHERE_CERTAIN if divides(parts) else limit):
                return _group(parts, whole, "slip")
    return None


def _ends(listed: Sequence[Claim], whole: Claim) -> Iterator[tuple[Claim, ...]]:
    parts = tuple(takewhile(lambda claim: alike(claim, whole), listed))
    cuts = [at for at, claim in enumerate(parts) if at >= 2 and claim.join == SEMICOLON and parts[1].join != SEMICOLON]
    return (parts[:end] for end in (len(parts), *cuts) if end >= 2)


def _group(parts: tuple[Claim, ...], whole: Claim, cue: str) -> Group:
    return Group("partition", parts, whole, (1,) * len(parts), True, cue)
