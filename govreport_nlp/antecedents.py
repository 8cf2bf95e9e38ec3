"""The figure before from which a figure without a name of its own takes its name: the whole of a rest, the thing of an 每亩, else the last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise, takewhile

import regex

from govreport_nlp import lexicon
from govreport_nlp.names import Range, is_told_of
from govreport_nlp.phrases import is_verbal
from govreport_nlp.places import AGES, Place, plan_name

FARTHEST_BACK = 40
# 累计建成[41.5万亩], 共放映[2532场]: of what was told in 亩, in 场
COUNTED_ON = regex.compile(r"[\s\x01]*(?:历年|全年)?(?:累计|总共|一?共)\p{Han}{2}\s?")
SHORTER = regex.compile(r"[\s\x01]*(?:压缩|压减|缩短|延长|提速)了?\s?")
TAKEN_ON = regex.compile(r"累计|止共?")
ADDED = regex.compile(r"\s*(?:合计|共计|总计|共(?![建同享有用性]))")
PARTS = ("项", "类", "者", "家", "个", "种", "块")
DENOMINATOR = regex.compile(r"^(?:[已仅只约]?占|为|是|相当于|完成|达到?)[^，。；]")


@cache
def _pattern(key: str) -> regex.Pattern[str]:
    return regex.compile(lexicon.table("cues")["elliptic"][key])


def points_back(place: Place, phrase: str) -> bool:
    """True for words that point at what was named before: 两者, 偏多, 常年值, 每亩; 三类合计."""
    return bool(_pattern("nothing").fullmatch(phrase) or _pattern("all").search(place.lead))


def is_rest(place: Place) -> bool:
    """True for 其余[9.7万户], 还剩[4座]."""
    return bool(_pattern("rest").search(place.lead))


def is_number_of_parts(place: Place) -> bool:
    """True for [两项]合计4758件, [三类]共51个: how many figures are summed."""
    return place.quantity.unit in PARTS and bool(ADDED.match(place.after))


def summed(places: Sequence[Place], index: int, before: Sequence[Range | None]) -> tuple[Range, ...]:
    """The names of the parts that a figure without a name is the sum of (甲12件、乙8件，合计[20件]); none where they have one name, or none."""
    own, last = places[index], index - 1
    if not _pattern("sum").search(own.lead):
        return ()
    if last > 0 and is_number_of_parts(places[last]):
        last -= 1
    if last < 0 or places[last].quantity.unit != own.quantity.unit:
        return ()  # 罚款46人次，发布名单五期，共[812人次]
    names: list[Range] = []
    for at in range(last, max(last - FARTHEST_BACK, -1), -1):
        other, name = places[at].quantity, before[at]
        if places[at].sentence != own.sentence or other.kind != own.quantity.kind or name is None:
            break
        if other.value is None or own.quantity.value is None or other.value >= own.quantity.value:
            break
        names.append(name)
        if places[at].join in ("；", "：", "。", "\n"):
            break
    return tuple(names) if len(set(names)) > 1 else ()


def common_head(names: Sequence[Range], dark: str) -> Range | None:
    """The words that several names end with; the last one (the first given) where they are heads of one phrase, None where they share none."""
    last, texts = names[0], [dark[slice(*name)] for name in names]
    if all(after[0] - before[1] == 1 for after, before in pairwise(names)):
        return last  # 企业职工、城乡居民养老保险参保人数
    shared = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*map(reversed, texts), strict=False)))
    return (last[1] - shared, last[1]) if shared > 1 else None


def antecedent(places: Sequence[Place], index: int, before: Sequence[Range | None], dark: str) -> Range | None:
    """The name that a reader carries over to a figure; `before` are the names of the figures before it."""
    place = places[index]
    if each := _pattern("each").search(place.lead):
        found = _of_unit(places, index, before, each["thing"], dark)
    elif is_rest(place):
        found = _whole(places, index, before, dark)
    elif not place.depth and place.quantity.kind == "count" and is_told_of(place) and not place.before.strip(" ，,、"):
        found = _whole(places, index, before, dark, back=0)  # 案件87起，办结85起，[2起]待结
    else:
        found = None
    compared = found is None and _is_compared(places, index)
    return found or (_last(places, index, before, skipped=1) if compared else None) or _last(places, index, before)


def _of_unit(places: Sequence[Place], index: int, before: Sequence[Range | None], thing: str, dark: str) -> Range | None:
    """What is counted in the unit that the words name (公益林[112.6万亩]，每亩…), else the last figure of the same kind."""
    near = [at for at in range(index - 1, max(index - FARTHEST_BACK, 0) - 1, -1) if places[at].sentence == places[index].sentence]
    own = [at for at in near if (places[at].quantity.unit or "").removesuffix("次") == thing]
    alike = [at for at in near if places[at].quantity.kind == places[index].quantity.kind]
    names = [name for at in (*own, *alike) if (name := before[at])]
    return next((name for name in names if not is_verbal(dark[slice(*name)])), names[0] if names else None)


def counted_on(places: Sequence[Place], index: int, before: Sequence[Range | None], dark: str) -> Range | None:
    """What a verb alone goes on counting: 新建高标准农田4.2万亩，累计建成[41.5万亩]; None where nothing was told in the same unit."""
    own = places[index]
    if COUNTED_ON.fullmatch(own.lead) is None or own.quantity.kind not in ("count", "measure"):
        return None
    near = range(index - 1, max(index - FARTHEST_BACK, 0) - 1, -1)
    alike = [before[at] for at in near if places[at].sentence == own.sentence and places[at].quantity.unit == own.quantity.unit]
    return next((name for name in alike if name and not is_verbal(dark[slice(*name)])), None)


def taken_on(places: Sequence[Place], index: int, before: Sequence[Range | None], head: Range | None, dark: str) -> Range | None:
    """What a head alone goes on with: 土地出让金收入30亿元，2月止累计收入[3亿元]; None where no name of the sentence ends with it."""
    if head is None or not TAKEN_ON.search(places[index].lead):
        return None
    near = [at for at in range(index - 1, max(index - FARTHEST_BACK, 0) - 1, -1) if places[at].sentence == places[index].sentence]
    names = [name for at in near if (name := before[at]) and name[1] - name[0] > 2]
    return next((name for name in names if dark[slice(*name)].endswith(dark[slice(*head)])), None)


def _whole(places: Sequence[Place], index: int, before: Sequence[Range | None], dark: str, back: int = 1) -> Range | None:
    """What a rest is left of: the first figure of its statement in the same unit that is greater; of the sentence before where that one is a deed."""
    own, found = places[index], None
    for at in range(index - 1, max(index - FARTHEST_BACK, 0) - 1, -1):
        other = places[at]
        ended = found is not None and places[at + 1].join in ("；", "。", "\n")
        if own.sentence - other.sentence > back or (ended and found and not is_verbal(dark[slice(*found)])):
            break
        value, least = other.quantity.value, own.quantity.value
        if other.quantity.unit == own.quantity.unit and before[at] and value is not None and least is not None and value > least:
            found = before[at]
    return found


def _is_compared(places: Sequence[Place], index: int) -> bool:
    """True for the rate behind the figure that it is of: 占年初余额27.3亿元的[23.6%] measures what came before."""
    place = places[index]
    return bool(index and place.quantity.kind == "rate" and place.before.strip() == "的" and DENOMINATOR.search(places[index - 1].lead))


def _last(places: Sequence[Place], index: int, before: Sequence[Range | None], skipped: int = 0) -> Range | None:
    """The last name of the sentence outside of closed brackets, else of the sentence before; behind a semicolon no part of what was listed."""
    place = places[index]
    crossed, found = place.join in ("；", "。"), None
    for at in range(index - 1 - skipped, max(index - FARTHEST_BACK, 0) - 1, -1):
        other = places[at]
        if place.sentence - other.sentence > 1 or (found and other.sentence != places[at + 1].sentence):
            break
        if found is None and before[at] is not None and _hands_on(other, place):
            found = before[at]
            if not crossed:
                break
        if (
            crossed
            and ("其中" in other.before or other.join == "：")
            and at
            and before[at - 1]
            and other.sentence == places[at - 1].sentence
        ):
            return before[at - 1]
        if found and other.join in ("；", "。"):
            break
    return found


def _hands_on(other: Place, place: Place) -> bool:
    """False for a length of time and an age, which name nothing but others of their kind, inside of brackets, and for a plan."""
    alike = other.quantity.kind != "duration" or place.quantity.kind == "duration" or _is_of_the_time(place)
    aged = other.quantity.unit in AGES and place.quantity.unit not in AGES
    return alike and not aged and other.depth <= place.depth and not plan_name(other)


def _is_of_the_time(place: Place) -> bool:
    """True for a rate of a length of time: 缩短4.6小时、[12.8%]; 由18分钟压缩到11分钟，压缩[38.9%]."""
    joined = place.join == "、" and not place.before.strip("、 ")
    return place.quantity.kind == "rate" and (joined or SHORTER.fullmatch(place.lead) is not None)
