"""Units: a figure in a multiplier or a unit that it cannot have been meant in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import regex

from govreport_nlp.models import Claim, Extraction, Fault
from govreport_nlp.rules.rule import Proposals, rule

MULTIPLIERS = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "": 1}
BESIDE = 3  # figures in a row with one in its paragraph, all told in one multiplier
APART, LIKE = 300, 10  # times as large as all beside it: no part of one statement is; and how near it comes once the multiplier is theirs
NAMED = 4  # characters of a name that two figures hardly share by chance
SLIPPING = frozenset({"万", "亿"})  # 总投资超4.4万亿元 behind two of 2800亿元 is no slip
SLIPS = (10**3, 10**4, 10**8)  # 千, 万, 亿 lost or put in
CLOSE = Fraction(1, 100)
PER_HEAD = (
    "每",
    "均",
    "百人",
    "千人",
    "万人",
    "百万",
    "百户",
    "亿元",
    "周转",
    "相当于",
    "折合",
    "折算",
    "全时",
    "率",
    "密度",
    "平方公里",
    "评分",
    "得分",
)
# what is done to so many: other counts with decimals are means and equivalents without end (周转12.4次, 相当于3.6个足球场)
DONE = regex.compile(
    r"出动|培训|接待|服务|参加|受理|办理|检查|接诊|慰问|救助|发放|走访|惠及|覆盖|参训|就诊|运送|发送|客运|游客|接访|排查|印|制作|公开|发布"
)
OF_TWO = ("万分点", "千分点", "年")  # 1.36个万分点, 6218.4人年
NOT_COUNTED = ("版", "级", "分", "代", "度", "岁", "折", "倍", "届", "期", "类", "档")


@rule("UNI401", "magnitude-slip", "数量级疑误", family="unit", level="warning")
def magnitude_slip(extraction: Extraction) -> Proposals:
    """A figure is told in the multiplier that it was meant in.

    Why: 万元 for 亿元 moves a figure by four orders of magnitude, and no sum need stand beside it.
    Good: 第一产业投资4.4亿元，第二产业投资60.2亿元，第三产业投资86.3亿元，其中房地产投资5.1亿元。
    Good: 全年出动执法人员2.6万人次，每千人口拥有托位4.6个。
    Bad: 第一产业投资4.4万元，第二产业投资60.2亿元，第三产业投资86.3亿元，其中房地产投资5.1亿元。
    Bad: 第一季度土地出让收入38.6亿元。下一步，巩固土地出让收入38.6万元的成果。
    Bad: 全年出动执法人员2.6人次。
    Silent when: fewer than three figures in a row with it share a multiplier, or it would still be
        unlike them in theirs; means and figures per head; no multiplier is written (单价, 标准);
        the two mentions differ in their digits; a count that was divided (每千人口4.6个), versions
        and degrees (2.0版, 6.2级).
    Source: invented; none in 78 published reports.
    """
    said: set[str] = set()
    for proposal in (
        *_odd_ones(extraction.claims),
        *_told_twice(extraction.claims),
        *_fractions(extraction.claims, extraction.document.text),
    ):
        if not {claim.id for claim in proposal.claims} & said:
            said.update(claim.id for claim in proposal.claims)
            yield proposal


def multiplier(claim: Claim) -> str:
    """The multiplier as printed: 万亿, 亿, 万 or none."""
    return next(word for word in MULTIPLIERS if word in claim.text)


def _odd_ones(claims: Sequence[Claim]) -> Iterator[Fault]:
    """4.4万元 beside 60.2亿元, 86.3亿元 and 5.1亿元."""
    for paragraph in _paragraphs(claims):
        for at, claim in enumerate(paragraph):
            meant = next((meant for beside in _beside(paragraph, at) if (meant := _meant(claim, beside))), None)
            if meant:
                yield _odd(claim, meant)


def _beside(paragraph: Sequence[Claim], at: int) -> Iterator[list[Claim]]:
    """The figures next to one, in each way of taking so many in a row."""
    for first in range(max(0, at - BESIDE), min(at, len(paragraph) - BESIDE - 1) + 1):
        yield [other for other in paragraph[first : first + BESIDE + 1] if other.id != paragraph[at].id]


def _meant(claim: Claim, beside: Sequence[Claim]) -> str | None:
    """The multiplier of all figures beside one, where it lies far outside of them as it is written, and among them in theirs."""
    own, theirs = multiplier(claim), {multiplier(other) for other in beside}
    mixed = len(theirs) > 1 or not theirs < SLIPPING or own not in SLIPPING - theirs
    if mixed or claim.quantity.approx is not None or any(other.unit != claim.unit for other in beside):
        return None
    meant = theirs.pop()
    values, written = [_value(other) for other in beside], _value(claim)
    read = written * MULTIPLIERS[meant] / MULTIPLIERS[own]
    apart = written >= APART * max(values) or written * APART <= min(values)
    return meant if apart and min(values) <= read * LIKE and read <= max(values) * LIKE else None


def _paragraphs(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The amounts and measures of each statement: 年末贷款余额84.92亿元；…，逾期额112.3万元 are two."""
    paragraph: list[Claim] = []
    for claim in claims:
        if claim.join in ("\n", "。", "；") and paragraph:
            yield paragraph
            paragraph = []
        if (
            claim.kind in ("amount", "measure")
            and claim.role != "threshold"
            and (claim.quantity.value or 0) > 0
            and "mean" not in claim.cues
        ):
            paragraph.append(claim)
    if paragraph:
        yield paragraph


