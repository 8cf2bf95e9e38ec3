"""The words shown to a person, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from govreport_nlp.models import Extraction, Finding, Kind, Role, Severity, Verdict

Lang = Literal["zh", "en"]
Pair = tuple[str, str]

_SLIPS = 3

VERDICTS: Mapping[Verdict, Pair] = {
    Verdict.CONSISTENT: ("一致", "consistent"),
    Verdict.INCONSISTENT: ("不一致", "inconsistent"),
    Verdict.UNDECIDED: ("无法判定", "undecided"),
}
SEVERITIES: Mapping[Severity, Pair] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "notice": ("提示", "notice"),
    "style": ("体例", "style"),
}
KINDS: Mapping[Kind, Pair] = {
    "count": ("计数", "count"),
    "amount": ("金额", "amount"),
    "measure": ("计量", "measure"),
    "rate": ("比率", "rate"),
    "change_points": ("百分点", "points"),
    "duration": ("时长", "duration"),
    "rank": ("位次", "rank"),
    "other": ("其他", "other"),
}
ROLES: Mapping[Role, Pair] = {
    "level": ("水平", "level"),
    "change_up": ("增量", "rise"),
    "change_down": ("减量", "fall"),
    "target": ("目标", "target"),
    "threshold": ("界限", "threshold"),
}

SLIP: Pair = ("可能的笔误：", "possible slip: ")
ACCEPTED: Pair = ("已接受", "accepted")
KNOWN: Pair = ("已知", "known")


def pick(lang: Lang, zh: str, en: str) -> str:
    """The phrase in the language that was asked for."""
    return zh if lang == "zh" else en


def rule_name(code: str, lang: Lang) -> str:
    """A rule's name ("分项之和≠总数", "sum-mismatch"); empty for a code that no rule has."""
    from govreport_nlp import rules, years

    known = (*rules.RULES, *(pair.rule for pair in years.RULES)) if code.startswith("PAN") else rules.RULES
    return next((pick(lang, rule.name_zh, rule.name) for rule in known if rule.code == code), "")


def level_label(finding: Finding, lang: Lang) -> str:
    """How grave an inconsistency is ("错误"); for the other verdicts the verdict itself ("一致")."""
    pair = SEVERITIES[finding.severity] if finding.verdict is Verdict.INCONSISTENT else VERDICTS[finding.verdict]
    return pick(lang, *pair)


def settled_label(finding: Finding, lang: Lang) -> str:
    """What an office has said of it ("已接受", "已知"); empty where it counts."""
    if finding.accepted is not None:
        return pick(lang, *ACCEPTED)
    return pick(lang, *KNOWN) if finding.is_settled else ""


def message(finding: Finding, lang: Lang) -> str:
    """What the judge says of it."""
    return pick(lang, finding.message, finding.message_en)


def slips(extraction: Extraction, finding: Finding, lang: Lang) -> str:
    """Single slips of the hand that would explain it, the first three; empty where none does."""
    texts = {claim.id: claim.text for claim in extraction.figures}
    known = changes(texts, [(repair.claim, repair.text) for repair in finding.repairs], lang)
    return pick(lang, *SLIP) + known if known else ""


def changes(texts: Mapping[str, str], repairs: Iterable[tuple[str, str]], lang: Lang) -> str:
    """Figures with what they may have been meant to be, the first three ("31件 → 33件；或 12件 → 14件"); `texts` are those that are known, by id."""
    known = [f"{texts[claim]} → {text}" for claim, text in repairs if claim in texts]
    more = pick(lang, "，等", ", …") if len(known) > _SLIPS else ""
    return pick(lang, "；或 ", "; or ").join(known[:_SLIPS]) + more
