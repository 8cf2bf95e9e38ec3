"""Means, with what was counted and what it comes to: 21件…，件均6万元，累计支出126万元; 7.2万度，每度0.4元，入账2.88万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, permutations

import regex

from govreport_nlp.interval import product
from govreport_nlp.lists.fit import place_of
from govreport_nlp.lists.slip import one_slip_off_quotient
from govreport_nlp.models import Claim

Triple = tuple[tuple[Claim, ...], Claim]  # the factors, the mean last, and their product

BESIDE = ("", "、", "，")
# 人均, 平均每人次, 按每人每年, 案均, 平均亩产, 每公里: of what a figure is the mean
MEAN = regex.compile(
    r"(?:平均)?每(?:一|个)?(?P<each>人次|平方米|公里|千瓦时|立方米|公顷|万|[一-龥㎡])(?!月|天|日)"
    r"|(?P<of>[人户件案亩次笔家村校所台例站株头枚场篇企厂镇县乡单套辆])[均产](?!值|量|业|品)|平均(?!每|年|价)|均价|单价"
)
SIGNS = frozenset("每均产价")  # one stands in every match
PER_MONTH = regex.compile(r"每月|月均|每日|每天|日均|月人均")
MONTHS = "个月"
# 住院人次均补偿 is of those in hospital: a mean with words in front is of something narrower
BARE = regex.compile(r"^[\s，、（(]*(?:按|按照|其中|并)?$")
SAME_RATE = regex.compile(r"(?:同一|同样|相同|上述|该|此)标准")
PEOPLE, CASES, FIRMS = ("人", "名", "人次", "位"), ("件", "起", "宗", "例"), ("户", "家")
COUNTERS = {"人": PEOPLE, "名": PEOPLE, "位": PEOPLE, "案": CASES, "件": CASES, "次": ("次", "人次", "例"), "人次": ("人次",), "户": FIRMS}
COUNTED_AS = ("个", "座", "所", "处")  # 13个站点，站均22万元; 四个村每村8万元
COUNTED = ("count", "measure")
FAR, AHEAD = 12, 2  # figures before a mean, and behind it, among which what was counted and the total may stand
TELLING = 3  # written digits of a total that others hardly come to by chance


def means(claims: Sequence[Claim]) -> Iterator[Triple]:
    """The factors and the product of every mean that is told beside its total, or that comes out with figures a little before.

    One slip may keep it from coming out where the three stand side by side and no words narrow the mean.
    """
    for at, each in enumerate(claims):
        match = None if SIGNS.isdisjoint(each.head) else MEAN.search(each.head)
        if match is None or each.quantity.approx or each.quantity.value is None:
            continue
        found = _of_months(claims, at, match) if PER_MONTH.search(each.head) else _beside(claims, at, match) or _apart(claims, at, match)
        if found:
            yield found
            yield from _at_same_rate(claims, at, each)


def _beside(claims: Sequence[Claim], at: int, match: regex.Match[str]) -> Triple | None:
    """向11名困难被害人发放司法救助金18.7万元，人均1.7万元: the three side by side, in any order."""
    each = claims[at]
    for start in range(max(0, at - 2), at + 1):
        near = claims[start : start + 3]
        if len(near) < 3 or not together(near):
            continue
        for counted, total in permutations([claim for claim in near if claim.id != each.id]):
            if counted.depth > each.depth:
                continue  # 9辆（更新7辆、新增2辆），支出158万元，辆均17.6万元
            if _is_mean_of(each, match, counted, total) and (
                _comes_out(counted, each, total)
                or (_is_written_finely(each) and _fits(counted, each, total))
                or (_is_written_finely(each) and stands_alone(claims, counted) and _slips(each, match, counted, total))
            ):
                return (counted, each), total
    return None


def _apart(claims: Sequence[Claim], at: int, match: regex.Match[str]) -> Triple | None:
    """The mean beside its total, what was counted before; or a total a sentence back, where the written values come out."""
    each = claims[at]
    for total in _near(claims, at):
        beside = total in claims[max(0, at - 1) : at + 2] and together(sorted((total, each), key=lambda claim: claim.start))
        for counted in _near(claims, at):
            if counted.id == total.id or not _is_mean_of(each, match, counted, total):
                continue
            one = counted.sentence == each.sentence == total.sentence
            named = match["each"] or match["of"] or one
            finely = beside and one and _is_written_finely(each) and _fits(counted, each, total)
            if finely or (named and _digits(total) >= TELLING and _comes_out(counted, each, total)):
                return (counted, each), total
    return None


def _of_months(claims: Sequence[Claim], at: int, match: regex.Match[str]) -> Triple | None:
    """按每人每月80元标准为3,246人发放补贴12个月，共311.6万元."""
    each = claims[at]
    around = (*claims[at + 1 : at + 4], *reversed(claims[max(0, at - 3) : at]))
    near = [claim for claim in around if claim.sentence == each.sentence]
    months = next((claim for claim in near if claim.unit == MONTHS and not claim.quantity.approx), None)
    for counted, total in permutations(near, 2):
        told = months is not None and months.id not in (counted.id, total.id) and _is_mean_of(each, match, counted, total)
        if told and months and _fits(counted, each, total, months):
            return (counted, months, each), total
    return None


def _at_same_rate(claims: Sequence[Claim], at: int, each: Claim) -> Iterator[Triple]:
    """每亩16元，兑现1,801.6万元；停伐商品林47.8万亩，按同一标准兑现764.8万元: what else the rate is paid for."""
    for counted, total in zip(claims[at + 1 : at + FAR], claims[at + 2 : at + FAR + 1], strict=False):
        if SAME_RATE.search(total.head) and counted.sentence == total.sentence and total.unit == each.unit and counted.kind in COUNTED:
            if counted.unit != total.unit and _fits(counted, each, total):
                yield (counted, each), total
            return


def _near(claims: Sequence[Claim], at: int) -> Iterator[Claim]:
    """The figures around a mean, of its sentence and the one before, the nearest first."""
    around = chain(claims[at + 1 : at + 1 + AHEAD], reversed(claims[max(0, at - FAR) : at]))
    return (claim for claim in around if 0 <= claims[at].sentence - claim.sentence <= 1)


def together(claims: Sequence[Claim]) -> bool:
    """True for figures of one sentence with nothing but commas and 、 between them."""
    return all(claim.sentence == claims[0].sentence for claim in claims) and all(claim.join in BESIDE for claim in claims[1:])


def stands_alone(claims: Sequence[Claim], counted: Claim) -> bool:
    """False for 改造22座 behind 新建14座: a mean may be of both."""
    at = place_of(claims, counted.start)
    before = (claim for claim in claims[max(0, at - AHEAD) : at] if claim.sentence == counted.sentence)
    return all(claim.unit != counted.unit or claim.role != counted.role for claim in before)


def _is_mean_of(each: Claim, match: regex.Match[str], counted: Claim, total: Claim) -> bool:
    """True where a figure is called the mean of so many, in the unit of the total."""
    if each.unit != total.unit or each.kind != total.kind or each.role != total.role or each.id in (counted.id, total.id):
        return False
    kinds = counted.kind in COUNTED and counted.unit != each.unit and counted.role in ("level", "change_up", "target")
    plain = not any(claim.quantity.approx for claim in (counted, total)) and not MEAN.search(counted.head + total.head)
    return kinds and plain and _counts(counted, match["each"] or match["of"])


def _counts(counted: Claim, of: str | None) -> bool:
    """True where things are counted that a mean may be of: 站均 of 13个站点, 案均 of 31起, 每公里 of 1.86公里."""
    if of is None or counted.unit in COUNTERS.get(of, (of,)):
        return True
    return counted.unit in COUNTED_AS and (of == "村" or (counted.indicator is not None and of in counted.indicator.text))


def _fits(*figures: Claim) -> bool:
    """True where the factors (the first, the second and any behind the third) come to the third, as they are printed."""
    counted, each, total, *more = (claim.quantity.narrow for claim in figures)
    return product([counted, each, *more]).meets(total)


def _comes_out(counted: Claim, each: Claim, total: Claim) -> bool:
    """True where the written values come to the total as it is printed: 11,372户，户均3万元，3.41亿元."""
    values = (counted.quantity.value, each.quantity.value)
    return None not in values and total.quantity.narrow.contains((values[0] or 0) * (values[1] or 0))


def _slips(each: Claim, match: regex.Match[str], counted: Claim, total: Claim) -> bool:
    """True where one slip keeps a mean that no words narrow from coming out."""
    return bool(BARE.match(each.head[: match.start()])) and one_slip_off_quotient(total, counted, each)


def _is_written_finely(each: Claim) -> bool:
    """False for 2万元, which is the mean of nearly anything."""
    return each.quantity.narrow.is_point or _digits(each) > 1


def _digits(claim: Claim) -> int:
    return len(claim.quantity.digits.replace(".", "").lstrip("0"))
