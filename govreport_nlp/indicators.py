"""What a figure measures: the shortest phrase of the text that names it, before the figure, behind it, or of a figure before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.phrases import behind_the_last_verb, goes_on, is_verbal, leading_verb, noun_phrase
from govreport_nlp.places import MASK, Place
from govreport_nlp.segmentation import tagged

JOINT = regex.compile(r"\s?[、,，和及与]\s?(?:[和及与]\s?)?")
# 占总产值的, 完成年初预算的, 是上年的, 高于全国: what a rate is compared with is not what it measures
COMPARED = regex.compile(
    r"(?:占[^占]*|(?:完成|相当于|达到?|是|为)[^，。；]{1,20}的|[高低快好优多少强]于[^，。；]{0,14}|(?:超过|超出|落后于?|领先)[^，。；]{2,14}|[高低快]出[^，。；]{0,14})$"
)
# 完成年初预算435,010万元的17.6%: the plan of what stands before
PLANNED = regex.compile(r"(?:完成|为|是|达到?)[^，。；]{0,8}(?:预算|目标|任务|计划)[^，。；]{0,4}$")
# 居全国首位, 全省排名第3位: the field of a ranking is not what is ranked
RANKED = regex.compile(r"(?:[均稳连续]*(?:居|位居|位列|位于|列|排名|排在|排|保持|走在|占)[^，。；]{0,8}|全[国省市区县球][^，。；]{0,4})$")
# 先进制造业占制造业比重: a share with a name of its own
NAMED_SHARE = regex.compile(
    r"(?P<name>[^占，。；、]{2,20}占[^占，。；]{2,24}(?:比重|比例))(?:预计|稳定在|达到?|为|提高到|上升到|约|至)*\s?$"
)
NOUN_UNITS = frozenset("区 县 市 镇 乡 村 省 州 国 社区 街道 部门 单位 县区 县市 乡镇".split())
LONGEST_BEHIND, LONGEST_LEAD, FARTHEST_BACK = 18, 26, 40
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Words:
    change: regex.Pattern[str]
    head: regex.Pattern[str]
    tail: regex.Pattern[str]
    generic: frozenset[str]
    openers: tuple[str, ...]


@cache
def _words() -> _Words:
    change = lexicon.table("cues")["change"]
    strip = lexicon.table("cues")["strip"]
    verbs = lexicon.alternation(lexicon.words_of([*change["up"], *change["down"]], "cues", "change"))
    listed = {key: lexicon.alternation(lexicon.words_of(strip[key], "cues", key)) for key in ("lead", "tail")}
    compared = rf"(?:(?:[比较与]|同(?=[上去年期比]))(?:[^，。；：]{{0,14}}?)(?:相比|同期|上年|去年|{MASK}+)?)"
    return _Words(
        change=regex.compile(
            rf"(?:(?:同比|环比|同口径|比增|可比|按可比价格?(?:计算)?|按不变价格?(?:计算)?|年均|年平均|平均|每年|累计|预计|实际|名义|净|分别|均|再|大幅|{compared})\s?)*"
            rf"{verbs}(?:了|到|至|为|达|达到|幅度|超过)?\s?$"
        ),
        head=regex.compile(rf"(?:{listed['lead']}|[{MASK}\s、，：:（(·—①-⑳-])+"),
        tail=regex.compile(rf"(?:{listed['tail']}|[{MASK}\s，：:（(、])$"),
        generic=frozenset(lexicon.words_of(strip["generic"], "cues", "generic")),
        openers=tuple(word for word in lexicon.words_of(strip["lead"], "cues", "lead") if len(word) > 1),
    )


def indicators(places: Sequence[Place], dark: str) -> tuple[Range | None, ...]:
    """For every figure where its indicator stands in the text, None where nothing names it."""
    out: list[Range | None] = []
    index = 0
    while index < len(places):
        group = _joined(places, index)
        place = _behind_the_last(places[index], out)
        found = _shared_heads(places, index, place, group, out, dark) if group > 1 or "分别" in place.lead else None
        if found is None:
            first = _of_one(places, index, place, out, dark)
            if group > 1 and places[index].quantity.kind == "count" and not places[index].after.strip("、和及与 "):
                first = _behind(places[index + group - 1], dark) or first  # 出台43条、16条举措
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
    return replace(place, lead=kept, lead_start=place.lead_start + len(place.lead) - len(kept))


def _joined(places: Sequence[Place], index: int) -> int:
    """How many figures stand in a row with only a conjunction between them (12.5%、13.1%和8%)."""
    first, count = places[index].quantity, 1
    while (
        index + count < len(places)
        and places[index + count].sentence == places[index].sentence
        and places[index + count].quantity.kind == first.kind
        and JOINT.fullmatch(places[index + count].before)
    ):
        count += 1
    return count


def _shared_heads(
    places: Sequence[Place], index: int, place: Place, group: int, before: Sequence[Range | None], dark: str
) -> list[Range | None] | None:
    """甲、乙产量分别增长3%和5%: each value its own head; where the figures of the heads came first, theirs."""
    head = _lead_range(place, dark)
    if head is None:
        near = [at for at in range(max(0, index - FARTHEST_BACK), index) if places[at].sentence == place.sentence]
        earlier = [before[at] for at in near if places[at].quantity.kind in ("count", "amount", "measure")]
        return list(earlier[-group:]) if group > 1 and len(earlier) >= group else None
    parts = _split_heads(dark, *head)
    if len(parts) == group:
        return list(parts)
    return None


def _split_heads(dark: str, start: int, end: int) -> list[Range]:
    out, at = [], start
    for match in regex.finditer(r"[、]|(?<=..)[和及与](?=..)", dark[start:end]):
        out.append((at, start + match.start()))
        at = start + match.end()
    return [*out, (at, end)]


def _of_one(places: Sequence[Place], index: int, place: Place, before: Sequence[Range | None], dark: str) -> Range | None:
    kind, unit = place.quantity.kind, place.quantity.unit or ""
    if unit in NOUN_UNITS:  # 四县, 10乡: the unit is the thing
        return place.quantity.end - len(unit), place.quantity.end
    if index and places[index - 1].quantity.unit == "岁" and place.before.strip() in ("", "的"):
        return places[index - 1].quantity.start, places[index - 1].quantity.end  # 35岁以下的[143人]
    lead = _lead_range(place, dark)
    done = unit.endswith(("次", "场")) and lead is not None and not is_verbal(dark[lead[0] : lead[1]])  # 召开党组会6次专题研究
    behind = _behind(place, dark) if kind == "count" and not done else None
    if behind and not (lead and goes_on(dark[behind[0] : behind[1]]) and not is_verbal(dark[lead[0] : lead[1]])):
        return behind
    if lead is None and place.outer and kind != "count":
        lead = _lead_range(replace(place, lead=place.outer, lead_start=place.outer_start), dark)
    if kind in ("measure", "amount") and (lead is None or (kind == "measure" and is_verbal(dark[lead[0] : lead[1]]))):
        lead = _behind(place, dark) or lead
    if lead is not None and dark[lead[0] : lead[1]] not in _words().generic and not PLANNED.search(place.lead):
        return lead
    return _antecedent(places, index, before) or lead or _behind(place, dark)


def _of_joined(place: Place, first: Range | None, dark: str) -> Range | None:
    """The later figures of a row: what stands behind them if they count things, else what the first one measures."""
    if place.quantity.unit in NOUN_UNITS:
        return place.quantity.end - len(place.quantity.unit), place.quantity.end
    if place.quantity.kind in ("count", "measure"):
        return _behind(place, dark) or first
    return first


def _antecedent(places: Sequence[Place], index: int, before: Sequence[Range | None]) -> Range | None:
    """The indicator that a reader carries over: the last one of the sentence outside of closed brackets, else of the sentence before."""
    place = places[index]
    for at in range(index - 1, max(index - FARTHEST_BACK, 0) - 1, -1):
        if place.sentence - places[at].sentence > 1:
            return None
        if (
            before[at] is not None
            and places[at].quantity.kind != "duration"
            and places[at].depth <= place.depth
            and places[at].quantity.unit != "岁"
        ):
            return before[at]
    return None


def _lead_range(place: Place, dark: str) -> Range | None:
    """The phrase in front of the figure without the verbs around it, None where nothing is left."""
    words, lead = _words(), place.lead
    shift = place.lead_start
    if "拉动" in lead and place.quantity.kind == "change_points":
        at = lead.index("拉动")
        return shift + at, shift + len(lead)
    if place.quantity.kind == "rate" and (share := NAMED_SHARE.search(lead)):
        begin = words.head.match(lead, share.start("name"), share.end("name"))
        return shift + (begin.end() if begin else share.start("name")), shift + share.end("name")
    if place.quantity.kind in ("rate", "change_points"):
        lead = COMPARED.sub("", lead)
    if place.quantity.kind == "rank":
        lead = RANKED.sub("", lead)
    end = len(lead)
    match = words.change.search(lead)
    if match:
        end = match.start()
    end = _strip_tail(lead, end)
    begin = words.head.match(lead, 0, end)
    start = _whole_word(lead, begin.end(), end) if begin else 0
    if place.quantity.kind not in ("rate", "change_points", "rank"):
        start = _without_verb(lead, start, end)
    if end - start > LONGEST_LEAD:
        start += behind_the_last_verb(lead[start:end])
    phrase = lead[start:end].strip()
    if len(phrase) < 1 or not regex.search(r"[一-龥A-Za-z]", phrase) or (len(phrase) == 1 and phrase not in "男女"):
        return None
    start += len(lead[start:end]) - len(lead[start:end].lstrip())
    return shift + start, shift + start + len(phrase)


def _whole_word(lead: str, start: int, end: int) -> int:
    """Back to the beginning of the word that a stripped letter belongs to: 新 of 新增就业, 其 of 其他支出."""
    whole = lead[:start].endswith(_words().openers)
    if 0 < start < end and not whole and regex.match(r"[一-龥]", lead, start - 1):
        first = tagged(lead[start - 1 : end])[0][0]
        return start - 1 if len(first) > 1 else start
    return start


def _without_verb(lead: str, start: int, end: int) -> int:
    """Where the noun begins; the verb stays where too little or only a general word would be left (阅读量, 送审金额)."""
    rest = lead[start + leading_verb(lead[start:end]) : end]
    return end - len(rest) if len(rest) >= 2 and rest not in _words().generic else start


def _strip_tail(lead: str, end: int) -> int:
    words = _words()
    while True:
        match = words.tail.search(lead, max(0, end - 8), end)
        if match and match.end() == end and match.start() < end and not _is_word(lead[:end], match):
            end = match.start()
            continue
        closing = regex.search(r"[（(][^（）()]{0,20}[）)]$", lead[:end])
        if closing and closing.start() > 0 and end - closing.start() < end:
            end = closing.start()
            continue
        return end


def _is_word(phrase: str, tail: regex.Match[str]) -> bool:
    """True where a one-letter tail is the second half of a verb of two (偿还), which is all there is."""
    rest = phrase[: tail.start()].strip(MASK + " ，、：")
    return len(tail.group()) == 1 and len(rest) == 1 and tail.group() not in "的了为是达至到由从：（(、， " + MASK


def _behind(place: Place, dark: str) -> Range | None:
    """The noun phrase that follows a figure: [45个]老旧小区改造任务 -> 老旧小区."""
    after = regex.split(r"[，。；：！？,;:!?\n（）()、]", place.after[: LONGEST_BEHIND + 4])[0]
    skipped = len(after) - len(after.lstrip(" 的"))
    phrase = after[skipped : skipped + LONGEST_BEHIND]
    if not phrase or phrase[0] in MASK:
        return None
    at = noun_phrase(phrase)
    if not at or phrase[:at] in ("全部", "全面", "分别", "以上", "以下"):
        return None
    start = place.quantity.end + skipped
    return start, start + len(phrase[:at].rstrip())
