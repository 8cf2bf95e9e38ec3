"""Units as the lexicon has them: which base unit a written one stands for, its scale and its kind."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from govreport_nlp import lexicon
from govreport_nlp.errors import LexiconError
from govreport_nlp.models import Kind

KINDS: tuple[Kind, ...] = ("count", "amount", "measure", "rate", "change_points", "duration", "rank", "other")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `name` is the base unit that claims carry, `scale` how many of it one written unit is."""

    name: str
    kind: Kind
    scale: Fraction = Fraction(1)


@cache
def units() -> dict[str, Unit]:
    """Every written form of a unit (in the shadow's characters) with what it stands for.

    Raises: LexiconError when an entry has a kind or a scale that cannot be.
    """
    out: dict[str, Unit] = {}
    for key, kind in (("classifiers", "count"), ("measures", "measure"), ("durations", "duration"), ("other", "other")):
        for word in lexicon.words_of(lexicon.table("units")[key]["list"], "units", key):
            out[word] = Unit(word, kind)  # type: ignore[arg-type]
    for entry in lexicon.table("units")["unit"]:
        unit = _unit(entry)
        for word in (entry["name"], *entry.get("aliases", "").split()):
            out[word] = unit
    return out


def _unit(entry: dict[str, str]) -> Unit:
    name, kind, scale = entry["name"], entry["kind"], entry.get("scale", "1")
    if kind not in KINDS:
        raise LexiconError(f'lexicon/units.toml: unit "{name}": kind "{kind}" is none of {", ".join(KINDS)}')
    try:
        return Unit(entry.get("base", name), kind, Fraction(scale))
    except ValueError:
        raise LexiconError(
            f'lexicon/units.toml: unit "{name}": scale "{scale}" is not a number (write it as text: scale = "1e8")'
        ) from None


def unit_of(written: str) -> Unit | None:
    """The unit that a written form stands for; compound ones (元/月) keep their form, with the kind of the part before the stroke."""
    if "/" in written:
        first = units().get(written.split("/", 1)[0])
        known = units().get(written)
        return known or (Unit(written, "other" if first.kind == "count" else first.kind) if first else None)
    return units().get(written)


@cache
def cjk_classifiers() -> frozenset[str]:
    """The units that may follow a short Chinese numeral without making an idiom of it."""
    table = lexicon.table("units")
    counted = lexicon.words_of(table["cjk_classifiers"]["list"], "units", "cjk_classifiers")
    idiomatic = lexicon.words_of(table["words_after_cjk"]["list"], "units", "words_after_cjk")
    return frozenset(counted) | frozenset(word for word, unit in units().items() if unit.kind != "count" and word not in idiomatic)
