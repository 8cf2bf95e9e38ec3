"""`govreport compare`: many reports in one table, and a page with what contradicts what."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govreport_nlp.cli import streams
from govreport_nlp.errors import UsageError
from govreport_nlp.output import columns, sheets
from govreport_nlp.output.labels import pick
from govreport_nlp.output.terminal import Look

if TYPE_CHECKING:
    import pandas as pd

    from govreport_nlp.corpus import Corpus
    from govreport_nlp.panel import Panel

OK, ALARM, FAILED = 0, 1, 2
_STYLE = (
    "body{font:15px/1.6 sans-serif;margin:2em;max-width:80em}table{border-collapse:collapse;margin:1em 0}"
    "th,td{border:1px solid #ccc;padding:.2em .6em;text-align:right}th{background:#f4f4f4}td:first-child,.words td{text-align:left}"
    "details{margin:1em 0}"
)


def run(options: argparse.Namespace) -> int:
    """Compare the reports of a folder; 0 nothing contradicts, 1 two reports contradict one another, 2 a file could not be read."""
    from govreport_nlp.corpus import read_corpus

    corpus = read_corpus(options.folder, options.pattern, table=options.table, jobs=options.jobs)
    if not len(corpus):
        for problem in corpus.problems:
            streams.warn(pick(options.lang, problem.reason, problem.reason_en))
        return FAILED
    panel = corpus.panel(options.index, options.columns, options.indicator or None, measure=options.measure, names=options.names)
    between = corpus.to_frame("compared")
    between = between[between["verdict"] == "inconsistent"] if len(between) else between
    look = streams.look(options.lang, options.color)
    if options.out:
        _written(Path(options.out), corpus, panel, between, look)
    streams.emit(_text(corpus, panel, between, look))
    for problem in corpus.problems:
        if problem.kind != "region":
            streams.warn(f"{problem.file or options.folder}: {pick(options.lang, problem.reason, problem.reason_en)}")
    if any(problem.kind == "unreadable" for problem in corpus.problems):
        return FAILED
    return ALARM if len(between) and between["severity"].isin(["error", "warning"]).any() else OK


def _text(corpus: Corpus, panel: Panel, between: pd.DataFrame, look: Look) -> str:
    lines = list(_table(panel.wide.reset_index(), look))
    counted = f"{len(corpus)} {look.say('份报告', 'reports')}, {len(panel.cells)} {look.say('个数', 'cells')}, "
    conflicts = sum(cell.conflict for cell in panel.cells.values())
    lines += [
        "",
        f"{counted}{conflicts} {look.say('处数据不一', 'in conflict')}, {len(between)} {look.say('处与别的报告不符', 'at odds with another report')}",
    ]
    for row in between.to_dict("records"):
        message = look.say(str(row["message"]), str(row["message_en"]))
        lines.append(f"  {row['rule']} {columns.harmless(str(row['file']))}:{row['line']} {columns.harmless(message)}")
    return "\n".join(lines)


def _table(frame: pd.DataFrame, look: Look) -> Sequence[str]:
    rows = [
        [columns.harmless(str(name)) for name in frame.columns],
        *([_cell(value) for value in row] for row in frame.itertuples(index=False)),
    ]
    widths = [max(columns.width(row[at]) for row in rows) for at in range(len(rows[0]))]
    shown = ["  ".join(columns.pad(cell, wide) for cell, wide in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [look.ink("faint", shown[0]), *shown[1:]]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "—" if math.isnan(value) else f"{value:,.0f}" if value.is_integer() else f"{value:,.6g}"
    return columns.harmless(str(value))


def _written(out: Path, corpus: Corpus, panel: Panel, between: pd.DataFrame, look: Look) -> None:
    """Tables as CSV, and one page.

    Raises: UsageError where they cannot be written.
    """
    tables = {
        "table": panel.wide.reset_index(), "long": panel.long, "conflicts": panel.conflicts, "alignment": panel.alignment, "left_out": panel.left_out, "compared": between,
        "targets": corpus.to_frame("targets"), "problems": corpus.to_frame("problems"),
    }  # fmt: skip
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, frame in tables.items():
            safe = frame.map(sheets.cell) if len(frame) else frame
            safe.to_csv(out / f"{name}.csv", index=False, encoding="utf-8-sig")
        (out / "compare.html").write_text(_page(panel, between, tables["targets"], tables["problems"], look), "utf-8")
    except OSError as error:
        raise UsageError(f"{out}: {look.say('无法写入', 'cannot be written')} ({error.strerror})") from error


def _page(panel: Panel, between: pd.DataFrame, targets: pd.DataFrame, problems: pd.DataFrame, look: Look) -> str:
    title = look.say("报告对比", "Reports compared")
    message = look.say("message", "message_en")
    parts = [
        f"<!doctype html><html lang='{look.say('zh', 'en')}'><meta charset='utf-8'><title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>",
        panel.wide.reset_index().map(_cell).to_html(index=False, border=0),
        f"<h2>{look.say('与别的报告不符', 'At odds with another report')}</h2>",
        _words(between, ["file", "line", "rule", message]),
        f"<h2>{look.say('同一格有不同的数', 'Cells in conflict')}</h2>",
        _words(panel.conflicts, [*panel.index, panel.columns, "indicator", "text", "chosen", "file", "sentence"]),
        f"<h2>{look.say('上年目标与本年结果（未达目标不是错误）', 'Targets of last year and results (a missed one is no error)')}</h2>",
        _words(
            targets, ["place", "bureau", "year", "indicator", "target_text", "result_text", "met", "said_met", "target_file", "result_file"]
        ),
        f"<details><summary>{look.say('每个数的出处', 'Where each figure stands')}</summary>",
        _words(
            panel.long,
            [*panel.index, panel.columns, "indicator", "text", "low", "high", "unit", "evidence", "file", "start", "end", "sentence"],
        ),
        f"</details><h2>{look.say('文件的问题', 'Files in doubt')}</h2>",
        _words(problems, ["file", "kind", look.say("reason", "reason_en")]),
    ]
    return "\n".join(parts)


def _words(frame: pd.DataFrame, names: Sequence[str]) -> str:
    if not len(frame):
        return "<p>—</p>"
    return str(frame[list(dict.fromkeys(names))].map(_cell).to_html(index=False, border=0, classes="words"))
