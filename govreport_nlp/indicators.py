"""What a figure measures: the shortest phrase of the text that names it, before the figure, behind it, or of a figure before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.antecedents import (
    FARTHEST_BACK,
    antecedent,
    common_head,
    counted_on,
    is_number_of_parts,
    is_rest,
    points_back,
    summed,
    taken_on,
)
from govreport_nlp.names import Range, behind, generic, in_front, is_told_of
from govreport_nlp.phrases import goes_on, is_nominal, is_object, is_verbal, noun_phrase
from govreport_nlp.places import AGES, MASK, Place, plan_name

JOINT = regex.compile(r"\s?[、,，和及与]\s?(?:[和及与]\s?)?")
# 同比分别增加[4件]和减少[2件]
JOINT_CHANGES = regex.compile(JOINT.pattern + r"(?:增[长加]|下降|减少|提高|降低|上升)?")
NOUN_UNITS = frozenset("区 县 市 镇 乡 村 省 州 国 社区 街道 部门 单位 县区 县市 乡镇".split())
OF_YEARS = regex.compile(rf"(?<![比较与]){MASK}+(?:分别|$)|{MASK}年?至{MASK}")
RESPECTIVELY = regex.compile(r"分别|依次|各占|分[列居](?=全|第)")
# 省、市、县[四级]依次为
OF_LEVELS = regex.compile(r"(?<=[央家省市县乡镇村旗州区])(?:[两三四五]级|各级).*$")
PART = regex.compile(r"其中[：:]?\s?$")
LISTED = regex.compile(r"[^、，。；：:（(\x01]+(?:、[^、，。；：:（(\x01]*)*$")
BETWEEN = tuple(regex.compile(rf"、|(?<=..)(?:{joint})(?=..)") for joint in (r"和|(?<![普涉])及|(?<!参)与", "和|(?<!参)与", "和", r"\b\B"))
CLAUSE_END = regex.compile(r"[，,。；;：:！？!?\n（）()]")
AT_A_RATE = regex.compile(r"(?:按|以|执行)[^，。；]{0,8}(?:每[^，。；]{1,6}|[人户]均)$|^标准(?:为|向|给)$")
GIVEN = regex.compile(r"(?:的?标准)?(?:[为向给][^，。；]{0,16})?(?:发放|兑付|兑现|给予|补助|奖励)(?P<name>\p{Han}{2,18})")
# 国税部门：1-2月收入完成: of many incomes the one that the label tells
LABEL = regex.compile(r"(?:(?<=[。；;\n\s\d.、）)])|(?<=^))(?P<label>\p{Han}{2,12})[：:]$")
PLAIN = frozenset("收入 支出 投资 产值 销售额 利润 产量 数量 金额 任务".split())
MEASURED = ("amount", "count", "measure")
LONGEST_AGES = 200
SHORT = 4  # characters of a name that says what of: 比重, 成交额


def indicators(places: Sequence[Place], dark: str) -> tuple[Range | None, ...]:
    """For every figure where its indicator stands in the text, None where nothing names it."""
    out: list[Range | None] = []
    index = 0
    while index < len(places):
        group = _joined(places, index)
        aged = index > 0 and places[index - 1].quantity.unit in AGES  # 80岁以上老人[43人]
        place = places[index] if aged else _behind_the_last(places[index], out)
        heads = bool(RESPECTIVELY.search(place.lead)) or (group > 1 and not _at_once(places[index], places[index + 1]))
        found = _shared_heads(places, index, place, group, out, dark) if heads else None
        if found is None:
            first = _of_one(places, index, place, out, dark)
            counts = places[index].quantity.kind == "count" and places[index].quantity.unit not in NOUN_UNITS
            if group > 1 and counts and not places[index].after.strip("、和及与 "):
                first = behind(places[index + group - 1], dark) or first  # 出台43条、16条举措
            found = [first] + [_of_joined(places[index + k], first, dark) for k in range(1, group)]
        out.extend(found)
        index += group
    return tuple(out)


def _behind_the_last(place: Place, before: Sequence[Range | None]) -> Place:
    """Without the noun that the figure before counts: 新增[3个]产业集群、总数达[13个]."""
    end = before[-1][1] if before and before[-1] else 0
    cut = end - place.lead_start
    if not 0 < cut <= len(place.lead):
        return place
    rest = place.lead[cut:]
    kept = rest.lstrip("、和及与 ")
    return place._replace(lead=kept, lead_start=place.lead_start + len(place.lead) - len(kept))


def _joined(places: Sequence[Place], index: int) -> int:
    """How many figures stand in a row with only a conjunction between them (12.5%、13.1%和8%)."""
    first, count = places[index].quantity, 1
    told = RESPECTIVELY.search(places[index].lead) is not None
    joint, kinds = (JOINT_CHANGES, MEASURED) if told and first.kind in MEASURED else (JOINT_CHANGES if told else JOINT, (first.kind,))
    while (
        index + count < len(places)
        and places[index + count].sentence == places[index].sentence
        and places[index + count].quantity.kind in kinds
        and not (places[index + count].join == "，" and is_told_of(places[index + count]))
        and (joint.fullmatch(places[index + count].before) or _at_once(places[index + count - 1], places[index + count]))
    ):
        count += 1
    return count


def _at_once(first: Place, second: Place) -> bool:
    """True for two counts of one thing in two units: [96户][177人]建档立卡贫困人口."""
    return not second.before and first.quantity.kind == "count" and first.quantity.unit != second.quantity.unit


def _shared_heads(
    places: Sequence[Place], index: int, place: Place, group: int, before: Sequence[Range | None], dark: str
) -> list[Range | None] | None:
    """甲、乙产量分别增长3%和5%: each value its own head; where the figures of the heads came first, theirs."""
    head = in_front(place)
    if head is None and OF_YEARS.search(place.lead):
        return None  # 2021年至2024年分别完成: of one thing
    for parts in (_split_heads(dark, *head, group), _split_heads(dark, *_listed(place, head), group)) if head else ():
        if parts and _are_alike(places, index, group):
            return list(parts)
    if group > 1 and (parts := _numbered_heads(places, index, group, dark)):
        return list(parts)
    if index and group > 1 and place.before.strip() == "的":
        return list(before[-group:])  # 分别完成目标1800人、500人的[108%、104%]
    if group < 2 or (head is not None and not RESPECTIVELY.search(place.lead)):
        return None
    near = [at for at in range(max(0, index - FARTHEST_BACK), index) if places[at].sentence == place.sentence]
    ages = places[max(0, index - group) : index]
    if len(ages) == group and all(other.quantity.unit in AGES and other.sentence == place.sentence for other in ages):
        return [(other.quantity.start, other.quantity.end) for other in ages]  # [30岁以下]、[31—40岁]分别占
    listed = [at for at in near if places[at].quantity.kind in ("count", "amount", "measure")][-group:]
    earlier = [before[at] for at in listed]
    if len(earlier) == group and (head is None or (head[1] - head[0] <= SHORT and _is_told_on(places, listed, index, earlier))):
        return earlier  # 甲类12亿元、乙类8亿元，比重分别为60%、40%
    named = before[near[-1]] if near else None
    return list(_split_heads(dark, *named, group)) or None if named else None


def _numbered_heads(places: Sequence[Place], index: int, group: int, dark: str) -> list[Range]:
    """The heads in front of their number: [茶叶]、[食用菌]、[中药材]三大产业基地分别达到."""
    last = places[index - 1] if index else None
    if last is None or last.sentence != places[index].sentence or last.quantity.value != group or "分别" not in places[index].before:
        return []
    heads = LISTED.search(last.lead)
    return _split_heads(dark, last.lead_start + heads.start(), last.quantity.start, group) if heads else []


def _are_alike(places: Sequence[Place], index: int, group: int) -> bool:
    """False for one thing in several units without 分别: 个人捐赠及其他渠道1355卷、8989件."""
    units = {places[at].quantity.unit for at in range(index, index + group)}
    return len(units) == 1 or places[index].quantity.kind != "count" or bool(RESPECTIVELY.search(places[index].lead))


def _is_told_on(places: Sequence[Place], listed: Sequence[int], index: int, names: Sequence[Range | None]) -> bool:
    """True where figures in another unit, each with a name of its own, stand in the statement before a row: the row is of the same things."""
    units = {places[at].quantity.unit for at in listed}
    stated = all(places[at].join not in ("；", "。", "\n") for at in range(listed[0] + 1, index + 1))
    other = places[index].quantity.unit not in units or plan_name(places[index]) is not None
    return len(units) == 1 and other and stated and None not in names and len(set(names)) == len(names)


def _listed(place: Place, head: Range) -> Range:
    """The phrase with all of its list: [轻度、中度、]重度污染天数."""
    begin = head[0] - place.lead_start
    heads = LISTED.search(place.lead[:begin])
    return (place.lead_start + heads.start() if heads and not heads.group()[0].isdecimal() else head[0], head[1])


def _split_heads(dark: str, start: int, end: int, group: int) -> list[Range]:
    """So many heads, parted by 、 and the conjunctions that make them so many (同城、异地、国际及港澳台快件 are three); none where it can't be."""
    for between in BETWEEN:
        out, at = [], start
        for match in between.finditer(dark, start, end):
            out.append((at, match.start()))
            at = match.end()
        levels = OF_LEVELS.search(dark[at:end]) if out else None
        out.append((at, at + levels.start() if levels else end))
        if len(out) == group and all(first < last for first, last in out):
            return out
    return []


