"""What is new among all (新增实验室15家、总数达36家), and what was done among what was to do (查摆问题22项，已整改18项)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from govreport_nlp.lists.fit import ADDITIVE, alike, exceeds
from govreport_nlp.lists.kin import name
from govreport_nlp.lists.remainders import WENT
from govreport_nlp.lists.rows import row_of
from govreport_nlp.models import Claim, Extraction
from govreport_nlp.rules.subject import has_own_subject

Within = tuple[Claim, Claim, bool]  # the part, its whole, and whether no other whole can be meant

LONGEST_LIST = 4  # figures of a list of what is new
WENT_OUT = regex.compile(r"再就业|实现就业|脱贫|出栏|毕业|办结|审结|退出|注销|减少|退休|死亡|调出|拨付|支出")
PUT_RIGHT = regex.compile(r"已(?:经)?(?:全部|全面)?(?:完成)?(?:整改|处置|处理|化解|解决|办结|答复|销号|归还|纠正)")
FOUND = regex.compile(r"查|发现|收到|受理|接到|反馈|移交|交办|转办|梳理")
NEWLY = regex.compile(r"新(?:设|建|开|认定|识别|获批|登记|注册|培育|引进|成立|立案|签|晋升)")
OF_THE_YEAR = regex.compile(r"^[\s\x01，]*(?:年度|当年|今年|本年)[^，。；]{0,6}投资")
# 高新技术企业87家，上半年新认定9家: nothing else is named
NEWLY_ALONE = regex.compile(
    r"(?<![创更革特最])新(?:认定|设立?|建成?|造|种|植|投放|购置?|聘|招|入库|修|评|批|获批?|发展|引进|注册|登记|培育|成立|立案|入选|开工|投产|纳入|识别|备案|命名)\s?$"
)
ALL_YEARS = regex.compile(r"^[\s，、\x01]*(?:历年|历史|目前|现|已)*累计(?:实现|达到?|为|共|已达)*\s?$")
COME_TO = regex.compile(r"累计(?:达到?|为|共|已达)*\s?$")


def new_within_all(extraction: Extraction) -> Iterator[Within]:
    """新增重点实验室15家、总数达36家: what is new is among all; 拟创设制度23项，已创设19项: what is done among what was to do."""
    claims, text = extraction.claims, extraction.document.text
    for at, (first, second) in enumerate(pairwise(claims)):
        if _is_all(second):
            yield from _within_all(claims, at + 1)
        elif (
            _beside(first, second)
            and first.role == "level"
            and "to" not in first.cues
            and not _goes_out(claims, at + 2, second)
            and not WENT.search(first.head)  # 关停3家、新增6家
            and second.join != "；"  # 企业21,637户、合作社673户；全年新设9,386户: of all of them
            and _is_new(second)
            and not (_is_alone(second) and exceeds([second], first))
            and (_is_alone(second) or not has_own_subject(second, first))
        ):
            yield second, first, first.kind == "count" and not _is_alone(second)  # 年末企业66家，本年新增19家
        elif _beside(first, second) and _is_done(first, second):
            yield second, first, first.role == "level"
        elif (_is_left(first, second) and "其中" in text[first.end : second.start]) or (
            _beside(first, second) and _is_of_the_year(first, second)
        ):
            yield second, first, True


def _within_all(claims: Sequence[Claim], at: int) -> Iterator[Within]:
    """What stands before a total and is among it: what is new, of a row the one at its place, what the year adds to 累计312台."""
    first, second = claims[at - 1 : at + 1]
    row, before = row_of(claims, at), row_of(claims, at - 1)
    if row.start == at and len(row) == len(before) > 1:  # 新增机构、中心80家、16家，累计分别达到1522家、103家
        if _is_newly(claims[before.start]) and all(_beside(claims[one], claims[two]) for one, two in zip(before, row, strict=True)):
            yield from ((claims[one], claims[two], True) for one, two in zip(before, row, strict=True))
        return
    new = list(_new_before(claims, at))
    yield from ((claim, second, True) for claim in new)
    if (
        not new
        and _beside(first, second)
        and first.role in ("level", "change_up")
        and second.join in ("，", "、")
        and not exceeds([first], second)
    ):
        alone = ALL_YEARS.match(second.head) or (COME_TO.search(second.head) and name(first)[-2:] == name(second)[-2:])
        if alone and first.cues.isdisjoint({"last_year", "from", "against", "all", "mean"}):
            yield first, second, False


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


def _is_new(claim: Claim) -> bool:
    told = claim.role == "change_up" and "new" in claim.cues and "净增" not in claim.head
    return told or (claim.role == "level" and (bool(NEWLY.search(claim.head)) or _is_alone(claim)))


def _is_alone(claim: Claim) -> bool:
    """True for 新认定9家 without a name of its own; not for 新设106个专业."""
    return bool(NEWLY_ALONE.search(claim.head)) and (claim.indicator is None or claim.indicator.start < claim.start)


def _is_newly(claim: Claim) -> bool:
    return claim.role == "change_up" or "new" in claim.cues or bool(NEWLY.search(claim.head))


def _is_all(claim: Claim) -> bool:
    """总数达36家, 全省高校增至80所."""
    return claim.role == "level" and ("all" in claim.cues or ("to" in claim.cues and "rising" in claim.cues))


def _new_before(claims: Sequence[Claim], at: int) -> Iterator[Claim]:
    """What the text calls new right before a total: one figure, or a list (新设本科高校1所、高职院校3所，全省高校增至80所)."""
    total = claims[at]
    listed: list[Claim] = []
    for claim in reversed(claims[max(0, at - LONGEST_LIST) : at]):
        if claim.sentence == total.sentence and claim.unit != total.unit and claim.kind in ADDITIVE:
            continue  # 新建工程355处，惠及15万人，累计2297处
        if not _beside(claim, total) or "from" in claim.cues:
            return
        listed.append(claim)
        if _is_newly(claim):
            yield from listed
            return
        if claim.join != "、":
            return
