"""Units that the text leaves out: 增长39.4和56.5%, 男444，女140人, 95万低保人口."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.forms.readers import quantity as read_quantity
from govreport_nlp.models import Quantity, Refused
from govreport_nlp.numerals import Number
from govreport_nlp.units import Unit, unit_of

# 39.4和56.5%: only a conjunction between the two
JOINT = regex.compile(r"\s?[、,，和及与]\s?")
# 男444，女140人; 475人（其中全日制大学133）: a short noun between, no full stop
NEAR = regex.compile(r"[^。；;\n]{0,14}")
CLOSES = regex.compile(r"\s?(?:[，。；、）),;]|$)")
# 性别比（以女性为100）为103.5
LINK = r"(?:[（(][^（）()]{0,14}[）)])?[为是达到至由从提升高降低上下回落缩小扩大优化调整约近\s\x01]{0,6}$"
# 由84.7提升至89.6
CHANGED = regex.compile(r"[^，,。；、]{0,2}(?:提[高升]|上升|下降|降低?|升|增加|增长|扩大|缩小|回落|变化|调整)?(?:到|至|为)\s?")
CLAUSE_END = regex.compile(r"[，。；,;\n]")
ITEM_END = regex.compile(r"[，。；、,;\n]")
LISTED = regex.compile(r"[\d.、,，和及与\s]+")
NOUN_ENDS = regex.compile(r"[一-龥）)]\s?$")
LEADING_ZERO = regex.compile(r"0\d")
LONG_RUN = 7


@cache
def _nouns(key: str, unit: str = "list", before: str = "", after: str = "") -> regex.Pattern[str]:
    nouns = lexicon.alternation(lexicon.words_of(lexicon.table("elided")[key][unit], "elided", unit))
    return regex.compile(before + nouns + after)


def supply_units(dark: str, quantities: Sequence[Quantity]) -> tuple[list[Quantity], list[Refused]]:
    """Gives bare numbers the unit that a reader would; what has none is refused as a bare number."""
    kept: list[Quantity] = []
    refused: list[Refused] = []
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1 : index + 5]
        if quantity.unit == "个" and _half_of_points(dark, quantity, following):
            kept.append(_with_unit(quantity, _unit_like(following[0])))
            continue
        if (
            quantity.unit == "位"
            and quantity.kind == "count"
            and kept
            and kept[-1].kind == "rank"
            and JOINT.fullmatch(dark[kept[-1].end : quantity.start])
        ):
            kept.append(replace(quantity, kind="rank"))  # 全国排名46位、82位
            continue
        if quantity.unit is not None or quantity.kind == "rate":
            kept.append(quantity)
            continue
        unit = _from_words(dark, quantity) or _abstract(dark, quantity, kept) or _from_neighbours(dark, quantity, following, kept)
        if unit is None:
            why = "table cells run together" if _run_together(quantity) else "bare number"
            refused.append(Refused(quantity.start, quantity.end, quantity.text, why))
        else:
            kept.append(_with_unit(quantity, unit))
    return kept, refused


def _from_neighbours(dark: str, bare: Quantity, after: Sequence[Quantity], before: Sequence[Quantity]) -> Unit | None:
    following = next((other for other in after if other.unit is not None), None)
    if following is not None and after and JOINT.fullmatch(dark[bare.end : after[0].start]):
        gap = dark[bare.end : following.start]
        if LISTED.fullmatch(gap) and following.kind != "rank":
            return _unit_like(following)
    if not CLOSES.match(dark, bare.end) or len(bare.digits) >= LONG_RUN or not _noun_before(dark, bare):
        return None
    if _nouns("dimensions", after=LINK).search(dark[max(0, bare.start - 24) : bare.start]):
        return None
    if following is not None and following is after[0] and following.kind == "count" and NEAR.fullmatch(dark[bare.end : following.start]):
        return _unit_like(following)
    if before and before[-1].kind == "count" and NEAR.fullmatch(dark[before[-1].end : bare.start]):
        return _unit_like(before[-1])
    return None


def _half_of_points(dark: str, quantity: Quantity, after: Sequence[Quantity]) -> bool:
    """提高2.2个和1.1个百分点: the first 个 is the beginning of 个百分点."""
    return bool(after) and after[0].kind == "change_points" and bool(JOINT.fullmatch(dark[quantity.end : after[0].start]))


def _noun_before(dark: str, bare: Quantity) -> bool:
    return bool(NOUN_ENDS.search(dark[max(0, bare.start - 3) : bare.start]))


def _unit_like(quantity: Quantity) -> Unit:
    return Unit(quantity.unit or "", quantity.kind)


def _run_together(bare: Quantity) -> bool:
    """条003, 0000000, 20263542: the cells of a table without what parted them."""
    return bare.text[:1].isdecimal() and (len(bare.digits) >= LONG_RUN or bool(LEADING_ZERO.match(bare.digits)))


def _abstract(dark: str, bare: Quantity, before: Sequence[Quantity]) -> Unit | None:
    """系数0.28, 得分92.36, 满意度由84.7提升至89.6: an index has no unit, a score has points."""
    if _run_together(bare):
        return None
    lead = CLAUSE_END.split(dark[max(0, bare.start - 30) : bare.start])[-1]
    if _nouns("scores", after=LINK).search(lead):
        return unit_of("分")
    if _nouns("abstract", after=LINK).search(lead):
        return Unit("", "other")
    last = before[-1] if before else None
    if last and last.kind == "other" and last.unit in (None, "分") and CHANGED.fullmatch(dark[last.end : bare.start]):
        return _unit_like(last)
    return None


def _from_words(dark: str, bare: Quantity) -> Unit | None:
    """95万低保人口, 突破60亿: with a multiplier, the nouns around tell money from people."""
    if dark[bare.start : bare.end].rstrip("左右以上下内余多")[-1:] not in "万亿":
        return None
    before = ITEM_END.split(dark[max(0, bare.start - 24) : bare.start])[-1][-14:]
    after = ITEM_END.split(dark[bare.end : bare.end + 12])[0]
    nearest: tuple[int, str] | None = None
    for unit in lexicon.table("elided")["nouns"]:
        if unit != "元" and _nouns("nouns", unit, before=r"[^\d]{0,6}?").match(after):
            return unit_of(unit)
        ends = [match.end() for match in _nouns("nouns", unit).finditer(before)]
        if ends and (nearest is None or ends[-1] > nearest[0]):
            nearest = ends[-1], unit
    return unit_of(nearest[1]) if nearest else None


def _with_unit(bare: Quantity, unit: Unit) -> Quantity:
    if bare.value is None:
        return replace(bare, unit=unit.name, kind=unit.kind)
    written = bare.digits.replace(".", "")
    # 4200 in digits has two zeros to go up by, 四千二百 has none: its place is the hundred already
    step = bare.place * 10 ** _zeros(bare.digits) if bare.value == int(written or 0) * bare.place else bare.place
    number = Number(bare.digits, bare.value, bare.place, step, "." in bare.digits or bare.place > 1)
    return replace(read_quantity(bare.text, (0, len(bare.text)), number, unit, bare.approx), start=bare.start, end=bare.end)


def _zeros(digits: str) -> int:
    plain = digits.replace(".", "")
    return len(plain) - len(plain.rstrip("0")) if plain.strip("0") else 0
