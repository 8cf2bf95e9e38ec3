"""The outline of a report: its tree of sections, its inline lists, its sentences.

`find_marks` yields what looks like a mark; here it is decided what each one opens. A mark at the head of a line or behind a full stop
opens a section; behind a comma or semicolon, an item of an inline list; behind a colon, what its successor opens (“……如下：一、主要成效
……。二、” or “……：一、回顾；二、展望”). A mark glued to a word (“新平台（1）充分发挥”) needs its place in the sequence to vouch for it.
Whatever continues a list has the nature of that list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from govreport_nlp.marks import Mark, find_marks
from govreport_nlp.models import ListItem, Section, Sentence, Span
from govreport_nlp.sentences import sentence_spans, soft_line_ends

Nature = Literal["section", "item"]

INLINE_STYLES: Final = frozenset(("shi", "yao"))
LEAF_STYLES: Final = frozenset(("dash",))
LONGEST_TITLE: Final = 40
# “其中：1、一般公共预算支出……”: parts of a figure, even where no second part is found.
INTRODUCES_PARTS: Final = re.compile(r"(?:其中|包括|分别|分别为|分别是|主要有|分为|即|例如)[：:]\s*\Z")
# “重点之一是”, “统一要求”: no list begins there.
ENDS_IN_ONE: Final = frozenset("之统唯万专单同逐另任某每")


# “…0000000四、政府信息公开行政复议”, “573802895.90元三、收到和处理”: behind the cells of a table, not “星期三、” or “统一、”.
OF_A_SORT: Final = re.compile(r"[型类级式档]")  # 小（一）型水库: no section
BEHIND_CELLS: Final = re.compile(r"[\d）)”%％元件条次个人项]\Z")


@dataclass(frozen=True, slots=True)
class Outline:
    """What `outline` finds; `sentences`, joined, give the text."""

    sections: tuple[Section, ...]
    items: tuple[ListItem, ...]
    sentences: tuple[Sentence, ...]


def outline(text: str) -> Outline:
    """Sections in the order of the text (ids s1, s2, …), inline items, sentences; offsets into `text`."""
    marks = find_marks(text)
    opened = _decide(text, marks)
    soft = soft_line_ends(text)
    sections = _tree(text, opened, soft)
    home = _Home(sections)
    spans = sentence_spans(text, [section.start for section in sections], soft)
    sentences = tuple(Sentence(span.start, span.end, home.of(span.start)) for span in spans)
    items = tuple(_items(text, [mark for mark, nature in opened if nature == "item"], spans, home))
    return Outline(sections, items, sentences)


@dataclass(slots=True)
class _Lists:
    """The lists that are open while reading: for each style, the last mark and what it was."""

    last: dict[str, tuple[int, Nature]] = field(default_factory=dict)
    open_styles: list[str] = field(default_factory=list)

    def continued_by(self, mark: Mark, skip: int = 0) -> Nature | None:
        """The nature of the open list that `mark` continues (leaving out up to `skip` numbers)."""
        ordinal, nature = self.last.get(mark.style, (0, None))
        return nature if mark.ordinal is not None and 0 < ordinal < mark.ordinal <= ordinal + 1 + skip else None

    def add(self, mark: Mark, nature: Nature) -> None:
        if nature == "section":
            if mark.style in self.open_styles:
                del self.open_styles[self.open_styles.index(mark.style) + 1 :]
            else:
                self.open_styles = [style for style in self.open_styles if style not in LEAF_STYLES]
                self.open_styles.append(mark.style)
            self.last = {style: entry for style, entry in self.last.items() if style in self.open_styles}
        self.last[mark.style] = (mark.ordinal or 0, nature)


def _decide(text: str, marks: Sequence[Mark]) -> list[tuple[Mark, Nature]]:
    """The marks that open something, with what they open."""
    following = _successors(marks)
    lists = _Lists()
    decided: list[tuple[Mark, Nature]] = []
    for mark, successor in zip(marks, following, strict=True):
        nature = _nature(text, mark, successor, lists)
        if nature is not None:
            lists.add(mark, nature)
            decided.append((mark, nature))
    return decided


def _successors(marks: Sequence[Mark]) -> list[Mark | None]:
    """For each mark the next one of its style, if it has the next number or, a few being lost, one soon after."""
    following: list[Mark | None] = [None] * len(marks)
    nearest: dict[str, Mark] = {}
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        candidate = nearest.get(mark.style)
        if candidate is not None and mark.ordinal is not None and 0 < (candidate.ordinal or 0) - mark.ordinal <= 3:
            following[index] = candidate
        nearest[mark.style] = mark
    return following


def _nature(text: str, mark: Mark, successor: Mark | None, lists: _Lists) -> Nature | None:
    """What a mark opens: a section, an item, or (None) nothing."""
    if mark.style in INLINE_STYLES:
        return _inline(text, mark, successor, lists)
    if mark.bracketed:
        return "item" if mark.style == "circled" else None
    if mark.place == "glued" and OF_A_SORT.match(text, mark.end):
        return None
    if mark.style in ("chapter", "subchapter", "dash"):
        return "section" if mark.place in ("line", "stop", "space") and _heads(text, mark) else None
    if mark.place in ("line", "stop"):
        return _leading(text, mark, successor, lists)
    if mark.place == "colon":
        return _behind_colon(text, mark, successor)
    continued = lists.continued_by(mark)
    if mark.place == "semicolon":
        return continued or "item"
    if continued is not None:
        if mark.place != "glued" or mark.style not in ("cjk", "di"):
            return continued
        return continued if BEHIND_CELLS.search(text, mark.start - 1, mark.start) else None
    if mark.place == "comma":
        return "item" if mark.ordinal == 1 and successor is not None and text[mark.end - 1] not in "、" else None
    return _glued(mark, successor, lists)


def _leading(text: str, mark: Mark, successor: Mark | None, lists: _Lists) -> Nature | None:
    """At the head of a line, or behind a full stop."""
    continued = lists.continued_by(mark)
    if mark.forgot_bracket(text) and lists.continued_by(mark, skip=1) != "section" and (mark.ordinal != 1 or successor is None):
        return None
    if mark.style == "di":
        # “第一，……第二，……” run on in a paragraph, and go on at the head of the next: one list.
        return continued or ("section" if mark.place == "line" else "item")
    return continued or "section"


def _behind_colon(text: str, mark: Mark, successor: Mark | None) -> Nature:
    if successor is not None and not successor.bracketed:
        if successor.place in ("semicolon", "comma"):
            return "item"
        if successor.place in ("line", "stop"):
            return "section"
    return "item" if INTRODUCES_PARTS.search(text[max(0, mark.start - 12) : mark.start]) or mark.style == "di" else "section"


def _glued(mark: Mark, successor: Mark | None, lists: _Lists) -> Nature | None:
    """Behind a word or a space: “…取得成效（一）坚持…”, “…QQ空间 一、财政收支…”."""
    if mark.style in ("cjk", "di") and mark.place == "glued":
        return None
    if mark.style in ("cjk_paren", "cjk"):
        return "section" if mark.ordinal == 1 or lists.continued_by(mark, skip=1) else None
    if mark.ordinal != 1:
        return None
    return "section" if successor is not None else None


def _heads(text: str, mark: Mark) -> bool:
    """A chapter's number stands apart or before words: “第一部分 概况”, “第一章总则”; a dash before words."""
    after = text[mark.end : mark.end + 1]
    return after != "" and after not in "，。；、）" and (mark.style == "dash" or mark.place == "line" or after in " \u3000")


