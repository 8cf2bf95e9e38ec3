"""Sums: parts and their total, what is left, balances, and parts within their whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govreport_nlp.lists import adds_up
from govreport_nlp.lists.fit import ADDITIVE, exceeds
from govreport_nlp.models import Claim, Extraction, Group, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.subject import has_own_subject

SUMS = ("total", "among", "bracket", "numbered", "uncued", "partition", "column", "changes", "references")
LONGEST_LIST = 4  # figures of a list of what is new
OPEN_LIST = ("没有字样表明所列各项就是全部", "nothing in the text says that the list is whole")


def _sum(code: str, group: Group) -> Relation:
    assert group.whole is not None
    return Relation(code, Operation.SUM, group.parts, group.whole, signs=group.signs, sure=group.complete, doubt=OPEN_LIST)


@rule("ARI001", "sum-mismatch", "分项之和与总数不符", family="sum", level="error")
def sum_mismatch(extraction: Extraction) -> Proposals:
    """Parts that are listed add up to the total that is stated.

    Why: a total is typed by hand after its parts were corrected, and one of them is forgotten.
    Good: 全年办理信访31件、投诉12件，共计43件。
    Bad: 全年办理信访31件、投诉12件，共计45件。
    Bad: 处置闲置土地49宗，其中公建项目26宗、住宅项目13宗、其他项目20宗。
    Silent when: the list is open (其中, 等) and its parts stay below the whole; the units differ; the
        figures are averages; 共 is part of a word (共同, 公共, 共建); figures of another kind stand
        between the parts and the total; several totals may be meant.
    Source: a wrong total in the running text is what proofreaders look for first; examples invented.
    """
    for group in extraction.groups:
        if group.form in SUMS and group.whole and len(group.parts) >= 2 and _says_something(group):
            yield _sum("ARI001", group)


def _says_something(group: Group) -> bool:
    """False for an open list whose parts stay below the whole: the rest is simply not told."""
    assert group.whole is not None
    if group.complete or adds_up(group.parts, group.whole):
        return True
    return exceeds(group.parts, group.whole) and "overlap" not in group.parts[-1].cues


@rule("ARI004", "parts-exceed-whole", "子项之和超过总数", family="bound", level="warning", state="preview")
def parts_exceed_whole(extraction: Extraction) -> Proposals:
    """What is named of a whole does not come to more than the whole.

    Why: even where a list is open, its parts together cannot be more than what they are parts of.
    Good: 全年下达专项资金320万元，其中用于道路180万元、水利96万元等。
    Good: 全年支出减少320万元，其中教育支出减少260万元、卫生支出减少96万元。
    Bad: 全年下达专项资金320万元，其中用于道路180万元、水利196万元等。
    Silent when: a thing may be counted twice (人次, 同时, 重复); changes, of which others may run the
        other way; deductions; names stand between the parts, so that a statement of its own begins.
    Source: examples invented; none in 78 published reports.
    """
    for group in extraction.groups:
        if group.whole and len(group.parts) >= 2 and not group.complete and _are_parts(group.parts, group.whole):
            yield Relation("ARI004", Operation.AT_MOST, group.parts, group.whole, signs=(1,) * len(group.parts))


def _are_parts(parts: Sequence[Claim], whole: Claim) -> bool:
    """True for levels of one kind that are told in one list, each of them once."""
    told = all(part.role == whole.role == "level" and part.unit == whole.unit and part.depth == parts[0].depth for part in parts)
    apart = any({"overlap", "deducted", "new"} & part.cues or "同时" in part.head or "又" in part.head for part in parts)
    joined = {part.join for part in parts[1:]}
    alone = any(exceeds([part], whole) for part in parts)  # ARI003 says so
    return (
        told
        and not apart
        and not alone
        and joined in ({"、"}, {"，"}, {"；"})
        and "次" not in (whole.unit or "")
        and "part" in parts[0].cues
    )


@rule("ARI002", "difference-mismatch", "差额不符", family="sum", level="error")
def difference_mismatch(extraction: Extraction) -> Proposals:
    """What was taken in is what was done and what is left.

    Why: of three figures that hang together two are often updated and the third is not.
    Good: 全年收到申请86件，办结79件，未办结7件。
    Bad: 全年收到申请86件，办结79件，未办结9件。
    Silent when: cases of the year before may be among them (结转, 上年), where ARI006 applies; more
        was done than came in; the three figures stand in several sentences; the units differ.
    Source: examples invented.
    """
    for group in extraction.groups:
        if group.form == "rest" and not any("carried" in claim.cues for claim in group.parts):
            yield _sum("ARI002", group)


@rule("ARI006", "carry-balance", "结转平衡式不符", family="sum", level="error")
def carry_balance(extraction: Extraction) -> Proposals:
    """A running balance closes: what was carried over, plus income, minus spending, is the rest.

    Why: in budgets of towns the balance is added up by hand over several lines.
    Good: 年初结余62.18万元，加本年收入45.60万元，减本年支出51.25万元，年末结余56.53万元。
    Bad: 年初结余62.18万元，加本年收入45.60万元，减本年支出51.25万元，年末结余66.53万元。
    Silent when: the text writes neither 加 nor 减 and the figures do not close; fewer than three figures
        stand before the rest.
    Source: the form is that of budget reports of towns; examples invented.
    """
    for group in extraction.groups:
        if group.form == "balance":
            yield _sum("ARI006", group)


@rule("ARI003", "part-exceeds-whole", "分项大于总数", family="subset", level="error")
def part_exceeds_whole(extraction: Extraction) -> Proposals:
    """What is named as a part is not more than its whole.

    Why: a part above its whole shows a slip in one of the two, whatever else the list holds.
    Good: 全年作出行政处罚42件，其中罚款28件。
    Good: 人均住房面积38平方米，其中农村人均46平方米。
    Bad: 全年作出行政处罚42件，其中罚款58件。
    Bad: 新增省级实验室15家，总数达12家。
    Silent when: the units differ; the figures are averages or prices; the whole is negative; other
        figures stand between the whole and 其中, so that another whole may be meant (undecided).
    Source: naive forms of this rule raise false alarms on one report in three; examples invented.
    """
    for group in extraction.groups:
        if (
            group.form in ("among", "bracket", "references")
            and group.whole
            and not (len(group.parts) >= 2 and adds_up(group.parts, group.whole))
        ):
            for part in group.parts:
                sure = _is_sure(extraction, group, part)
                if (sure or not exceeds([part], group.whole)) and (group.whole.quantity.value or 1) > 0:
                    yield _within(part, group.whole, sure)
    yield from _new_within_all(extraction)
    yield from _both_years(extraction)
    yield from _both_counters(extraction)


def _within(part: Claim, whole: Claim, sure: bool) -> Relation:
    doubt = ("总数可能另有所指", "another whole may be meant")
    return Relation("ARI003", Operation.AT_MOST, (part,), whole, sure=sure, doubt=doubt)


def _is_sure(extraction: Extraction, group: Group, part: Claim) -> bool:
    """True where only rates, changes and other parts stand between a part and its whole; not for changes, of which others may run the other way."""
    whole, first = group.whole, group.parts[0]
    assert whole is not None
    twin = part is not first and not part.join  # 3个类别9个项目: two measures of one thing
    if whole.role.startswith("change_down") or first.sentence != part.sentence or twin:
        return False
    claims = extraction.claims
    at = bisect_left(claims, whole.start, key=lambda claim: claim.start)
    end = bisect_left(claims, part.start, key=lambda claim: claim.start)
    return all(
        claim in group.parts or claim.kind in ("rate", "change_points") or claim.role.startswith("change") for claim in claims[at + 1 : end]
    )


def _new_within_all(extraction: Extraction) -> Iterator[Relation]:
    """新增重点实验室15家、总数达36家: what is new is among all; 拟创设制度23项，已创设19项: what is done among what was to do."""
    claims = extraction.claims
    for at, (first, second) in enumerate(pairwise(claims)):
        if _is_all(second):
            for new in _new_before(claims, at + 1):
                yield _within(new, second, sure=True)
        elif (
            _beside(first, second)
            and first.role == "level"
            and "to" not in first.cues
            and _is_new(second)
            and not has_own_subject(second, first)
        ):
            yield _within(second, first, sure=first.kind == "count")  # 年末企业66家，本年新增19家
        elif _beside(first, second) and _is_done(first, second):
            yield _within(second, first, sure=False)


def _beside(first: Claim, second: Claim) -> bool:
    same = first.unit == second.unit and first.kind == second.kind and first.kind in ADDITIVE
    return same and first.sentence == second.sentence and first.depth == second.depth


def _is_done(first: Claim, second: Claim) -> bool:
    return "already" in second.cues and first.role in ("level", "target") and second.join == "，" and not exceeds([second], first)


def _is_new(claim: Claim) -> bool:
    return claim.role == "change_up" and "new" in claim.cues and "净增" not in claim.head


def _is_all(claim: Claim) -> bool:
    """总数达36家, 全省高校增至80所."""
    return claim.role == "level" and ("all" in claim.cues or ("to" in claim.cues and "rising" in claim.cues))


def _new_before(claims: Sequence[Claim], at: int) -> Iterator[Claim]:
    """What the text calls new right before a total: one figure, or a list (新设本科高校1所、高职院校3所，全省高校增至80所)."""
    total = claims[at]
    for claim in reversed(claims[max(0, at - LONGEST_LIST) : at]):
        if not _beside(claim, total) or "from" in claim.cues:
            return
        if claim.role == "change_up" or "new" in claim.cues or claim.head.lstrip("\x01 ").startswith(("新设", "新建", "新开")):
            yield claim
            return
        if claim.join != "、":
            return


def _both_years(extraction: Extraction) -> Iterator[Relation]:
    """由2552万辆增至3230万辆，其中新能源汽车由45万辆增至356万辆: each year's part within its whole."""
    for old, new, part_old, part_new in zip(*(extraction.claims[k:] for k in range(4)), strict=False):
        alike = len({claim.unit for claim in (old, new, part_old, part_new)}) == 1 and old.sentence == part_new.sentence
        forms = "from" in old.cues and "to" in new.cues and "from" in part_old.cues and "to" in part_new.cues
        if alike and forms and "part" in part_old.cues:
            yield _within(part_old, old, sure=True)
            yield _within(part_new, new, sure=True)


def _both_counters(extraction: Extraction) -> Iterator[Relation]:
    """贫困户301户611人，其中173户349人: households within households, people within people."""
    for things, people, part, part_people in zip(*(extraction.claims[k:] for k in range(4)), strict=False):
        counted = all(claim.kind == "count" and claim.role == "level" for claim in (things, people, part, part_people))
        alike = things.unit == part.unit and people.unit == part_people.unit and things.unit != people.unit
        told = people.join == part_people.join == "" and "part" in part.cues and things.sentence == part_people.sentence
        if counted and alike and told and things.depth == part.depth:
            yield _within(part, things, sure=True)
            yield _within(part_people, people, sure=True)


RULES = (sum_mismatch, difference_mismatch, part_exceeds_whole, parts_exceed_whole, carry_balance)
