"""Section marks: what looks like 一、（一）1.（1）① 第一， 第一章 ——, where it stands, and which are refused.

A `Mark` is a candidate: `sections` decides whether it opens a section or an item of an inline list.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final, Literal

Place = Literal["line", "stop", "colon", "semicolon", "comma", "space", "glued"]

CJK_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
N: Final = "一二三四五六七八九十百"

# What a mark begins with: nearly every other character is passed over at once, and so are the digits inside a long number.
HEAD: Final = rf"[第其{N}（(㈠-㈩⑴-⒇⒈-⒛①-⑳㉑-㉟㊱-㊿❶-❿➀-➉—─―–-]|(?<!\d)\d"

MARK: Final = re.compile(
    rf"""
    (?={HEAD})(?:
      (?P<chapter>      第[{N}\d]{{1,3}}(?:章|部分|篇|编)(?!第|的|所|规定|内容) )
    | (?P<subchapter>   第[{N}\d]{{1,3}}节(?!第|的|所|规定|课|假) )
    | (?P<di>           [第其][{N}]{{1,3}}[，、：,:] )
    | (?P<shi>          (?<![{N}〇○零第其\d])[{N}]{{1,3}}是 )
    | (?P<yao>          (?<![{N}〇○零第其\d])[{N}]{{1,3}}要(?!素|点|义|求|务|件|闻|道|么) )
    | (?P<cjk_paren>    [（(][ ]?[{N}]{{1,4}}[ ]?[）)][、．.]? | [㈠-㈩]
                      | (?<![{N}第（(])[{N}]{{1,3}}[）)] | [（(][{N}]{{1,3}}(?=[\u4e00-\u9fff]) )
    | (?P<cjk>          (?<![{N}〇○零第其])[{N}]{{1,4}}[ ]?(?:、|[．.](?!\d)) )
    | (?P<arabic_paren> [（(][ ]?\d{{1,3}}[ ]?[）)]、? | [⑴-⒇] | (?<![\d.．/％%（(A-Za-z-])(?<!\d[:：])\d{{1,2}}[）)] )
    | (?P<arabic>       (?<![\d.．/％%A-Za-z—–~～至-])(?<!\d[:：])
                        [1-9１-９]\d{{0,2}}[ ]?(?:[.．](?!\d)|、|[.．](?=(?:19|20)\d\d\s?年)) | [⒈-⒛] )
    | (?P<tight>        (?:(?<=[\n\r])|(?<=[\n\r][ \t\u3000])|(?<=[ \u3000][ \u3000]))[1-9１-９]\d{{0,2}}[.．](?=\d) )
    | (?P<circled>      [①-⑳㉑-㉟㊱-㊿❶-❿➀-➉] )
    | (?P<dash>         (?<![—─―–-])[—─―–-]{{2,4}}(?=[\u4e00-\u9fff“]) )
    )
    """,
    re.VERBOSE,
)

SENTENCE_END: Final = frozenset("。！？!?…")
CLOSERS: Final = frozenset("”’」』）)】》〉")
BLANKS: Final = frozenset(" \t\u3000\xa0\u200b\ufeff\v\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B))))
NEWLINES: Final = frozenset("\n\r\f\x85\u2028\u2029")

# Marks are no marks inside these; a pair further apart than LONGEST_PAIR is taken for two slips, not for a pair
# (“…电子邮箱：pzxxgkb＠163.com。一、概述” never closes its bracket).
PAIRS: Final = {"）": "（(", ")": "（(", "”": "“", "’": "‘", "》": "《", "〉": "〈", "」": "「", "』": "『", "】": "【", "〕": "〔"}
OPENERS: Final = frozenset("".join(PAIRS.values()))
LONGEST_PAIR: Final = 300

# “第二十条第（五）项”, “第（一）、（二）项”, “前款（三）至（五）项”: law articles, not sections.
ARTICLE_BEFORE: Final = re.compile(rf"(?:第|第[{N}\d]{{1,5}}[条款]|[{N}\d][）)][、和及与至或])\Z")
ARTICLE_AFTER: Final = re.compile(rf"\s?(?:项(?!目)|款(?!项)|目(?!标|前|录|的)|条(?!件|例)|至|[、和及与或—～-]?[（(][{N}]+[）)])")
# “一、二、三产业”, “十一、十二月”, “1、2月份”: a list of numbers. “一、三年来的工作”, “1、2023年收支” are headings.
COUNTED: Final = "[、和及与至—～-]|[产季线级类期度月日号条款项章层楼班届]|次产业"
NUMBERS_AFTER: Final = re.compile(rf"(?P<number>[{N}]{{1,4}}|\d{{1,3}}(?!\d))(?P<rest>{COUNTED}|)")
# “——二〇二六年一月二十七日在甘肃省十四届人民代表大会第四次会议上”, “——在全县经济工作会议上的讲话”: the line under a title.
DELIVERY: Final = re.compile(r"(?:二[〇○零]|[^。！？\n]{0,40}会议?上|[^。！？\n]{0,20}(?:总理|省长|市长|县长|区长|主席|乡长|镇长)\s)")
# “表（1）”, “附件1.”, “图2、”: a reference or a caption.
CAPTION_BEFORE: Final = re.compile(r"(?:表|图|附件|公式|例|第)\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """A candidate mark: `text[start:end]`, the `style` key of sections, its value (None for a dash), and what stands before it.

    `bracketed` marks stand within brackets or quotation marks.
    """

    start: int
    end: int
    style: str
    ordinal: int | None
    place: Place
    bracketed: bool = False

    def forgot_bracket(self, text: str) -> bool:
        """“（七严格实施”: the closing bracket is lost."""
        written = text[self.start : self.end].rstrip("、．.")
        return self.style == "cjk_paren" and written[0] in "（(" and not written.endswith(("）", ")"))


def find_marks(text: str) -> tuple[Mark, ...]:
    """All candidates in the order of the text, without those that are part of a law article, a list of numbers or a table."""
    inside = _Brackets(text)
    marks = [mark for found in MARK.finditer(text) if (mark := _mark(text, found, inside)) is not None]
    return tuple(_without_table_rows(text, _without_decimals(marks)))


def _without_decimals(marks: Sequence[Mark]) -> list[Mark]:
    """“1.96亿吨” at the head of a line is a figure; “21.5+2就业之家：” between the notes 20. and 22. is a note."""
    kept: list[Mark] = []
    numbered = [index for index, mark in enumerate(marks) if mark.style in ("arabic", "tight") and mark.place == "line"]
    vouched = set()
    for before, index, after in zip(numbered, numbered[1:], numbered[2:], strict=False):
        ordinals = [marks[i].ordinal or 0 for i in (before, index, after)]
        if marks[index].style == "tight" and ordinals == list(range(ordinals[0], ordinals[0] + 3)):
            vouched.add(index)
    for index, mark in enumerate(marks):
        if mark.style != "tight":
            kept.append(mark)
        elif index in vouched:
            kept.append(replace(mark, style="arabic"))
    return kept


def ordinal_of(written: str) -> int | None:
    """The value of an ordinal: 十二, 一百零三, 12, １２, ⑫; None for anything else.

    Only the numbers that count sections, up to 199.
    """
    if len(written) == 1 and written.isnumeric() and written not in "十百":
        return int(unicodedata.numeric(written))
    if written.isdigit():
        return int(written)
    hundreds, _, rest = written.rpartition("百")
    tens, has_ten, ones = rest.lstrip("零〇").rpartition("十")
    parts = (hundreds, tens, ones)
    if not written or any(part and part not in CJK_DIGITS for part in parts):
        return None
    ten = (CJK_DIGITS.get(tens, 1) if has_ten else 0) * 10
    return (CJK_DIGITS[hundreds] if hundreds else int("百" in written)) * 100 + ten + (CJK_DIGITS[ones] if ones else 0)


def _mark(text: str, found: re.Match[str], inside: _Brackets) -> Mark | None:
    style = str(found.lastgroup)
    start, end = found.span()
    before = _before(text, start)
    place = _place(text, before, start)
    written = "".join(c for c in unicodedata.normalize("NFKC", found[0]) if c in N or c.isdigit())
    mark = Mark(start, end, style, ordinal_of(written), place, inside.holds(start))
    if style == "dash":
        opens = place == "line" or (place == "stop" and text[before - 1] == "。")
        return mark if opens and not DELIVERY.match(text, end) else None
    if mark.ordinal is None or mark.ordinal == 0 or _is_refused(text, mark):
        return None
    if mark.forgot_bracket(text) and inside.holds(start + 1):
        return None  # “（一期工程已建成）” closes its bracket further on
    return mark


def _before(text: str, start: int) -> int:
    """Where the spaces before `start` begin."""
    while start and text[start - 1] in BLANKS:
        start -= 1
    return start


def _place(text: str, before: int, start: int) -> Place:
    """What stands before a mark, spaces aside; brackets that close after a full stop (“……。”二、) belong to the stop."""
    if before == 0 or text[before - 1] in NEWLINES:
        return "line"
    last, back = text[before - 1], before
    while back > max(0, before - 4) and text[back - 1] in CLOSERS:
        back -= 1
    if back and text[back - 1] in SENTENCE_END:
        return "stop"
    named: dict[str, Place] = {"；": "semicolon", ";": "semicolon", "：": "colon", ":": "colon", "，": "comma", ",": "comma", "、": "comma"}
    return named.get(last, "space" if before < start else "glued")


def _is_refused(text: str, mark: Mark) -> bool:
    before = text[max(0, mark.start - 8) : mark.start]
    if mark.style in ("cjk_paren", "arabic_paren") and (ARTICLE_BEFORE.search(before) or ARTICLE_AFTER.match(text, mark.end)):
        return True
    if mark.style == "cjk_paren" and (text[mark.start] in N or mark.forgot_bracket(text)) and mark.place != "line":
        return True  # “七）严格实施”, “（七严格实施”: to be believed only at the head of a line
    if mark.style in ("arabic", "arabic_paren") and mark.place == "glued" and CAPTION_BEFORE.search(before):
        return True
    if mark.style == "shi":  # “一是一，二是二”
        return text.startswith(text[mark.start : mark.end - 1], mark.end) and text[mark.end + 1 : mark.end + 2] in "，、。"
    if mark.style == "cjk" and text[mark.end - 1] in "．." and mark.place != "line":
        return True
    if mark.style in ("arabic", "cjk", "di") and text[mark.end - 1] in "、，,":
        return _lists_numbers(text, mark)
    return False


def _lists_numbers(text: str, mark: Mark) -> bool:
    """“一、二、三产业”, “1、2月份”: what follows is the next number, and not the beginning of a heading."""
    if mark.style == "di" and text.startswith("第", mark.end):  # “第一、第二轮中央生态环保督察”
        return True
    following = NUMBERS_AFTER.match(text, mark.end)
    if following is None:
        # “项目1、项目2、”: the words before each number are the same.
        word = text[max(0, mark.start - 2) : mark.start]
        return mark.place == "glued" and len(word) == 2 and text.startswith(word, mark.end)
    if following["rest"] in ("、", "条", "款", "项", "章"):
        return True
    return bool(following["rest"] or mark.style == "di") and ordinal_of(following["number"]) == (mark.ordinal or 0) + 1


class _Brackets:
    """Which places stand within a pair of brackets or quotation marks."""

    def __init__(self, text: str) -> None:
        """Pair by a stack per kind, so that one forgotten bracket spoils nothing else."""
        stacks: dict[str, list[int]] = {opener: [] for opener in OPENERS}
        steps: dict[int, int] = {}
        for found in re.finditer(r"[（(）)“”‘’《》〈〉「」『』【】〔〕]", text):
            char, at = found[0], found.start()
            if char in OPENERS:
                stacks[char].append(at)
                continue
            candidates = [stacks[opener] for opener in PAIRS[char] if stacks[opener]]
            if candidates:
                opened = max(candidates, key=lambda stack: stack[-1]).pop()
                if at - opened <= LONGEST_PAIR:
                    steps[opened + 1] = steps.get(opened + 1, 0) + 1
                    steps[at] = steps.get(at, 0) - 1
        self._places = sorted(steps)
        self._depths = list(accumulate(steps[place] for place in self._places))

    def holds(self, at: int) -> bool:
        index = bisect_right(self._places, at) - 1
        return index >= 0 and self._depths[index] > 0


# A row of a table that lost its cells: “一、本年新收政府信息公开申请数量300153006143119”, “1.其他税收 12345 13000”.
ROW: Final = re.compile(r"[^。！？；：!?;:\d]{2,48}(?P<cells>\d[\d .,、%\-\u3000]{0,120})")
LONGEST_GAP: Final = 200


def _without_table_rows(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Drop the marks of table rows, and the marks between two rows of one table (“（三）不予公开”, whose cells are its sub-rows)."""
    rows = [index for index, mark in enumerate(marks) if mark.style in ROW_STYLES and _is_row(text, marks, index)]
    dropped: set[int] = set()
    for first, second in pairwise(rows):
        gap = text[marks[first].end : marks[second].start]
        if len(gap) <= LONGEST_GAP and "。" not in gap:
            dropped.update(range(first, second + 1))
    return (mark for index, mark in enumerate(marks) if index not in dropped)


ROW_STYLES: Final = frozenset(("cjk", "cjk_paren", "arabic", "arabic_paren"))


def _is_row(text: str, marks: Sequence[Mark], index: int) -> bool:
    row = ROW.match(text, marks[index].end)
    following = marks[index + 1].start if index + 1 < len(marks) else len(text)
    if row is None or row.start("cells") >= following:
        return False
    cells = row["cells"]
    if sum(map(str.isdigit, cells)) < 4 or re.fullmatch(r"(?:19|20)\d\d\s*", cells):
        return False
    # “30000252.没有现成信息”: the number of the next row stuck to the cells of this one.
    return row.end() >= following or text[row.end()] in NEWLINES or cells.endswith((".", "、"))