def _inline(text: str, mark: Mark, successor: Mark | None, lists: _Lists) -> Nature | None:
    """一是 and 一要."""
    if mark.place not in ("glued", "space") or lists.continued_by(mark) is not None:
        return "item" if mark.style == "shi" or mark.ordinal != 1 or successor is not None else None
    before = text[mark.start - 1] if mark.start else ""
    return "item" if mark.ordinal == 1 and successor is not None and before not in ENDS_IN_ONE else None


@dataclass(slots=True)
class _Node:
    """A mark in the tree: index of its parent, depth from 1, where its section ends."""

    parent: int | None
    level: int
    end: int


def _nest(marks: Sequence[Mark], length: int) -> list[_Node]:
    """Nest by a stack: a style that is new goes deeper, a style on the stack closes what lies above it; a dash holds no other style."""
    nodes: list[_Node] = []
    stack: list[int] = []
    for index, mark in enumerate(marks):
        depth = next((d for d, opened in enumerate(stack) if marks[opened].style == mark.style), None)
        if depth is None:
            depth = len(stack) - (bool(stack) and marks[stack[-1]].style in LEAF_STYLES)
        for closed in stack[depth:]:
            nodes[closed].end = mark.start
        del stack[depth:]
        nodes.append(_Node(stack[-1] if stack else None, depth + 1, length))
        stack.append(index)
    return nodes


