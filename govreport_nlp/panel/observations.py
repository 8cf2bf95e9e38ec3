"""What a claim says for a table: of which place, year and indicator, and in which measure: levels apart from changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from govreport_nlp import catalogue
from govreport_nlp.entries import WORK_REPORT, Entry, Filed
from govreport_nlp.interval import Interval
from govreport_nlp.models import Claim, Extraction, Mention

Measure = Literal["level", "change", "growth", "mean growth", "points", "target", "target growth", "share", "rank", "gap"]
MEASURES: tuple[Measure, ...] = ("level", "change", "growth", "mean growth", "points", "target", "target growth", "share", "rank", "gap")
# 城镇化率, 研发投入强度, PM2.5浓度: a rate is the level of these
_RATE_NAME = re.compile(r"(?:率|比重|占比|比例|强度|系数|浓度|程度|指数|度|水平|价格)$")
_ELSEWHERE = re.compile(r"全国|全省|全市|全球|世界|长三角|中西部|东北地区|西部地区|川渝")
_COMPARED = re.compile(r"(?:高于|低于|高出|快于|慢于|比|超过|好于|优于|为|是|占)$")
_TO_BASE = {"斤": ("吨", Fraction(1, 2000)), "公斤": ("吨", Fraction(1, 1000))}


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one report; `value` and `interval` in the base unit, changes with their sign (a fall is negative).

    `scope` is the wider area where the sentence names one (全国), "" for the report's own place; `part` is True behind 其中.
    """

    filed: Filed
    claim: Claim
    name: str
    measure: Measure
    year: int | None
    value: Fraction | None
    interval: Interval
    unit: str | None
    scope: str
    part: bool
    sentence: str


def observations(entry: Entry) -> Iterator[Observation]:
    """What the claims of a report say; thresholds and figures that nothing names say nothing."""
    claims, reviews = entry.extraction.claims, spans_of_years(entry)
    for claim, behind in zip(claims, (*claims[1:], None), strict=True):
        if claim.indicator is None or claim.role == "threshold" or claim.kind == "duration":
            continue
        measure = _measure(claim, claim.indicator.text)
        if measure is not None:
            name = _known_name(entry.extraction, claim) or _made_name(entry.extraction, claim) or _whole_name(claim, behind)
            one = _observation(entry, claim, claim.indicator, _mean(entry.extraction, claim, measure), name)
            undated = any(begin <= claim.start < end for begin, end in reviews) and not _dated(entry, claim)
            # 从72%提升至76%: the first is of another year
            yield replace(one, year=None) if undated or "from" in claim.cues else one


_REVIEW = re.compile(r"过去的?[三四五]年|[三四五]年来|“?十[一二三四五]五”?(?:时期|期间)(?:，|,|是|我们)|[这一]五年")
_BACK = re.compile(r"刚刚过去的|过去一年|一年来|过去的一年|[12]\d\d\d年[，,是]|目标任务|今年|明年|[12]\d\d\d年(?:工作|重点|主要)")
_FIVE_YEARS_SIZE = 12_000  # characters: no review of five years is longer


def spans_of_years(entry: Entry) -> tuple[tuple[int, int], ...]:
    """Where a work report reviews several years (五年来…) before it comes to the last one (刚刚过去的2025年): its figures there are of no single year."""
    text = entry.extraction.document.text
    if WORK_REPORT not in (entry.filed.genre or ""):
        return ()
    out: list[tuple[int, int]] = []
    for begin in _REVIEW.finditer(text):
        if not out or begin.start() >= out[-1][1]:
            back = _BACK.search(text, begin.end())
            out.append((begin.start(), min(back.start() if back else len(text), begin.start() + _FIVE_YEARS_SIZE)))
    return tuple(out)


def _dated(entry: Entry, claim: Claim) -> bool:
    """True where the sentence of a figure names the year itself."""
    sentence = entry.extraction.document.sentences[claim.sentence]
    return f"{entry.filed.reviewed}年" in entry.extraction.document.text[sentence.start : claim.start]


def _mean(extraction: Extraction, claim: Claim, measure: Measure) -> Measure:
    """年均分别增长4.4%、10%: yearly means."""
    text, sentence = extraction.document.text, extraction.document.sentences[claim.sentence]
    clause = re.split(r"[，；。]", text[sentence.start : claim.start])[-1]
    return "mean growth" if measure == "growth" and "年均" in clause else measure


_MADE = re.compile(r"(?:新建(?:、|和|及)?(?:改造|改建|扩建)?(?:提升)?|改造提升|新增|新改扩建|改造|开工改造)$")


