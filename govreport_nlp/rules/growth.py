"""Changes: from a value to another, by how much, by how many per cent, in which direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from govreport_nlp.interval import growth
from govreport_nlp.models import Claim, Extraction, Fault, Operation, Relation
from govreport_nlp.rules.deltas import deltas
from govreport_nlp.rules.near_changes import differences, growths, growths_from_delta
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.rules.steps import (
    ADDITIVE,
    STEPPED,
    Step,
    changes_of,
    direction_of,
    doubtful,
    signed,
    steps,
    years_averaged,
)

DEFLATED = ("可能按可比价或同口径计算", "the growth may be at constant prices or on another basis")
TIMES = ("倍", "番")  # of GRO205
PLAN = regex.compile(r"预算|计划|目标|任务")
REBASED = frozenset({"可比价", "同口径"})


@rule("GRO206", "delta-mismatch", "增减量不符", family="change", level="error")
def delta_mismatch(extraction: Extraction) -> Proposals:
    """A value minus the one before it is the change that is stated.

    Why: the difference is worked out in the head.
    Good: 办公费12.30万元，比上年14.10万元减少1.80万元。
    Good: 企业户数由126户增加到162户，吸纳就业增加860人。
    Good: 项目送审8.62亿元，审定7.94亿元，核减0.68亿元。
    Bad: 办公费12.30万元，比上年14.10万元减少2.80万元。
    Bad: 企业户数由126户增加到162户，增加46户。
    Bad: 全市用电量86.4亿千瓦时，上年为80.2亿千瓦时，增加9.2亿千瓦时。
    Silent when: the value of the year before is not in sight, or another figure stands between; the
        change is of something else or a yearly mean.
    Source: the form is that of budget reports of towns; examples invented.
    """
    told: set[str] = set()
    for step in steps(extraction.claims):
        for claim in _told(extraction.claims, step):
            if claim.unit == step.new.unit and claim.kind in STEPPED:
                told.add(claim.id)
                yield Relation(
                    "GRO206",
                    Operation.SUM,
                    (step.new, step.old),
                    claim,
                    signs=(1, -1),
                    direction=direction_of(claim),
                    sure=step.sure and REBASED.isdisjoint(claim.qualifiers),  # the prices of a growth are no matter of a difference
                )
    for old, new, claim in differences(extraction.claims, told):
        yield Relation("GRO206", Operation.SUM, (new, old), claim, signs=(1, -1), direction=direction_of(claim))


@rule("PCT105", "percent-vs-point", "百分比与百分点不符", family="change", level="warning")
def percent_versus_point(extraction: Extraction) -> Proposals:
    """Where two levels of a rate stand, their difference is told in points.

    Why: from 80 % to 85 % is five points, and 6.25 per cent; the two are often exchanged.
    Good: 参保率由82.0%提高到86.5%，提高4.5个百分点。
    Bad: 参保率由82.0%提高到86.5%，提高5.4个百分点。
    Silent when: the two levels are not in sight; the points are a gap (高于全省1.3个百分点) or the
        change of something else.
    Source: examples invented.
    """
    for step in steps(extraction.claims):
        for claim in _told(extraction.claims, step):
            if _points_as_per_cent(step, claim):
                yield _wrong_unit(claim)
            if step.new.kind == "rate" and step.new.unit == "%" and claim.kind == "change_points" and _of_the_step(claim):
                yield Relation("PCT105", Operation.SUM, (step.new, step.old), claim, signs=(1, -1), direction=direction_of(claim))


def _points_as_per_cent(step: Step, claim: Claim) -> bool:
    """由80.0%提高到85.0%，提高5.0%: what is told as per cent is the difference of the two rates, and not their growth."""
    rates = step.old.kind == step.new.kind == claim.kind == "rate" and step.old.unit == step.new.unit == claim.unit == "%"
    if not rates or not _of_the_step(claim) or (step.old.quantity.narrow.low or 0) <= 0:
        return False
    told = signed(claim)
    new, old = step.new.quantity.narrow, step.old.quantity.narrow
    return (new - old).meets(told) and not growth(new, old).meets(told)


def _of_the_step(claim: Claim) -> bool:
    """False for a change that is told against another time than the step's own: 由80%提高到85%，同比提高3个百分点."""
    return {"同比", "环比", "较基期"}.isdisjoint(claim.qualifiers)


def _wrong_unit(claim: Claim) -> Fault:
    message = f"“{claim.text}”是两个比率之差，应写作“百分点”"
    message_en = f"“{claim.text}” is the difference of two rates: it should be told in percentage points"
    return Fault("PCT105", claim.start, claim.end, message, message_en, (claim,), expected="百分点", stated="%")


@rule("GRO201", "yoy-mismatch", "增速与绝对值不符", family="growth", level="warning")
def growth_mismatch(extraction: Extraction) -> Proposals:
    """A growth rate is that of the two values, or of the value and its change.

    Why: a rate is kept when its value is corrected, or the amount of a change is printed as a rate.
    Good: 征收契税2.62亿元，同比增收3,126万元、增长13.5%。
    Bad: 征收契税2.62亿元，同比增收3,126万元、增长18.9%。
    Bad: 全年收入86.42万元，比上年79.31万元增长7.11%。
    Silent when: the rate is at constant prices or on another basis (可比价, 同口径, 扣除); GDP and value
        added, whose growth is real; the rate is a yearly mean (GRO202); the old value is not in sight.
    Source: the form is that of budget reports; examples invented.
    """
    claims = extraction.claims
    told: set[str] = set()
    for step in steps(claims):
        for claim in _told(claims, step):
            if claim.kind == "rate" and claim.unit not in TIMES and _is_of_level(step):
                told.add(claim.id)
                sure = step.sure and not doubtful(step.old, step.new, claim)
                yield Relation(
                    "GRO201", Operation.GROWTH, (step.old, step.new), claim, direction=direction_of(claim), sure=sure, doubt=DEFLATED
                )
    for new, delta, rate, sure in deltas(claims):
        if rate.id in told:
            continue
        told.add(rate.id)
        yield Relation(
            "GRO201", Operation.GROWTH_FROM_DELTA, (new, delta), rate,
            direction=direction_of(delta), sure=sure and not doubtful(new, delta, rate), doubt=DEFLATED,
        )  # fmt: skip
    for new, delta, rate in growths_from_delta(claims, told):
        told.add(rate.id)
        yield Relation("GRO201", Operation.GROWTH_FROM_DELTA, (new, delta), rate, direction=direction_of(delta))
    for old, new, rate in growths(claims, told):
        yield Relation("GRO201", Operation.GROWTH, (old, new), rate, direction=direction_of(rate))


