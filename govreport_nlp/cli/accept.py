"""`govreport accept`: let a finding stand, with a reason."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from govreport_nlp.cli import inputs, streams
from govreport_nlp.errors import UsageError
from govreport_nlp.models import Finding, Verdict
from govreport_nlp.output import columns
from govreport_nlp.output.labels import level_label, message, rule_name
from govreport_nlp.output.terminal import Look
from govreport_nlp.report import Report
from govreport_nlp.review import accepted, load
from govreport_nlp.rules import RULES
from govreport_nlp.settings import Settings, find
from govreport_nlp.settings import load as load_settings

OK, FAILED = 0, 2


def run(options: argparse.Namespace) -> int:
    """List the findings of a report that may be accepted, or write one of them to the list of accepted findings.

    Raises: UsageError where fingerprint, reason or list are missing or fit nothing.
    """
    look = streams.look(options.lang, options.color)
    result, *others = inputs.each([options.path], lambda _: RULES, options.lang, lambda report: report.findings)
    if others:
        raise UsageError(f"{options.path}：一次只能接受一份报告的问题，请写文件 / findings are accepted report by report: name a file")
    if isinstance(result, inputs.Failure):
        streams.warn(result.error.message)
        return FAILED
    report, findings = result
    register = _register(options)
    if options.fingerprint is None:
        known = load(register if register and register.exists() else None, None)
        streams.emit("\n".join(_listed(known.mark(findings, options.path), report, look)))
        return OK
    finding = _one(findings, options.fingerprint, options.path)
    if register is None:
        raise UsageError(
            "请写明清单：--accepted FILE，或在 govreport.toml 中写 accepted / name the list: --accepted FILE, or accepted in govreport.toml"
        )
    if not (options.reason or "").strip():
        raise UsageError("请写明理由：--reason TEXT / say why it may stand: --reason TEXT")
    new = accepted.add(register, finding, options.path, options.reason.strip())
    said = look.say("已写入", "written") if new else look.say("清单中已有", "it is there already")
    streams.emit(f"{columns.harmless(str(register))}: {finding.rule} {finding.fingerprint} {said}")
    return OK


def _register(options: argparse.Namespace) -> Path | None:
    if options.accepted is not None:
        return Path(options.accepted)
    settings: Settings = load_settings(Path(options.config)) if options.config else find(inputs.folder(options.path))
    return settings.accepted


def _one(findings: Sequence[Finding], fingerprint: str, path: str) -> Finding:
    """The finding whose fingerprint begins so."""
    fitting = [f for f in findings if f.verdict is not Verdict.CONSISTENT and f.fingerprint.startswith(fingerprint.lower())]
    if len(fitting) == 1 and fingerprint:
        return fitting[0]
    found = f"有 {len(fitting)} 个" if fitting else "没有"
    zh = f"{path}：{found}问题的指纹以“{fingerprint}”开头；不写 --fingerprint 可列出全部"
    raise UsageError(f'{zh} / {len(fitting)} findings have a fingerprint that begins with "{fingerprint}"; leave it out to list all')


def _listed(findings: Sequence[Finding], report: Report, look: Look) -> Iterator[str]:
    """Fingerprint, rule and what is wrong, for each finding that may be accepted."""
    shown = [f for f in findings if f.verdict is Verdict.INCONSISTENT] + [f for f in findings if f.verdict is Verdict.UNDECIDED]
    if not shown:
        yield look.say("没有可接受的问题", "there is no finding to accept")
    for finding in shown:
        label = look.say("已接受", "accepted") if finding.accepted is not None else level_label(finding, look.lang)
        yield f"{look.ink('code', finding.fingerprint)}  {label} {finding.rule} {rule_name(finding.rule, look.lang)}"
        said = f"{report.source.path}:{finding.line}  {message(finding, look.lang)}"
        yield columns.wrapped(columns.harmless(said), look.columns, "  ")
