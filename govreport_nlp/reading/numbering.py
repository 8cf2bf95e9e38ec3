"""The numbers that Word makes: 一、（一）1. as they are shown, worked out from numbering.xml and the styles.

Source: ECMA-376 part 1, §17.9 (numbering) and §17.7.4 (style inheritance).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from govreport_nlp.reading.ordinals import written

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST: Final = 8  # levels are 0 to 8
LONGEST_CHAIN: Final = 20  # styles based on styles; a circle ends there
SHOWN_LEVEL: Final = re.compile(r"%([1-9])")
# The marks that typists put right before the words: “一、” and “（一）”, never “一、 ”
TIGHT: Final = "、）)．.：:，,"
PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it shows."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # the level (1-based) behind which it begins anew; 0 never, None behind any above it
    suffix: str = "tab"
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class Counters:
    """How far a list has counted, and which instances have made their new start."""

    values: dict[int, int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """Counts along a document: ask for each paragraph, in order, what number Word shows in front of it."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._linked: dict[str, str] = {}
        self._of: dict[str, str] = {}
        self._own: dict[tuple[str, int], Level] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, Counters] = {}
        self._styles = {style.get(f"{W}styleId", ""): style for style in (styles.findall(f"{W}style") if styles is not None else ())}
        self._plain = next((name for name, s in self._styles.items() if _is_plain(s)), "")
        if numbering is not None:
            self._read(numbering)

    def number(self, properties: _Element | None) -> str:
        """What stands in front of the paragraph with these properties (w:pPr); "" for none. Counts it."""
        found = self._instance(properties)
        if found is None:
            return ""
        instance, depth = found
        levels = self._levels(instance)
        level = self._level(instance, depth, levels)
        if level is None:
            return ""
        counters = self._counters.setdefault(self._resolved(instance), Counters())
        self._count(counters, instance, depth, level, levels)
        return self._shown(counters, instance, depth, level, levels)

    # ── reading ──

    def _read(self, numbering: _Element) -> None:
        for abstract in numbering.findall(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId", "")
            self._abstract[name] = {_whole(lvl.get(f"{W}ilvl")): _level(lvl) for lvl in abstract.findall(f"{W}lvl")}
            link = _value(abstract, "numStyleLink")
            if link:
                self._linked[name] = link
        for num in numbering.findall(f"{W}num"):
            instance = num.get(f"{W}numId", "")
            self._of[instance] = _value(num, "abstractNumId") or ""
            for override in num.findall(f"{W}lvlOverride"):
                depth = _whole(override.get(f"{W}ilvl"))
                own, start = override.find(f"{W}lvl"), _value(override, "startOverride")
                if own is not None:
                    self._own[instance, depth] = _level(own)
                if start is not None:
                    self._starts[instance, depth] = _whole(start)

    def _resolved(self, instance: str) -> str:
        """The abstract list that an instance counts in; a list that only names a style leads to that style's."""
        abstract = self._of.get(instance, "")
        for _ in range(LONGEST_CHAIN):
            style = self._styles.get(self._linked.get(abstract, ""))
            if style is None:
                break
            num = _value(style.find(f"{W}pPr/{W}numPr"), "numId")
            if num is None or self._of.get(num, "") in ("", abstract):
                break
            abstract = self._of[num]
        return abstract

    def _levels(self, instance: str) -> dict[int, Level]:
        return self._abstract.get(self._resolved(instance), {})

    def _level(self, instance: str, depth: int, levels: dict[int, Level]) -> Level | None:
        return self._own.get((instance, depth)) or levels.get(depth)

    def _instance(self, properties: _Element | None) -> tuple[str, int] | None:
        """The list instance and level of a paragraph: its own, else those of its style or of what that is based on."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        style = (_value(properties, "pStyle") if properties is not None else None) or self._plain
        instance, depth = _value(own, "numId"), _value(own, "ilvl")
        named = style
        for _ in range(LONGEST_CHAIN):
            element = self._styles.get(named)
            if element is None or (instance is not None and depth is not None):
                break
            inherited = element.find(f"{W}pPr/{W}numPr")
            if inherited is not None:
                instance = _value(inherited, "numId") if instance is None else instance
                depth = _value(inherited, "ilvl") if depth is None else depth
                if depth is None and instance is not None:
                    depth = self._depth_of(instance, named)
            named = _value(element, "basedOn") or ""
        if instance in (None, "0") or instance not in self._of:
            return None
        return str(instance), min(_whole(depth), DEEPEST)

    def _depth_of(self, instance: str, style: str) -> str | None:
        """A style that names a list names its level in the list's definition."""
        return next((str(depth) for depth, level in self._levels(instance).items() if level.style == style), None)

    # ── counting ──

    def _count(self, counters: Counters, instance: str, depth: int, level: Level, levels: dict[int, Level]) -> None:
        first = self._starts.get((instance, depth))
        if first is not None and (instance, depth) not in counters.begun:
            counters.values[depth] = first
        elif depth in counters.values:
            counters.values[depth] += 1
        else:
            counters.values[depth] = level.start if first is None else first
        counters.begun.add((instance, depth))
        for deeper in [d for d in counters.values if d > depth]:
            below = self._level(instance, deeper, levels) or Level()
            if below.restart is None or depth + 1 <= below.restart:
                del counters.values[deeper]

    def _shown(self, counters: Counters, instance: str, depth: int, level: Level, levels: dict[int, Level]) -> str:
        if level.form == "bullet":
            return PRIVATE.sub("•", level.text)
        if level.form == "none" and not SHOWN_LEVEL.sub("", level.text):
            return ""

        def figure(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shown = self._level(instance, at, levels) or Level()
            return written(counters.values.get(at, shown.start), "decimal" if level.legal and at != depth else shown.form)

        text = SHOWN_LEVEL.sub(figure, level.text)
        tight = level.suffix != "space" and text[-1:] in TIGHT
        return text if level.suffix == "nothing" or tight or not text else f"{text} "


def _level(element: _Element) -> Level:
    restart = _value(element, "lvlRestart")
    form = element.find(f".//{W}numFmt")  # within mc:AlternateContent for the newer forms
    return Level(
        form=(form.get(f"{W}val") if form is not None else None) or "decimal",
        text=_value(element, "lvlText") or "",
        start=_whole(_value(element, "start"), 0) if _value(element, "start") is not None else 0,
        restart=None if restart is None else _whole(restart),
        suffix=_value(element, "suff") or "tab",
        legal=element.find(f"{W}isLgl") is not None and _value(element, "isLgl") not in ("0", "false"),
        style=_value(element, "pStyle"),
    )


def _is_plain(style: _Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _value(element: _Element | None, child: str) -> str | None:
    found = element.find(f"{W}{child}") if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else otherwise
