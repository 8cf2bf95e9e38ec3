"""Parts within their whole: what 其中 names, what is new among all, what was done among what was found, a name within a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise, takewhile

import regex

from govreport_nlp import lexicon
from govreport_nlp.lists import adds_up
from govreport_nlp.lists.fit import ADDITIVE, alike, exceeds
from govreport_nlp.lists.kin import TOTAL_WORDS, name
from govreport_nlp.lists.remainders import WENT
from govreport_nlp.models import Claim, Extraction, Group, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.subject import has_own_subject

LONGEST_LIST = 4  # figures of a list of what is new
SPENT = regex.compile(r"资金|经费|支出|投入|补助|用于|安排|拨付|专项")  # what is spent on one thing is not spent on another
WENT_OUT = regex.compile(r"再就业|实现就业|脱贫|出栏|毕业|办结|审结|退出|注销|减少|退休|死亡|调出|拨付|支出")
# what many are at once: 党员4200人、青年6100人; 民生支出33.6亿元，教育支出8.9亿元
AT_ONCE = regex.compile(
    r"党员|团员|青年|学生|妇女|女|少数民族|残疾|退役|高级|硕士|博士|本科|骨干|老年|儿童|婴儿|岁|贫困|低保|困难|民生|重点"
)
OVERLAP = regex.compile(r"部分|同步|并处|双重|重叠|重复|交叉|兼|通过|渠道")
NEAR = 6  # figures between a name and the same name with a word before it
PUT_RIGHT = regex.compile(r"已(?:经)?(?:全部|全面)?(?:完成)?(?:整改|处置|处理|化解|解决|办结|答复|销号|归还|纠正)")
FOUND = regex.compile(r"查|发现|收到|受理|接到|反馈|移交|交办|转办|梳理")
NEWLY = regex.compile(r"新(?:设|建|开|认定|识别|获批|登记|注册|培育|引进|成立|立案|签|晋升)")
OF_THE_YEAR = regex.compile(r"^[\s\x01，]*(?:年度|当年|今年|本年)[^，。；]{0,6}投资")


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
    for group in extraction.groups:
        if (
            group.form in ("among", "bracket", "references")
            and group.whole
            and not (len(group.parts) >= 2 and adds_up(group.parts, group.whole))
        ):
            for part in group.parts:
                sure = _is_sure(extraction, group, part, listed)
                if (sure or not exceeds([part], group.whole)) and (group.whole.quantity.value or 1) > 0:
                    yield _within(part, group.whole, sure)
    yield from _new_within_all(extraction)
    yield from _named_within(extraction)
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
    after = claims[bisect_left(claims, part.end, key=lambda claim: claim.start) :][:1]
    if any(
        not claim.cues.isdisjoint({"total", "total_named"}) and claim.unit == part.unit and claim.sentence == part.sentence
        for claim in after
    ):
        return False  # 产业路41公里，通组路63公里，其中硬化86公里，合计104公里: of all of them
    at = bisect_left(claims, whole.start, key=lambda claim: claim.start)
    end = bisect_left(claims, part.start, key=lambda claim: claim.start)
    return all(
        claim in group.parts or claim.kind in ("rate", "change_points") or claim.role.startswith("change") for claim in claims[at + 1 : end]
    )


def _new_within_all(extraction: Extraction) -> Iterator[Relation]:
    """新增重点实验室15家、总数达36家: what is new is among all; 拟创设制度23项，已创设19项: what is done among what was to do."""
    claims, text = extraction.claims, extraction.document.text
    for at, (first, second) in enumerate(pairwise(claims)):
        if _is_all(second):
            for new in _new_before(claims, at + 1):
                yield _within(new, second, sure=True)
        elif (
            _beside(first, second)
            and first.role == "level"
            and "to" not in first.cues
            and not _goes_out(claims, at + 2, second)
            and not WENT.search(first.head)  # 关停3家、新增6家
            and second.join != "；"  # 企业21,637户、合作社673户；全年新设9,386户: of all of them
            and _is_new(second)
            and not has_own_subject(second, first)
        ):
            yield _within(second, first, sure=first.kind == "count")  # 年末企业66家，本年新增19家
        elif _beside(first, second) and _is_done(first, second):
            yield _within(second, first, sure=first.role == "level")
        elif (_is_left(first, second) and "其中" in text[first.end : second.start]) or (
            _beside(first, second) and _is_of_the_year(first, second)
        ):
            yield _within(second, first, sure=True)


def _goes_out(claims: Sequence[Claim], at: int, came: Claim) -> bool:
    """登记失业人员1.83万人，当年新增2.1万人，再就业1.9万人: more may have come in than are left."""
    after = claims[at : at + 1]
    return any(claim.unit == came.unit and claim.sentence == came.sentence and bool(WENT_OUT.search(claim.head)) for claim in after)


def _beside(first: Claim, second: Claim) -> bool:
    same = first.unit == second.unit and first.kind == second.kind and first.kind in ADDITIVE
    return same and first.sentence == second.sentence and first.depth == second.depth


def _is_done(first: Claim, second: Claim) -> bool:
    """查摆问题22项，已整改18项; more than was planned may be done, more than was found can't be put right."""
    if "already" not in second.cues or first.role not in ("level", "target") or second.join != "，":
        return False
    return not exceeds([second], first) or bool(FOUND.search(first.head) and PUT_RIGHT.search(second.head))


