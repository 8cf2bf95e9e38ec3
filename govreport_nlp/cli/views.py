"""`govreport outline`, `extract`, `coverage`: what was read, without judging it."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable

from govreport_nlp.cli import inputs, streams
from govreport_nlp.models import Coverage
from govreport_nlp.output import columns, jsonl, records
from govreport_nlp.output import outline as listing
from govreport_nlp.output.location import places
from govreport_nlp.output.sheets import write_csv
from govreport_nlp.output.terminal import Look
from govreport_nlp.report import Report

OK, FAILED = 0, 2


def outline(options: argparse.Namespace) -> int:
    """Print a report's sections."""
    look = streams.look(options.lang, options.color)
    return _each_shown([options.path], options, lambda report: listing.outline(report.extraction, look))


def extract(options: argparse.Namespace) -> int:
    """Print a report's figures."""
    look = streams.look(options.lang, options.color)
    makers: dict[str, Callable[[Report], str]] = {
        "text": lambda report: listing.figures(report.extraction, look),
        "jsonl": _jsonl,
        "csv": _csv,
    }
    return _each_shown([options.path], options, makers[options.format])


def _jsonl(report: Report) -> str:
    place = places(report.source)
    return "\n".join(
        jsonl.line({"source": report.source.path, **jsonl.claim_fields(report.document, claim, place)}) for claim in report.claims
    )


def coverage(options: argparse.Namespace) -> int:
    """Print, for each report and for all, how much of what looks like a number was read."""
    look = streams.look(options.lang, options.color)
    names = (look.say("读出", "read"), look.say("不作数字", "refused"), look.say("未读", "unread"), look.say("未读率", "unread"))
    streams.emit(look.ink("faint", _row(look.say("文件", "file"), names, look)))
    total = [0, 0, 0, 0]

    def shown(report: Report) -> str:
        counted = report.coverage
        for index, number in enumerate((counted.claims, counted.refused, counted.unread, counted.guarded)):
            total[index] += number
        return _coverage_row(report.source.path, counted, look)

    status = _each_shown(options.paths, options, shown)
    streams.emit(_coverage_row(look.say("合计", "total"), Coverage(*total), look))
    if total[3]:
        streams.warn(
            look.say(
                f"有 {total[3]} 个模式因时限中止，其后可能漏读",
                f"{total[3]} pattern{' was' if total[3] == 1 else 's were'} stopped by the time guard: figures may be unread",
            )
        )
    return status


def _each_shown(paths: list[str], options: argparse.Namespace, shown: Callable[[Report], str]) -> int:
    status = OK
    for result in inputs.each(paths, lambda _: (), options.lang, shown):
        if isinstance(result, inputs.Failure):
            streams.warn(result.error.message)
            status = FAILED
        elif result[1]:
            streams.emit(result[1])
    return status


def _coverage_row(name: str, counted: Coverage, look: Look) -> str:
    whole = counted.claims + counted.refused + counted.unread
    share = f"{100 * counted.unread / whole:.1f}%" if whole else "—"
    return _row(name, (str(counted.claims), str(counted.refused), str(counted.unread), share), look)


def _row(name: str, cells: tuple[str, str, str, str], look: Look) -> str:
    room = min(look.columns, 100) - 4 * 10
    first = columns.harmless(name)
    while columns.width(first) > room:  # the end of a path tells more than its beginning
        first = "…" + first[2:]
    return columns.pad(first, room) + "".join(" " * (10 - columns.width(cell)) + cell for cell in cells)


def _csv(report: Report) -> str:
    out = io.StringIO()
    write_csv(out, records.CLAIMS, records.claims(jsonl.audited(report.extraction, ())))
    return out.getvalue().rstrip("\n")