def _made_name(extraction: Extraction, claim: Claim) -> str | None:
    """新建|高标准农田 is not what there is of it: what was made in the year is an indicator of its own."""
    named, text = claim.indicator, extraction.document.text
    made = _MADE.search(text[max(0, named.start - 8) : named.start]) if named else None
    return None if made is None or named is None or named.text.startswith("新") else made[0] + named.text


_REACH = 6
_BREAKS = re.compile(r"[，。；：、！？（）()\n\d]")


def _known_name(extraction: Extraction, claim: Claim) -> str | None:
    """A longer name around the words that name a figure, where the lexicon knows it: 新增|城镇就业, 旅游|接待人数, 行政复议案件|受理.

    None where the words alone are known, or nothing longer is.
    """
    named, text = claim.indicator, extraction.document.text
    if named is None or catalogue.canonical(named.text):
        return None
    left = _BREAKS.split(text[max(0, named.start - _REACH) : named.start])[-1]
    right = _BREAKS.split(text[named.end : min(named.end + _REACH, claim.start)])[0]
    for before in range(len(left), -1, -1):
        for behind in range(len(right), -1, -1):
            longer = text[named.start - before : named.end + behind]
            if (before or behind) and catalogue.is_name(longer):
                return longer
    return None


def _whole_name(claim: Claim, behind: Claim | None) -> str:
    """The name of a figure; 城镇、农村居民人均可支配收入分别增长4%和6%: of the first too, whose own words are 城镇."""
    own = claim.indicator.text if claim.indicator else ""
    other = behind.indicator.text if behind is not None and behind.indicator and behind.sentence == claim.sentence else ""
    for here, there in (("城镇", "农村"), ("农村", "城镇")):
        if own == here and other.startswith(there) and len(other) > len(there):
            return here + other[len(there) :]
    return own


def _measure(claim: Claim, name: str) -> Measure | None:
    rated = claim.kind == "rate"
    own_rate = bool(_RATE_NAME.search(name)) or getattr(catalogue.canonical(name), "kind", "") == "rate"
    if claim.kind == "rank":
        return "rank"
    if claim.kind == "change_points":
        return "points" if claim.role in ("change_up", "change_down") else "gap" if claim.role == "level" else None
    if claim.role == "target":
        return "target growth" if rated and not own_rate else "target"
    if claim.role in ("change_up", "change_down"):
        if rated:
            return "mean growth" if "年均" in claim.qualifiers else "growth"
        return "change"
    return "share" if rated and ("share" in claim.cues or not own_rate) else "level"


def _observation(entry: Entry, claim: Claim, named: Mention, measure: Measure, name: str) -> Observation:
    extraction, quantity = entry.extraction, claim.quantity
    value, interval, unit = quantity.value, quantity.narrow, quantity.unit
    if unit in _TO_BASE:
        unit, scale = _TO_BASE[unit]
        value, interval = None if value is None else value * scale, replace(interval.scaled(scale), integer=False)
    if claim.role == "change_down":
        value, interval = None if value is None else -value, -interval
    sentence = extraction.document.sentences[claim.sentence]
    return Observation(
        entry.filed, claim, name, measure, _year(entry.filed, claim), value, interval, unit,
        _scope(extraction, claim, named), "part" in claim.cues,
        extraction.document.text[sentence.start : sentence.end].strip(),
    )  # fmt: skip


def _year(filed: Filed, claim: Claim) -> int | None:
    """The year of a figure of a whole year; None for months, quarters and spans of years. What a work report plans is for its own year."""
    period = claim.period or ""
    if not re.fullmatch(r"(?:19|20)\d\d(?:-12(?:-31)?)?", period):
        return None
    year = int(period[:4])
    return filed.year if claim.role == "target" and year == filed.reviewed else year


def _scope(extraction: Extraction, claim: Claim, named: Mention) -> str:
    """全国 where the figure is the nation's: 全国地区生产总值…; not where it is only compared with it (高于全国1.2个百分点)."""
    text, sentence = extraction.document.text, extraction.document.sentences[claim.sentence]
    begins = max(sentence.start, *(text.rfind(mark, 0, named.start) + 1 for mark in "，；。："))
    found = _ELSEWHERE.search(text, begins, named.end)
    if found is None or _COMPARED.search(text[begins : found.start()]):
        return ""
    level = extraction.document.metadata.region or ""
    if (found[0] == "全省" and level.endswith(("省", "自治区"))) or (found[0] == "全市" and level.endswith("市")):
        return ""
    return found[0]
