"""The name of a figure for a table: that of its claim, with the words around it that make it another indicator."""

from __future__ import annotations

import re

from govreport_nlp import catalogue
from govreport_nlp.models import Claim, Extraction


def name_of(extraction: Extraction, claim: Claim, front: Claim | None, behind: Claim | None) -> str:
    """The name of a figure that has one; `front` and `behind` are the figures beside it."""
    if front is not None and front.indicator and claim.indicator and claim.indicator.text in _MARKS and front.sentence == claim.sentence:
        return name_of(extraction, front, None, None)
    found = _known(extraction, claim) or _made(extraction, claim) or _of_pair(extraction, claim)
    return found or _whole(claim, behind)


_MARKS = ("关口", "大关")  # 人均地区生产总值突破5万关口、达到5.28万元: of what has passed the mark
_PAIR = re.compile(r"[^，。；：、！？（）()\n\d]+[、和及与]$")


def _of_pair(extraction: Extraction, claim: Claim) -> str | None:
    """农产品网络零售额、出口额 分别增长8.4%、39.8%: exports of farm produce, not all. None where the name before is a known one of its own."""
    named = claim.indicator
    if named is None or catalogue.canonical(named.text) is None:
        return None
    found = _PAIR.search(extraction.document.text[max(0, named.start - 20) : named.start])
    other = found[0][:-1] if found else ""
    alike = len(other) > len(named.text) and other[-1] == named.text[-1]
    return f"{found[0]}{named.text}" if found and alike and catalogue.canonical(other) is None else None


_MADE = re.compile(r"(?:新建(?:、|和|及)?(?:改造|改建|扩建)?(?:提升)?|改造提升|新增|新改扩建|改造|开工改造)$")


def _made(extraction: Extraction, claim: Claim) -> str | None:
    """新建|高标准农田 is not what there is of it: what was made in the year is an indicator of its own."""
    named, text = claim.indicator, extraction.document.text
    made = _MADE.search(text[max(0, named.start - 8) : named.start]) if named else None
    return None if made is None or named is None or named.text.startswith("新") else made[0] + named.text


_REACH = 6
_BREAKS = re.compile(r"[，。；：、！？（）()\n\d]")


def _known(extraction: Extraction, claim: Claim) -> str | None:
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


def _whole(claim: Claim, behind: Claim | None) -> str:
    """The name of a figure; 城镇、农村居民人均可支配收入分别增长4%和6%: of the first too, whose own words are 城镇."""
    own = claim.indicator.text if claim.indicator else ""
    other = behind.indicator.text if behind is not None and behind.indicator and behind.sentence == claim.sentence else ""
    for here, there in (("城镇", "农村"), ("农村", "城镇")):
        if own == here and other.startswith(there) and len(other) > len(there):
            return here + other[len(there) :]
    return own
