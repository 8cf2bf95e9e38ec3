"""The two figures that a rate is made of, where its words tie it to them and one slip of the hand keeps it from coming out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from govreport_nlp.lists.rows import listed, partner, row_of
from govreport_nlp.lists.slip import one_slip_off_quotient
from govreport_nlp.models import Claim
from govreport_nlp.rules.denominators import Lists, counted_alike, is_share, may_be_counted, per

STEM = 2  # characters at the end of a rate's name that say what was counted
NEAR = 6  # figures before a rate, among which its part may stand
BESIDE = ("，", "、", "")
GRADES = ("基本", "部分", "比较", "较", "非常", "很", "初步")
SHARE = regex.compile(r"占|比重|比例")
# 占比为, 占总数的: a share of what was counted before; 税收占比: of what bears the name
BARE_SHARE = regex.compile(r"^[\s，、（(]*占(?:比|总数|全部|总量|总额)*(?:的|为|达到?|约)*\s?$")
NAMED_SHARE = regex.compile(r"^[\s，、（(]*(?P<name>[^占，。；]{2,12})占比(?:为|达到?|约)*\s?$")
NAMED_RATE = regex.compile(r"(?P<name>[^，。；、（(]{2,14}?)(?:率|面|比例|比重|比率|进度)(?:分别|已|均)?(?:为|达到?|是|约)*\s?$")
# 应参加年检251个, 计划投资86亿元: what was to be
DUE = regex.compile(r"应|计划|任务|目标|拟|下达|安排")
OF_DUE = regex.compile(
    r"^[\s，、（(]*(?:为|占|达|达到|完成|相当于)(?:全年|年度|年初|上级|下达)*(?:计划|任务|目标|预算)(?:任务|投资|数|总额|总数)?的\s?$|完成率|执行率"
)
OF_WHOLE = regex.compile(r"^\s?的(?:近|约|比重|比例|份额|为|达到?)*\s?$")
# 恢复到2019年同期1,512万人次的83.3%
YARDSTICK = regex.compile(r"^[\s，、]*(?:为|是|相当于|恢复[到至]|达到?|占)")
GENERIC = frozenset("案件 人数 数量 总数 总额 金额 项目 企业 工作 完成 实现 以上 以下 执行".split())


def by_words(lists: Lists, claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """The part and the whole that the words give to a rate which is one slip away from their quotient, None where it is not.

    抽检食品1260批次，合格1131批次，合格率97.7%. Silent where more than one slip would be needed: then the words may mean other figures.
    """
    rate = claims[index]
    if rate.quantity.approx or rate.join not in BESIDE:
        return None
    for part in _parts(claims, index):
        for whole in (lists.by_shares(part) or _whole_before(claims, index, part), _whole_behind(claims, index, part)):
            if whole and not is_share(part, whole, rate) and one_slip_off_quotient(part, whole, rate, per(rate)):
                return part, whole
    return None


def by_yardstick(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """The figure and its yardstick, one slip away from the rate: 客运量1,260万人次，恢复到2019年同期1,512万人次的83.3%."""
    rate = claims[index]
    if index < 2 or not OF_WHOLE.match(rate.head) or rate.quantity.approx:
        return None
    part, whole = claims[index - 2 : index]
    alike = counted_alike(part, whole) and part.sentence == rate.sentence and part.depth == rate.depth
    told = YARDSTICK.match(whole.head) and whole.join in BESIDE and part.role == "level" and alike
    return (part, whole) if told and not is_share(part, whole, rate) and one_slip_off_quotient(part, whole, rate, per(rate)) else None


def _parts(claims: Sequence[Claim], index: int) -> Iterator[Claim]:
    """The figure right before that is bare of another share, and those that the rate is named after."""
    rate = claims[index]
    if len(row_of(claims, index)) > 1:
        at = partner(claims, index)
        at = listed(claims, index) if at is None else at
        if at is not None and SHARE.search(claims[row_of(claims, index).start].head) and may_be_counted(claims[at]):
            yield claims[at]
        return
    name = _name(rate)
    bare = bool(BARE_SHARE.match(rate.head)) and rate.compared is None
    for at in range(index - 1, max(index - NEAR, -1), -1):
        claim = claims[at]
        if claim.sentence != rate.sentence:
            return
        if claim.depth > rate.depth:
            continue
        if claim.kind == "rate" or claim.role.startswith("change"):
            if bare:
                return
            continue
        if may_be_counted(claim) and claim.depth == rate.depth and (bare or _named_after(claim, name) or _done(claims, at, rate)):
            yield claim
        if bare:
            return


def _name(rate: Claim) -> str:
    """What a rate is called: 合格 of 食品合格率, 税收 of 税收占比."""
    if share := NAMED_SHARE.match(rate.head):
        return str(share["name"]).strip(" ，、　")
    found = NAMED_RATE.search(rate.head)
    if not found:
        return ""
    name = str(found["name"]).strip(" ，、　")
    return name if name.startswith("不") else name.removesuffix("化")[-STEM:]


def _named_after(claim: Claim, name: str) -> bool:
    """True where a figure's own words hold what a rate is called; 完成 is said of everything."""
    told = claim.head + (claim.indicator.text if claim.indicator else "")
    graded = any(grade + name in told for grade in GRADES)  # 基本满意6件 is no part of 满意率
    return len(name) >= STEM and name not in GENERIC and name in told and not graded and ("不" in name) == ("不" in claim.head)


def _done(claims: Sequence[Claim], at: int, rate: Claim) -> bool:
    """计划投资86亿元，实际完成91.3亿元，为计划的106.2%: what was done behind what was due."""
    return at > 0 and bool(OF_DUE.search(rate.head) and DUE.search(claims[at - 1].head) and not DUE.search(claims[at].head))


def _whole_behind(claims: Sequence[Claim], index: int, part: Claim) -> Claim | None:
    """执行到位3.12亿元，申请执行标的6.24亿元，执行到位率50.0%: the whole between the part and the rate."""
    whole = claims[index - 1]
    alike = counted_alike(whole, part) and whole.id != part.id and whole.depth == part.depth
    return whole if index >= 2 and claims[index - 2].id == part.id and alike and may_be_counted(whole) else None


def _whole_before(claims: Sequence[Claim], index: int, part: Claim) -> Claim | None:
    """The nearest figure of the part's unit before it that is no part itself: one without a share of its own."""
    at = next(at for at in range(index - 1, -1, -1) if claims[at].id == part.id)
    for earlier in range(at - 1, max(at - NEAR, -1), -1):
        claim = claims[earlier]
        if claim.sentence != part.sentence:
            return None
        if claim.depth > part.depth:
            continue
        if counted_alike(claim, part):
            follows = claims[earlier + 1]
            shared = follows.kind == "rate" and "share" in follows.cues
            if "part" in claim.cues and claims[earlier + 1].join == "、":
                continue  # 其中A类52件、B类20件: beside it, not around it
            return claim if may_be_counted(claim) and not shared else None
    return None
