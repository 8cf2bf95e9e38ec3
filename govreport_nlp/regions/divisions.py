"""The list of administrative divisions: code, name and short name, and the years in which a division bore them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from govreport_nlp import lexicon
from govreport_nlp.errors import LexiconError

Level = Literal["province", "prefecture", "county"]
_NATIONS = (
    "蒙古族藏族 回族土族 各族 维吾尔 壮族 回族 藏族 羌族 彝族 苗族 侗族 瑶族 土家族 白族 傣族 哈尼族 傈僳族 景颇族 布依族 仡佬族 朝鲜族 满族 蒙古族 蒙古 哈萨克族 哈萨克 柯尔克孜 "
    "塔吉克 锡伯 达斡尔族 鄂温克族 黎族 畲族 水族 毛南族 仫佬族 佤族 拉祜族 布朗族 纳西族 普米族 怒族 独龙族 土族 撒拉族 东乡族 保安族 裕固族"
)
UNKNOWN_SELF_GOVERNED = rf"\p{{Han}}{{2,4}}?(?:{'|'.join(_NATIONS.split())})+自治[县州旗]"
_SELF_GOVERNED = regex.compile(rf"(?:{'|'.join(_NATIONS.split())})*(?:自治区|自治州|自治县|自治旗)$")
_LAST = regex.compile(r"(?:特别行政区|自治区|地区|林区|特区|省|市|县|区|盟|旗)$")


def short(name: str) -> str:
    """A division's name without its last word: 丰宁满族自治县 -> 丰宁, 江西省 -> 江西."""
    stem: str = _SELF_GOVERNED.sub("", name)
    if not stem or stem == name:
        stem = _LAST.sub("", name)
    return stem


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """An administrative division: its code by GB/T 2260, its name, and the years in which it bore them.

    `until` is None where it still does.
    """

    code: str
    name: str
    since: int
    until: int | None = None

    @property
    def short(self) -> str:
        """The name without its last word: 酉阳土家族苗族自治县 -> 酉阳; a name of two characters stays whole (赵县)."""
        stem = short(self.name)
        if len(stem) < 2:  # 内蒙古自治区
            stem = self.name.removesuffix("自治区")
        return stem if len(stem) > 1 else self.name

    @property
    def level(self) -> Level:
        """Province, prefecture or county, by the zeros of the code."""
        return "province" if self.code.endswith("0000") else "prefecture" if self.code.endswith("00") else "county"

    def existed(self, year: int) -> bool:
        """True where it bore code and name in that year, as far as the revisions of the code tell."""
        return self.since <= year and (self.until is None or year <= self.until)

    def within(self, other: Region) -> bool:
        """True where its code lies below that of the other: 500242 within 500000."""
        return self.code != other.code and self.code.startswith(other.code.rstrip("0").ljust(2, "0"))


@cache
def regions() -> tuple[Region, ...]:
    """All of them, by code, since 2000.

    Raises: LexiconError for a line of lexicon/regions.toml that is none.
    """
    out = []
    for line in lexicon.lines("regions", "divisions"):
        code, name, *years = line.split()
        if len(code) != 6 or not 1 <= len(years) <= 2 or not all(number.isdecimal() for number in (code, *years)):
            raise LexiconError(f'lexicon/regions.toml: "{line}" is not: code name first-year [last-year]')
        out.append(Region(code, name, *map(int, years)))
    return tuple(out)


def around(region: Region) -> Region | None:
    """The smallest division that it lies in: 350102 in 350100; None for a province."""
    outer = [other for other in regions() if other.code in (region.code[:4] + "00", region.code[:2] + "0000") and region.within(other)]
    return max(outer, key=lambda other: (other.code, other.since), default=None)
