"""A part that its name tells: 地方财政收入 of 财政收入, 智能算力 of 总算力, 出口 of 进出口, 食品支出 of 人均消费支出 behind 其中."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from govreport_nlp import lexicon
from govreport_nlp.lists import adds_up
from govreport_nlp.lists.fit import ADDITIVE, alike, exceeds
from govreport_nlp.lists.kin import TOTAL_WORDS, name
from govreport_nlp.models import Claim, Extraction
from govreport_nlp.rules.new_and_all import Within

NEAR = 6  # figures between a name and the same name with a word before it


LEAST_CORE = 2  # characters of a name behind 总
AHEAD = 4  # figures behind a whole, among which its parts by name may stand


def named_within(extraction: Extraction) -> Iterator[Within]:
    """Parts by name with the whole before them; of those that make up their whole, or that a share is told of, more is said than that."""
    yield from _behind_a_word(extraction)
    claims = extraction.claims
    summed = {
        part.id for group in extraction.groups if group.whole and adds_up(group.parts, group.whole, group.signs) for part in group.parts
    }
    for at, whole in enumerate(claims):
        if whole.kind not in ADDITIVE or whole.role != "level" or {"last_year", "from", "against", "mean"} & whole.cues:
            continue
        for place in range(at + 1, min(at + 1 + AHEAD, len(claims))):
            part = claims[place]
            if part.sentence != whole.sentence or part.join not in ("", "、", "，"):
                break
            rate = claims[place + 1] if place + 1 < len(claims) else None
            plain = (
                part.role == "level"
                and part.cues.isdisjoint({"part", "last_year", "from", "to", "against", "all"})
                and part.depth == whole.depth
            )
            shared = rate is not None and "share" in rate.cues and rate.sentence == part.sentence
            if (
                plain
                and not shared
                and part.id not in summed
                and alike(part, whole)
                and not exceeds([part], whole)
                and _is_named_within(part, whole)
            ):
                yield part, whole, False


def _is_named_within(part: Claim, whole: Claim) -> bool:
    """智能算力 of 总算力, 出口 of 进出口 (lexicon/wholes.toml)."""
    of_all, own = name(whole), name(part)
    head, total, core = of_all.rpartition("总")
    if total and len(core) >= LEAST_CORE and not head and own.endswith(core) and len(own) > len(core):
        return True
    return any(of_all.endswith(first) and not own.endswith(first) and own.endswith(others) for first, others in _wholes())


@cache
def _wholes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((entry.split()[0], tuple(entry.split()[1:])) for entry in lexicon.words_by_entry("wholes", "within"))


def within_mean(claims: Sequence[Claim]) -> Iterator[Within]:
    """人均消费支出16347元，增长14.0%；其中食品支出6001元: means of the same people may be parts of one another."""
    for at, part in enumerate(claims):
        if "part" not in part.cues or part.kind != "amount" or "mean" in part.cues or not at:
            continue
        ahead = (claim for claim in reversed(claims[max(0, at - AHEAD) : at]) if claim.sentence == part.sentence and claim.role == "level")
        whole = next((claim for claim in ahead if claim.kind == part.kind), None)
        if whole and "mean" in whole.cues and whole.unit == part.unit and part.role == "level" and not exceeds([part], whole):
            yield part, whole, False


def _behind_a_word(extraction: Extraction) -> Iterator[Within]:
    """财政总收入29亿元，地方财政总收入16亿元: a word before the same name tells of a part of it."""
    claims, words = extraction.claims, lexicon.words("wholes", "parts")
    for at, part in enumerate(claims):
        core = _named_part(part, words)
        if not core or part.role != "level" or part.kind not in ADDITIVE or {"part", "mean"} & part.cues:
            continue
        for whole in reversed(claims[max(0, at - NEAR) : at]):
            if part.sentence - whole.sentence > 1:
                break
            same = whole.depth == part.depth and whole.period == part.period and alike(part, whole) and whole.role == "level"
            if same and TOTAL_WORDS.sub("", name(whole)) in (core, f"全社会{core}", f"全部{core}"):
                yield part, whole, True
                break


def _named_part(claim: Claim, words: Iterable[str]) -> str:
    """What a name tells a part of: 工业增加值 of 规模以上工业增加值; nothing for other names."""
    text = TOTAL_WORDS.sub("", name(claim))
    word = next((word for word in words if text.startswith(word)), "")
    return text.removeprefix(word) if word and len(text) >= len(word) + 2 else ""
