"""`govreport audit --out`: many files at once, into a folder."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_nlp.batch import Limits, audit_files
from govreport_nlp.batch.pool import usual_jobs
from govreport_nlp.cli import streams
from govreport_nlp.cli.policy import Policy, write_baseline
from govreport_nlp.errors import UsageError
from govreport_nlp.output import columns, office
from govreport_nlp.output.records import Row
from govreport_nlp.output.terminal import Look

if TYPE_CHECKING:
    from tqdm import tqdm
from govreport_nlp.reading.files import STDIN, collect
from govreport_nlp.review.accepted import Audited
from govreport_nlp.review.baseline import Found

_OK, _ALARM, _FAILED = 0, 1, 2


def wanted(options: argparse.Namespace) -> bool:
    """True where the results go into a folder. Raises: UsageError for an option that means nothing without one, or with one."""
    if options.out is None:
        for name in ("jobs", "timeout", "memory", "cluster"):
            if getattr(options, name) is not None:
                raise UsageError(f"--{name} 须与 --out 同用 / --{name} needs --out")
        return False
    if options.jobs is not None and options.cluster is not None:
        raise UsageError("--jobs 不能与 --cluster 同用：由集群决定 / --jobs does not go with --cluster, which decides itself")
    if STDIN in options.paths:
        raise UsageError("--out 不能与标准输入（-）同用 / --out does not go with standard input (-)")
    if options.format != "text":
        raise UsageError("--out 本身就写出 findings.jsonl，不必加 --format / --out writes findings.jsonl anyway: leave out --format")
    return True


def run(options: argparse.Namespace, policy: Policy) -> int:
    """Audit the inputs into the folder; the exit status is that of `govreport audit`."""
    look = streams.look(options.lang, options.color)
    inputs = collect(options.paths)
    jobs = options.jobs or usual_jobs()
    with _bar(len(inputs), look) as bar:

        def tick(fresh: bool) -> None:
            if not (fresh or bar.disable):  # done in an earlier run: says nothing of how fast this one is
                bar.initial += 1
            bar.update()

        try:
            totals = audit_files(
                inputs,
                options.out,
                policy=policy,
                limits=_limits(options),
                entities=options.ner,
                jobs=jobs,
                cluster=options.cluster,
                tick=tick,
                lang=options.lang,
            )
        except OSError as lost:
            place = lost.filename or options.out
            raise streams.OutputLostError(
                streams.EXIT_NO_OUTPUT, f"无法写出结果 (cannot write the result): {place}: {lost.strerror}"
            ) from lost
    for name, extra in office.missing().items():
        streams.warn(
            look.say(
                f"未写 {name}：请安装 pip install 'govreport-nlp[{extra}]'", f"{name} not written: pip install 'govreport-nlp[{extra}]'"
            )
        )
    streams.emit(_summary(totals, options.out, look))
    for notice in policy.stale(_audited(Path(options.out), policy)):
        streams.warn(notice)
    if options.write_baseline is not None:
        write_baseline(Path(options.write_baseline), _found(Path(options.out), policy), look)
    return _FAILED if totals["documents_failed"] else _ALARM if totals["alarms"] and options.write_baseline is None else _OK


def _rows(out: Path) -> Iterator[Row]:
    with (out / "findings.jsonl").open(encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def _found(out: Path, policy: Policy) -> Iterator[Found]:
    """What a baseline is to hold: what counts and is not accepted."""
    for row in _rows(out):
        counting = policy.counting(row["source"])
        for finding in row.get("findings", ()):
            if finding["verdict"] in counting and finding["accepted"] is None:
                yield Found(row["source"], finding["rule"], finding["fingerprint"])


def _audited(out: Path, policy: Policy) -> Iterator[Audited]:
    """What the reports tell of the accepted findings, where there is a list of them."""
    if policy.lists_accepted():
        for row in _rows(out):
            accepted = (finding["fingerprint"] for finding in row.get("findings", ()) if finding["accepted"] is not None)
            audited = None if row["error"] is not None else policy.audited(row["source"], accepted)
            if audited is not None:
                yield audited


def _limits(options: argparse.Namespace) -> Limits:
    usual = Limits()
    return Limits(options.timeout or usual.seconds, options.memory or usual.megabytes)


def _bar(total: int, look: Look) -> tqdm[None]:
    """Done, rate and remaining time on standard error, where that is a terminal."""
    from tqdm import tqdm

    shown = sys.stderr is not None and sys.stderr.isatty()
    return tqdm(
        total=total, desc=look.say("核对", "audit"), unit=look.say("份", "file"), disable=not shown, file=sys.stderr, dynamic_ncols=True
    )


def _summary(totals: Mapping[str, int], out: str, look: Look) -> str:
    failed, errors, warnings = totals["documents_failed"], totals["error"], totals["warning"]
    done = totals["documents"] - failed
    text = look.say(
        f"核对了 {done} 个文件，未能核对 {failed} 个；读出数字 {totals['claims']} 个；发现错误 {errors} 处、警告 {warnings} 处。",
        f"{done} files audited, {failed} could not be; {totals['claims']} figures read; {errors} errors, {warnings} warnings.",
    )
    where = look.say(f"结果在 {columns.harmless(str(Path(out)))}", f"The results are in {columns.harmless(str(Path(out)))}")
    names = look.say("请打开 index.html", "open index.html")
    return "\n".join(
        columns.wrapped(line, look.columns) for line in (text, f"{where}（{names}）" if look.lang == "zh" else f"{where} ({names})")
    )