def _is_left(first: Claim, second: Claim) -> bool:
    """内设20个机构，其中三个部门为正处建制，其余17个为副处级建制."""
    told = second.head.lstrip("\x01 ，").startswith("其余") and "rest" in second.cues and second.kind == first.kind == "count"
    return told and first.role == second.role == "level" and first.sentence == second.sentence and alike(second, first)


def _is_of_the_year(first: Claim, second: Claim) -> bool:
    """项目总投资339.9亿元，年度计划完成投资75.5亿元."""
    return "总投资" in first.head and second.join == "，" and bool(OF_THE_YEAR.search(second.head))


def _named_within(extraction: Extraction) -> Iterator[Relation]:
    """财政总收入29亿元，地方财政总收入16亿元: a word before the same name tells of a part of it."""
    claims, words = extraction.claims, lexicon.words("wholes", "parts")
    for at, part in enumerate(claims):
        core = _named_part(part, words)
        if not core or part.role != "level" or part.kind not in ADDITIVE or {"part", "mean"} & part.cues:
            continue
        for whole in reversed(claims[max(0, at - NEAR) : at]):
            if part.sentence - whole.sentence > 1:
                break
            same = whole.depth == part.depth and whole.period == part.period and alike(part, whole) and whole.role == "level"
            if same and TOTAL_WORDS.sub("", name(whole)) in (core, f"全社会{core}", f"全部{core}"):
                yield _within(part, whole, sure=True)
                break


def _named_part(claim: Claim, words: Iterable[str]) -> str:
    """What a name tells a part of: 工业增加值 of 规模以上工业增加值; nothing for other names."""
    text = TOTAL_WORDS.sub("", name(claim))
    word = next((word for word in words if text.startswith(word)), "")
    return text.removeprefix(word) if word and len(text) >= len(word) + 2 else ""


def _is_new(claim: Claim) -> bool:
    told = claim.role == "change_up" and "new" in claim.cues and "净增" not in claim.head
    return told or (claim.role == "level" and bool(NEWLY.search(claim.head)))


def _is_all(claim: Claim) -> bool:
    """总数达36家, 全省高校增至80所."""
    return claim.role == "level" and ("all" in claim.cues or ("to" in claim.cues and "rising" in claim.cues))


def _new_before(claims: Sequence[Claim], at: int) -> Iterator[Claim]:
    """What the text calls new right before a total: one figure, or a list (新设本科高校1所、高职院校3所，全省高校增至80所)."""
    total = claims[at]
    for claim in reversed(claims[max(0, at - LONGEST_LIST) : at]):
        if claim.sentence == total.sentence and claim.unit != total.unit and claim.kind in ADDITIVE:
            continue  # 新建工程355处，惠及15万人，累计2297处
        if not _beside(claim, total) or "from" in claim.cues:
            return
        if claim.role == "change_up" or "new" in claim.cues or NEWLY.search(claim.head):
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
    beside = extraction.claims[bisect_left(extraction.claims, group.parts[0].start, key=lambda claim: claim.start) :]
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
