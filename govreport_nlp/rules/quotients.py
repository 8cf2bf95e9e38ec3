"""Rates that are by definition the quotient of two named figures (lexicon/rates.toml), and what the sectors add to a growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from govreport_nlp import lexicon, scopes
from govreport_nlp.catalogue import canonical
from govreport_nlp.lists.slip import one_slip_off_quotient
from govreport_nlp.models import Claim
from govreport_nlp.rules.denominators import is_share, per

NEAR, SENTENCES = 24, 3  # figures and sentences before a rate, among which its two figures may stand
OVERALL = ("地区生产总值", "国内生产总值")
PREFIX = 2  # characters before a name that say of what it is


@dataclass(frozen=True, slots=True)
class Quotient:
    """A rate by its names, and the ends of the names of its part and its whole."""

    names: tuple[str, ...]
    parts: tuple[str, ...]
    wholes: tuple[str, ...]


@cache
def _quotients() -> tuple[Quotient, ...]:
    return tuple(
        Quotient(*(lexicon.words_of(entry.get(key, []), "rates", key) for key in ("name", "part", "whole")))
        for entry in lexicon.table("rates")["quotient"]
    )


def by_definition(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim, bool] | None:
    """The part and the whole of a rate by its name (资产负债率), and whether no other two can be meant; None where they are not in sight.

    They are sure where the rate is theirs or one slip away from it, or all three bear the same words in front (规模以上工业增加值率).
    """
    rate = claims[index]
    told = rate.head + (rate.indicator.text if rate.indicator else "")
    for quotient in _quotients():
        name = next((name for name in quotient.names if name in told), None)
        part = _named(claims, index, quotient.parts, rate) if name else None
        whole = _named(claims, index, quotient.wholes, part, besides=part) if part else None
        if name and part and whole and rate.quantity.approx is None:
            fits = is_share(part, whole, rate) or one_slip_off_quotient(part, whole, rate, per(rate))
            front = told.partition(name)[0][-PREFIX:]
            alike = len(front) == PREFIX and all(f"{front}{end}" in _name(claim) for claim, end in ((part, quotient.parts[0]),))
            same = alike and any(f"{front}{end}" in _name(whole) for end in quotient.wholes)
            return (part, whole, True) if fits or same else None
    return None


def _name(claim: Claim) -> str:
    return claim.head.strip("\x01 　，、；：").rstrip("为达到约共计是 　") if claim.head else ""


def _size(claim: Claim) -> frozenset[str]:
    return scopes.names("size") & frozenset(claim.scope)


def _named(claims: Sequence[Claim], index: int, ends: Sequence[str], like: Claim, besides: Claim | None = None) -> Claim | None:
    """The nearest figure before whose name ends with one of these words, in the unit of the one that it belongs to."""
    for claim in reversed(claims[max(0, index - NEAR) : index]):
        if claims[index].sentence - claim.sentence > SENTENCES:
            return None
        alike = besides is None or (claim.unit == besides.unit and claim.kind == besides.kind and claim.id != besides.id)
        if besides and alike and _size(claim) != _size(besides):
            continue  # 规模以上工业产值 is not what all 工业增加值 comes from
        counted = claim.kind in ("count", "amount", "measure") and claim.role in ("level", "change_down", "target")
        told = _name(claim).endswith(tuple(ends)) or (claim.indicator is not None and claim.indicator.text.endswith(tuple(ends)))
        if alike and counted and told and not scopes.differ(claim, like, ("size", "residence")) and "last_year" not in claim.cues:
            return claim
    return None


def drives(claims: Sequence[Claim]) -> Iterator[tuple[Claim, tuple[tuple[Claim, Claim], ...]]]:
    """A growth, and what each sector adds to it with its contribution: 第一产业贡献率为5.3%，拉动GDP增长1.0个百分点."""
    run: list[tuple[Claim, Claim]] = []
    growth: Claim | None = None
    for at, claim in enumerate(claims):
        share = claims[at - 1] if at else None
        drawn = claim.kind == "change_points" and "拉动" in claim.head
        if drawn and share and "contribution" in share.cues and share.sentence == claim.sentence and share.unit == "%":
            if not run:
                growth = _overall(claims, at - 1)
            run.append((share, claim))
        elif run and "contribution" not in claim.cues:
            if growth:
                yield growth, tuple(run)
            run = []
    if run and growth:
        yield growth, tuple(run)


def _overall(claims: Sequence[Claim], at: int) -> Claim | None:
    """The growth of the gross product that is told before."""
    for claim in reversed(claims[max(0, at - NEAR) : at]):
        indicator = canonical(claim.indicator.text) if claim.indicator else None
        if claim.kind == "rate" and claim.role.startswith("change") and indicator and indicator.name in OVERALL and claim.unit == "%":
            return claim
    return None
