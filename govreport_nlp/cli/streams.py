"""Standard output and error as the command needs them: UTF-8 everywhere, and a quiet end when nobody reads any more."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys

from govreport_nlp.output.columns import harmless
from govreport_nlp.output.labels import Lang
from govreport_nlp.output.terminal import Look

EXIT_CLOSED_PIPE = 141  # what a shell reports for a program that SIGPIPE ended
EXIT_NO_OUTPUT = 74  # sysexits.h: input/output error
_NARROWEST, _WIDEST = 40, 120


def prepare() -> None:
    """Write UTF-8 whatever the locale says; what UTF-8 cannot hold (half a surrogate pair in a file name) is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


class OutputLostError(Exception):
    """Standard output took no more; `status` is what to exit with."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def emit(text: str) -> None:
    """Write one piece of the result and its line end, at once: a reader in a pipe sees each file when it is done.

    Raises: OutputLostError.
    """
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError as gone:
        raise OutputLostError(EXIT_CLOSED_PIPE, "") from gone
    except OSError as lost:
        raise OutputLostError(EXIT_NO_OUTPUT, f"无法写出结果 (cannot write the result): {lost.strerror}") from lost


def warn(text: str) -> None:
    """Write a message to standard error, where there is one; never to standard output."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write("govreport: " + "\n".join(map(harmless, text.splitlines())) + "\n")


def abandon() -> None:
    """Point standard output to nowhere, so that Python's own flush at exit has nothing to complain of."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def look(lang: Lang, color: str) -> Look:
    """The language, colour and width to write in: `auto` colours only a terminal, and not under NO_COLOR or TERM=dumb."""
    wanted = color == "always" or (
        color == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    columns = shutil.get_terminal_size((80, 24)).columns
    return Look(lang, wanted, min(max(columns, _NARROWEST), _WIDEST))
