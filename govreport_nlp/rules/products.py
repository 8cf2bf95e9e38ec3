"""Products: what each one has, times how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from govreport_nlp.models import Claim, Extraction, Operation, Relation
from govreport_nlp.rules.means import Triple, means, stands_alone, together
from govreport_nlp.rules.rule import Proposals, rule

DEFINED = regex.compile(r"纯收入|可支配收入|生产总值")
EXTREME = regex.compile(r"最[高低大小多少]")
PART_OF_YEAR = regex.compile(r"上半年|下半年|季度?|月")
GENERIC = ("各类", "各级", "各项", "各地", "各种", "各单位", "各部门")
TOTALS = frozenset({"total", "total_named"})


@rule("ARI005", "product-mismatch", "乘积或均值不符", family="product", level="warning", state="preview")
def product_mismatch(extraction: Extraction) -> Proposals:
    """What each has, times how many there are, is the total that is stated.

    Why: the mean is kept when the number of households or the total is updated.
    Good: 惠及群众50户，户均补助2.4万元，共计120万元。
    Good: 作出罚款决定20件，罚款金额145.29万元，案均罚款7.26万元。
    Good: 为1,250名困难职工发放慰问金25万元，人均200元。
    Good: 在8个领域各选10个项目，共计80个。
    Good: 为216家企业发放贷款12.96亿元，户均600万元。
    Bad: 惠及群众50户，户均补助2.4万元，共计150万元。
    Bad: 为1,250名困难职工发放慰问金26万元，人均200元。
    Bad: 在8个领域各选10个项目，共计90个。
    Silent when: the three figures don't stand side by side, or the mean has words of its own in front
        (住院人均), unless they fit; nothing calls the last one a total and no single slip explains the
        difference; the mean is of other things than those counted, or of a month whose number is not
        told; a coarse mean (2万元), unless the written values come out.
    Source: the form of RULES; examples invented.
    """
    figures = [claim for claim in extraction.claims if claim.unit != "岁"]  # 9,846名80周岁以上老年人
    told: set[str] = set()
    for factors, total in (*means(figures), *_called_totals(figures)):
        if total.id not in told and not _is_of_another(factors, total):
            told.update((total.id, factors[-1].id))
            yield Relation("ARI005", Operation.PRODUCT, factors, total)


def _is_of_another(factors: Sequence[Claim], total: Claim) -> bool:
    """人均纯收入14286元 is no mean of 农村经济总收入5.2亿元: an income as statistics define it."""
    each = factors[-1]
    if "last_year" in total.cues or EXTREME.search(total.head):
        return True  # 人均支出27.7万元，上年26.9万元
    if any("/" in (factor.unit or "") for factor in factors[:-1]) or "from" in each.cues:
        return True  # 供水能力36万立方米/日; 亩均税收由6.3万元提高到
    if "斤" in each.head and any(factor.unit == "吨" for factor in factors):
        return True  # 平均单价每公斤2.42元，收购8.63万吨
    defined = DEFINED.search(each.head)
    part_of_year = "年" in each.head and PART_OF_YEAR.search(total.head)  # 人均年补助8000元，…，上半年发放456万元
    return bool(part_of_year) or (defined is not None and defined.group() not in total.head)


def _called_totals(claims: Sequence[Claim]) -> Iterator[Triple]:
    """50户，户均补助2.4万元，共计120万元: three side by side of which the last is called a total."""
    for first, second, third in zip(claims, claims[1:], claims[2:], strict=False):
        near = (first, second, third)
        if not together(near) or third.cues.isdisjoint(TOTALS) or any(claim.role != "level" or claim.quantity.approx for claim in near):
            continue
        for counted, each in ((first, second), (second, first)):
            if _is_count(counted) and _is_each(each, counted) and each.unit == third.unit and stands_alone(claims, counted):
                yield (counted, each), third
                break


def _is_count(claim: Claim) -> bool:
    return claim.kind in ("count", "duration") and "mean" not in claim.cues and bool(claim.unit)


def _is_each(each: Claim, counted: Claim) -> bool:
    """户均2万元 of so many 户, 每人3册 of so many 人, 各10个 or 平均每所3.5人 of whatever was counted before; 每季度2期 of 四个季度."""
    if counted.kind == "duration":
        return each.quantity.value is not None and f"每{(counted.unit or '').removeprefix('个')}" in each.head
    behind = each.start > counted.start
    shared = behind and "各" in each.head and not any(word in each.head for word in GENERIC)
    told = f"{counted.unit}均" in each.head or f"每{counted.unit}" in each.head
    return each.quantity.value is not None and (shared or told or (behind and "平均每" in each.head))


RULES = (product_mismatch,)
