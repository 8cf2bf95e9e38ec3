"""Products: what each one has, times how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_nlp.models import Claim, Extraction, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule

BESIDE = ("", "、", "，")
GENERIC = ("各类", "各级", "各项", "各地", "各种", "各单位", "各部门")
TOTALS = frozenset({"total", "total_named"})


@rule("ARI005", "product-mismatch", "乘积或均值不符", family="product", level="warning", state="preview")
def product_mismatch(extraction: Extraction) -> Proposals:
    """What each has, times how many there are, is the total that is stated.

    Why: the mean is kept when the number of households or the total is updated.
    Good: 惠及群众50户，户均补助2.4万元，共计120万元。
    Good: 作出罚款决定20件，罚款金额145.29万元，件均7.26万元。
    Good: 在8个领域各选10个项目，共计80个。
    Bad: 惠及群众50户，户均补助2.4万元，共计150万元。
    Bad: 在8个领域各选10个项目，共计90个。
    Silent when: the three figures don't stand side by side; nothing calls the last one a total; the
        mean is of other things than those counted; an approximate mean, or a coarse one (2万元).
    Source: the form of RULES; examples invented.
    """
    for counted, each, total in _triples(extraction.claims):
        yield Relation("ARI005", Operation.PRODUCT, (counted, each), total)


def _triples(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """How many, what each has, and the total."""
    for at in range(len(claims) - 2):
        first, second, third = claims[at : at + 3]
        together = first.sentence == second.sentence == third.sentence and second.join in BESIDE and third.join in BESIDE
        if not together or any(claim.role != "level" or claim.quantity.approx for claim in (first, second, third)):
            continue
        if not third.cues.isdisjoint(TOTALS):
            for counted, each in ((first, second), (second, first)):
                if _is_count(counted) and _is_each(each, counted) and each.unit == third.unit:
                    yield counted, each, third
                    break
        elif _is_count(first) and third.head.strip().startswith(f"{first.unit}均") and third.unit == second.unit:
            yield first, third, second  # 罚款20件，罚款金额145.29万元，件均7.26万元


def _is_count(claim: Claim) -> bool:
    return claim.kind == "count" and "mean" not in claim.cues and bool(claim.unit)


def _is_each(claim: Claim, counted: Claim) -> bool:
    """户均2万元 of so many 户, 每人3册 of so many 人, 各10个 or 平均每所3.5人 of whatever was counted before."""
    behind = claim.start > counted.start
    shared = behind and "各" in claim.head and not any(word in claim.head for word in GENERIC)
    told = f"{counted.unit}均" in claim.head or f"每{counted.unit}" in claim.head
    return claim.quantity.value is not None and (shared or told or (behind and "平均每" in claim.head))


RULES = (product_mismatch,)
