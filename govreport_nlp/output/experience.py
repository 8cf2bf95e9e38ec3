"""What a rule did on real reports, in words."""

from __future__ import annotations

from govreport_nlp.models import Verdict
from govreport_nlp.output.labels import VERDICTS, Lang, pick
from govreport_nlp.rules.measured import Measured


def experience(counts: Measured | None, lang: Lang) -> str:
    """What a rule did on real reports, in a sentence or two."""
    if counts is None:
        return pick(lang, "尚未实测", "not yet measured")
    over = pick(lang, f"{counts.of} 份真实报告（{counts.version} 版）：", f"{counts.of} real reports (version {counts.version}): ")
    if not counts.relations:
        return over + pick(lang, "没有遇到", "it had nothing to say")
    verdicts = {
        Verdict.CONSISTENT: counts.consistent,
        Verdict.UNDECIDED: counts.undecided,
        Verdict.INCONSISTENT: counts.alarms,
    }
    pieces = pick(lang, "，", ", ").join(pick(lang, f"{VERDICTS[v][0]} {n}", f"{n} {VERDICTS[v][1]}") for v, n in verdicts.items() if n)
    times = f"{counts.relations} time{'s' * (counts.relations != 1)} in {counts.reports} of them: "
    found = pick(lang, f"其中 {counts.reports} 份，共 {counts.relations} 处：", times) + pieces + pick(lang, "。", ".")
    if not counts.alarms:
        return over + found
    read = pick(
        lang,
        f"不一致的逐条人工读过：属实 {counts.true}，误报 {counts.false}，可商榷 {counts.arguable}",
        f" The inconsistent ones were read by hand: {counts.true} true, {counts.false} false, {counts.arguable} arguable",
    )
    unread = pick(lang, f"，未读 {counts.unread}", f", {counts.unread} not read yet") if counts.unread else ""
    return over + found + read + unread + pick(lang, "。", ".")
