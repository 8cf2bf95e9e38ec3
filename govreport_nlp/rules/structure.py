"""Structure: the numbers of sections and items run on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govreport_nlp.models import Extraction, Fault
from govreport_nlp.rules.rule import Proposals, rule

_DIGITS = "〇一二三四五六七八九"
_BLANKS = " \t\u3000\u00a0"
_BEFORE_MARK = "\n\r\u3000 。；：，;:,-"  # “-3-2.”: the number of a page, then the mark
_AFTER_NUMBER = "、．.，）)是要为来则"


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A section or an item: its mark as printed, its number and its place; `leads` where it begins a line."""

    mark: str
    ordinal: int
    start: int
    leads: bool

    @property
    def end(self) -> int:
        return self.start + len(self.mark)


@rule("SEQ801", "sequence-gap", "序号跳号或重号", family="structure", level="error")
def sequence_gap(extraction: Extraction) -> Proposals:
    """The numbers of a list run on: none is left out, none stands twice.

    Why: a skipped number says that a passage was lost; a repeated one makes references ambiguous.
    Good: 一、总体情况
        （一）加强学习。
        （二）严格执法。
        二、下一步打算
        （一）补齐短板。
    Bad: 一、总体情况
        （一）加强学习。
        （二）严格执法。
        （四）强化监督。
    Bad: 主要做法如下。一是加强组织领导。三是严格执法检查。
    Silent when: a list begins again with 1, begins late (an excerpt) or falls back; a paragraph with a
        list of its own stands inside of an item; a stray number stands between two that run on; the
        missing number stands between the two in another form (二要 for 二是); tables; articles of law.
    Source: GB/T 9704-2012; four true hits, all in one, among 78 published reports.
    """
    for numbers in _lists(extraction):
        for before, after in _breaks(numbers):
            lost = _lost(extraction.document.text, before, after)
            if lost or after.ordinal <= before.ordinal:
                yield _fault(before, after, lost)


def _lists(extraction: Extraction) -> Iterator[tuple[_Numbered, ...]]:
    """What may be one list, in the order of the text: sections under one parent, items in one section, marks of one form."""
    document = extraction.document
    siblings: dict[tuple[str, str | None, str], list[_Numbered]] = {}
    for section in document.sections:
        if section.ordinal is not None:
            mark = _Numbered(section.number, section.ordinal, section.start, _leads(document.text, section.start))
            siblings.setdefault(("section", section.parent, section.style), []).append(mark)
    for item in document.items:
        mark = _Numbered(item.mark, item.ordinal, item.start, _leads(document.text, item.start))
        siblings.setdefault(("item", item.section, item.style), []).append(mark)
    for numbers in siblings.values():
        yield tuple(numbers)


def _leads(text: str, start: int) -> bool:
    while start and text[start - 1] in _BLANKS:
        start -= 1
    return start == 0 or text[start - 1] in "\n\r"


def _breaks(numbers: Sequence[_Numbered]) -> Iterator[tuple[_Numbered, _Numbered]]:
    """The pairs (before, after) where a list breaks.

    `runs` holds the last number of each list that is open, the innermost last: “七是……办好10件实事。一是……十是……” and then “八是” at
    the head of a line goes on with the outer list.
    """
    runs: list[_Numbered] = []
    for number, following in zip(numbers, (*numbers[1:], None), strict=True):
        level = _continued(runs, number)
        if level is not None:
            runs[level:] = [number]
            continue
        if number.ordinal == 1 or not runs:
            runs.append(number)
            continue
        before = runs[-1]
        if _is_stray(before, number, following):
            continue
        mistyped = following is not None and following.ordinal == before.ordinal + 2
        if mistyped or number.ordinal >= before.ordinal:
            yield before, number
        runs[-1] = _Numbered(number.mark, before.ordinal + 1, number.start, number.leads) if mistyped else number


def _continued(runs: Sequence[_Numbered], number: _Numbered) -> int | None:
    """The index of the run that `number` goes on with: the innermost, or one around it whose items begin lines, unlike the inner."""
    for level in range(len(runs) - 1, -1, -1):
        if number.ordinal == runs[level].ordinal + 1:
            return level
        if not number.leads or runs[level].leads:
            return None
    return None


