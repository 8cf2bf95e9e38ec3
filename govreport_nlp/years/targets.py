"""PAN974: a target of last year's report that this year's report calls met; and the table of targets and results, met or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from govreport_nlp.interval import Interval
from govreport_nlp.models import Operation, Relation
from govreport_nlp.panel.observations import Observation
from govreport_nlp.years.facts import is_restated
from govreport_nlp.years.rule import Pair, pair_rule

Bound = Literal["least", "most"]
Met = Literal["yes", "no", "open"]
_AT_MOST = re.compile(r"以内|以下|不超过|不高于|低于|控制在|不突破")
# less is better, or the direction is not told: 单位能耗下降3%, 失业率5.5%左右
_LESS_IS_BETTER = re.compile(r"下降|降低|减少|压减|失业|能耗|排放|浓度|事故|死亡|债|成本|价格|赤字|信访|投诉|发案")
_BREAK = re.compile(r"[，,；;。\n]")
_BEHIND = 4  # characters behind a figure that still belong to it: 5.5%以内
_MET = re.compile(
    r"""^[^。；\d]{0,8}?(?<![未没难可])
    (?:完成|达到|实现)了?
    (?P<whose>[^。；，,\d]{0,12}?)
    (?P<what>目标任务|目标|任务|计划)
    (?!数?的?\s*[约近]?\s*[\d百一二三四五六七八九])""",
    re.VERBOSE,
)
_NOT_OURS = re.compile(r"国家|上级|下达|交办|[省市部委]|五年|规划|十[三四五]五")
SET_ABOVE = ("“完成任务”说的可能是上级下达的数", "the task that was met may be one set by a higher office")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target of an earlier report with what the next one reports; `said_met` True where that calls it met.

    `bound` says whether the target is the least that is wanted or the most, None where the words do not tell.
    """

    target: Observation
    result: Observation
    bound: Bound | None
    said_met: bool

    @property
    def met(self) -> Met:
        """Yes where the usual readings meet the target, no where none does that a fair person admits; else open."""
        if self.bound is None:
            return "open"
        return "yes" if self._reached("narrow") else "open" if self._reached("wide") else "no"

    def _reached(self, reading: Literal["narrow", "wide"]) -> bool:
        target, result = (getattr(one.claim.quantity, reading) for one in (self.target, self.result))
        if self.result.claim.role == "change_down":
            result = -result
        low, high = (target, result) if self.bound == "least" else (result, target)
        return Interval(low.low, None, low.low_open).meets(Interval(None, high.high, False, high.high_open))


def outcomes(pair: Pair) -> Iterator[Outcome]:
    """Every target of last year's report for this year of which this year's report tells the result, once."""
    if not pair.in_sequence:
        return
    for (name, unit, measure), told in pair.other_facts.targets.items():
        found = pair.facts.growth.get(name, ()) if measure == "target growth" else (pair.facts.level((name, unit)),)
        if len(told) == 1 and len(found) == 1 and found[0] is not None and found[0].claim.unit == unit:
            yield Outcome(told[0], found[0], _bound(pair, told[0]), _met(pair, found[0]) is not None)


@pair_rule("PAN974", "target-said-met", "称已完成而未达目标", family="bound", level="warning")
def target_said_met(pair: Pair) -> Iterator[Relation]:
    """A target that is called met was reached by the figure beside it.

    Why: a missed target is no error; but the sentence that says it was met stays from the draft when the figure is corrected.
    Good: 2023年预期目标：城镇新增就业7000人以上。｜城镇新增就业7120人，超额完成年度目标。
    Good: 2023年预期目标：城镇新增就业7000人以上。｜城镇新增就业6120人。
    Bad: 2023年预期目标：城镇新增就业7000人以上。｜城镇新增就业6120人，超额完成年度目标。
    Silent when: nothing calls the target met (a missed one is in the table of targets, and no error); last year's
        report sets no target for the indicator, or several; the target is 国家下达 or of a plan of five years; less is better
        and no 以内 says so; undecided where only a task (任务), which may be set above, is called met.
    Source: issue of the corpus; examples invented.
    """
    for one in outcomes(pair):
        words = _met(pair, one.result)
        if words is None or one.bound is None or one.result.claim.role == "change_down" or is_restated(one.result):
            continue
        target, result = pair.other.filed.named(one.target.claim), one.result.claim
        operand, stated = (target, result) if one.bound == "least" else (result, target)
        yield Relation("PAN974", Operation.AT_MOST, (operand,), stated, sure="目标" in words, doubt=SET_ABOVE)


def _met(pair: Pair, result: Observation) -> str | None:
    """目标 or 任务 where the words behind a figure call it met: 7120人，超额完成年度目标; None for another's target (国家下达) or a rate of it."""
    extraction, claim = pair.now.extraction, result.claim
    text, end = extraction.document.text, extraction.document.sentences[claim.sentence].end
    found = _MET.match(text[claim.end : end])  # it holds no digit, so it ends before the next figure
    return None if found is None or _NOT_OURS.search(found["whose"]) else found["what"]


def _bound(pair: Pair, target: Observation) -> Bound | None:
    """Whether a target is the least that is wanted or the most; None where the words do not tell."""
    text, claim = pair.other.extraction.document.text, target.claim
    clause = _BREAK.split(text[max(0, claim.start - 30) : claim.start])[-1] + _BREAK.split(text[claim.start : claim.end + _BEHIND])[0]
    if _AT_MOST.search(clause):
        return "most"
    return None if _LESS_IS_BETTER.search(clause) or _LESS_IS_BETTER.search(target.name) else "least"


RULES = (target_said_met,)
