"""The command `govreport`: the only place that prints."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence

from govreport_nlp.cli import arguments, streams
from govreport_nlp.errors import GovReportError

EXIT_WRONG_USAGE = 2
EXIT_CRASHED = 70  # sysexits.h: internal software error; never 1, which means an alarm
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (those of the process by default); the exit status, as `govreport --help` lists them."""
    streams.prepare()
    if sys.stdout is None:
        streams.warn("标准输出已关闭，无处写出结果 (standard output is closed)")
        return streams.EXIT_NO_OUTPUT
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except streams.OutputLostError as lost:
        if str(lost):
            streams.warn(str(lost))
        streams.abandon()
        return lost.status
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception:
        traceback.print_exc()
        return EXIT_CRASHED


def _run(argv: Sequence[str]) -> int:
    parser = arguments.parser(arguments.language(argv))
    try:
        options = parser.parse_args(argv)
    except SystemExit as ended:  # --help, --version, wrong usage: argparse has printed
        return ended.code if isinstance(ended.code, int) else EXIT_WRONG_USAGE
    if options.command is None:
        parser.print_help(sys.stderr)
        return EXIT_WRONG_USAGE
    from govreport_nlp.cli import policy

    try:
        options.lang = policy.language(options)
        return _command(options.command)(options)
    except GovReportError as wrong:
        streams.warn(str(wrong))
        return EXIT_WRONG_USAGE


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """What a command runs; imported only then, so that --help is there at once."""
    from govreport_nlp.cli import accept, audit, compare, explain, views

    commands = {
        "audit": audit.run, "accept": accept.run, "outline": views.outline, "extract": views.extract, "coverage": views.coverage,
        "compare": compare.run, "explain": explain.run,
    }  # fmt: skip
    return commands[name]
