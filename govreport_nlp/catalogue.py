"""The indicators that reports of many places share: one name for each, and at which prices its growth is told (lexicon/indicators.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

import regex

from govreport_nlp import lexicon
from govreport_nlp.errors import LexiconError
from govreport_nlp.models import Kind
from govreport_nlp.numerals import shadow

GrowthBasis = Literal["constant", "comparable", "current"]

# 全市地区生产总值, 其中：第二产业增加值: where and when, not what
AROUND = regex.compile(
    r"^(?:其中[:：]?|全年|年末|[全我本](?:国|省|市|县|区|州|旗|盟|镇|乡|街道|自治区|自治州|自治县|新区|开发区)(?!域))*+(?=..)"
)
# 国内生产总值（GDP）, 地区生产总值增速, 市场主体总数
BEHIND = regex.compile(r"(?<=..)(?:[(（][A-Za-z]+[)）]|增长?速度?|增幅|涨幅|降幅|增长|平均增速|实际增长|总量|累计)+$")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator by its canonical name: `unit` is the usual base unit of a level, `kind` its kind.

    `growth` says how growth is told where the text does not: "constant" (at constant prices, as GDP), "comparable" (the year before is
    revised), "current" (the quotient of the printed values), None where prices play no part.
    """

    name: str
    unit: str
    kind: Kind
    growth: GrowthBasis | None
    aliases: tuple[str, ...]
    examples: tuple[str, ...]
    unlike: tuple[str, ...]


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator of the lexicon, in its order.

    Raises: LexiconError where an entry lacks a field, or two claim one name.
    """
    found = tuple(_entry(entry) for entry in lexicon.table("indicators")["indicator"])
    owner: dict[str, str] = {}
    for indicator in found:
        for name in (indicator.name, *indicator.aliases):
            if owner.setdefault(_plain(name), indicator.name) != indicator.name:
                raise LexiconError(f'lexicon/indicators.toml: "{name}" is a name of both {owner[_plain(name)]} and {indicator.name}')
    return found


def _entry(entry: dict[str, object]) -> Indicator:
    name = entry.get("name")
    growth = entry.get("growth")
    if not (isinstance(name, str) and isinstance(entry.get("unit"), str) and entry.get("kind") in get_args(Kind)):
        raise LexiconError(f'lexicon/indicators.toml: indicator "{name}" needs a name, a unit and a kind of {", ".join(get_args(Kind))}')
    if growth not in (None, *get_args(GrowthBasis)):
        raise LexiconError(
            f'lexicon/indicators.toml: indicator "{name}": growth is one of {", ".join(get_args(GrowthBasis))}, not "{growth}"'
        )
    listed = {key: lexicon.words_of(entry.get(key, []), "indicators", f"{name}: {key}") for key in ("aliases", "examples", "unlike")}
    return Indicator(name, entry["unit"], entry["kind"], growth, **listed)  # type: ignore[arg-type]


@cache
def _by_name() -> dict[str, Indicator]:
    return {_plain(name): indicator for indicator in indicators() for name in (indicator.name, *indicator.aliases)}


@cache
def _endings() -> tuple[tuple[GrowthBasis, tuple[str, ...]], ...]:
    table = lexicon.table("indicators")["growth_by_ending"]
    return tuple((basis, lexicon.words_of(table.get(basis, []), "indicators", basis)) for basis in get_args(GrowthBasis))


def is_name(text: str) -> bool:
    """True for a name or alias of the lexicon, written just so."""
    return text in _by_name()


@lru_cache(maxsize=50_000)
def canonical(name: str) -> Indicator | None:
    """The indicator that a phrase names, None where the lexicon knows none.

    The place (全市, 我省), brackets with letters and 增速 are not part of the name; full-width letters and traditional characters read alike.
    """
    plain = _plain(name)
    known = _by_name()
    bare = BEHIND.sub("", AROUND.sub("", plain))
    return known.get(plain) or known.get(bare) or known.get(AROUND.sub("", plain))


def growth_basis(name: str) -> GrowthBasis | None:
    """How the growth of what a phrase names is told where the text does not say: of a known indicator, or of a name that ends like one.

    海洋生产总值 is none of the lexicon's, but value added all the same: "constant". None where nothing is known.
    """
    indicator = canonical(name)
    if indicator is not None:
        return indicator.growth
    bare = BEHIND.sub("", _plain(name))
    return next((basis for basis, endings in _endings() if bare.endswith(endings)), None)


def growth_basis_in(words: str) -> GrowthBasis | None:
    """How growth is told of the last thing in the words that prices or a revised base make a question of (全省生产总值达到: "constant")."""
    found = _deflated().findall(_plain(words))
    return growth_basis(found[-1]) if found else None


@cache
def _deflated() -> regex.Pattern[str]:
    known = [name for name, indicator in _by_name().items() if indicator.growth in ("constant", "comparable")]
    return regex.compile(lexicon.alternation([*known, *(word for basis, words in _endings() if basis != "current" for word in words)]))


def _plain(name: str) -> str:
    """A name in simplified characters and half-width letters, without blanks."""
    letters = "".join(chr(ord(char) - 0xFEE0) if "Ａ" <= char <= "ｚ" else char for char in shadow(name))
    return "".join(letters.split())
