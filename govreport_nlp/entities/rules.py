"""Organisations and places that rules can tell: the names of divisions, the words of offices, the last words of bodies."""

from __future__ import annotations

import regex

from govreport_nlp.entities import bodies, companies, institutions, makers, organs, regions
from govreport_nlp.entities.gazetteer import Certainty, gazetteer
from govreport_nlp.entities.spans import Mark, Words, longest
from govreport_nlp.regions.divisions import short

_UNIT = regex.compile(r"\p{Han}{2,12}?(?:自治区|自治州|自治县|自治旗|综合实验区|地区|省|市|州|盟|县|区|旗|镇|乡|街道)")


def find(text: str, words: Words | None = None, region: str | None = None) -> tuple[Mark, ...]:
    """ORG and GPE, none inside of another; `region` is where the report comes from, if it says so."""
    words = words or Words(text)
    places = regions.chains(text, words, units(region))
    seats = longest((*places, *regions.offices_towns(text, words)))
    known = (*organs.find(text, words, seats), *bodies.find(text, words, places))
    served = (*institutions.find(text, words, seats), *institutions.branches(text, words, known, places), *institutions.posts(text, words))
    marks = longest((*known, *served, *regions.find(text, words, places)))
    return longest((*marks, *companies.find(text, words, marks), *makers.find(text, words, marks)))


def units(region: str | None) -> tuple[str, ...]:
    """The units of a region, each in full and, where that is no everyday word, short: 柳城市云澜县 -> 柳城市, 柳城, 云澜县, 云澜."""
    full = _UNIT.findall(region or "")
    brief = (short(name) for name in full)
    return (*full, *(name for name in brief if len(name) > 1 and gazetteer().names.get(name) is not Certainty.EVERYDAY))
