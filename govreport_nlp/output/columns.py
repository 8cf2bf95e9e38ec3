"""Text on a grid where a Chinese character takes two columns: its width, where lines may break, how it is shortened."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

_NO_LINE_BEGINS_WITH = frozenset("，。、；：？！）》】〕〉」』”’％%‰…—～·,.;:?!)]}")
_NO_LINE_ENDS_WITH = frozenset("（《【〔〈「『“‘([{")
_ATOM = re.compile(r"[!-~]+|\s|.", re.DOTALL)  # a word or number in ASCII stays whole, every other character stands for itself
_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def width(text: str) -> int:
    """The columns that it takes: wide and full-width characters two, combining and invisible ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def harmless(text: str) -> str:
    """The same text, character for character, without what could steer a terminal: escapes, direction marks, line ends."""
    if text.isprintable():
        return text
    return "".join(map(_harmless, text))


def _harmless(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() else "\ufffd" if unicodedata.category(char) in ("Cc", "Cs") or char in _DIRECTION else char


def pad(text: str, columns: int) -> str:
    """The text, filled with spaces up to a number of columns."""
    return text + " " * (columns - width(text))


def shorten(text: str, columns: int) -> str:
    """The text, cut to a number of columns; a cut is marked with …."""
    if width(text) <= columns:
        return text
    kept, used = 0, 1  # the ellipsis
    for char in text:
        used += _columns(char)
        if used > columns:
            break
        kept += 1
    return text[:kept] + "…"


def lines(text: str, columns: int, joints: Collection[int] = ()) -> Iterator[tuple[int, int]]:
    """Where the text breaks into lines of at most `columns` columns: (start, end), blanks at a break left out.

    No line begins with a closing mark or ends with an opening one, and none begins at one of the `joints`. What is wider than a whole
    line is cut.
    """
    start, end, used = 0, 0, 0
    for first, last in _units(text, joints):
        room = columns - used
        size = width(text[first:last])
        if size > room and end > start:
            yield start, end
            start, used = first, 0
        if start == first:
            while first < last and text[first].isspace():
                first += 1
            start = first
        while (size := width(text[first:last])) > columns:
            cut = first + max(1, _fitting(text[first:last], columns))
            yield first, cut
            start = first = cut
            used = 0
        used += size
        end = last
    if end > start:
        yield start, end


def _fitting(text: str, columns: int) -> int:
    """How many characters of it fit."""
    used = 0
    for index, char in enumerate(text):
        used += _columns(char)
        if used > columns:
            return index
    return len(text)


def _units(text: str, joints: Collection[int]) -> Iterator[tuple[int, int]]:
    """What may not be torn apart: a word, a character with the marks that cling to it."""
    start = end = 0
    glued = True
    for atom in _ATOM.finditer(text):
        clings = atom.group()[0] in _NO_LINE_BEGINS_WITH and not text[end - 1 : end].isspace()
        if end > start and not (glued or clings or end in joints):
            yield start, end
            start = end
        end = atom.end()
        glued = atom.group()[-1] in _NO_LINE_ENDS_WITH
    if end > start:
        yield start, end


def wrapped(text: str, columns: int, indent: str = "", hanging: str | None = None) -> str:
    """The text as lines of at most `columns` columns, each indented; the second and further ones by `hanging`."""
    rest = indent if hanging is None else hanging
    room = columns - max(width(indent), width(rest))
    pieces = [text[start:end].rstrip() for start, end in lines(text, room)]
    return "\n".join((indent if number == 0 else rest) + piece for number, piece in enumerate(pieces))
