"""Shares: of one whole, structure ratios, bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from govreport_nlp import lexicon
from govreport_nlp.interval import total
from govreport_nlp.lists.among import completeness
from govreport_nlp.models import Claim, Extraction, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule

HUNDRED = Fraction(100)


@rule("PCT101", "shares-sum", "占比之和不等于100%", family="shares_total", level="warning")
def shares_sum(extraction: Extraction) -> Proposals:
    """The shares of one whole add up to 100 %.

    Why: a slip in one share hides easily among four; the sum shows it.
    Good: 案件来源构成如下：群众举报占63.8%，上级交办占4.7%，巡查发现占31.1%，其他占0.4%。
    Bad: 案件来源构成如下：群众举报占63.8%，上级交办占4.7%，巡查发现占31.1%，其他占4.0%。
    Silent when: nothing calls the list whole (如下, 分别为, 其他 as the last head) and it does not total 100;
        the denominators differ (each share names a whole of its own); several answers were allowed.
    Source: examples invented; the Bad line has one digit moved.
    """
    for run in _share_lists(extraction.claims):
        sentences = [tuple(told) for _, told in groupby(run, key=lambda claim: claim.sentence)]
        for parts in (run,) if len(sentences) == 1 or _totals_100(run) else sentences:
            whole = len(parts) >= 3 and completeness(parts, bracket=False) != ""
            if len(parts) >= 2 and (whole or _totals_100(parts)):
                doubt = ("没有字样表明所列各项就是全部", "nothing in the text says that the list is whole")
                yield Relation("PCT101", Operation.SUM, parts, HUNDRED, signs=(1,) * len(parts), sure=whole, doubt=doubt)


def _totals_100(parts: Sequence[Claim]) -> bool:
    written = all(part.quantity.approx is None for part in parts)
    return written and total([part.quantity.narrow for part in parts], [1] * len(parts)).contains(HUNDRED)


def _share_lists(claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """Runs of shares in a paragraph that are taken of one whole."""
    run: list[Claim] = []
    for claim in claims:
        if run and (claim.join == "\n" or claim.sentence - run[-1].sentence > 1):
            yield tuple(run)
            run = []
        if (
            claim.kind != "rate"
            or claim.unit != "%"
            or claim.cues.isdisjoint({"share", "contribution"})
            or "open" in claim.cues
            or claim.role != "level"
        ):
            continue
        if run and (_whole_name(claim) != _whole_name(run[-1]) or claim.depth != run[-1].depth):
            yield tuple(run)
            run = []
        run.append(claim)
    if run:
        yield tuple(run)


def _whole_name(claim: Claim) -> str:
    return claim.compared.text if claim.compared else ""


@rule("PCT106", "ratio-triple", "结构比之和不等于100", family="shares_total", level="warning")
def ratio_triple(extraction: Extraction) -> Proposals:
    """The terms of a structure ratio add up to 100.

    Why: 8.3∶41.4∶50.4 was rounded term by term; a slip of a digit shows in the sum.
    Good: 三次产业结构比为8.7∶41.2∶50.1。
    Bad: 三次产业结构比为8.7∶41.2∶51.8。
    Silent when: it is a time, a score, a scale, a ratio of incomes or mixtures, or any ratio whose
        terms are far from 100 in sum.
    Source: examples invented.
    """
    for run in ratios(extraction.claims):
        yield Relation("PCT106", Operation.SUM, run, HUNDRED, signs=(1,) * len(run))


def ratios(claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """The terms of each structure ratio."""
    run: list[Claim] = []
    for claim in claims:
        if run and claim.start - run[-1].end <= 3 and claim.join == "：" and _bare(claim):
            run.append(claim)
            continue
        if len(run) >= 2:
            yield tuple(run)
        run = [claim] if _bare(claim) else []
    if len(run) >= 2:
        yield tuple(run)


def _bare(claim: Claim) -> bool:
    """True for a term of a ratio: per cent, without the sign."""
    return claim.kind == "rate" and claim.unit == "%" and claim.text[-1:].isdecimal()


@rule("PCT104", "rate-out-of-range", "比率超出上限", family="bound", level="error")
def rate_out_of_range(extraction: Extraction) -> Proposals:
    """A rate that cannot exceed 100 % does not.

    Why: a lost decimal point makes 98.7% into 987%.
    Good: 全年立案率98.7%，年度任务完成率103%。
    Bad: 全年立案率103%。
    Silent when: the rate may exceed 100 (完成率, 执行率, 增长率, 产销率, 达产率 …): only names of a closed
        list are checked (lexicon/rates.toml); the figure is the change of a rate (合格率提高103%).
    Source: examples invented.
    """
    bounded = tuple(lexicon.words("rates", "bounded"))
    for claim in extraction.claims:
        name = claim.indicator.text if claim.indicator else ""
        if (
            claim.kind == "rate"
            and claim.unit == "%"
            and claim.role == "level"
            and name.endswith(bounded)
            and "share" not in claim.cues
            and "毛" not in name
        ):
            yield Relation("PCT104", Operation.AT_MOST, (claim,), HUNDRED)


RULES = (shares_sum, rate_out_of_range, ratio_triple)
