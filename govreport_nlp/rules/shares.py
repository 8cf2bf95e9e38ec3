"""Shares: of one whole, structure ratios, bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

import regex

from govreport_nlp import lexicon
from govreport_nlp.interval import Interval, total
from govreport_nlp.lists import adds_up
from govreport_nlp.lists.reach import completeness
from govreport_nlp.lists.rows import row_of
from govreport_nlp.models import Claim, Extraction, Fault, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule

HUNDRED = Fraction(100)
UNBOUNDED = ("毛", "拨备", "流动性", "资金覆盖", "偿债")  # 毛入学率, 拨备覆盖率
# 从场所看，…；从原因看，…; 案件类型中，…: the same divided in another way
OTHERWISE = regex.compile(
    r"其中|[一二三四五六七八九十两]?[一-龥]?(?:合计|共)占|(?:从|按|就)[^，。；]{1,10}(?:看|分|来说|而言)[，,：:]?|[；。][^，。；]{1,12}(?:中|方面|里)[，,：:]"
)
SHARES = regex.compile(r"占|比重|比例|构成")


@rule("PCT101", "shares-sum", "占比之和不等于100%", family="shares_total", level="warning")
def shares_sum(extraction: Extraction) -> Proposals:
    """The shares of one whole add up to 100 %.

    Why: a slip in one share hides easily among four; the sum shows it.
    Good: 案件来源构成如下：群众举报占63.8%，上级交办占4.7%，巡查发现占31.1%，其他占0.4%。
    Bad: 案件来源构成如下：群众举报占63.8%，上级交办占4.7%，巡查发现占31.1%，其他占4.0%。
    Good: 现有干警89人。法官66人，占74%；辅助人员23人，占26%。
    Bad: 现有干警89人。法官66人，占74%；辅助人员23人，占36%。
    Silent when: nothing calls the list whole (如下, 分别为, 其他 as the last head, 税收 and 非税,
        counts that add up) and it does not total 100; the denominators differ (each share names a
        whole of its own); several answers were allowed.
    Source: examples invented; the Bad line has one digit moved.
    """
    counted = {group.parts for group in extraction.groups if group.whole and adds_up(group.parts, group.whole)}
    before = {share.id: part for part, share in pairwise(extraction.claims)}
    sums = {group.whole.id for group in extraction.groups if group.whole and group.whole.kind == "rate"}
    told_once = [claim for claim in extraction.claims if claim.id not in sums]  # 三类合计占71.1%
    for run in _share_lists(told_once, extraction.document.text):
        sentences = [tuple(told) for _, told in groupby(run, key=lambda claim: claim.sentence)]
        if not _totals_100(run) and any(map(_totals_100, statements := _statements(run))):
            sentences = statements
        together = len(sentences) == 1 or _totals_100(run) or _of_their_sum(run, before)
        for parts in (run,) if together else sentences:
            cue = completeness(parts, bracket=False)
            told = tuple(before[part.id] for part in parts if part.id in before) in counted
            whole = (cue != "" and len(parts) >= 3) or cue == "division" or told or _ends_with_rest(parts) or _of_their_sum(parts, before)
            if len(parts) >= 2 and (whole or _totals_100(parts)):
                doubt = ("没有字样表明所列各项就是全部", "nothing in the text says that the list is whole")
                yield Relation("PCT101", Operation.SUM, parts, HUNDRED, signs=(1,) * len(parts), sure=whole, doubt=doubt)
    for parts in _share_rows(extraction.claims):
        if _totals_100(parts):
            yield Relation("PCT101", Operation.SUM, parts, HUNDRED, signs=(1,) * len(parts))


def _statements(run: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """过夜占42.6%；省内占71.3%，省外占28.7%: between semicolons, and only what is told of more than one."""
    out: list[list[Claim]] = []
    for claim in run:
        if claim.join in ("；", "。") or not out:
            out.append([])
        out[-1].append(claim)
    return [tuple(parts) for parts in out if len(parts) > 1]


def _share_rows(claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """占比分别为60.5%、23.3%和16.2%: whether these are all is told by their sum alone."""
    for at, claim in enumerate(claims):
        row = row_of(claims, at)
        if row.start == at and len(row) > 1 and claim.unit == "%" and claim.role == "level" and SHARES.search(claim.head):
            yield tuple(claims[row.start : row.stop])


def _ends_with_rest(parts: Sequence[Claim]) -> bool:
    """法官66人，占74%；其他人员23名，占26%: the rest is named, and no list is left open."""
    last = parts[-1]
    named = last.indicator.text if last.indicator else ""
    counted = all(part.head.strip("\x01 　，") == "占" and part.join == "，" and part.compared is None for part in parts)
    return counted and named.startswith(("其他", "其它", "其余")) and "open" not in last.cues


def _of_their_sum(shares: Sequence[Claim], before: Mapping[str, Claim]) -> bool:
    """县直单位2475条，占62.2%。各乡镇1503条，占7.8%: all shares but one are of what the figures before them come to."""
    parts = [before[share.id] for share in shares if share.id in before]
    counted = len(parts) == len(shares) >= 2 and len({(part.unit, part.depth) for part in parts}) == 1
    if not counted or any(part.kind not in ("count", "amount", "measure") or part.quantity.approx for part in parts):
        return False
    values = [part.quantity.value or Fraction(0) for part in parts]
    whole = sum(values, Fraction(0))
    if whole <= 0:
        return False
    fitting = sum(share.quantity.narrow.contains(100 * value / whole) for value, share in zip(values, shares, strict=True))
    return fitting >= max(1, len(shares) - 1)


def _totals_100(parts: Sequence[Claim]) -> bool:
    written = all(part.quantity.approx is None for part in parts)
    return written and total([part.quantity.narrow for part in parts], [1] * len(parts)).contains(HUNDRED)


def _share_lists(claims: Sequence[Claim], text: str) -> Iterator[tuple[Claim, ...]]:
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
        otherwise = run and OTHERWISE.search(text[run[-1].end : claim.start])
        if run and (otherwise or _whole_name(claim) != _whole_name(run[-1]) or claim.depth != run[-1].depth):
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
    Bad: 其他辅助人员23名，占226%。
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
            and not any(word in name for word in UNBOUNDED)
        ):
            yield Relation("PCT104", Operation.AT_MOST, (claim,), HUNDRED)
    for part, share in pairwise(extraction.claims):
        if part.kind == "count" and part.sentence == share.sentence and share.join == "，" and _is_bare_share(share):
            yield Relation("PCT104", Operation.AT_MOST, (share,), HUNDRED)


def _is_bare_share(claim: Claim) -> bool:
    """其他人员23名，占26%: a share of those counted; 占年初预算的103% may be more."""
    bare = claim.head.strip("\x01 　，") in ("占", "占比", "占比为", "占比达")
    return (
        bare and claim.kind == "rate" and claim.unit == "%" and claim.role == "level" and "share" in claim.cues and claim.compared is None
    )


# what is taken in before a rate of it is told: 抽检26批次，合格率96.2%
TAKEN_IN = tuple("抽检 抽查 检测 检验 受理 收到 接收 办理 承办 交办 转办 立案 应诉 回访 调查 排查 参加".split())
BESIDE = ("，", "、", "")
SHORT_NAME = 4  # 合格率, 办结率: 隐患整改率, 调解成功率 are of other things than those that were counted


@rule("PCT103", "granularity", "比率粒度不可能", family="bound", level="warning", state="preview")
def granularity(extraction: Extraction) -> Proposals:
    """A rate of few things is one that so many things can have.

    Why: of 18 cases, 17 are 94.4 % and 18 are 100 %: there is no 97.5 %.
    Good: 全年抽检26批次，合格率96.2%。在18户中，满意率94.4%。
    Good: 全年办理应诉案件22件，出庭率95.5%。
    Bad: 全年抽检26批次，合格率97.5%。
    Bad: 全年办理应诉案件22件，出庭率98.2%。
    Silent when: so many things were counted that every rate can be had (100 for whole per cents, 1000
        for one decimal); the rate has a subject of its own, or a longer name; the count may be the
        numerator; it is approximate; scores, which are weighted (满意度).
    Source: Brown and Heathers, The GRIM test (2017); examples invented.
    """
    bounded = tuple(lexicon.words("rates", "bounded"))
    for counted, rate in pairwise(extraction.claims):
        if not _is_rate_of(counted, rate) or not _name(rate).endswith(bounded) or _name(rate).endswith("度"):
            continue
        whole, quantity = counted.quantity.value or Fraction(0), rate.quantity
        if whole < Fraction(10) ** (len(quantity.digits.partition(".")[2]) + 2) and not _can_be_had(int(whole), quantity.wide):
            near = round((quantity.value or Fraction(0)) * whole / 100)
            least, most = (
                f"{float(100 * k / whole):.2f}%" for k in (near, near + 1 if 100 * near < (quantity.value or 0) * whole else near - 1)
            )
            message = f"比率粒度不可能：{counted.text}中取整数，得不到{rate.text}（最近的是{least}和{most}）"
            message_en = f"no whole number of {counted.text} makes {rate.text}: the nearest are {least} and {most}"
            yield Fault("PCT103", rate.start, rate.end, message, message_en, (counted, rate), expected=least, stated=rate.text)


def _name(rate: Claim) -> str:
    return rate.head.strip("\x01 　，、").rstrip("为达到了均是")


def _is_rate_of(counted: Claim, rate: Claim) -> bool:
    exact = counted.kind == "count" and counted.unit != "家" and counted.quantity.wide.is_point and counted.role == rate.role == "level"
    told = rate.kind == "rate" and rate.unit == "%" and rate.quantity.approx is None and len(_name(rate)) <= SHORT_NAME
    beside = counted.sentence == rate.sentence and counted.depth == rate.depth and rate.join in BESIDE
    taken = "base" in counted.cues or any(word in counted.head for word in TAKEN_IN)
    return exact and told and beside and taken and (counted.quantity.value or 0) > 0


def _can_be_had(whole: int, share: Interval) -> bool:
    """True where some number of `whole` things, or `whole` of some number of things, is this share (in per cent)."""
    of_whole = any(share.contains(Fraction(100 * part, whole)) for part in range(whole + 1))
    return of_whole or any(share.contains(Fraction(100 * whole, larger)) for larger in range(whole, 20 * whole + 1))


RULES = (shares_sum, granularity, rate_out_of_range, ratio_triple)
