"""Structure: the numbers of sections and items run on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from govreport_nlp.models import Extraction, Fault
from govreport_nlp.rules.rule import Proposals, rule


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A section or an item: its mark as printed, its number and its place."""

    mark: str
    ordinal: int
    start: int
    end: int


@rule("SEQ801", "sequence-gap", "序号跳号或重号", family="structure", level="error")
def sequence_gap(extraction: Extraction) -> Proposals:
    """The numbers of a list run on: none is left out, none stands twice.

    Why: a skipped number says that a passage was lost; a repeated one makes references to it ambiguous.
    Good: 一、总体情况
        （一）加强学习。
        （二）严格执法。
        二、下一步打算
        （一）补齐短板。
    Bad: 一、总体情况
        （一）加强学习。
        （二）严格执法。
        （四）强化监督。
    Bad: 一是加强组织领导。三是严格执法检查。
    Silent when: a list begins again with 1, or begins late (an excerpt); the forms of the marks differ.
    Source: GB/T 9704-2012.
    """
    for numbers in _lists(extraction):
        for before, after in pairwise(numbers):
            if after.ordinal not in (before.ordinal + 1, 1) or before.ordinal == after.ordinal:
                yield _fault(before, after)


def _lists(extraction: Extraction) -> Iterator[tuple[_Numbered, ...]]:
    """The numbered things of each list, in the order of the text: sections under one parent, items in one section, marks of one form."""
    document = extraction.document
    siblings: dict[tuple[str, str | None, str], list[_Numbered]] = {}
    for section in document.sections:
        if section.ordinal is not None:
            mark = _Numbered(section.number, section.ordinal, section.start, section.start + len(section.number))
            siblings.setdefault(("section", section.parent, section.style), []).append(mark)
    for item in document.items:
        mark = _Numbered(item.mark, item.ordinal, item.start, item.start + len(item.mark))
        siblings.setdefault(("item", item.section, item.style), []).append(mark)
    for numbers in siblings.values():
        yield tuple(numbers)


def _fault(before: _Numbered, after: _Numbered) -> Fault:
    expected = str(before.ordinal + 1)
    if after.ordinal == before.ordinal:
        message, message_en = f"序号重复：“{before.mark}”之后又是“{after.mark}”", f"{before.mark} stands twice"
    elif after.ordinal > before.ordinal:
        message, message_en = f"序号跳号：“{before.mark}”之后是“{after.mark}”", f"{after.mark} follows {before.mark}"
    else:
        message, message_en = f"序号倒退：“{before.mark}”之后是“{after.mark}”", f"{after.mark} follows {before.mark}"
    return Fault("SEQ801", after.start, after.end, message, message_en, expected=expected, stated=str(after.ordinal))


RULES = (sequence_gap,)