def _is_stray(before: _Numbered, number: _Numbered, following: _Numbered | None) -> bool:
    """True for a number that is no part of the list: without it, the list runs on."""
    return following is not None and following.ordinal == before.ordinal + 1 and number.ordinal != before.ordinal


def _lost(text: str, before: _Numbered, after: _Numbered) -> tuple[int, ...]:
    """The numbers left out, without those that stand between the two after all, in a form that was not read as a mark."""
    between = range(before.ordinal + 1, after.ordinal)
    return tuple(number for number in between if not _is_written(text, number, before.end, after.start))


def _is_written(text: str, number: int, start: int, end: int) -> bool:
    return any(
        _is_marked(text, at, at + len(form))
        for form in (str(number), _chinese(number))
        for at in _places(text, form, start, end)
    )  # fmt: skip


def _is_marked(text: str, start: int, end: int) -> bool:
    """True for “。2.” and for “。（2投资评审”, which lost its second bracket."""
    if text[start - 1] in "（(":
        return text[start - 2] in _BEFORE_MARK and not text[end : end + 1].isdecimal()
    return text[start - 1] in _BEFORE_MARK and text[end : end + 1] in _AFTER_NUMBER


def _places(text: str, words: str, start: int, end: int) -> Iterator[int]:
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def _chinese(number: int) -> str:
    """The number (below 200) in Chinese numerals, as list marks write it."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    ten = "" if not tens else "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    zero = "零" if hundreds and not tens and ones else ""
    return ("一百" if hundreds else "") + zero + ten + (_DIGITS[ones] if ones else "")


def _fault(before: _Numbered, after: _Numbered, lost: tuple[int, ...]) -> Fault:
    numbers = "、".join(map(str, lost))
    if after.ordinal == before.ordinal:
        message, message_en = f"序号重复：“{before.mark}”之后又是“{after.mark}”", f"{before.mark} stands twice"
    elif after.ordinal < before.ordinal:
        message, message_en = f"序号倒退：“{before.mark}”之后是“{after.mark}”", f"{after.mark} follows {before.mark}"
    elif len(lost) == after.ordinal - before.ordinal - 1:
        message, message_en = f"序号跳号：“{before.mark}”之后是“{after.mark}”，缺少第{numbers}项", f"{after.mark} follows {before.mark}"
    else:
        message, message_en = f"序号跳号：“{after.mark}”之前缺少第{numbers}项", f"before {after.mark}, {numbers} is left out"
    expected = lost[0] if lost else before.ordinal + 1
    return Fault("SEQ801", after.start, after.end, message, message_en, expected=str(expected), stated=str(after.ordinal))


_RANKS = ("cjk", "cjk_paren", "arabic", "arabic_paren")  # 一、（一）1.（1）


@rule("SEQ802", "sequence-level", "层次序数倒置", family="structure", level="style", state="preview")
def sequence_level(extraction: Extraction) -> Proposals:
    """A section's marks are of a lower rank than those of the section around it.

    Why: 一、 within 1. turns the outline over, and a table of contents made from it is wrong.
    Good: 一、总体情况
        1.强化学习。
        （1）集中学习6次。
    Bad: 一、总体情况
        1.强化学习。
        2.严格执法。
        （一）依法行政。
        （二）规范办案。
    Silent when: ranks are left out (1. below 一、 is allowed); ① and 第一 are none of the four ranks; only
        the first of a list is named.
    Source: GB/T 9704-2012, 7.3.3; one list among 78 published reports.
    """
    document = extraction.document
    around = {section.id: section for section in document.sections}
    told: set[str] = set()
    for section in document.sections:
        parent = around.get(section.parent or "")
        if parent is None or parent.id in told or section.style not in _RANKS or parent.style not in _RANKS:
            continue
        if _RANKS.index(section.style) < _RANKS.index(parent.style):
            told.add(parent.id)
            message = f"层次序数倒置：“{parent.number}”之下用了“{section.number}”"
            message_en = f"{section.number} stands below {parent.number}"
            end = section.start + len(section.number)
            yield Fault("SEQ802", section.start, end, message, message_en, stated=section.number)


RULES = (sequence_gap, sequence_level)
