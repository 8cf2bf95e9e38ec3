"""The audit: every rule is asked, the judge decides, and each fact becomes one finding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from govreport_nlp.audit import blame
from govreport_nlp.audit.fingerprint import content, fingerprints
from govreport_nlp.audit.judge import Judgement, decide, judge
from govreport_nlp.audit.power import power
from govreport_nlp.audit.rereading import torn
from govreport_nlp.audit.selection import Case, select
from govreport_nlp.models import Document, Extraction, Fault, Finding, Relation, Repair, Verdict
from govreport_nlp.rules.rule import Rule

# The families that print what holds; of the others only what does not is worth a line
ARITHMETIC = ("sum", "subset", "share", "change", "growth", "shares_total", "product", "same", "range_order")

__all__ = ["Judgement", "audit", "decide", "judge", "power", "settle"]


def audit(extraction: Extraction, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Every finding of these rules, in the order of the text: what holds, what does not, what cannot be decided, and faults.

    A rule that raises ends the audit: that is a fault of the program, which a batch isolates file by file.
    """
    judged = list(_judged((rule, proposal) for rule in rules for proposal in rule.check(extraction)))
    cases = select(judged)
    further = torn(extraction, rules, cases)
    return _findings(extraction.document, select((*judged, *further)) if further else cases)


def settle(document: Document, proposals: Iterable[tuple[Rule, Relation | Fault]]) -> tuple[Finding, ...]:
    """The findings of proposals about one document, wherever they come from (a comparison of two years proposes its own)."""
    return _findings(document, select(_judged(proposals)))


def _findings(document: Document, cases: Sequence[Case]) -> tuple[Finding, ...]:
    names = fingerprints(content(c.rule.code, c.claims, document.text[c.start : c.end]) for c in cases)
    lines = [end.start() for end in re.finditer("\n", document.text)]
    starts = [section.start for section in document.sections]
    beside = blame.by_figure(cases)
    out = []
    for case, name, suspects in zip(cases, names, blame.suspects(cases), strict=True):
        slips = blame.explanations(case, suspects, beside)
        likely, repairs = blame.likely(suspects, slips), blame.repairs(slips)
        section = _section(document, starts, case.start)
        out.append(_finding(case, document, name, bisect_right(lines, case.start - 1) + 1, section, likely, repairs))
    return tuple(out)


def _judged(proposals: Iterable[tuple[Rule, Relation | Fault]]) -> Iterator[Case]:
    for rule, proposal in proposals:
        matter = proposal if isinstance(proposal, Fault) else judge(proposal, rule)
        if matter is not None:
            case = Case(rule, matter)
            if case.verdict is not Verdict.CONSISTENT or case.family in ARITHMETIC:
                yield case


def _finding(
    case: Case, document: Document, name: str, line: int, section: str | None, suspects: tuple[str, ...], repairs: tuple[Repair, ...]
) -> Finding:
    matter = case.matter
    words = matter.wording if isinstance(matter, Judgement) else matter
    return Finding(
        rule=case.rule.code,
        family=case.family,
        verdict=case.verdict,
        severity=case.rule.level if case.verdict is Verdict.INCONSISTENT else "notice",
        claims=tuple(claim.id for claim in case.claims),
        formula=matter.wording.formula if isinstance(matter, Judgement) else None,
        message=words.message,
        message_en=words.message_en,
        start=case.start,
        end=case.end,
        line=line,
        fingerprint=name,
        expected=words.expected,
        stated=words.stated,
        delta=matter.wording.delta if isinstance(matter, Judgement) else None,
        power=matter.power if isinstance(matter, Judgement) else None,
        suspects=suspects,
        repairs=repairs,
        section=section,
    )


def _section(document: Document, starts: Sequence[int], at: int) -> str | None:
    """The innermost section around a place: the last that begins before it and has not ended; `starts` is where they begin."""
    for index in range(bisect_right(starts, at) - 1, -1, -1):
        if at < document.sections[index].end:
            return document.sections[index].id
        if document.sections[index].parent is None:
            break
    return None
