"""The role of a figure: a level, the size of a change, a target, a threshold."""

from __future__ import annotations

from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.models import Role
from govreport_nlp.names import LISTED_YEARS
from govreport_nlp.numerals import shadow
from govreport_nlp.places import AGES, MASK, NAMED_YEAR, Place, plan_name, unspaced
from govreport_nlp.signs import Signed, one_signed

NEXT = regex.compile(r"今年|明年|下[一半]|下年|“十[一二三四五六]五”|今后|未来")
ANNOUNCED = regex.compile(
    r"\s*(?:今年|明年|下半年|下一步|下步|下一年)[，,]?(?:我们|我[市县区省局院]|全[市县区省局院]|各[级部单地][^，,。；]{1,6})?(?:还|仍)?(?:将|要|计划(?!生育)|拟)"
)
# 法定的20个工作日, 债务限额68.52亿元: a limit by name
LIMIT = regex.compile(r"(?:法定(?:期限|时限)?的?|限额|控制指标|上限|限值)(?:为|是)?\s?$")
# of a length of time: 缩短4天, 比常年偏少112.5小时; 增长5年 is how long something grew
OF_DURATION = regex.compile(r"(?:缩短|延长|压缩|压减|偏多|偏少|增加|减少)了?$")
# 失业率3.1%，控制在[4.5%以内]
CONTROLLED = regex.compile(r"(?:控制|限制|严控)在\s?$")
# 2024年，全区…; not 2024年3月, 2024年以来
OPENING_YEAR = regex.compile(r"\s*((?:19|20)\d\d)年(?!\s?\d|以来|底|末|初|春|至|到)")
BEHIND_THRESHOLD = regex.compile(r"(?![，。；、,;：:）)\n]|$)[的]?[一-龥“]")


def announces(sentence: str, year: int | None) -> bool:
    """True for a sentence that opens with the time to come: 今年将…, 下一步，我们要…; 2024年，… of a report on `year` 2023."""
    opened = OPENING_YEAR.match(sentence) if year else None
    return ANNOUNCED.match(sentence) is not None or bool(opened and year and int(opened[1]) > year)


@cache
def _change(direction: str) -> Signed:
    table = lexicon.table("cues")["change"]
    verbs = lexicon.alternation(lexicon.words_of(table[direction], "cues", direction))
    nouns = lexicon.alternation(lexicon.words_of(table[f"{direction}_nouns"], "cues", direction))
    opened = rf"(?:{table[f'{direction}_openers'][0]})[^，。；]{{0,24}}"
    linked = rf"(?:了|约|{MASK}|\s|近|超过)*"
    verb_end = rf"(?:{verbs}){linked}$" if direction == "down" else rf"(?<!少)(?:{verbs}){linked}$"  # 同比少增569人: fewer
    noun_end = rf"{nouns}(?:分别)?(?:达|达到|为|达到了|约|约为|高达)*{linked}$"
    return one_signed(rf"{verb_end}|{noun_end}|^[{MASK}\s]*(?:[^，。；]{{0,8}}?){opened}$")


@cache
def _beside(direction: str) -> regex.Pattern[str]:
    return regex.compile(lexicon.table("cues")["change"]["more" if direction == "up" else "less"])


@cache
def _targets() -> regex.Pattern[str]:
    return regex.compile("|".join(lexicon.table("cues")["role"]["target"]))


@cache
def _role(key: str) -> regex.Pattern[str]:
    return regex.compile(lexicon.table("cues")["role"][key])


@cache
def _plan_headings() -> tuple[regex.Pattern[str], ...]:
    role = lexicon.table("cues")["role"]
    keys = ("plan_headings", "plan_not", "plan_perhaps")
    return tuple(regex.compile(lexicon.alternation(lexicon.words_of(role[key], "cues", key))) for key in keys)


def planned_heading(title: str, year: int | None, after_review: bool) -> bool | None:
    """True where a heading announces plans, False where it looks back, None where it says neither.

    重点工作 is a plan for a year to come (later than `year`, the report's), or in a report that has looked back already (`after_review`).
    """
    plans, past, perhaps = _plan_headings()
    if past.search(title):
        return False
    if plans.search(title):
        return True
    if not perhaps.search(title):
        return None
    named = NAMED_YEAR.search(shadow(title))
    if named is None or year is None:
        return True if after_review or NEXT.search(title) else None
    return True if int(named[1]) > year else None


def role(place: Place, carried: Role | None, planned: bool, sentence_before: str) -> Role:
    """The role of a figure; `carried` is the role that its list hands on, `planned` is True under a heading that announces plans.

    `sentence_before` are the words of its sentence up to the figure.
    """
    quantity = place.quantity
    if _is_threshold(place):
        return "threshold"
    future = planned or _is_aimed_at(place, unspaced(sentence_before))
    if quantity.approx == "at_most" and not future and CONTROLLED.search(place.lead):
        return "threshold"
    lead = LISTED_YEARS.sub("", unspaced(place.lead).rstrip("：:( （"))
    letters = frozenset(lead)
    for direction, change in (("up", "change_up"), ("down", "change_down")):
        told = (quantity.kind != "duration" or OF_DURATION.search(lead)) and _change(direction).search(lead, letters)
        if told or (not place.join and lead == place.before and _beside(direction).search(lead)):
            return "target" if future and quantity.kind == "rate" else change  # type: ignore[return-value]
    if carried is not None:
        return carried
    if quantity.kind == "rate" and place.after.startswith(("增长", "以上增长", "左右增长")):
        return "change_up"  # 保持两位数增长
    return "target" if future else "level"


def _is_aimed_at(place: Place, sentence_before: str) -> bool:
    """True behind words of planning that nothing done follows (年度计划投资86亿元，实际完成[91.3亿元]), for the plan itself, in front of 的目标."""
    if plan_name(place) is not None and place.quantity.kind in ("amount", "count", "measure"):
        return True
    if (aimed := _role("aimed").match(place.after)) and (place.quantity.kind not in ("count", "duration") or aimed.group() != "目标"):
        return True
    last = max((match.end() for match in _targets().finditer(sentence_before)), default=None)
    return last is not None and _role("done").search(sentence_before, last) is None


def _is_threshold(place: Place) -> bool:
    """10万元以上13例, 35岁以下的143人: a limit that picks out what is counted, not a figure of its own."""
    quantity = place.quantity
    if LIMIT.search(place.lead):
        return True
    if quantity.unit in AGES:  # 人均预期寿命从[80.2岁]提升至[82.5岁] are levels
        picks = quantity.value is None or quantity.approx is not None or bool(BEHIND_THRESHOLD.match(place.after))
        return picks and "寿命" not in place.lead
    if quantity.approx not in ("at_least", "at_most") or not quantity.text.endswith(("上", "下", "内")):
        return False
    return quantity.kind in ("amount", "measure", "duration", "other") and bool(BEHIND_THRESHOLD.match(place.after))
