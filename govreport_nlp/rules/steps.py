"""Steps: a value and the one before it, as a sentence gives them, and the changes that are told of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from govreport_nlp import scopes
from govreport_nlp.catalogue import GrowthBasis, growth_basis, growth_basis_in
from govreport_nlp.interval import Interval, growth
from govreport_nlp.lists.remainders import came_and_went
from govreport_nlp.lists.rows import row_of
from govreport_nlp.models import Claim, Extraction
from govreport_nlp.numerals import chinese
from govreport_nlp.rules.subject import has_own_subject, shares_word

ADDITIVE = ("count", "amount", "measure")
STEPPED = (*ADDITIVE, "duration")
CHANGES = ("change_up", "change_down")
MULTIPLES = ("倍", "番")
YEARS = regex.compile(r"(?P<recent>近)?(?P<n>[一二两三四五六七八九十]|\d{1,2})年[间来内]?")
LEVELS = ("level", "threshold")  # 比法定的20个工作日缩短: a limit may be what is compared with
_EACH = regex.compile(r"均|都|各")
# 上年受理1,250件，今年受理1,420件: when, not what
WHEN = regex.compile(r"^(?:[\x01\s，、；]|上年|去年|今年|本年|当年|全年|同期|年)+")
LAST_YEAR = regex.compile(r"^[\s，、；（(]*(?:而)?(?:上年|去年)")
LAST_YEAR_ALONE = regex.compile(
    r"^[\s，、（(]*(?:而)?(?:上年|去年|常年|往年|\x01+(?=同期))?(?:度|同期|全年|末|底|平均|值)*(?:[数值]?(?:为|是))?\s?$"
)
NEAR = 8  # figures between a value and the yardstick of a later clause
# 从318.6亿元增长到512.4亿元，其中2022年增长11.8%; 由4020元提高到5460元，月均提高120元: of one year, or of each month
OF_ITS_OWN = regex.compile(
    r"其中|当年|本年|今年|(?<![比较])(?:去年|上年)(?!同期)|(?<![比较与自从由到至\x01])\x01{3,}年?\s?(?:净|增|提|上|下|减|降|扩|缩)"
)
OF_EACH = regex.compile(r"[日月季人户]均|每[日天月季]")
SAVED = regex.compile(r"节约|节省|减支|增收")
AGAINST = regex.compile(r"同比|环比|(?<!可)[比较](?![重价])")
ASKED = regex.compile(r"送审|报审|预算|概算|控制价|最高限价|估算")
GRANTED = regex.compile(r"审定|审核后|核定|审减后|中标|成交|签约|合同")


@dataclass(frozen=True, slots=True)
class Step:
    """A value and the one before it, as a sentence gives them.

    `at` is where the last figure of the step stands among the claims. Of two rows (由740元、560元提高到780元、600元) each place is a step:
    `place` is that of this one, `of` how many there are. `sure` is False where the old value is named in words of its own.
    """

    old: Claim
    new: Claim
    at: int
    place: int = 0
    of: int = 1
    sure: bool = True


def _alike(a: Claim, b: Claim) -> bool:
    return a.unit == b.unit and a.kind == b.kind and a.sentence == b.sentence and a.depth == b.depth and not scopes.differ(a, b)


def steps(claims: Sequence[Claim]) -> Iterator[Step]:
    """由45件增加到38件; 22.25万元，比上年29.2万元减少; 80.04万元（…），比上年同期73.65万元增长; 86.4亿元，上年为80.2亿元，增长."""
    for index, second in enumerate(claims):
        compared = "against" in second.cues or {"compared_with", "last_year"} <= second.cues
        if compared or "to" in second.cues:
            yield from _of_rows(claims, index)
            first = _before(claims, index)
            if first is None or first.role in CHANGES:
                continue
            if "from" in first.cues and "to" in second.cues:
                yield Step(first, second, index)
            elif compared and "share" not in second.cues and second.role in LEVELS and "from" not in first.cues:
                if second.join == "；" and (total := _total_before(claims, index)):
                    yield Step(second, total, index)
                    continue
                new, only = _that_has_changed(claims, index, first)
                told = (second.join != "；" and not has_own_subject(second, new)) or shares_word(second, new)
                yield Step(second, new, index, sure=only and told)
        elif index and (pair := _years_apart(claims[index - 1], second) or _reviewed(claims, index)):
            old, new = pair
            new, only = _that_has_changed(claims, index, new) if old is second else (new, True)
            yield Step(old, new, index, sure=only)


def _that_has_changed(claims: Sequence[Claim], index: int, nearest: Claim) -> tuple[Claim, bool]:
    """The value that a change behind the old one fits, of all before it in its sentence; False where several may have changed and none fits.

    用电15.73亿千瓦时，工业9.31亿千瓦时，去年14.82亿千瓦时，增长6.1%: of the first.
    """
    old, change = claims[index], claims[index + 1] if index + 1 < len(claims) else None
    ahead = [
        claim for claim in claims[max(0, index - 12) : index] if _alike(claim, old) and claim.role in LEVELS and "against" not in claim.cues
    ]
    others = [claim for claim in reversed(ahead) if claim.id != nearest.id]
    if not others or change is None or change.role not in CHANGES or change.sentence != old.sentence or change.quantity.approx:
        return nearest, True
    fitting = next((claim for claim in (nearest, *others) if fits(old, claim, change)), None)
    return fitting or nearest, fitting is not None or nearest.join not in ("，", "、")


def fits(old: Claim, new: Claim, change: Claim) -> bool:
    """True where a change, told as an amount or as a rate, is that of the two values as they are printed."""
    told = signed(change)
    if change.unit == old.unit or change.kind == "change_points":
        return (new.quantity.narrow - old.quantity.narrow).meets(told)
    if change.unit != "%" or (old.quantity.narrow.low or 0) <= 0:
        return False
    return growth(new.quantity.narrow, old.quantity.narrow).meets(told)


def _total_before(claims: Sequence[Claim], index: int) -> Claim | None:
    """预警146条：红色3条，蓝色44条；较上年132条增加14条: behind a list the one that differs by the change which is told."""
    old, change = claims[index], claims[index + 1] if index + 1 < len(claims) else None
    if change is None or change.unit != old.unit or change.role not in CHANGES or old.quantity.value is None:
        return None
    sought = old.quantity.value + direction_of(change) * (change.quantity.value or 0)
    ahead = (claim for claim in reversed(claims[max(0, index - 24) : index]) if _alike(claim, old) and claim.role in LEVELS)
    return next((claim for claim in ahead if claim.quantity.value == sought), None)


def _before(claims: Sequence[Claim], index: int) -> Claim | None:
    """The figure before that the one at `index` continues.

    What stands in a closed bracket between does not count, nor do rates and the plan: 收入5.28亿元，为年初预算5.2亿元的101.6%，比上年5.02亿元.
    """
    second = claims[index]
    for first in reversed(claims[max(0, index - 24) : index]):
        if first.depth > second.depth or "reference" in first.cues or (first.kind in ("rate", "change_points") and second.kind != "rate"):
            continue
        return first if _alike(first, second) else _of_one_thing(claims, index)
    return None


def _of_one_thing(claims: Sequence[Claim], index: int) -> Claim | None:
    """事故64起、死亡41人，同比…；事故起数较2020年的96起: the figure before whose name the words in front of the yardstick begin with."""
    second = claims[index]
    for first in reversed(claims[max(0, index - NEAR) : index]):
        if first.sentence != second.sentence:
            return None
        name = first.indicator.text if first.indicator else ""
        told = second.head.lstrip("\x01 ，、；")
        counted = told.startswith((f"{name}{first.unit}数", f"{name[-2:]}{first.unit}数", f"{first.unit}数")) and len(name) > 1
        if counted and first.role == "level" and _alike(first, second):
            return first
    return None


def _of_rows(claims: Sequence[Claim], index: int) -> Iterator[Step]:
    """由740元、560元提高到780元、600元: each value with the one at its place."""
    row = row_of(claims, index)
    before = row_of(claims, index - 1) if index and row.start == index and len(row) > 1 else range(0)
    if len(before) == len(row) and "from" in claims[before.start].cues:
        for place, (old, new) in enumerate(zip(before, row, strict=True)):
            if _alike(claims[old], claims[new]):
                yield Step(claims[old], claims[new], row.stop - 1, place, len(row))


def _years_apart(first: Claim, second: Claim) -> tuple[Claim, Claim] | None:
    """The old and the new value of two that stand side by side, each told of a year of its own.

    86.4亿千瓦时，上年为80.2亿千瓦时; 86.4亿千瓦时（上年80.2亿千瓦时）; 上年受理1,250件，今年受理1,420件; 2022年受理1250件，2023年受理1420件.
    """
    within = second.depth == first.depth + 1 and (second.join == "" or ("last_year" in second.cues and first.join != "、"))
    alike = first.unit == second.unit and first.kind == second.kind in (*STEPPED, "rate") and first.sentence == second.sentence
    if not alike or first.role != second.role or first.role != "level" or not (first.depth == second.depth or within):
        return None
    if second.join not in ("，", "、", "", "；") or scopes.differ(first, second) or not {"from", "carried", "share"}.isdisjoint(first.cues):
        return None
    if "last_year" in second.cues and "last_year" not in first.cues and LAST_YEAR_ALONE.match(second.head):
        return second, first
    same = WHEN.sub("", first.head) == WHEN.sub("", second.head) and WHEN.match(second.head)
    last_year = LAST_YEAR.match(first.head) and not LAST_YEAR.match(second.head)
    years = [claim.period or "" for claim in (first, second)]
    dated = all(len(year) == 4 and year.isdecimal() and "\x01" in claim.head for year, claim in zip(years, (first, second), strict=True))
    return (first, second) if same and (last_year or (dated and years[0] < years[1])) else None


def _reviewed(claims: Sequence[Claim], index: int) -> tuple[Claim, Claim] | None:
    """送审8.62亿元，审定7.94亿元，核减0.68亿元; 预算5,620万元，中标5,214万元，节约406万元: what was asked for and what was granted."""
    asked, granted = claims[index - 1], claims[index]
    after = claims[index + 1] if index + 1 < len(claims) else None
    alike = asked.unit == granted.unit and asked.kind == granted.kind == "amount" and asked.sentence == granted.sentence
    cut = after is not None and after.role == "change_down" and after.unit == granted.unit and after.sentence == granted.sentence
    told = alike and cut and ASKED.search(asked.head) and GRANTED.search(granted.head) and granted.join in ("，", "、")
    return (asked, granted) if told and asked.depth == granted.depth and granted.role in LEVELS else None


def direction_of(claim: Claim) -> int:
    """+1 for what rises, −1 for what falls."""
    return -1 if claim.role == "change_down" else 1


def signed(change: Claim) -> Interval:
    """What is told of a change, below zero for a fall."""
    return change.quantity.narrow if change.role == "change_up" else -change.quantity.narrow


def changes_of(claims: Sequence[Claim], step: Step) -> Iterator[int]:
    """Where the changes stand that are told of a step: the next figures of its sentence, of a row the one at its place."""
    at = step.at + 1
    seen: set[str] = set()
    while at < min(step.at + 4, len(claims)):
        claim, row = claims[at], row_of(claims, at)
        if at < step.at + 2 and claim.unit in MULTIPLES and claim.sentence == step.new.sentence and "年均" not in claim.qualifiers:
            at += 1  # 增至15.3万亩，是2020年的2.25倍，三年间年均递增31.0%
            continue
        beside = claim.sentence == step.new.sentence and claim.join in ("", "，", "、") and _at_depth(claims, at, step.new.depth)
        if "from" in step.old.cues and (
            OF_ITS_OWN.search(claim.head) or (OF_EACH.search(claim.head) and not OF_EACH.search(step.old.head))
        ):
            return
        if not beside or claim.role not in CHANGES or has_own_subject(claim, step.new, step.old):
            return
        own_base = "from" in step.old.cues and "last_year" not in step.old.cues and AGAINST.search(claim.head)
        if own_base and not fits(step.old, step.new, claim):
            return  # 从2015年的21家发展到84家，比上年增长12.0%
        if (claim.kind in seen and (AGAINST.search(claim.head) or OF_ITS_OWN.search(claim.head))) or (
            SAVED.search(claim.head) and not _may_differ_so_much(step, claim)
        ):
            return  # 由46降至38，下降17.4%，较去年同期下降20.1%: against something else
        seen.add(claim.kind)
        if not step.sure and at == step.at + 1 and claim.join == "，":
            return  # 收入162万元，比预算126万元增收，同比增加28万元
        if came_and_went(claims, at):  # 由83户增至94户，新增15户、退出4户: neither is the change
            at += 2
            continue
        if step.of > 1:
            if len(row) == step.of:
                yield row.start + step.place
            elif len(row) == 1 and _EACH.search(claim.head):
                yield at
        elif "respectively" in claim.cues or len(row) > 1:
            return
        else:
            yield at
        at = row.stop


def _may_differ_so_much(step: Step, claim: Claim) -> bool:
    """False for 比计划40元降低1.6元，节约66000元: what is saved in all is no difference of the two."""
    value, larger = claim.quantity.value, max(step.old.quantity.value or 0, step.new.quantity.value or 0)
    return claim.kind == "rate" or value is None or value <= 2 * larger


def _at_depth(claims: Sequence[Claim], at: int, depth: int) -> bool:
    """True outside of brackets that the step does not stand in; 比上年80.2亿元增加6.2亿元（增长7.7%） goes on in one."""
    claim = claims[at]
    return claim.depth == depth or (claim.depth == depth + 1 and claim.join == "" and claims[at - 1].depth == depth)


def years_averaged(extraction: Extraction, claim: Claim) -> tuple[int, bool] | None:
    """Over how many years a growth is averaged where its own words say so (三年间年均递增31.0%), and whether only the last ones are told (近三年)."""
    begin = claim.start - len(claim.head)
    refused = extraction.refused
    for mention in refused[bisect_left(refused, begin, key=lambda mention: mention.start) :]:
        if mention.start >= claim.start:
            return None
        if match := YEARS.fullmatch(mention.text):
            years = int(match["n"]) if match["n"].isdecimal() else int(chinese(match["n"]).value)
            return years, match["recent"] is not None
    return None


def doubtful(*claims: Claim) -> bool:
    """True where the growth is or may be another than that of the printed values: constant prices, or another basis that is told.

    A comparable base is not doubted here: where a sentence gives both values, it gives the revised one.
    """
    told = {qualifier for claim in claims for qualifier in claim.qualifiers}
    if "名义" in told:
        return False
    return not told.isdisjoint({"可比价", "同口径"}) or any(_basis(claim) == "constant" for claim in claims)


def _basis(claim: Claim) -> GrowthBasis | None:
    """At which prices the growth of what a claim measures is told: by its name, else by the words that lead to it."""
    known = growth_basis(claim.indicator.text) if claim.indicator else None
    return known or growth_basis_in(claim.head)