def _tree(text: str, opened: Sequence[tuple[Mark, Nature]], soft: frozenset[int]) -> tuple[Section, ...]:
    limits = [mark.start for mark, _ in opened[1:]] + [len(text)]
    heads = [(mark, limit) for (mark, nature), limit in zip(opened, limits, strict=False) if nature == "section"]
    nodes = _nest([mark for mark, _ in heads], len(text))
    return tuple(
        Section(
            id=f"s{index}",
            parent=None if node.parent is None else f"s{node.parent + 1}",
            level=node.level,
            number=text[mark.start : mark.end],
            style=mark.style,
            ordinal=mark.ordinal,
            title=_title(text, mark.end, limit, soft),
            start=mark.start,
            end=node.end,
        )
        for index, ((mark, limit), node) in enumerate(zip(heads, nodes, strict=True), start=1)
    )


TITLE_END: Final = re.compile(
    r"""
      [。；;：！？] | [\n\r\f\x85\u2028\u2029]+
      # lines glued together: “促进社会和谐发展 一年来，”, “一、总体情况2022年，”
    | (?<=[\u4e00-\u9fff]{6})[ \u3000\xa0]+
    | (?<=情况|思路|数量|类别|概述|计划|总结|成效|问题|安排)(?=(?:19|20)\d\d年|\d{1,2}(?:[-—－～至]\d{1,2})?月)
    """,
    re.VERBOSE,
)


def _title(text: str, start: int, limit: int, soft: frozenset[int]) -> str:
    """The heading phrase behind a mark, on one line: up to the first stop or the line's end; of a long one, up to its first comma.

    A line that goes on (“（七）推进城乡融合发⏎展”) does not end it.
    """
    far = min(limit, start + 4 * LONGEST_TITLE)
    end = far
    for found in TITLE_END.finditer(text, start, far):
        if found.start() not in soft and text[start : found.start()].strip():
            end = found.start()
            break
    title = "".join(text[start:end].strip().splitlines())
    if len(title) > LONGEST_TITLE:
        comma = title.find("，", 1, LONGEST_TITLE + 1)
        title = title[: comma if comma > 0 else LONGEST_TITLE]
    return title


class _Home:
    """Which section a place lies in: the deepest, none before the first mark."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._starts = [section.start for section in sections]
        self._ids = [section.id for section in sections]

    def of(self, at: int) -> str | None:
        """The id of the section: the last one that begins at or before `at` (sections leave no gaps)."""
        index = bisect_right(self._starts, at) - 1
        return self._ids[index] if index >= 0 else None

    def next_start(self, at: int, length: int) -> int:
        """Where the next section begins, or `length`."""
        index = bisect_right(self._starts, at)
        return self._starts[index] if index < len(self._starts) else length


def _items(text: str, marks: Sequence[Mark], spans: Sequence[Span], home: _Home) -> Iterator[ListItem]:
    """Items, each up to the next of its list; the last up to the end of its paragraph, or of its sentence if the list runs in one."""
    sentence_ends = [span.end for span in spans]
    paragraph_ends = [end for end in sentence_ends if end == len(text) or text[_white_before(text, end) : end].strip(" \t\u3000\xa0")]
    following: dict[str, int] = {}
    found: list[ListItem] = []
    for mark in reversed(marks):
        ends = sentence_ends if mark.place in ("colon", "semicolon", "comma") else paragraph_ends
        bound = min(home.next_start(mark.start, len(text)), paragraph_ends[bisect_right(paragraph_ends, mark.start)])
        after = following.get(mark.style, len(text))
        end = after if after < bound else min(bound, ends[bisect_right(ends, mark.start)])
        following[mark.style] = mark.start
        written = text[mark.start : mark.end]
        found.append(ListItem(written, mark.style, mark.ordinal or 0, mark.start, end, home.of(mark.start)))
    yield from reversed(found)


def _white_before(text: str, at: int) -> int:
    """Where the white space before `at` begins."""
    while at and text[at - 1].isspace():
        at -= 1
    return at
