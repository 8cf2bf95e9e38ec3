"""When figures may be parts of a whole, and when they add up to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from fractions import Fraction

from govreport_nlp.interval import total
from govreport_nlp.models import Claim

ADDITIVE = ("count", "amount", "measure")
STOP, SEMICOLON, COLON, COMMA, PAUSE, LINE = "。", "；", "：", "，", "、", "\n"
FARTHEST = 40  # figures of one list
CHANGES = ("change_up", "change_down")
# what a comparison is made with is no part of anything
COMPARISONS = frozenset({"last_year", "from", "reference"})
PEOPLE = frozenset("人名位")


def place_of(claims: Sequence[Claim], offset: int) -> int:
    """Which of the claims, in the order of the text, is the first that begins at this character or behind it."""
    return bisect_left(claims, offset, key=lambda claim: claim.start)


def adds_up(parts: Sequence[Claim], whole: Claim, signs: Sequence[int] = ()) -> bool:
    """True where the usual readings of the parts and of the whole meet."""
    if len(parts) < 2 or any(part.quantity.narrow.low is None for part in parts):
        return False
    return total([part.quantity.narrow for part in parts], signs or [1] * len(parts)).meets(whole.quantity.narrow)


def written_total(parts: Sequence[Claim]) -> Fraction | None:
    """The sum of the written values, None where one is not written as a single value."""
    values = [part.quantity.value for part in parts if part.quantity.value is not None]
    return sum(values, Fraction(0)) if len(values) == len(parts) else None


def written_size(claim: Claim) -> Fraction:
    """A value in units of its last written digit, 0 where none is written as a single value: among small ones sums meet by chance."""
    return claim.quantity.value / claim.quantity.place if claim.quantity.value is not None else Fraction(0)


def meets_to_the_digit(parts: Sequence[Claim], whole: Claim) -> bool:
    """True where the written values add up exactly, not only their intervals."""
    told = written_total(parts)
    return len(parts) >= 2 and told is not None and told == whole.quantity.value


def exceeds(parts: Iterable[Claim], whole: Claim) -> bool:
    """True where the parts together are more than the whole, by any usual reading."""
    low, high = total([part.quantity.narrow for part in parts]).low, whole.quantity.narrow.high
    return low is not None and high is not None and low > high


def alike(claim: Claim, whole: Claim, any_counter: bool = False) -> bool:
    """True where a figure may be a part of the whole: the same unit, told in the same way, not what a comparison is made with.

    With `any_counter` the things may be counted with other words (1000个项目，其中水库7座).
    """
    if claim.kind == whole.kind == "duration" and is_days(whole):
        return claim.unit == whole.unit and claim.role == whole.role and claim.cues.isdisjoint(COMPARISONS)
    if claim.kind not in ADDITIVE or claim.kind != whole.kind or claim.role == "threshold" or not claim.cues.isdisjoint(COMPARISONS):
        return False
    if "mean" in claim.cues or "mean" in whole.cues:
        return False  # means of parts add up to nothing
    if claim.unit != whole.unit and not (any_counter and claim.kind == "count") and not {claim.unit, whole.unit} <= PEOPLE:
        return False
    if claim.role == whole.role or {claim.role, whole.role} <= {"level", "target"}:
        return True
    # 保障项目478宗，其中新增122宗
    if whole.role == "level" and claim.role == "change_up" and {"new", "part"} <= claim.cues:
        return True
    # 新增企业10家，其中甲地6家: what is new is a change, its parts are told as levels
    return whole.role == "change_up" and "new" in whole.cues and "净增" not in whole.head and claim.role in ("level", "target")


def is_level(claim: Claim) -> bool:
    """True for a figure that may be a whole: an amount, a count or a measure, not the one before or the one planned for comparison."""
    return (claim.kind in ADDITIVE or is_days(claim)) and claim.role != "threshold" and claim.cues.isdisjoint({"last_year", "reference"})


def is_days(claim: Claim) -> bool:
    """True for days that are counted and not a length of time: 降水日数118天, 优良天数297天."""
    told = claim.indicator.text if claim.indicator else claim.head.rstrip("为达到共 ")
    return claim.kind == "duration" and claim.unit == "天" and told.endswith(("天数", "日数", "天气"))
