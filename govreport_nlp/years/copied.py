"""PAN972: a sentence of last year's report that stands in this year's with last year's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_nlp.entries import Entry
from govreport_nlp.models import Claim, Fault, Span
from govreport_nlp.years.rule import Pair, pair_rule

LEAST, LEAST_DIGITS = 2, 5  # figures, and digits of them all, that must be the same: fewer may be chance
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年|以来|累计|连续|每年|自.{1,8}起")
_BREAK = re.compile(r"[^。\n]+")


@pair_rule("PAN972", "stale-copy", "疑似照抄上年", family="wording", level="notice")
def stale_copy(pair: Pair) -> Iterator[Fault]:
    """A sentence with figures of this year is not the one of last year's report.

    Why: last year's report is the draft of this year's, and a paragraph is forgotten.
    Good: 调处矛盾纠纷3912件，接待咨询9,775人次。｜调处矛盾纠纷4025件，接待咨询9,812人次。
    Bad: 调处矛盾纠纷3912件，接待咨询9,775人次。｜调处矛盾纠纷3912件，接待咨询9,775人次。
    Silent when: fewer than two figures, or fewer than five digits of them all, are the same; the sentence names a year,
        a total over years or a plan; round figures, 100%, durations.
    Source: issue of the corpus; examples invented.
    """
    if not pair.in_sequence:
        return
    for span, old in _runs(pair):
        figures, before = _telling(pair.now, span), _telling(pair.other, old)
        digits = sum(map(_digits, figures))
        if len(figures) >= LEAST and len(before) == len(figures) and digits >= LEAST_DIGITS:
            words = pair.now.extraction.document.text[span.start : span.end]
            yield _fault(span, words, figures, tuple(pair.other.filed.named(claim) for claim in before), pair.other.filed.file)


def _runs(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """Sentences of this year's report that stand in last year's, those that follow one another there too as one stretch."""
    text, other = pair.now.extraction.document.text, pair.other.extraction.document.text
    spans = _sentences(other)
    then = {_plain(other[span.start : span.end]): at for at, span in enumerate(spans)}
    open_run: tuple[Span, Span, int] | None = None
    for span in _sentences(text):
        words = text[span.start : span.end]
        at = None if _YEAR.search(words) else then.get(_plain(words))
        if open_run is not None and at == open_run[2] + 1:
            open_run = (Span(open_run[0].start, span.end), Span(open_run[1].start, spans[at].end), at)
            continue
        if open_run is not None:
            yield open_run[:2]
        open_run = None if at is None else (span, spans[at], at)
    if open_run is not None:
        yield open_run[:2]


def _fault(span: Span, words: str, figures: tuple[Claim, ...], before: tuple[Claim, ...], file: str) -> Fault:
    shown = "、".join(claim.text for claim in figures)
    message = f"与上年报告（{file}）的句子一字不差，{len(figures)}个数字也相同：{shown}"
    message_en = f"the sentence stands word for word in last year's report ({file}), with the same {len(figures)} figures: {shown}"
    begin = span.start + len(words) - len(words.lstrip())
    return Fault("PAN972", begin, span.end, message, message_en, (*figures, *before))


def _sentences(text: str) -> list[Span]:
    """Stretches between full stops and line ends that hold a digit or a word."""
    return [Span(*found.span()) for found in _BREAK.finditer(text) if found[0].strip()]


def _plain(words: str) -> str:
    return "".join(words.split())


def _telling(entry: Entry, span: Span) -> tuple[Claim, ...]:
    """The figures of a stretch that chance would not repeat: of the report's own year, of two digits or more that are not zeros behind."""
    return tuple(claim for claim in entry.extraction.claims if span.start <= claim.start < span.end and _is_telling(entry, claim))


def _is_telling(entry: Entry, claim: Claim) -> bool:
    own = claim.period is None or claim.period == str(entry.filed.reviewed)
    return own and _digits(claim) >= 2 and claim.role not in ("target", "threshold") and claim.kind not in ("duration", "rank")


def _digits(claim: Claim) -> int:
    """How many digits a figure has, without zeros in front and behind."""
    return len(claim.quantity.digits.replace(".", "").strip("0"))


RULES = (stale_copy,)
