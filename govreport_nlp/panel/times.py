"""The year that a figure is told for: none for months and quarters, and none where a report reviews or plans several years."""

from __future__ import annotations

import re

from govreport_nlp.entries import WORK_REPORT, Entry
from govreport_nlp.models import Claim

# 五年来, “十四五”时期，: a review of several years begins; 刚刚过去的2025年: it comes to the last one
_REVIEW = re.compile(r"过去的?[三四五]年|[三四五]年来|“?十[一二三四五]五”?(?:时期|期间)(?:，|,|是|我们)|[这一]五年")
_BACK = re.compile(r"刚刚过去的|过去一年|一年来|过去的一年|[12]\d\d\d年[，,是]|目标任务|今年|明年|[12]\d\d\d年(?:工作|重点|主要)")
_FIVE_YEARS_SIZE = 12_000  # characters: no review of five years is longer
# 二、“十五五”时期主要目标任务 as a heading: a plan of several years begins; 今年经济社会发展主要预期目标: that of the year
_PLAN = re.compile(r"^[^\n。，]{0,10}“?十[三四五六]五”?时期[^\n。，]{0,16}(?:目标|任务)[^\n。，]{0,14}(?:。|$)", re.M)
_OF_THE_YEAR = re.compile(r"今年|(?<!到)(?<!至)[12]\d\d\d年(?:的)?(?:工作|重点|主要|政府|经济)|明年")
_PART_OF_YEAR = re.compile(r"全年|季度|半年|月")


class Times:
    """The years of the figures of one report."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        is_work_report = WORK_REPORT in (entry.filed.genre or "")
        self.reviews = _spans(entry.extraction.document.text, _REVIEW, _BACK) if is_work_report else ()
        self.plans = _spans(entry.extraction.document.text, _PLAN, _OF_THE_YEAR) if is_work_report else ()

    def year_of(self, claim: Claim) -> int | None:
        """The year of a figure of a whole year; what a work report plans is for its own year.

        None for months, quarters and spans of years, where the report reviews several years and the sentence does not name the last one, where it plans
        for several years, and for the first of 从72%提升至76%.
        """
        year = self._told(claim)
        if year is None or "from" in claim.cues or (claim.role == "target" and _within(claim, self.plans)):
            return None
        return None if _within(claim, self.reviews) and not self._is_dated(claim) else year

    def _told(self, claim: Claim) -> int | None:
        filed, period = self.entry.filed, claim.period or ""
        if self._is_guessed(claim, period):  # the text says of no year that it is its own: the one that it is filed under
            return filed.year if claim.role == "target" else filed.reviewed
        told = _PART_OF_YEAR.findall(self.entry.extraction.document.text, self._sentence(claim), claim.start)
        if not re.fullmatch(r"(?:19|20)\d\d(?:-12(?:-31)?)?", period) and not (period[:4].isdecimal() and told[-1:] == ["全年"]):
            return None  # 三季度增速回落，推动经济企稳，全年增长4.9%: of the year again
        year = int(period[:4])
        return filed.year if claim.role == "target" and year == filed.reviewed else year

    def _is_guessed(self, claim: Claim, period: str) -> bool:
        document = self.entry.extraction.document
        end = document.sentences[claim.sentence].end
        told = f"{period[:4]}年" in document.text[self._sentence(claim) : end] if period else False
        return document.metadata.year is None and not told and "-" not in period and "/" not in period and "last_year" not in claim.cues

    def _is_dated(self, claim: Claim) -> bool:
        """True where the sentence of a figure names the year itself."""
        return f"{self.entry.filed.reviewed}年" in self.entry.extraction.document.text[self._sentence(claim) : claim.start]

    def _sentence(self, claim: Claim) -> int:
        return self.entry.extraction.document.sentences[claim.sentence].start


def _spans(text: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for begin in begins.finditer(text):
        if not out or begin.start() >= out[-1][1]:
            back = ends.search(text, begin.end())
            out.append((begin.start(), min(back.start() if back else len(text), begin.start() + _FIVE_YEARS_SIZE)))
    return tuple(out)


def _within(claim: Claim, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(begin <= claim.start < end for begin, end in spans)
