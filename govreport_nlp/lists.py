"""Which figures belong together: the parts of a whole, balances, lists that the text calls complete.

A list is looked for in five forms, each with its own idea of where it begins and ends. Where the text leaves two ends possible, the one
at which the parts meet their whole to the digit is taken: a list that adds up is a whole list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from govreport_nlp import lexicon
from govreport_nlp.interval import total
from govreport_nlp.models import Claim, Document, Group

ADDITIVE = ("count", "amount", "measure")
STOP, SEMICOLON, COMMA, PAUSE, LINE = "。", "；", "，", "、", "\n"
FARTHEST = 40  # figures of one list


def groups(document: Document, claims: Sequence[Claim]) -> tuple[Group, ...]:
    """Every list of figures with its whole, in the order of the text."""
    found: list[Group] = []
    for find in (_totals, _among, _numbered, _balances, _remainders):
        found.extend(find(document, claims))
    return tuple(sorted(_distinct(found), key=lambda group: (group.parts[0].start, -len(group.parts))))


def _distinct(found: Sequence[Group]) -> Iterator[Group]:
    seen: dict[frozenset[str], Group] = {}
    for group in found:
        ids = frozenset(claim.id for claim in (*group.parts, *((group.whole,) if group.whole else ())))
        if ids not in seen or (group.complete and not seen[ids].complete):
            seen[ids] = group
    return iter(seen.values())


def adds_up(parts: Sequence[Claim], whole: Claim, signs: Sequence[int] = ()) -> bool:
    """True where the usual readings of the parts and of the whole meet."""
    if len(parts) < 2 or any(part.quantity.narrow.low is None for part in parts):
        return False
    return total([part.quantity.narrow for part in parts], signs or [1] * len(parts)).meets(whole.quantity.narrow)


def _alike(claim: Claim, whole: Claim) -> bool:
    """True where a figure may be a part of the whole: the same unit, a level like it, not what a comparison is made with."""
    if claim.kind not in ADDITIVE or claim.kind != whole.kind or claim.unit != whole.unit:
        return False
    if not claim.cues.isdisjoint({"last_year", "from", "reference"}) or claim.role == "threshold":
        return False
    return claim.role == whole.role or (claim.role in ("level", "target") and whole.role in ("level", "target"))


def _level(claim: Claim) -> bool:
    return claim.kind in ADDITIVE and claim.role in ("level", "target", "change_up") and "last_year" not in claim.cues


# --- 66件，代理8件，共计74件 -----------------------------------------------------------------------------------------------------------------


def _totals(document: Document, claims: Sequence[Claim]) -> Iterator[Group]:
    """The total behind its parts."""
    for index, whole in enumerate(claims):
        plain = "total" in whole.cues
        if not (plain or "total_named" in whole.cues) or not _level(whole) or "part" in whole.cues:
            continue
        choices = [parts for parts in _before(claims, index) if len(parts) >= 2]
        if not choices:
            continue
        fitting = next((parts for parts in choices if adds_up(parts, whole)), None)
        if fitting:
            yield Group("total", fitting, whole, (1,) * len(fitting), True, "total")
        elif whole.join not in (STOP, LINE):
            sure = plain and _pure(claims, index, choices[0])
            yield Group("total", choices[0], whole, (1,) * len(choices[0]), sure, "total" if sure else "")


def _before(claims: Sequence[Claim], index: int) -> Iterator[tuple[Claim, ...]]:
    """The figures that a total may sum: back to the last semicolon, to the sentence's begin, to the line's; then shorter ones."""
    whole = claims[index]
    reach: list[Claim] = []
    ends: list[int] = []
    join = whole.join
    for claim in reversed(claims[max(0, index - FARTHEST) : index]):
        if join == LINE or not claim.cues.isdisjoint({"total", "total_named"}):
            break
        if join in (SEMICOLON, STOP):
            ends.append(len(reach))
        if _alike(claim, whole) and claim.depth == whole.depth:
            reach.append(claim)
        join = claim.join
    ends.append(len(reach))
    for end in dict.fromkeys(ends):
        yield tuple(reversed(reach[:end]))
    for end in range(2, len(reach)):
        yield tuple(reversed(reach[:end]))


def _pure(claims: Sequence[Claim], index: int, parts: Sequence[Claim]) -> bool:
    """True where nothing but the parts stands before the total in its statement: no other figures that might count."""
    first = claims.index(parts[0])
    between = claims[first:index]
    if parts[0].sentence != claims[index].sentence or not claims[index].cues.isdisjoint({"part", "share"}):
        return False
    return all(claim in parts or claim.kind in ("rate", "change_points", "duration") for claim in between) and index - first <= 8


# --- 总额10亿元，其中甲6亿元，乙4亿元; （甲6亿元、乙4亿元） ---------------------------------------------------------------------------------


def _among(document: Document, claims: Sequence[Claim]) -> Iterator[Group]:
    """The whole before its parts: 其中, 包括, a bracket, a colon."""
    for index, first in enumerate(claims[1:], 1):
        bracket = first.depth > claims[index - 1].depth
        if not (bracket or "part" in first.cues) or not _level(first):
            continue
        whole = _whole_before(claims, index, bracket)
        if whole is None:
            continue
        choices = list(_behind(claims, index, whole))
        if not choices:
            continue
        fitting = next((parts for parts in choices if adds_up(parts, whole)), None)
        parts = fitting or choices[0]
        cue = _completeness(parts, bracket)
        yield Group("bracket" if bracket else "among", parts, whole, (1,) * len(parts), bool(cue), cue)


def _whole_before(claims: Sequence[Claim], index: int, bracket: bool) -> Claim | None:
    """The nearest figure before a list that may be its whole."""
    first = claims[index]
    for claim in reversed(claims[max(0, index - 6) : index]):
        if first.sentence - claim.sentence > 1:
            return None
        outside = claim.depth < first.depth if bracket else claim.depth <= first.depth
        if outside and _level(claim) and _alike(first, claim) and not ("part" in claim.cues and "part" in first.cues):
            return claim
        if claim.join == LINE:
            return None
    return None


def _behind(claims: Sequence[Claim], index: int, whole: Claim) -> Iterator[tuple[Claim, ...]]:
    """The figures that a list may hold: up to the closing bracket, the semicolon, the sentence's end, the line's."""
    depth = claims[index].depth
    reach: list[Claim] = [claims[index]]
    ends: list[int] = []
    for claim in claims[index + 1 : index + FARTHEST]:
        if claim.depth < depth or claim.join == LINE or ("part" in claim.cues and claim.depth == depth):
            break
        if claim.join == STOP or (claim.join == SEMICOLON and not ends):
            ends.append(len(reach))
            if claim.join == STOP and depth:
                break
        if "total" in claim.cues and claim.depth == depth:
            break
        if claim.depth == depth and _alike(claim, whole):
            reach.append(claim)
    ends.append(len(reach))
    for end in dict.fromkeys(ends):
        yield tuple(reach[:end])
    for end in range(len(reach) - 1, 1, -1):
        yield tuple(reach[:end])


@cache
def _divisions() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(entry.split()) for entry in lexicon.table("wholes")["divisions"])


def _completeness(parts: Sequence[Claim], bracket: bool) -> str:
    """What calls the list whole: "listed", "rest", "bracket", "division", or nothing."""
    if len(parts) < 2 or "open" in parts[-1].cues:
        return ""
    if "listed" in parts[0].cues:
        return "listed"
    if "rest" in parts[-1].cues:
        return "rest"
    # （金牌88枚、银牌84枚、铜牌80枚） is all there is, （1—2月入库…，上年退库…） and （其中…、…） are not
    if bracket and "part" not in parts[0].cues and all(part.join == PAUSE for part in parts[1:]):
        return "bracket"
    heads = [(part.indicator.text if part.indicator else "") or part.head for part in parts]
    for division in _divisions():
        if len(division) == len(parts) and all(any(name in head for head in heads) for name in division):
            return "division"
    return ""


# --- （1）…866.34万元。（2）…15.94万元。 --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Numbered:
    first: int
    marks: tuple[int, ...]
    end: int


def _numbered(document: Document, claims: Sequence[Claim]) -> Iterator[Group]:
    """The first figures of numbered items, and a whole that stands before them."""
    for run in _runs(document):
        heads = []
        for start, end in zip(run.marks, (*run.marks[1:], run.end), strict=True):
            inside = [claim for claim in claims if start <= claim.start < end and claim.depth == 0]
            heads.append(inside[0] if inside and inside[0].kind in ADDITIVE else None)
        before = [claim for claim in claims if claim.start < run.first and _level(claim) and claim.depth == 0][-3:]
        parts = tuple(claim for claim in heads if claim is not None)
        if len(parts) < 2 or len(parts) < len(heads):
            continue
        for whole in reversed(before):
            alike = all(_alike(part, whole) for part in parts)
            if alike and adds_up(parts, whole):
                yield Group("numbered", parts, whole, (1,) * len(parts), True, "numbered")
                break


def _runs(document: Document) -> Iterator[_Numbered]:
    families: dict[tuple[str | None, str], list[tuple[int, int]]] = {}
    for section in document.sections:
        families.setdefault((section.parent, section.style), []).append((section.start, section.end))
    for spans in families.values():
        if len(spans) >= 2:
            yield _Numbered(spans[0][0], tuple(start for start, _ in spans), spans[-1][1])
    items: dict[tuple[str | None, str], list[tuple[int, int]]] = {}
    for item in document.items:
        items.setdefault((item.section, item.style), []).append((item.start, item.end))
    for spans in items.values():
        if len(spans) >= 2:
            yield _Numbered(spans[0][0], tuple(start for start, _ in spans), spans[-1][1])


# --- 收入…，加…，减…，结余… ------------------------------------------------------------------------------------------------------------


def _balances(document: Document, claims: Sequence[Claim]) -> Iterator[Group]:
    """A running balance: income, plus what was carried over, minus what was spent, leaves a rest."""
    for index, whole in enumerate(claims):
        if "balance" not in whole.cues or "carried" in whole.cues or whole.kind != "amount":
            continue
        parts, signs, explicit = _running(claims, index)
        for start in range(len(parts) - 1):
            if adds_up(parts[start:], whole, signs[start:]):
                yield Group("balance", tuple(parts[start:]), whole, tuple(signs[start:]), True, "balance")
                break
        else:
            if explicit and len(parts) >= 3 and parts[0].sentence == whole.sentence:
                yield Group("balance", tuple(parts), whole, tuple(signs), True, "balance")


def _running(claims: Sequence[Claim], index: int) -> tuple[list[Claim], list[int], bool]:
    """The figures before a balance with their signs; the last is True where the text writes 加 and 减."""
    whole = claims[index]
    parts: list[Claim] = []
    marks: list[int] = []
    join = whole.join
    for claim in reversed(claims[max(0, index - 14) : index]):
        if join == LINE or (join == STOP and len(parts) >= 4) or ("balance" in claim.cues and "carried" not in claim.cues):
            break
        if claim.depth == whole.depth and _alike(claim, whole) and "part" not in claim.cues:
            parts.append(claim)
            marks.append(-1 if "minus" in claim.cues else 1 if "plus" in claim.cues else 0)
        join = claim.join
    parts.reverse()
    marks.reverse()
    return parts, _signs(parts, marks), any(mark < 0 for mark in marks)


def _signs(parts: Sequence[Claim], marks: Sequence[int]) -> list[int]:
    """减 holds on until 加 or what was carried over; without either the words tell spending from income."""
    out: list[int] = []
    written = any(marks)
    sign = 1
    for part, mark in zip(parts, marks, strict=True):
        if written:
            sign = mark or (1 if "carried" in part.cues else sign)
        else:
            spent = any(word in part.head for word in ("支出", "上解", "还本", "调出", "付"))
            sign = -1 if spent and "补助收入" not in part.head else 1
        out.append(sign)
    return out


# --- 收到45件，办结40件，未结5件 ----------------------------------------------------------------------------------------------------------


def _remainders(document: Document, claims: Sequence[Claim]) -> Iterator[Group]:
    """What was taken in, what was done, what is left: the first is the sum of the other two."""
    for left, done, rest in zip(claims, claims[1:], claims[2:], strict=False):
        alike = left.unit == done.unit == rest.unit and left.kind == done.kind == rest.kind and left.kind in ADDITIVE
        if not alike or "remain" not in rest.cues or left.sentence != rest.sentence or left.depth != rest.depth:
            continue
        yield Group("rest", (done, rest), left, (1, 1), True, "remain")
