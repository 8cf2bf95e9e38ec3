"""What a claim says for a table: of which place, year and indicator, and in which measure: levels apart from changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from govreport_nlp import catalogue
from govreport_nlp.entries import Entry, Filed
from govreport_nlp.interval import Interval
from govreport_nlp.models import Claim, Extraction, Mention
from govreport_nlp.panel.names import name_of
from govreport_nlp.panel.outside import of_tables
from govreport_nlp.panel.times import Times

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
    """What the claims of a report say, and what its tables say without a guess; thresholds and figures that nothing names say nothing."""
    claims, when = entry.extraction.claims, Times(entry)
    for front, claim, behind in zip((None, *claims), claims, (*claims[1:], None), strict=False):
        if claim.indicator is None or claim.role == "threshold" or claim.kind == "duration":
            continue
        measure = _measure(claim, claim.indicator.text)
        if measure is not None:
            name = name_of(entry.extraction, claim, front, behind)
            yield _observation(entry, claim, claim.indicator, _mean(entry.extraction, claim, measure), name, when.year_of(claim))
    for cell, name in of_tables(entry):
        if cell.indicator is not None:
            yield replace(_observation(entry, cell, cell.indicator, "level", name, when.year_of(cell)), unit="件")


def _mean(extraction: Extraction, claim: Claim, measure: Measure) -> Measure:
    """年均分别增长4.4%、10%: yearly means."""
    text, sentence = extraction.document.text, extraction.document.sentences[claim.sentence]
    clause = re.split(r"[，；。]", text[sentence.start : claim.start])[-1]
    return "mean growth" if measure == "growth" and "年均" in clause else measure


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


def _observation(entry: Entry, claim: Claim, named: Mention, measure: Measure, name: str, year: int | None) -> Observation:
    extraction, quantity = entry.extraction, claim.quantity
    value, interval, unit = quantity.value, quantity.narrow, quantity.unit
    if unit in _TO_BASE:
        unit, scale = _TO_BASE[unit]
        value, interval = None if value is None else value * scale, replace(interval.scaled(scale), integer=False)
    if claim.role == "change_down":
        value, interval = None if value is None else -value, -interval
    sentence = extraction.document.sentences[claim.sentence]
    return Observation(
        entry.filed, claim, name, measure, year, value, interval, unit,
        _scope(extraction, claim, named), "part" in claim.cues,
        extraction.document.text[sentence.start : sentence.end].strip(),
    )  # fmt: skip


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