def _of_one(places: Sequence[Place], index: int, place: Place, before: Sequence[Range | None], dark: str) -> Range | None:
    kind, unit = place.quantity.kind, place.quantity.unit or ""
    if unit in NOUN_UNITS:  # 四县, 10乡: the unit is the thing
        return place.quantity.end - len(unit), place.quantity.end
    if unit in AGES and (age := _age(places, index, dark)):
        return age
    if index and places[index - 1].quantity.unit in AGES and place.before.strip() in ("", "的"):
        return places[index - 1].quantity.start, places[index - 1].quantity.end  # 35岁以下的[143人]
    if is_number_of_parts(place):
        return None
    if given := _given_at(place, dark):
        return given
    lead = in_front(place)
    if kind == "count" and (counted := _counted(place, lead, dark)):
        return counted
    alone = not index or places[index - 1].quantity.end <= place.outer_start
    if lead is None and place.outer and alone and kind != "count":
        lead = in_front(place._replace(lead=place.outer, lead_start=place.outer_start))
    if kind in ("measure", "amount") and not is_rest(place):
        lead = _of_amount(place, lead, dark)
    planned = plan_name(place)
    if planned and kind in MEASURED:
        return place.lead_start + planned[0], place.lead_start + planned[1]
    plain = lead is not None and dark[slice(*lead)] in PLAIN
    if plain and (label := LABEL.search(dark, place.sentence_start, place.lead_start)):
        return label.start("label"), label.end("label")
    if told := counted_on(places, index, before, dark) or (taken_on(places, index, before, lead, dark) if plain else None):
        return told
    if lead is not None and not _is_elliptic(place, dark[slice(*lead)]) and not planned:
        return lead
    if parts := summed(places, index, before):
        return common_head(parts, dark)
    subject = _subject(place, dark) if lead is None else None
    return subject or antecedent(places, index, before, dark) or lead or behind(place, dark)


