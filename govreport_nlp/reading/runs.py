"""What of a Word file's XML stands on the page: which elements are present, and the text that they give, run by run.

Source: ECMA-376 part 1, §17; part 3 (alternate content).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from govreport_nlp.reading.numbering import W
from govreport_nlp.reading.transcript import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

# What is not on the page: deleted and moved away, field codes, the phonetic guide of a ruby, properties
ABSENT: Final = frozenset(
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr", "rubyPr",
        "pPrChange", "object", "tblGrid",
    )
)  # fmt: skip
SIGNS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
PAGE_BREAKS: Final = ("page", "column")
PRIVATE: Final = re.compile("[\ue000-\uf8ff]")

Piece: TypeAlias = "tuple[str, _Element | None]"  # a text and its run


def present(parent: _Element, wanted: tuple[str, ...]) -> Iterator[_Element]:
    """The outermost elements of these kinds below `parent`, through content controls and insertions, in order; no deleted ones."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag == f"{COMPATIBILITY}AlternateContent":
            yield from present(_chosen(child), wanted)
        elif child.tag not in ABSENT and not (child.tag == f"{W}sdt" and _is_contents(child)):
            yield from present(child, wanted)


def pieces_of(paragraph: _Element) -> Iterator[Piece]:
    """The text of a paragraph, piece by piece, each with its run; what its text boxes hold is not among it."""
    return ((text, run) for child in paragraph for text, run in _written(child, None) if text)


def text_in(element: _Element) -> str:
    """The text that an element within a run gives: none for a drawing, a tab for a tab."""
    return "".join(text for text, _ in _written(element, None))


def _written(element: _Element, run: _Element | None) -> Iterator[Piece]:
    tag = element.tag
    if tag in (f"{W}t", MATH_TEXT):
        yield clean(element.text or ""), run
    elif tag in SIGNS:
        yield ("" if element.get(f"{W}type") in PAGE_BREAKS else SIGNS[tag]), run
    elif tag == f"{W}sym":
        yield _symbol(element), run
    elif tag == f"{W}r":
        if element.find(f"{W}rPr/{W}vanish") is None:
            yield from _written_below(element, element)
    elif tag == f"{COMPATIBILITY}AlternateContent":
        yield from _written_below(_chosen(element), run)
    elif tag not in ABSENT and not tag.endswith(("}drawing", "}pict", "}txbxContent")):
        yield from _written_below(element, run)


def _written_below(parent: _Element, run: _Element | None) -> Iterator[Piece]:
    for child in parent:
        yield from _written(child, run)


def boxes(paragraph: _Element) -> Iterator[_Element]:
    """The contents of the text boxes that are anchored in a paragraph."""
    yield from present(paragraph, (f"{W}txbxContent",))


def _chosen(alternatives: _Element) -> _Element:
    """Of several renderings of one thing (a drawing and its VML), the first."""
    choice = alternatives.find(f"{COMPATIBILITY}Choice")
    if choice is None:
        choice = alternatives.find(f"{COMPATIBILITY}Fallback")
    return alternatives if choice is None else choice


def _symbol(element: _Element) -> str:
    """A sign of a symbol font; its private code says nothing without the font."""
    code = element.get(f"{W}char") or ""
    sign = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""
    return clean(PRIVATE.sub("•", sign))


def _is_contents(control: _Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
