"""The inputs of a command, one after the other; what goes wrong with one stays with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from govreport_nlp.errors import ReadError, UsageError, crashed
from govreport_nlp.models import Source
from govreport_nlp.output.labels import Lang, pick
from govreport_nlp.reading.files import STDIN, collect
from govreport_nlp.reading.opening import from_bytes, read_file
from govreport_nlp.report import Report
from govreport_nlp.rules.rule import Rule

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no result."""

    path: str
    error: ReadError


def each(
    paths: Sequence[str], rules: Callable[[str], tuple[Rule, ...]], lang: Lang, use: Callable[[Report], T]
) -> Iterator[tuple[Report, T] | Failure]:
    """What `use` makes of each report, in the order of the arguments; folders are gone through. `rules` gives those for a path.

    Raises: UsageError where standard input is asked for twice.
    """
    if list(paths).count(STDIN) > 1:
        raise UsageError(pick(lang, "“-”（标准输入）只能写一次", '"-" (standard input) can be given only once'))
    for found in collect(paths):
        if found.error is not None:
            yield Failure(found.path, found.error)
            continue
        try:
            report = Report(_read(found.path), rules=rules(found.path))
            result = report, use(report)
        except ReadError as error:
            yield Failure(found.path, error)
        except Exception as crash:  # a fault of this program: this input's, not the whole batch's
            yield Failure(found.path, crashed(found.path, crash))
        else:
            yield result


def folder(path: str) -> str:
    """The folder of an input: of standard input the current one; of what does not exist, the one that is written."""
    if path == STDIN:
        return "."
    try:
        return path if Path(path).is_dir() else os.path.dirname(path) or "."  # noqa: PTH120 - the argument's own spelling
    except (OSError, ValueError):
        return "."


def _read(path: str) -> Source:
    if path != STDIN:
        return read_file(path)
    if sys.stdin is None:
        raise ReadError("unreadable", "-: 标准输入已关闭 (standard input is closed)")
    return from_bytes(sys.stdin.buffer.read(), STDIN)