def _counted(place: Place, lead: Range | None, dark: str) -> Range | None:
    """The noun behind a count that it counts: [45个]老旧小区; None where what stands behind is a deed (还剩[4座]列入下年计划)."""
    verbal = lead is None or is_verbal(dark[slice(*lead)])
    if not verbal and (place.quantity.unit or "").endswith(("次", "场")):
        return None  # 召开党组会[6次]专题研究
    counted = behind(place, dark)
    partial = lead is None and PART.search(place.lead)  # 查处案件10宗（其中[1宗]移送公安部门）
    acted = counted is not None and goes_on(dark[slice(*counted)])
    return None if acted and (is_rest(place) or partial or not verbal) else counted


def _of_amount(place: Place, lead: Range | None, dark: str) -> Range | None:
    """What stands in front of an amount or a measure, or behind it where that names it."""
    if lead is None or (place.quantity.kind == "measure" and is_verbal(dark[slice(*lead)])):
        given = behind(place, dark)
        return given if given and dark[slice(*given)] not in _vague() else lead  # 突破[2万亿元]大关
    if place.quantity.kind == "amount" and _is_given(place):
        given = behind(place, dark)  # 发行[6600亿元]长期建设国债, 国家下达的[90亿元]资金
        return given if given and is_nominal(dark[slice(*given)]) and dark[slice(*given)] not in _vague() else lead
    return lead