def _value(claim: Claim) -> Fraction:
    return claim.quantity.value or Fraction(0)


def _odd(claim: Claim, meant: str) -> Fault:
    expected = claim.text.replace(multiplier(claim), meant)
    message = f"数量级疑误：“{claim.text}”与前后各数相差悬殊，疑为“{expected}”"
    message_en = f"{claim.text} is far from the figures beside it: {expected} may be meant"
    return Fault("UNI401", claim.start, claim.end, message, message_en, (claim,), expected, claim.text, guess=True)


def _told_twice(claims: Sequence[Claim]) -> Iterator[Fault]:
    """土地出让收入38.6亿元 here and 38.6万元 there."""
    told: dict[tuple[str, str | None, str], list[Claim]] = {}
    for claim in claims:
        named = claim.indicator.text if claim.indicator else ""
        if len(named) >= NAMED and claim.kind in ("amount", "measure") and claim.role in ("level", "target") and _value(claim):
            told.setdefault((named, claim.unit, claim.role), []).append(claim)
    for same in told.values():
        for first, second in combinations(same[:8], 2):
            low, high = sorted((_value(first), _value(second)))
            if multiplier(first) != multiplier(second) and any(abs(high / low / by - 1) <= CLOSE for by in SLIPS):
                message = f"数量级疑误：同一指标一处“{first.text}”，一处“{second.text}”"
                message_en = f"one thing is {first.text} here and {second.text} there"
                yield Fault(
                    "UNI401", second.start, second.end, message, message_en, (first, second), expected=first.text, stated=second.text
                )


def _fractions(claims: Sequence[Claim], text: str) -> Iterator[Fault]:
    """2.6人次: what is counted in whole pieces has no decimals unless a multiplier is lost, or it was divided by something."""
    divided: set[int] = set()
    for claim in claims:
        if any(word in claim.head for word in PER_HEAD) or "mean" in claim.cues:
            divided.add(claim.sentence)
        whole = claim.kind == "count" and not (claim.unit or "").endswith(NOT_COUNTED) and not any(m in claim.text for m in "万亿千百")
        if (
            whole
            and DONE.search(claim.head)
            and _is_broken(claim)
            and claim.sentence not in divided
            and not text.startswith(OF_TWO, claim.end)
        ):
            message = f"数量级疑误：“{claim.text}”按整数计，却有小数，疑漏“万”字"
            message_en = f"{claim.text} is counted in whole pieces: a multiplier may be lost"
            yield Fault("UNI401", claim.start, claim.end, message, message_en, (claim,), stated=claim.text, guess=True)


def _is_broken(claim: Claim) -> bool:
    return claim.quantity.value is not None and claim.quantity.value.denominator != 1


TIMES = "次"  # 人次, 户次, 件次: each time counts, not each person
LONGEST = 6  # parts of a sum that is told in one clause after the other


@rule("UNI403", "classifier-mixed", "人与人次混加", family="unit", level="notice", state="preview")
def classifier_mixed(extraction: Extraction) -> Proposals:
    """People are not added to visits of people.

    Why: 120人 and 300人次 make neither 420人 nor 420人次: one person may have come three times.
    Good: 培训干部120人次、群众300人次，共计420人次。
    Good: 出动执法人员120人次、检查企业300家，共计处罚12件。
    Bad: 培训干部120人、群众300人次，共计420人次。
    Silent when: the figures don't add up to the total behind them, so that no sum is told; the units
        don't differ by 次.
    Source: invented; none in 78 published reports.
    """
    claims = extraction.claims
    for at, total in enumerate(claims):
        parts = _summed(claims, at) if total.kind == "count" and "total" in total.cues else ()
        units = {claim.unit or "" for claim in (*parts, total)}
        if parts and len(units) == 2 and f"{min(units, key=len)}{TIMES}" in units:
            shown = "、".join(part.text for part in parts)
            message = f"“{shown}”与“{total.text}”：人与人次（件与件次等）不宜相加"
            message_en = f"{shown} and {total.text}: things are added to times"
            yield Fault("UNI403", parts[0].start, total.end, message, message_en, (*parts, total), stated=total.text)


def _summed(claims: Sequence[Claim], at: int) -> tuple[Claim, ...]:
    """The figures right before a total that add up to it, the most that do."""
    parts: list[Claim] = []
    found: tuple[Claim, ...] = ()
    following = claims[at]
    for claim in reversed(claims[max(0, at - LONGEST) : at]):
        if claim.kind != "count" or claim.sentence != following.sentence or following.join not in ("、", "，", ""):
            break
        parts.insert(0, claim)
        if len(parts) > 1 and sum(map(_value, parts)) == _value(claims[at]):
            found = tuple(parts)
        following = claim
    return found


RULES = (magnitude_slip, classifier_mixed)
