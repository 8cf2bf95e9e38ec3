"""What the command line and the settings together ask for, report by report."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from govreport_nlp.output.labels import Lang
from govreport_nlp.reading.files import STDIN, collect
from govreport_nlp.settings import Settings, find, load

SettingsOf = Callable[[str], Settings]


def settings_of(options: argparse.Namespace) -> SettingsOf:
    """A function from a report's path to what holds for it: the nearest settings, or those of --config, under what the command line says."""
    said = {
        "preview": options.preview,
        "select": _codes(options.select),
        "ignore": _codes(options.ignore),
    }
    in_folder = cache(lambda folder: _written(options, folder).overridden(**said))
    return lambda path: in_folder(_folder(path))


def check(paths: Iterable[str], settings: SettingsOf) -> None:
    """Read the settings of every report before the first one is audited.

    Raises: SettingsError, UsageError.
    """
    for found in collect(paths):
        settings(found.path).rules(found.path)


def language(options: argparse.Namespace) -> Lang:
    """The language of the command line, else of the settings for the first report, else Chinese.

    Raises: SettingsError.
    """
    if options.lang is not None:
        said: Lang = options.lang
        return said
    paths: list[str] = getattr(options, "paths", None) or [getattr(options, "path", STDIN)]
    return _written(options, _folder(paths[0])).lang or "zh"


def _written(options: argparse.Namespace, folder: str) -> Settings:
    """The settings that files hold for the reports of a folder."""
    if getattr(options, "isolated", False):
        return Settings()
    named: str | None = getattr(options, "config", None)
    return find(folder) if named is None else load(Path(named))


def _folder(path: str) -> str:
    """The folder of a report; that of standard input, and of what does not exist, is the current one or as it is written."""
    if path == STDIN:
        return "."
    try:
        return path if Path(path).is_dir() else os.path.dirname(path) or "."  # noqa: PTH120 - the argument's own spelling
    except (OSError, ValueError):
        return "."


def _codes(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(code for code in re.split(r"[,，\s]+", text) if code)
