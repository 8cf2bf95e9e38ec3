"""Parts within their whole: what 其中 names, what is new among all, what was done among what was found, a name within a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

import regex

from govreport_nlp.lists import adds_up
from govreport_nlp.lists.fit import exceeds, place_of
from govreport_nlp.lists.kin import name
from govreport_nlp.models import Claim, Extraction, Group, Operation, Relation
from govreport_nlp.rules.named_parts import named_within, within_mean
from govreport_nlp.rules.new_and_all import new_within_all
from govreport_nlp.rules.rule import Proposals, rule

SPENT = regex.compile(r"资金|经费|支出|投入|补助|用于|安排|拨付|专项")  # what is spent on one thing is not spent on another
# what many are at once: 党员4200人、青年6100人; 民生支出33.6亿元，教育支出8.9亿元
AT_ONCE = regex.compile(
    r"党员|团员|青年|学生|妇女|女|少数民族|残疾|退役|高级|硕士|博士|本科|骨干|老年|儿童|婴儿|岁|贫困|低保|困难|民生|重点"
)
OVERLAP = regex.compile(r"部分|同步|并处|双重|重叠|重复|交叉|兼|通过|渠道")


@rule("ARI003", "part-exceeds-whole", "分项大于总数", family="subset", level="error")
def part_exceeds_whole(extraction: Extraction) -> Proposals:
    """What is named as a part is not more than its whole.

    Why: a part above its whole shows a slip in one of the two, whatever else the list holds.
    Good: 全年作出行政处罚42件，其中罚款28件。
    Good: 人均住房面积38平方米，其中农村人均46平方米。
    Bad: 全年作出行政处罚42件，其中罚款58件。
    Bad: 新增省级实验室15家，总数达12家。
    Bad: 财政收入完成29亿元，地方财政收入完成36亿元。
    Bad: 查摆问题22项，已整改48项。
    Silent when: the units differ; the figures are averages or prices; the whole is negative; other
        figures stand between the whole and 其中, so that another whole may be meant (undecided).
    Source: naive forms of this rule raise false alarms on one report in three; examples invented.
    """
    listed = {part.id for group in extraction.groups if len(group.parts) > 1 for part in group.parts}
    inner: dict[str, set[str]] = defaultdict(set)
    for group in extraction.groups:
        if group.whole and group.signs == (1,) * len(group.parts) and adds_up(group.parts, group.whole):
            for part in group.parts:
                inner[part.id].add(group.whole.id)
    for group in extraction.groups:
        if (
            group.form in ("among", "bracket", "references")
            and group.whole
            and not (len(group.parts) >= 2 and adds_up(group.parts, group.whole))
        ):
            for part in group.parts:
                if inner.get(part.id, set()) & {other.id for other in group.parts}:
                    continue  # 其中重大隐患73项，已销号70项，余下3项: parts of the first part
                sure = _is_sure(extraction, group, part, listed)
                if (sure or not exceeds([part], group.whole)) and (group.whole.quantity.value or 1) > 0:
                    yield _within(part, group.whole, sure)
    yield from (_within(*told) for told in (*new_within_all(extraction), *named_within(extraction), *within_mean(extraction.claims)))
    yield from _both_years(extraction)
    yield from _both_counters(extraction)


def _within(part: Claim, whole: Claim, sure: bool) -> Relation:
    doubt = ("总数可能另有所指", "another whole may be meant")
    return Relation("ARI003", Operation.AT_MOST, (part,), whole, sure=sure, doubt=doubt)


def _is_sure(extraction: Extraction, group: Group, part: Claim, listed: Set[str]) -> bool:
    """True where only rates, changes and other parts stand between a part and its whole; not for changes, of which others may run the other way."""
    whole, first = group.whole, group.parts[0]
    assert whole is not None
    twin = part is not first and not part.join  # 3个类别9个项目: two measures of one thing
    net = whole.role.startswith("change") and ("new" not in whole.cues or "净" in whole.head)  # of which others may run the other way
    if net or first.sentence != part.sentence or twin:
        return False
    if whole.id in listed and first.join not in ("", "，", "、", "："):
        return False  # 民事、刑事、行政各1,372件、451件、23件；其中农民工638件: of all of them
    claims = extraction.claims
    after = claims[place_of(claims, part.end) :][:1]
    if any(
        not claim.cues.isdisjoint({"total", "total_named"}) and claim.unit == part.unit and claim.sentence == part.sentence
        for claim in after
    ):
        return False  # 产业路41公里，通组路63公里，其中硬化86公里，合计104公里: of all of them
    at = place_of(claims, whole.start)
    end = place_of(claims, part.start)
    return all(
        claim in group.parts or claim.kind in ("rate", "change_points") or claim.role.startswith("change") for claim in claims[at + 1 : end]
    )


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
        if (
            group.whole
            and len(group.parts) >= 2
            and not group.complete
            and _are_parts(group.parts, group.whole)
            and not _overlap_is_told(extraction, group)
        ):
            sure = all(SPENT.search(claim.head) for claim in (*group.parts[:1], group.whole))
            doubt = ("各项可能有交叉", "some may be counted in several parts")
            yield Relation("ARI004", Operation.AT_MOST, group.parts, group.whole, signs=(1,) * len(group.parts), sure=sure, doubt=doubt)


def _overlap_is_told(extraction: Extraction, group: Group) -> bool:
    """True where some are said to be in two parts: 部分信息同步发布, 双重处分15人, or a figure beside them is what is too much."""
    last, text = group.parts[-1], extraction.document.text
    end = extraction.document.sentences[last.sentence].end
    if OVERLAP.search(text[group.parts[0].start : end]) or any(AT_ONCE.search(name(part)) for part in group.parts):
        return True
    over = sum((part.quantity.value or 0 for part in group.parts), -(group.whole.quantity.value or 0) if group.whole else 0)
    beside = extraction.claims[place_of(extraction.claims, group.parts[0].start) :]
    return any(claim.quantity.value == over for claim in takewhile(lambda claim: claim.end <= end, beside) if claim not in group.parts)


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


RULES = (part_exceeds_whole, parts_exceed_whole)
