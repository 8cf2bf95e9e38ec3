"""The numbers that a browser shows before the items of ordered lists (ol, li)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from govreport_nlp.reading.ordinals import written

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NO_NUMBERS: Final = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*none", re.I)
LIST_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
FORMS: Final = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand", "simp-chinese-informal": "chineseCountingThousand", "cjk-decimal": "ideographDigital",
    "trad-chinese-informal": "chineseCountingThousand", "cjk-heavenly-stem": "ideographTraditional",
}  # fmt: skip


class OrderedLists:
    """Counts along a page: ask for each item, in order."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def number(self, item: LexborNode) -> str:
        """What stands before the item: "3. ", "一、"; "" in a list without numbers."""
        parent = item.parent
        if parent is None or parent.tag != "ol":
            return ""
        style = parent.attributes.get("style") or ""
        last = self._counts.get(parent.mem_id)
        following = _whole(parent.attributes.get("start"), 1) if last is None else last + 1
        number = self._counts[parent.mem_id] = _whole(item.attributes.get("value"), following)
        if NO_NUMBERS.search(style) or NO_NUMBERS.search(item.attributes.get("style") or ""):
            return ""
        named = LIST_STYLE.search(style)
        form = FORMS.get(named[1].lower() if named else parent.attributes.get("type") or "1", "decimal")
        return f"{written(number, form)}、" if form == "chineseCountingThousand" else f"{written(number, form)}. "


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,6}", value.strip()) else otherwise
