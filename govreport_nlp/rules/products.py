"""Products: what each one has, times how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import regex

from govreport_nlp.interval import product
from govreport_nlp.lists.slip import one_slip_off_quotient
from govreport_nlp.models import Claim, Extraction, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule

BESIDE = ("", "、", "，")
GENERIC = ("各类", "各级", "各项", "各地", "各种", "各单位", "各部门")
TOTALS = frozenset({"total", "total_named"})
# 人均, 平均每人次, 按每人每年, 案均, 平均亩产: of what a figure is the mean
MEAN = regex.compile(
    r"(?:平均)?每(?:一|个)?(?P<each>人次|[人户件起案宗亩次笔家村镇校所台吨项个名位例辆套])(?!月|天|日)|(?P<of>[人户件案亩次笔家村校所台例])[均产]|平均(?!每|年|价)"
)
PER_MONTH = regex.compile(r"每月|月均|每日|每天|日均|月人均")
# 住院人次均补偿 is of those in hospital: a mean with words in front is of something narrower
BARE = regex.compile(r"^[\s，、（(]*(?:按|按照|其中|并)?$")
PEOPLE, CASES = ("人", "名", "人次", "位"), ("件", "起", "宗", "例")
COUNTERS = {"人": PEOPLE, "名": PEOPLE, "位": PEOPLE, "案": CASES, "件": CASES, "次": ("次", "人次", "例"), "人次": ("人次",)}
FAR = 6  # figures before a mean, among which what was counted may stand


@rule("ARI005", "product-mismatch", "乘积或均值不符", family="product", level="warning", state="preview")
def product_mismatch(extraction: Extraction) -> Proposals:
    """What each has, times how many there are, is the total that is stated.

    Why: the mean is kept when the number of households or the total is updated.
    Good: 惠及群众50户，户均补助2.4万元，共计120万元。
    Good: 作出罚款决定20件，罚款金额145.29万元，案均罚款7.26万元。
    Good: 为1,250名困难职工发放慰问金25万元，人均200元。
    Good: 在8个领域各选10个项目，共计80个。
    Bad: 惠及群众50户，户均补助2.4万元，共计150万元。
    Bad: 为1,250名困难职工发放慰问金26万元，人均200元。
    Bad: 在8个领域各选10个项目，共计90个。
    Silent when: the three figures don't stand side by side, or the mean has words of its own in front
        (住院人均), unless they fit; nothing calls the last one a total and no single slip explains the
        difference; the mean is of other things than those counted, or of a month; a coarse mean (2万元).
    Source: the form of RULES; examples invented.
    """
    for counted, each, total in _triples(extraction.claims):
        yield Relation("ARI005", Operation.PRODUCT, (counted, each), total)


def _triples(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """How many, what each has, and the total."""
    told: set[str] = set()
    figures = [claim for claim in claims if claim.unit != "岁"]  # 9,846名80周岁以上老年人
    for at in range(len(figures) - 1):
        found = _called_total(figures[at : at + 3]) or _of_mean(figures, at)
        if found and found[1].id not in told:
            told.add(found[1].id)
            yield found


def _called_total(near: Sequence[Claim]) -> tuple[Claim, Claim, Claim] | None:
    """50户，户均补助2.4万元，共计120万元: the last figure is called a total."""
    if len(near) < 3:
        return None
    first, second, third = near
    if not _together(near) or third.cues.isdisjoint(TOTALS) or any(claim.role != "level" or claim.quantity.approx for claim in near):
        return None
    for counted, each in ((first, second), (second, first)):
        if _is_count(counted) and _is_each(each, counted) and each.unit == third.unit:
            return counted, each, third
    return None


def _of_mean(claims: Sequence[Claim], at: int) -> tuple[Claim, Claim, Claim] | None:
    """向11名困难被害人发放司法救助金18.7万元，人均1.7万元: a mean beside its total, what was counted beside them or a little before."""
    near = claims[at : at + 3]
    for counted, each, total in permutations(near, 3):
        if _is_mean_of(each, counted, total) and _together(near):
            bare = BARE.match(each.head[: match.start()]) if (match := MEAN.search(each.head)) else None
            if _fits(counted, each, total) or (bare and one_slip_off_quotient(total, counted, each)):
                return counted, each, total
    for each, total in (near[:2], near[1::-1]):
        for counted in reversed(claims[max(0, at - FAR) : at]):
            if _is_mean_of(each, counted, total) and _fits(counted, each, total) and _together(near[:2]):
                return counted, each, total
    return None


def _together(claims: Sequence[Claim]) -> bool:
    return all(claim.sentence == claims[0].sentence for claim in claims) and all(claim.join in BESIDE for claim in claims[1:])


def _is_mean_of(each: Claim, counted: Claim, total: Claim) -> bool:
    """True where a figure is called the mean of so many, in the unit of the total."""
    match = MEAN.search(each.head)
    if match is None or PER_MONTH.search(each.head) or each.unit != total.unit or each.kind != total.kind or each.role != total.role:
        return False
    of = match["each"] or match["of"]
    kinds = counted.kind in ("count", "measure") and counted.unit != each.unit and counted.role in ("level", "change_up")
    plain = not any(claim.quantity.approx for claim in (each, counted, total)) and not MEAN.search(counted.head + total.head)
    fitting = of is None or counted.unit in COUNTERS.get(of, (of,)) or f"{of}{counted.unit}" == "村个"
    telling = each.quantity.narrow.is_point or len(each.quantity.digits.replace(".", "").lstrip("0")) > 1  # 2万元 is nearly anything
    return telling and kinds and plain and fitting and each.sentence == counted.sentence == total.sentence


def _fits(counted: Claim, each: Claim, total: Claim) -> bool:
    return product([counted.quantity.narrow, each.quantity.narrow]).meets(total.quantity.narrow)


def _is_count(claim: Claim) -> bool:
    return claim.kind == "count" and "mean" not in claim.cues and bool(claim.unit)


def _is_each(each: Claim, counted: Claim) -> bool:
    """户均2万元 of so many 户, 每人3册 of so many 人, 各10个 or 平均每所3.5人 of whatever was counted before."""
    behind = each.start > counted.start
    shared = behind and "各" in each.head and not any(word in each.head for word in GENERIC)
    told = f"{counted.unit}均" in each.head or f"每{counted.unit}" in each.head
    return each.quantity.value is not None and (shared or told or (behind and "平均每" in each.head))


RULES = (product_mismatch,)
