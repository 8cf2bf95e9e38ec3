"""What names say about a list: parts that are named alike, a division into what is and what is not, a part named after its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

import regex

from govreport_nlp import lexicon
from govreport_nlp.lists.fit import PEOPLE
from govreport_nlp.models import Claim

NOT = ("非", "不", "未", "无")
TOTAL_WORDS = regex.compile(r"合计|共计|总计|总(?!局|部|队|会|工会|经理)|累计")


def name(claim: Claim) -> str:
    """What a figure measures, as told; the words before it where nothing was found."""
    return claim.indicator.text if claim.indicator else claim.head.strip("\x01 ")


def common_pairs(one: str, other: str) -> Iterator[str]:
    """Two characters in a row of the first text that the second holds too."""
    return (one[at : at + 2] for at in range(len(one) - 1) if one[at : at + 2] in other)


def share_word(one: str, other: str) -> bool:
    """True where two texts have two letters in a row in common: 优良率 and 优良."""
    return any(pair.isalpha() for pair in common_pairs(one, other))


def named_alike(parts: Sequence[Claim]) -> bool:
    """发明类1件、实用新型类14件、外观设计类15件: different names with one end, so that one thing is told by its kinds."""
    names = [name(part) for part in parts]
    ends = [len(set(letters)) == 1 for letters in zip(*(reversed(text) for text in names), strict=False)]
    shared = len(list(takewhile(bool, ends)))
    return len(set(names)) == len(names) >= 2 and shared >= 1 and all(len(text) > shared for text in names)


def of_one_name(part: Claim, whole: Claim) -> bool:
    """城镇社会消费品零售额 of 社会消费品零售总额: without the words for a total, the part's name holds that of its whole."""
    core = TOTAL_WORDS.sub("", name(whole))
    return len(core) >= 2 and core in TOTAL_WORDS.sub("", name(part)) and core != name(part)


def ends_as(parts: Sequence[Claim], whole: Claim) -> bool:
    """中直工业增加值, 地方工业增加值 of 工业增加值: every part's name ends as that of the whole."""
    end = TOTAL_WORDS.sub("", name(whole))[-2:]
    return len(end) == 2 and all(name(part).endswith(end) for part in parts)


@cache
def _divisions() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(entry.split()) for entry in lexicon.words_by_entry("wholes", "divisions"))


@cache
def _traits() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(entry.split()) for entry in lexicon.words_by_entry("wholes", "traits"))


def crosses(parts: Sequence[Claim]) -> bool:
    """True where people are told by traits that go across one another: 党员86人，女干部39人."""
    if any(part.unit not in PEOPLE for part in parts):
        return False
    heads = [f"{name(part)} {part.head}" for part in parts]
    told = [frozenset(at for at, words in enumerate(_traits()) if any(word in head for word in words)) for head in heads]
    return any(told) and not frozenset.intersection(*told)


def divides(parts: Sequence[Claim]) -> bool:
    """True where the heads divide a world between them: 城镇 and 农村, 税收 and 非税, 批准逮捕 and 不批准逮捕."""
    heads = [name(part) or part.head for part in parts]
    if len(set(heads)) < len(heads):
        return False
    told = [f"{name(part)} {part.head}" for part in parts]  # 地方财政每年安排支出: named by its end, told by its begin
    if any(len(division) == len(told) and all(any(word in head for head in told) for word in division) for division in _divisions()):
        return True
    return len(heads) == 2 and any(
        (heads[0] and f"{no}{heads[0]}" == heads[1]) or (heads[1] and f"{no}{heads[1]}" == heads[0]) for no in NOT
    )
