"""Multiples: how many times a value became, and that nothing falls by a whole multiple of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from govreport_nlp.models import Claim, Extraction, Fault, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.steps import ADDITIVE, Step, doubtful, steps

BASIS = ("可能按可比价或同口径计算", "the growth may be at constant prices or on another basis")
# 是2018年的3倍, 为上年的1.6倍
OF_YEARS = regex.compile(r"[前近上]\s?(?:\x01|\d|[一二两三四五六七八九十])+个?年")  # 是前三年8.4亿元的1.5倍: of all three
TIMES_OF = regex.compile(r"^[\s，、]*(?:已|达|约)?(?:是|为|相当于|达到?)(?:\x01|上年|去年|[末底同期])+的?(?:近|约)?\s?$")
BESIDE = ("", "，", "、")


@rule("GRO204", "decrease-by-multiple", "减少若干倍", family="wording", level="warning", state="preview")
def decrease_by_multiple(extraction: Extraction) -> Proposals:
    """What falls is not said to fall by one time or more.

    Why: what has fallen by 1倍 is gone; a half or a fall to a third was meant, nobody can tell.
    Good: 投诉量减少了一半，信访量下降0.6倍，办件量增长2倍。
    Bad: 全年投诉量比上年减少了2倍。
    Silent when: the fall is a part of one (0.6倍); the multiple is a level or a growth.
    Source: GB/T 15835 and style guides on 倍; none in 78 published reports.
    """
    for claim in extraction.claims:
        if (
            claim.unit == "倍"
            and claim.role == "change_down"
            and (claim.quantity.narrow.high or 0) > 1
            and (claim.quantity.value or 1) >= 1
        ):
            message = f"“{claim.text}”用于减少：减少不能以整倍数计，应写减少几成、百分之几或降为几分之几"
            message_en = f"a fall by {claim.text}: nothing falls by a multiple of itself"
            yield Fault("GRO204", claim.start, claim.end, message, message_en, (claim,), stated=claim.text)


@rule("GRO205", "multiple-mismatch", "倍数与数值不符", family="growth", level="warning", state="preview")
def multiple_mismatch(extraction: Extraction) -> Proposals:
    """A multiple is that of the two values beside it.

    Why: 翻一番 is twice and 翻两番 four times; 增长2倍 is three times and often taken for twice.
    Good: 规上企业由21家增加到84家，翻两番。产值由12.0亿元增加到36.0亿元，增长2倍。
    Good: 全年游客126万人次，是2018年42万人次的3倍。
    Bad: 规上企业由21家增加到84家，翻一番。
    Bad: 全年游客126万人次，是2018年42万人次的5倍。
    Silent when: 增长2倍 is read as twice or as three times and one of them fits; more or less than the
        multiple is told (翻一番多); the values are not both in sight; constant prices.
    Source: the forms are those of work reports; examples invented.
    """
    claims, text = extraction.claims, extraction.document.text
    for step in steps(claims):
        for multiple in _multiples_of(claims, step):
            if not text.startswith("半", multiple.end):  # 翻了一番半
                yield from _readings(step, multiple)
        after = claims[step.at + 1] if step.at + 1 < len(claims) else None
        if after and _is_times_of(after, step):
            yield Relation(
                "GRO205", Operation.RATIO, (step.new, step.old), after, sure=not doubtful(step.old, step.new, after), doubt=BASIS
            )
    for index, (old, multiple) in enumerate(pairwise(claims)):
        new = _compared(claims, index)
        if (
            new is not None
            and not _is_of_another(claims, index, old, multiple)
            and not OF_YEARS.search(text[max(0, old.start - 8) : old.start])
            and multiple.unit == "倍"
            and multiple.head.strip() in ("的", "的近", "的约")
            and multiple.sentence == old.sentence
        ):
            yield Relation("GRO205", Operation.RATIO, (new, old), multiple, sure=not doubtful(new, old, multiple), doubt=BASIS)


def _multiples_of(claims: Sequence[Claim], step: Step) -> Iterator[Claim]:
    """由21家增加到84家，翻两番; the figure right behind the step, without a name or a time of its own."""
    for claim in claims[step.at + 1 : step.at + 2]:
        named = claim.indicator is not None and claim.indicator.start > step.old.start
        bare = claim.head.strip("\x01 　").removeprefix("实现") in (
            "",
            "增长",
            "增加",
            "了",
            "增长了",
            "增加了",
            "提高",
            "提高了",
            "扩大",
            "扩大了",
        )
        beside = claim.sentence == step.new.sentence and claim.join in BESIDE and claim.depth == step.new.depth
        if beside and bare and not named and claim.unit in ("倍", "番") and step.new.kind in ADDITIVE:
            yield claim


def _is_times_of(claim: Claim, step: Step) -> bool:
    """由2018年的6.3万辆增加到18.9万辆，是2018年的3倍: the yardstick named again by its year."""
    again = TIMES_OF.match(claim.head) and claim.sentence == step.new.sentence and claim.join in BESIDE and claim.depth == step.new.depth
    return bool(again) and claim.unit == "倍" and step.of == 1 and step.new.kind in ADDITIVE


def _readings(step: Step, multiple: Claim) -> Iterator[Relation]:
    sure = not doubtful(step.old, step.new, multiple) and multiple.quantity.approx is None
    yield Relation("GRO205", Operation.GROWTH, (step.old, step.new), multiple, sure=sure, doubt=BASIS)
    if multiple.unit == "倍":
        yield Relation("GRO205", Operation.RATIO, (step.new, step.old), multiple, sure=sure, doubt=BASIS)


def _is_of_another(claims: Sequence[Claim], index: int, old: Claim, multiple: Claim) -> bool:
    """游客2876万人次，过夜893万人次，是2013年1106万人次的2.6倍: of the first."""
    value = old.quantity.value
    if not value:
        return False
    ahead = (claim for claim in claims[max(0, index - 6) : max(0, index - 1)] if claim.unit == old.unit and claim.sentence == old.sentence)
    return any(multiple.quantity.wide.contains((claim.quantity.value or 0) / value) for claim in ahead)


def _compared(claims: Sequence[Claim], index: int) -> Claim | None:
    """126万人次，是2018年42万人次的3倍: the figure before the yardstick, told in its unit."""
    old = claims[index]
    if not index or not old.head.lstrip("\x01 　，").startswith(("是", "为", "相当于", "等于")):
        return None
    new = claims[index - 1]
    alike = new.unit == old.unit and new.kind == old.kind and old.kind in ADDITIVE and new.depth == old.depth
    return new if alike and new.sentence == old.sentence and old.join in BESIDE and new.role == "level" else None


RULES = (decrease_by_multiple, multiple_mismatch)