def _told(claims: Sequence[Claim], step: Step) -> Iterator[Claim]:
    """The changes that are told of a step, those of all the years between its values together.

    收入86.4亿元，比预算82.1亿元多4.3亿元，同比增长8.6%: behind a plan, 同比 is of another value.
    """
    told = (claims[at] for at in changes_of(claims, step) if "年均" not in claims[at].qualifiers)
    return (claim for claim in told if "同比" not in claim.qualifiers or not PLAN.search(step.old.head))


def _is_of_level(step: Step) -> bool:
    return step.new.kind in STEPPED and step.new.role == "level"


@rule("GRO202", "cagr-mismatch", "年均增速不符", family="growth", level="warning")
def yearly_mean_mismatch(extraction: Extraction) -> Proposals:
    """A yearly mean of growth is that of the first and the last value over the years between them.

    Why: the number of years is miscounted, or one end is corrected.
    Good: 一般公共预算收入由2018年的23.6亿元增加到2023年的71.4亿元，年均增长24.8%。
    Bad: 一般公共预算收入由2018年的23.6亿元增加到2023年的71.4亿元，年均增长34.8%。
    Silent when: the years are not written with the values; the growth is real (GDP, 实际, 可比价) or
        of something else. One year more or fewer is allowed: both ends may be counted.
    Source: examples invented.
    """
    before: Step | None = None
    for step in steps(extraction.claims):
        own = _years(step)
        between = own or (_years(before) if before and _runs_on(before, step) else None)
        before = step if own else before
        for at in changes_of(extraction.claims, step):
            claim = extraction.claims[at]
            if claim.kind == "rate" and claim.unit == "%" and "年均" in claim.qualifiers:
                sure = step.sure and not doubtful(step.old, step.new, claim)
                for span in _spans(between, years_averaged(extraction, claim)):
                    yield Relation(
                        "GRO202", Operation.GROWTH, (step.old, step.new), claim,
                        direction=direction_of(claim), years=span, sure=sure, doubt=DEFLATED,
                    )  # fmt: skip


def _spans(between: int | None, averaged: tuple[int, bool] | None) -> tuple[int, ...]:
    """The numbers of years that a mean may be taken over: as many as are told, else those between the values, one more or fewer."""
    if averaged:
        years, recent = averaged
        # 由2017年的6.2亿元增加到2022年的12.5亿元，近三年年均增长…: of other years than those of the values
        return () if (between and abs(years - between) > 1) or (recent and not between) else (years,)
    return tuple(span for span in (between, between + 1, between - 1) if span > 0) if between else ()


def _runs_on(before: Step, step: Step) -> bool:
    """True where a second thing is told of the years of the first: 收入由2010年的5.2亿元增加到2015年的15.1亿元…；支出由11.7亿元增加到29.3亿元."""
    return before.old.sentence == step.old.sentence and step.old.period == step.new.period == before.new.period


def _years(step: Step) -> int | None:
    old, new = step.old.period or "", step.new.period or ""
    if old == new and len(span := old.split("-")) == 2 and all(len(year) == 4 for year in span):
        return int(span[1]) - int(span[0])  # 从2018年到2023年，收入由…增加到…
    if len(old) == len(new) == 4 and old.isdecimal() and new.isdecimal() and int(new) > int(old):
        return int(new) - int(old)
    return None


@rule("GRO203", "direction", "变动方向与数值矛盾", family="bound", level="error")
def direction(extraction: Extraction) -> Proposals:
    """What is said to grow grows, what is said to fall falls.

    Why: the two values are exchanged, or the verb is copied from another line.
    Good: 信访件由126件下降到98件，综合考核由第11位上升到第6位。
    Bad: 信访件由126件增加到98件。
    Silent when: ranks and other figures of which the smaller is the better; years; no direction is
        told (调整为); approximate values that meet.
    Source: naive forms of this rule read years as values; examples invented.
    """
    for step in steps(extraction.claims):
        if "from" not in step.old.cues or step.new.kind not in (*ADDITIVE, "rate") or _is_rank(step.old):
            continue
        if "rising" in step.new.cues:
            yield Relation("GRO203", Operation.AT_MOST, (step.old,), step.new)
        elif "falling" in step.new.cues:
            yield Relation("GRO203", Operation.AT_MOST, (step.new,), step.old)


def _is_rank(claim: Claim) -> bool:
    """考核由11名上升到6名, 由369位上升到235位: the smaller is the better; not so 执法人员由41名增加到48名."""
    return claim.unit == "位" or (
        claim.unit == "名" and any(word in claim.head for word in ("排", "位", "名次", "考核", "考评", "评比", "全省", "全市", "全国"))
    )


RULES = (growth_mismatch, yearly_mean_mismatch, direction, delta_mismatch, percent_versus_point)
