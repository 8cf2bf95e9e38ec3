"""Rates and shares against the two figures that they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from govreport_nlp import scopes
from govreport_nlp.lists.rows import listed, partner, row_of
from govreport_nlp.lists.slip import one_slip_off_quotient
from govreport_nlp.models import Claim, Extraction, Operation, Relation
from govreport_nlp.rules.denominators import TELLING, Lists, below, by_digits, by_far_digits, by_place, counted_alike, is_share, per
from govreport_nlp.rules.quotients import by_definition, drives
from govreport_nlp.rules.readings import in_bracket_behind, is_of_others
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.shares import ratios
from govreport_nlp.rules.subject import has_own_subject
from govreport_nlp.rules.told_shares import GRADES, OF_WHOLE, SHARE, by_words, by_yardstick

ADDITIVE = ("count", "amount", "measure")
STOPS = ("；", "。", "\n")
FAR = 8  # figures of one statement
NEAR = 3  # sentences between a share and the figure that bears the name of its whole
LOOK_BACK = 60  # figures
LEAST_NAME = 3  # characters of a name that part and whole have in common
# 占全部建议的, 占干警总数的, 占全县总人口的: the name of the whole without what only says that it is one
WHOLE_OF = regex.compile(
    r"^(?:(?:同期|当年|全年|年末|全部|所有|应|全[市县区省州旗镇乡院局国]|[我本][市县区省州旗镇乡院局])*(?=..)(?:总(?=..))?)"
)
# births, deaths and what they leave are told per mille of the mean population, which no report prints
OF_POPULATION = regex.compile(r"(?:出生|死亡|自然增长|发病|患病|生育)率(?:为|达到?|是|约)*\s?$")
AMOUNT = regex.compile(r"(?<=..)(?:总数|总量|总额|总值|总人数|总和|合计|的数量)$")
SPENT_ON = ("支出", "收入", "投资", "资金", "总额")  # 公益事业支出 is what 公益事业42.71万元 tells


@rule("PCT102", "rate-mismatch", "比率与分子分母不符", family="share", level="error")
def rate_mismatch(extraction: Extraction) -> Proposals:
    """A share or rate is that of the two figures it stands beside.

    Why: rates are copied from tables while the counts beside them are updated.
    Good: 全年受理仲裁126件，结案118件，结案率93.7%。
    Good: 民生支出68.2亿元，占一般公共预算支出的81.5%。
    Bad: 全年受理仲裁126件，结案118件，结案率97.3%。
    Good: 资产总额126.4亿元，负债总额84.7亿元，资产负债率67.0%。
    Bad: 收入完成8,216万元，其中税收收入5,930万元，占比78.2%。
    Bad: 抽检食品1260批次，合格1131批次，合格率97.7%。
    Silent when: the whole of the share is not in sight or is named in other words; the rate is of
        something else than the figure before it; only a word in common ties it to its figures, and
        more than one slip would be needed; a figure is approximate and the check could not fail.
    Source: examples invented.
    """
    lists = Lists(extraction.groups, extraction.claims)
    for index, rate in enumerate(extraction.claims):
        if rate.kind != "rate" or rate.unit not in ("%", "‰") or rate.role.startswith("change"):
            continue
        if rate.unit == "‰" and OF_POPULATION.search(rate.head):
            continue
        found = _of_plan(extraction.claims, index) or by_definition(extraction.claims, index)
        defined = found is not None
        found = found or _of_written_whole(extraction.claims, index)
        found = found or _counts_of_share(lists, extraction.claims, index) or _counts_of_rate(lists, extraction.claims, index)
        # 126户412人，其中98户326人，占77.8%: what comes out goes before what the words say
        if not (found and is_share(found[0], found[1], rate)) and (told := by_digits(extraction.claims, index)):
            found = (*told, False)
        if not found and (told := by_words(lists, extraction.claims, index) or by_yardstick(extraction.claims, index)):
            found = (*told, True)
        if not found and (told := by_place(extraction.claims, index)):
            found = (*told, True)
        if not found and (told := by_far_digits(extraction.claims, index)):
            found = (*told, False)
        if (base := in_bracket_behind(extraction.claims, index)) is not None and not below(base[1], base[0]):
            found = (*base, True) if is_share(*base, rate) else None
        if found and (
            defined or is_share(found[0], found[1], rate) or not is_of_others(lists, extraction.claims, index, found[0], found[1])
        ):
            part, whole, sure = found
            doubt = ("分母未必是这个数", "this may not be the denominator")
            yield Relation("PCT102", Operation.RATIO, (part, whole), rate, sure=sure, doubt=doubt)
    yield from _of_structure(lists, extraction.claims)
    for growth, sectors in drives(extraction.claims):
        for rate, points in sectors:
            yield Relation("PCT102", Operation.RATIO, (points, growth), rate, sure=one_slip_off_quotient(points, growth, rate, per(rate)))


def _of_structure(lists: Lists, claims: Sequence[Claim]) -> Iterator[Relation]:
    """三次产业比为3.9：59.5：36.6 behind the three values and their total: each term is the share of its value."""
    for run in ratios(claims):
        if not run[0].cues.isdisjoint({"from", "last_year"}):
            continue
        group = lists.of_terms(run)
        if group and group.whole:
            for part, term in zip(group.parts, run, strict=True):
                yield Relation("PCT102", Operation.RATIO, (part, group.whole), term, sure=True)


def _of_plan(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim, bool] | None:
    """完成76,728万元，完成年初预算435,010万元的17.6%: the figure before the plan, over the plan."""
    rate, plan = claims[index], claims[index - 1]
    if not index or "reference" not in plan.cues or rate.head.strip() not in ("的", "的约", "的近") or rate.sentence != plan.sentence:
        return None
    for claim in reversed(claims[max(0, index - 6) : index - 1]):
        if claim.sentence != plan.sentence or claim.depth < plan.depth:
            return None
        if claim.unit == plan.unit and claim.depth == plan.depth and claim.role in ("level", "target") and "reference" not in claim.cues:
            return claim, plan, True
    return None


def _of_written_whole(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim, bool] | None:
    """持证41名，占在编人员108名的38.0%: the whole stands within the share, the part before it."""
    rate, whole = claims[index], claims[index - 1]
    if index < 2 or not OF_WHOLE.match(rate.head) or "share" not in whole.cues or whole.kind not in ADDITIVE:
        return None
    part = _subject(claims, index - 1)
    alike = part is not None and part.unit == whole.unit and part.sentence == rate.sentence
    return (part, whole, True) if part is not None and alike and not below(whole, part) else None


def _counts_of_share(lists: Lists, claims: Sequence[Claim], index: int) -> tuple[Claim, Claim, bool] | None:
    """法官403人，占69%: the figure before, and the whole that is named or that its list has."""
    rate = claims[index]
    if len(row_of(claims, index)) > 1:
        return _counts_of_row(lists, claims, index)
    part = _subject(claims, index)
    if "share" in rate.cues and rate.compared and (part is None or has_own_subject(rate, part)):
        return _of_named_whole(claims, index)
    if "share" not in rate.cues or part is None:
        return None
    if rate.compared is not None:
        whole = _named(claims[max(0, index - LOOK_BACK) : index], rate.compared.text, part, rate)
        near = whole is not None and rate.sentence - whole.sentence <= NEAR
        return (part, whole, near or one_slip_off_quotient(part, whole, rate, per(rate))) if whole else None
    whole = lists.by_shares(part) or _of_same_kind(claims, index, part)
    return (part, whole, True) if whole else None


def _of_named_whole(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim, bool] | None:
    """提取公积金29.74亿元，增长12.9%；提取额占当年缴存额的77.0%: a share of its own subject, where a figure before it comes out."""
    rate = claims[index]
    assert rate.compared is not None
    if rate.quantity.approx or len(rate.quantity.digits.replace(".", "").lstrip("0")) < TELLING:
        return None
    for part in reversed(claims[max(0, index - FAR) : index]):
        if rate.sentence - part.sentence > 1:
            return None
        if part.kind in ADDITIVE and part.role == "level" and part.depth <= rate.depth and "last_year" not in part.cues:
            whole = _named(claims[:index], rate.compared.text, part, rate)
            if whole and is_share(part, whole, rate):
                return part, whole, False
    return None


def _of_same_kind(claims: Sequence[Claim], index: int, part: Claim) -> Claim | None:
    """公办园在园幼儿8,918人，占比56.3%: the 在园幼儿 that were counted before."""
    named, rate = part.indicator, claims[index]
    for claim in reversed(claims[max(0, index - LOOK_BACK) : index]):
        name = claim.indicator.text if claim.indicator else ""
        narrower = named and len(name) >= LEAST_NAME and named.text.endswith(name) and len(named.text) > len(name)
        alike = counted_alike(claim, part) and claim.role == "level" and _one_year(claim, part) and "part" not in claim.cues
        if narrower and alike and not below(claim, part):
            return claim if is_share(part, claim, rate) or one_slip_off_quotient(part, claim, rate, per(rate)) else None
    return None


def _counts_of_row(lists: Lists, claims: Sequence[Claim], index: int) -> tuple[Claim, Claim, bool] | None:
    """分别为612万件、3,741万件、33万件，分别占14.0%、85.3%、0.8%: each share is of the figure at its place."""
    at = partner(claims, index)
    at = listed(claims, index) if at is None else at
    first = claims[row_of(claims, index).start]
    if at is None or not SHARE.search(first.head) or claims[at].kind not in ADDITIVE:
        return None
    whole = lists.by_shares(claims[at])
    return (claims[at], whole, True) if whole else None


def _subject(claims: Sequence[Claim], index: int) -> Claim | None:
    """The figure whose share a rate gives: the last one of its sentence outside of closed brackets."""
    rate = claims[index]
    for claim in reversed(claims[max(0, index - 4) : index]):
        if claim.sentence != rate.sentence or (claim.join in ("。", "\n") and claim.sentence != rate.sentence):
            return None
        if claim.kind in ADDITIVE and claim.depth <= rate.depth and claim.role in ("level", "target") and "reference" not in claim.cues:
            return claim
        if claim.kind == "rate" and "share" in claim.cues:
            return None
    return None


def _named(claims: Sequence[Claim], name: str, part: Claim, rate: Claim) -> Claim | None:
    """The figure that bears the name of the whole, the nearest one of those before."""
    short = AMOUNT.sub("", WHOLE_OF.sub("", name.strip()))
    for claim in reversed(claims):
        if claim.id == part.id or not counted_alike(claim, part) or claim.role not in ("level", "target") or claim.indicator is None:
            continue
        if "reference" in claim.cues or "均" in f"{claim.head}{claim.indicator.text}":
            continue
        called = claim.indicator.text
        same = called.endswith(short) or (len(called) >= 4 and (name.endswith(called) or short in {called + end for end in SPENT_ON}))
        alike = _one_year(claim, part) and not scopes.differ(claim, part, ("size", "residence"))
        if len(short) < 2 or not same or not alike:
            continue
        slipped = one_slip_off_quotient(part, claim, rate, per(rate))
        # 民营企业进出口 is no 进出口总值, unless it comes out
        narrower = called not in (name, short) and called.endswith(short)
        if slipped or (not below(claim, part) and (not narrower or is_share(part, claim, rate))):
            return claim
    return None


def _one_year(one: Claim, other: Claim) -> bool:
    """True where two figures are of one period, or one is of the year and the other of its end."""
    a, b = one.period or "", other.period or ""
    return a == b or (a[:4] == b[:4] and (a[4:] in ("", "-12", "-12-31") and b[4:] in ("", "-12", "-12-31")))


def _counts_of_rate(lists: Lists, claims: Sequence[Claim], index: int) -> tuple[Claim, Claim, bool] | None:
    """受理51件，审结50件，结案率98.04%: the count that the rate is named after, and the one it is taken of."""
    rate = claims[index]
    name = _rate_name(rate)
    stem = name.removesuffix("率")[-2:]
    if not name.endswith("率") or rate.quantity.approx is not None or rate.join not in ("，", "、", ""):
        return None
    alike = [claim for claim in _beside(claims, index) if _rate_name(claim).endswith(f"{stem}率")]
    if len(alike) > 1:  # 补考合格率88.7%，总合格率99.4%: of which, the words alone don't tell
        return None
    before = [
        claim
        for claim in claims[max(0, index - 4) : index]
        if claim.kind == "count"
        and claim.sentence == rate.sentence
        and claim.depth == rate.depth
        and claim.role == "level"
        and "reference" not in claim.cues
    ]
    named = [at for at in range(len(before) - 1, 0, -1) if _is_named_after(before[at], stem)]
    full = [at for at in named if before[at].head.rstrip("了的 　").endswith(name.removesuffix("率"))]
    named = full or named  # 集中供养287人、分散供养845人，集中供养率25.4%
    if any(claim.head.rstrip("了的 　").endswith(tuple(grade + stem for grade in GRADES)) for claim in before):
        return None  # 满意152件、基本满意2件，满意率98.7%: of which, the words alone don't tell
    if not named:
        return None
    part, beside = before[named[0]], before[named[0] - 1]
    if not _same_subject(name, part, beside):
        return None
    fits = beside.unit == part.unit and is_share(part, beside, rate)
    whole = beside if fits else lists.by_shares(part) or beside
    return (part, whole, True) if whole.unit == part.unit and not below(whole, part) else None


def _rate_name(claim: Claim) -> str:
    """The name of a rate as its clause gives it (补考合格率), without the verb in front of the figure."""
    if claim.kind != "rate":
        return ""
    head = claim.head.strip("\x01 　，、").rstrip("为达到了均约是")
    return head if head.endswith("率") and len(head) <= 14 else claim.indicator.text if claim.indicator else ""


def _beside(claims: Sequence[Claim], index: int) -> list[Claim]:
    """The figures of one statement: between two semicolons of a sentence."""
    begin, end = index, index + 1
    while begin and claims[begin].join not in STOPS and index - begin < FAR:
        begin -= 1
    while end < len(claims) and claims[end].join not in STOPS and end - index < FAR:
        end += 1
    return list(claims[begin:end])


def _same_subject(name: str, part: Claim, whole: Claim) -> bool:
    """False for 命案破案率 behind 立案1,126起，破案863起: the rate is of a part of the cases."""
    narrowed = name.removesuffix("率")[:-2].removeprefix("总").removeprefix("全年")
    told = "".join(claim.head + (claim.indicator.text if claim.indicator else "") for claim in (part, whole))
    return not narrowed or narrowed in told


def _is_named_after(claim: Claim, stem: str) -> bool:
    """合格1,231批次 and 合格率; not 不合格29批次, 正在整改5个."""
    if len(stem) < 2 or any(word + stem in claim.head or word in claim.head for word in ("不", "未", "正在", "尚")):
        return False
    names = [claim.head.rstrip("了的 　"), claim.indicator.text if claim.indicator else ""]
    # 按期办结241件 and 办结率; not 失业人员再就业3869人 and 失业率
    return any(name.endswith(stem) or (name and stem[0] in "办结审处查" and name[-1] in stem) for name in names)


RULES = (rate_mismatch,)