def _given_at(place: Place, dark: str) -> Range | None:
    """What is paid at a rate: 按每人每月[80元]标准为[3246人]发放[困难残疾人生活补贴]."""
    if not AT_A_RATE.search(place.lead):
        return None
    given = GIVEN.match(dark, place.quantity.end)
    size = noun_phrase(given["name"], counted=True) if given else 0
    return (given.start("name"), given.start("name") + size) if given and size else None


def _is_elliptic(place: Place, phrase: str) -> bool:
    return phrase in generic() or points_back(place, phrase)


@cache
def _vague() -> frozenset[str]:
    return frozenset(lexicon.words("cues", "vague"))


def _is_given(place: Place) -> bool:
    """True for the amount of what stands behind it: a verb or 的 in front of it, or 的 behind it."""
    lead = place.lead.rstrip()
    return lead.endswith(("的", "原先")) or (is_object(lead, ("v",)) and not lead.endswith(("收入", "支出")))


def _subject(place: Place, dark: str) -> Range | None:
    """The noun phrase that is a clause of its own before a predicate: 居民人均可支配收入，由[5160元]增加到."""
    since = place.lead_start - len(place.before) + len(place.lead)
    clauses = CLAUSE_END.split(dark[since : place.lead_start])
    if len(clauses) < (2 if since == place.sentence_start else 3) or place.depth:
        return None
    name = clauses[-2].removesuffix("中")
    named = in_front(place._replace(lead=name, lead_start=place.lead_start - 1 - len(clauses[-2])))
    if named is None or not is_nominal(dark[slice(*named)]):
        return None
    of = dark.rfind("的", named[0], named[1] - 2) if clauses[-2].endswith("中") else -1
    return (of + 1, named[1]) if of >= 0 else named  # 立案的[提案]中，2023年198件


def _age(places: Sequence[Place], index: int, dark: str) -> Range | None:
    """年龄 where the passage says it: 年龄[35岁以下]的143人；[36-45岁]的182人."""
    begin = places[index].quantity.start
    for at in range(index, max(index - FARTHEST_BACK, -1), -1):
        if places[index].sentence - places[at].sentence > 1:
            return None
        found = dark.rfind("年龄", max(places[at].sentence_start, begin - LONGEST_AGES), begin)
        if found >= 0:
            return found, found + len("年龄")
    return None


def _of_joined(place: Place, first: Range | None, dark: str) -> Range | None:
    """The later figures of a row: what stands behind them if they count things, else what the first one measures."""
    if place.quantity.unit in NOUN_UNITS:
        return place.quantity.end - len(place.quantity.unit), place.quantity.end
    if place.quantity.kind in ("count", "measure"):
        return behind(place, dark) or first
    return first
