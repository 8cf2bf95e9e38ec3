"""A report as a notebook shows it: the text with its figures coloured, the findings beside it. One piece of HTML, no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources

from govreport_nlp.models import Claim, Extraction, Finding, Verdict
from govreport_nlp.output.labels import KINDS, ROLES, VERDICTS, level_label, rule_name, slips
from govreport_nlp.output.numbers import reading
from govreport_nlp.output.painting import painted

_GRAVITY = {Verdict.INCONSISTENT: 2, Verdict.UNDECIDED: 1, Verdict.CONSISTENT: 0}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A coloured stretch of the text."""

    start: int
    end: int
    classes: str
    hint: str
    anchor: str = ""


def page(extraction: Extraction, findings: Sequence[Finding]) -> str:
    """The report as a self-contained piece of HTML; everything that comes from the report is escaped."""
    prefix = f"gr-{extraction.document.source.sha256[:10]}"
    style = resources.files("govreport_nlp.output").joinpath("display.css").read_text("utf-8")
    return (
        f'<div class="govreport" lang="zh"><style>{style}</style>{_header(extraction, findings)}<div class="sides">'
        f'<div class="text">{_text(extraction, findings, prefix)}</div>'
        f'<aside class="found">{_found(extraction, findings, prefix)}</aside></div></div>'
    )


def _header(extraction: Extraction, findings: Sequence[Finding]) -> str:
    source, title = extraction.document.source, extraction.document.metadata.title
    counts = " · ".join(f"{VERDICTS[verdict][0]} {sum(f.verdict is verdict for f in findings)}" for verdict in Verdict)
    read = f"数字 {len(extraction.figures)} · 不作数字 {len(extraction.refused)} · 未读 {len(extraction.unread)}"
    return f"<header><b>{escape(title or source.path)}</b><small>{escape(source.path)} — {read} — {counts}</small></header>"


# ── the text ──


def _text(extraction: Extraction, findings: Sequence[Finding], prefix: str) -> str:
    text, at, pieces = extraction.document.text, 0, list[str]()
    for mark in _marks(extraction, findings, prefix):
        pieces.append(escape(text[at : mark.start]))
        anchor = f' id="{escape(mark.anchor)}"' if mark.anchor else ""
        hint = f' title="{escape(mark.hint)}"' if mark.hint else ""
        pieces.append(f'<span class="{mark.classes}"{anchor}{hint}>{escape(text[mark.start : mark.end])}</span>')
        at = mark.end
    return "".join(pieces) + escape(text[at:])


def _marks(extraction: Extraction, findings: Sequence[Finding], prefix: str) -> Iterator[_Mark]:
    """The stretches to colour, in order, none over another: claims first, then places of faults, then what was refused."""
    verdicts = _verdict_by_claim(findings)
    wanted = [
        _Mark(c.start, c.end, f"c {verdicts[c.id]}" if c.id in verdicts else "c", _hint(c), f"{prefix}-{c.id}") for c in extraction.figures
    ]
    wanted += [
        _Mark(finding.start, finding.end, finding.verdict.value, finding.message, f"{prefix}-f{number}")
        for number, finding in enumerate(findings)
        if not finding.claims
    ]
    wanted += [_Mark(r.start, r.end, "r", f"不作数字：{r.why}") for r in extraction.refused]
    for start, end, mark, first in painted(len(extraction.document.text), ((mark.start, mark.end, mark) for mark in wanted)):
        yield _Mark(start, end, mark.classes, mark.hint, mark.anchor if first else "")


def _verdict_by_claim(findings: Sequence[Finding]) -> dict[str, str]:
    """The gravest verdict over each claim that stands in some finding."""
    gravest: dict[str, Verdict] = {}
    for finding in findings:
        for claim in finding.claims:
            gravest[claim] = max(gravest.get(claim, finding.verdict), finding.verdict, key=_GRAVITY.__getitem__)
    return {claim: verdict.value for claim, verdict in gravest.items()}


def _hint(claim: Claim) -> str:
    """What hovering over a figure shows."""
    lines = [
        reading(claim.quantity),
        f"指标：{claim.indicator.text if claim.indicator else '—'}",
        f"时期：{claim.period or '—'}",
        f"{KINDS[claim.kind][0]} · {ROLES[claim.role][0]} · {claim.id}",
    ]
    return "\n".join(lines)


# ── the findings ──


def _found(extraction: Extraction, findings: Sequence[Finding], prefix: str) -> str:
    numbered = list(enumerate(findings))
    loud = [_article(extraction, f, n, prefix) for n, f in numbered if f.verdict is Verdict.INCONSISTENT]
    pieces = loud or ['<p class="none">未发现不一致。</p>']
    for verdict in (Verdict.UNDECIDED, Verdict.CONSISTENT):
        quiet = [_article(extraction, f, n, prefix) for n, f in numbered if f.verdict is verdict]
        if quiet:
            pieces.append(f"<details><summary>{VERDICTS[verdict][0]} {len(quiet)}</summary>{''.join(quiet)}</details>")
    return "".join(pieces)


def _article(extraction: Extraction, finding: Finding, number: int, prefix: str) -> str:
    kind = finding.severity if finding.verdict is Verdict.INCONSISTENT else finding.verdict.value
    texts = {claim.id: claim.text for claim in extraction.figures}
    head = f"{level_label(finding, 'zh')} {finding.rule} {rule_name(finding.rule, 'zh')}".rstrip()
    links = [_link(f"{prefix}-{claim}", texts[claim]) for claim in finding.claims if claim in texts]
    links = links or [_link(f"{prefix}-{_anchor(extraction, finding, number)}", extraction.document.text[finding.start : finding.end][:30])]
    slip = slips(extraction, finding, "zh")
    return (
        f'<article class="{kind}"><p class="where">{escape(head)}</p><p class="sum">{escape(finding.message)}</p>'
        f'<p class="where">第 {finding.line} 行：{"、".join(links)}</p>'
        + (f'<p class="where">{escape(slip)}</p>' if slip else "")
        + "</article>"
    )


def _anchor(extraction: Extraction, finding: Finding, number: int) -> str:
    """Where a fault without claims is marked: its own place, or the figure that covers that place."""
    over = next((c.id for c in extraction.figures if c.start <= finding.start and finding.end <= c.end), None)
    return over or f"f{number}"


def _link(target: str, text: str) -> str:
    return f'<a href="#{escape(target)}">{escape(text)}</a>'
