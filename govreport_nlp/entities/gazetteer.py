"""The names of places: administrative divisions in full and short, regions, countries; loaded on first use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

import regex

from govreport_nlp import lexicon

_NATIONS = (
    "蒙古族藏族 回族土族 各族 维吾尔 壮族 回族 藏族 羌族 彝族 苗族 侗族 瑶族 土家族 白族 傣族 哈尼族 傈僳族 景颇族 布依族 仡佬族 朝鲜族 满族 蒙古族 蒙古 哈萨克族 哈萨克 柯尔克孜 "
    "塔吉克 锡伯 达斡尔族 鄂温克族 黎族 畲族 水族 毛南族 仫佬族 佤族 拉祜族 布朗族 纳西族 普米族 怒族 独龙族 土族 撒拉族 东乡族 保安族 裕固族"
)
UNKNOWN_SELF_GOVERNED = rf"\p{{Han}}{{2,4}}?(?:{'|'.join(_NATIONS.split())})+自治[县州旗]"
_SELF_GOVERNED = regex.compile(rf"(?:{'|'.join(_NATIONS.split())})*(?:自治区|自治州|自治县|自治旗)$")
_LAST = regex.compile(r"(?:特别行政区|自治区|地区|林区|特区|省|市|县|区|盟|旗)$")
# 丰宁满族自治县 is called 丰宁县 too, 崇礼区 was 崇礼县
_OTHER_LAST = ("县", "市", "区")
_SHORT_LAST = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


class Certainty(Enum):
    """How much a name tells by itself."""

    FULL = "full"  # 丰宁县: a place wherever it stands
    SHORT = "short"  # 丰宁: a place where its ends are ends of words
    EVERYDAY = "everyday"  # 和平: a place only where something else says so


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All known names, and for their first two characters the lengths that occur, the longest first."""

    names: dict[str, Certainty]
    sizes: dict[str, tuple[int, ...]]


@cache
def gazetteer() -> Gazetteer:
    """The names of the lexicon with their short forms."""
    everyday = frozenset(lexicon.words("places", "everyday"))
    names: dict[str, Certainty] = {}
    for key in ("counties", "prefectures", "provinces"):
        for name in lexicon.words("divisions", key):
            names.update(_forms(name, everyday))
    for key in ("regions", "countries"):
        names.update(dict.fromkeys(lexicon.words("places", key), Certainty.SHORT))
    names.update(dict.fromkeys(everyday & names.keys(), Certainty.EVERYDAY))
    sizes: dict[str, set[int]] = {}
    for name in names:
        sizes.setdefault(name[:2], set()).add(len(name))
    return Gazetteer(names, {begin: tuple(sorted(found, reverse=True)) for begin, found in sizes.items()})


def short(name: str) -> str:
    """A division's name without its last word: 丰宁满族自治县 -> 丰宁, 江西省 -> 江西."""
    stem: str = _SELF_GOVERNED.sub("", name)
    if not stem or stem == name:
        stem = _LAST.sub("", name)
    return stem


def _forms(name: str, everyday: frozenset[str]) -> dict[str, Certainty]:
    out = {name: Certainty.FULL}
    stem = short(name)
    if len(stem) < 2:
        return out
    out[stem] = Certainty.EVERYDAY if stem in everyday else Certainty.SHORT
    if stem not in everyday:
        out.update({stem + last: Certainty.SHORT for last in _OTHER_LAST if stem + last != name})
    for last, shorter in _SHORT_LAST.items():
        if name.endswith(last):
            out[stem + shorter] = Certainty.FULL
    return out
