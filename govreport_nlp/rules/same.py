"""The same fact told twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from govreport_nlp import scopes
from govreport_nlp.lists.slip import one_slip_apart
from govreport_nlp.models import Claim, Extraction, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule

LONG_NAME = 7  # characters: 公共财政预算收入 is a name of its own, 支出 is not
AROUND, REPEATED = 8, 2  # figures around one in a balance; how many of them must have been told before
NEARLY = Fraction(11, 10)
SCOPE = ("两处口径或范围可能不同", "the two places may differ in scope")


@rule("XRF301", "same-claim-conflict", "同一指标前后不一", family="same", level="error")
def same_claim_conflict(extraction: Extraction) -> Proposals:
    """One fact told in two places has one value.

    Why: the summary is written first and the body corrected later.
    Good: 全年主动公开政府信息总量4126条。继续做好解读。全年主动公开政府信息总量4126条。
    Bad: 全年主动公开政府信息总量4126条。继续做好解读。全年主动公开政府信息总量4216条。
    Bad: 存款余额突破300亿元、达286.4亿元。
    Silent when: the words that lead to the figure differ in anything but time and verb; period, unit,
        role, or scope (全市, 全国) differ; one is approximate; a part of a list; plans
        beside results; the values are more than one slip apart, unless the second stands in a balance
        whose other figures are those told before.
    Source: budgets of towns state spending in two places with two values; examples invented.
    """
    yield from _milestones(extraction.claims)
    yield from _restated(extraction.claims)
    seen: dict[tuple[object, ...], list[Claim]] = {}
    for claim in extraction.claims:
        if claim.indicator and claim.role == "level" and claim.kind in ("count", "amount") and claim.quantity.approx is None:
            seen.setdefault((claim.indicator.text, claim.unit, claim.period), []).append(claim)
    for (name, *_), told in seen.items():
        for first, second in combinations(told[:6], 2):
            yield from _pair(str(name), first, second)


def _pair(name: str, first: Claim, second: Claim) -> Iterator[Relation]:
    equal = first.quantity.value == second.quantity.value
    if first.sentence == second.sentence or len(name) < 2 or scopes.differ(first, second):
        return
    if equal and len(first.quantity.digits.strip("0.")) >= 3 and (len(name) >= 4 or _told_alike(first, second)):
        yield Relation("XRF301", Operation.EQUAL, (first,), second)
    elif (
        len(name) >= LONG_NAME
        and _told_alike(first, second)
        and one_slip_apart(first.quantity, second.quantity)
        and not {"part", "share", "reference"} & (first.cues | second.cues)
    ):
        yield Relation("XRF301", Operation.EQUAL, (first,), second, sure=True, doubt=SCOPE)


def _restated(claims: Sequence[Claim]) -> Iterator[Relation]:
    """A balance that is made of figures told before, where one of them is another: 支出1795.66万元 … 减：全年支出1818.07万元.

    Its other figures must be those told before, two at least: then it is the same year, the same budget, and not of another scope.
    """
    told: dict[tuple[str | None, str], int] = {}  # the sentence in which a printed figure stands first
    named: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault((claim.unit, claim.quantity.text), claim.sentence)
    for at, second in enumerate(claims):
        name = second.indicator.text if second.indicator else ""
        if "minus" in second.cues and len(name) >= LONG_NAME and second.role == "level":
            around = [claim for claim in claims[max(0, at - AROUND) : at + AROUND] if claim.sentence == second.sentence and not claim.depth]
            repeated = [
                claim
                for claim in around
                if len(claim.quantity.digits.strip("0.")) >= 4 and told[claim.unit, claim.quantity.text] < claim.sentence
            ]
            before = (claim for claim in named.get(name, ()) if claim.sentence < second.sentence)
            first = next((claim for claim in before if _is_same_fact(claim, second)), None)
            if first is not None and len(repeated) >= REPEATED:
                yield Relation("XRF301", Operation.EQUAL, (first,), second)
        named.setdefault(name, []).append(second)


def _is_same_fact(first: Claim, second: Claim) -> bool:
    """True where two amounts of one name are of one time and scope, and about as large."""
    plain = first.depth == second.depth and first.role == second.role == "level" and first.cues.isdisjoint({"part", "share", "reference"})
    sizes = sorted((first.quantity.value or 0, second.quantity.value or 0))
    return (
        plain
        and first.period == second.period
        and first.unit == second.unit
        and sizes[1] <= sizes[0] * NEARLY
        and not scopes.differ(first, second)
    )


def _told_alike(first: Claim, second: Claim) -> bool:
    """True where the same words lead to both figures, in one part of the report."""
    return first.head.strip("\x01 　，") == second.head.strip("\x01 　，") and first.depth == second.depth == 0


def _milestones(claims: Sequence[Claim]) -> Iterator[Relation]:
    """突破3万亿元、达3.6万亿元: the milestone and the value are one fact."""
    for first, second in pairwise(claims):
        alike = first.unit == second.unit and first.kind == second.kind and first.sentence == second.sentence
        reached = second.head.strip().removeprefix("关口").removeprefix("大关").lstrip("、") in ("达", "达到")
        if alike and first.quantity.approx == "over" and second.join == "、" and reached:
            yield Relation("XRF301", Operation.EQUAL, (first,), second)


RULES = (same_claim_conflict,)
