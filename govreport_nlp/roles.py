"""The role of a figure: a level, the size of a change, a target, a threshold."""

from __future__ import annotations

from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.models import Role
from govreport_nlp.places import MASK, Place, plan_name, unspaced

BEHIND_THRESHOLD = regex.compile(r"(?![，。；、,;：:）)\n]|$)[的]?[一-龥“]")


@cache
def _change(direction: str) -> regex.Pattern[str]:
    table = lexicon.table("cues")["change"]
    verbs = lexicon.alternation(lexicon.words_of(table[direction], "cues", direction))
    nouns = lexicon.alternation(lexicon.words_of(table[f"{direction}_nouns"], "cues", direction))
    opened = rf"(?:{table[f'{direction}_openers'][0]})[^，。；]{{0,24}}"
    linked = rf"(?:了|约|{MASK}|\s|近|超过)*"
    verb_end = rf"(?:{verbs}){linked}$"
    noun_end = rf"{nouns}(?:分别)?(?:达|达到|为|达到了|约|约为|高达)*{linked}$"
    return regex.compile(rf"{verb_end}|{noun_end}|^[{MASK}\s]*(?:[^，。；]{{0,8}}?){opened}$")


@cache
def _targets() -> regex.Pattern[str]:
    return regex.compile("|".join(lexicon.table("cues")["role"]["target"]))


@cache
def _plan_headings() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    role = lexicon.table("cues")["role"]
    plans, past = (regex.compile(lexicon.alternation(lexicon.words_of(role[key], "cues", key))) for key in ("plan_headings", "plan_not"))
    return plans, past


def planned_heading(title: str) -> bool | None:
    """True where a heading announces plans, False where it looks back, None where it says neither."""
    plans, past = _plan_headings()
    if past.search(title):
        return False
    return True if plans.search(title) else None


def role(place: Place, carried: Role | None, planned: bool, sentence_before: str) -> Role:
    """The role of a figure; `carried` is the role that its list hands on, `planned` is True under a heading that announces plans.

    `sentence_before` are the words of its sentence up to the figure.
    """
    quantity = place.quantity
    if _is_threshold(place):
        return "threshold"
    future = planned or bool(_targets().search(unspaced(sentence_before))) or (quantity.kind == "amount" and plan_name(place) is not None)
    lead = unspaced(place.lead).rstrip("：:( （")
    for direction, change in (("up", "change_up"), ("down", "change_down")):
        if quantity.kind != "duration" and _change(direction).search(lead):
            return "target" if future and quantity.kind == "rate" else change  # type: ignore[return-value]
    if carried is not None:
        return carried
    if quantity.kind == "rate" and place.after.startswith(("增长", "以上增长", "左右增长")):
        return "change_up"  # 保持两位数增长
    return "target" if future else "level"


def _is_threshold(place: Place) -> bool:
    """10万元以上13例, 35岁以下的143人: a limit that picks out what is counted, not a figure of its own."""
    quantity = place.quantity
    if quantity.unit == "岁":
        return True
    if quantity.approx not in ("at_least", "at_most") or not quantity.text.endswith(("上", "下", "内")):
        return False
    return quantity.kind in ("amount", "measure", "duration", "other") and bool(BEHIND_THRESHOLD.match(place.after))
