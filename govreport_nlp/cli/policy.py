"""What the command line and the settings together ask for, report by report."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from govreport_nlp.cli import streams
from govreport_nlp.cli.inputs import folder
from govreport_nlp.models import Verdict
from govreport_nlp.output.labels import Lang
from govreport_nlp.output.terminal import Look
from govreport_nlp.reading.files import STDIN, collect
from govreport_nlp.review import Review, baseline
from govreport_nlp.review import load as load_review
from govreport_nlp.review.accepted import Audited, stale
from govreport_nlp.review.baseline import Found
from govreport_nlp.review.register import Register
from govreport_nlp.rules.rule import Rule
from govreport_nlp.settings import Settings, find, load


class Policy:
    """For each report what holds: the nearest settings, or those of --config, under what the command line says; and its registers."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._said = {
            "preview": options.preview,
            "select": _codes(options.select),
            "ignore": _codes(options.ignore),
            "strict": options.strict,
            "accepted": _path(options.accepted),
            "baseline": _path(options.baseline),
        }
        self._settings: dict[str, Settings] = {}
        self._reviews: dict[tuple[Path | None, Path | None], Review] = {}

    def settings(self, path: str) -> Settings:
        """The settings for a report."""
        place = folder(path)
        if place not in self._settings:
            self._settings[place] = _written(self._options, place).overridden(**self._said)
        return self._settings[place]

    def rules(self, path: str) -> tuple[Rule, ...]:
        """The rules to run over a report."""
        return self.settings(path).rules(path)

    def review(self, path: str) -> Review:
        """The accepted and the known findings of a report; where a baseline is being written, none is read that only settings name."""
        settings = self.settings(path)
        known = settings.baseline if self._options.write_baseline is None else self._said["baseline"]
        files = settings.accepted, known
        if files not in self._reviews:
            self._reviews[files] = load_review(*files)
        return self._reviews[files]

    def check(self, paths: Iterable[str]) -> None:
        """Read everything that the reports need before the first one is audited.

        Raises: SettingsError, UsageError.
        """
        for found in collect(paths):
            self.rules(found.path)
            self.review(found.path)

    def counting(self, path: str) -> tuple[Verdict, ...]:
        """The verdicts that may count for the exit status."""
        return (Verdict.INCONSISTENT, Verdict.UNDECIDED) if self.settings(path).strict else (Verdict.INCONSISTENT,)

    def lists_accepted(self) -> bool:
        """True where a list of accepted findings holds for some report that was asked about."""
        return any(review.accepted is not None for review in self._reviews.values())

    def audited(self, path: str, accepted_here: Iterable[str]) -> Audited | None:
        """What an audited report tells of the accepted findings, by their fingerprints; None where no list of them holds for it."""
        if self.review(path).accepted is None:
            return None
        return Audited(path, frozenset(rule.code for rule in self.rules(path)), frozenset(accepted_here))

    def stale(self, audited: Iterable[Audited]) -> Iterator[str]:
        """A notice for each accepted finding that fits nothing any more."""
        registers: dict[Path, Register] = {}
        reports: dict[Path, list[Audited]] = {}
        for report in audited:
            register = self.review(report.path).accepted
            if register is not None:  # one list may hold beside several baselines
                place = register.source.path.resolve()
                registers.setdefault(place, register)
                reports.setdefault(place, []).append(report)
        for place, register in registers.items():
            yield from stale(register, reports[place])


def write_baseline(path: Path, found: Iterable[Found], look: Look) -> None:
    """Write what was found as a new baseline, and say so. Raises: SettingsError."""
    number = baseline.write(path, found)
    streams.warn(look.say(f"{path}：基线已写入，问题 {number} 个", f"{path}: baseline written, {number} findings"))


def language(options: argparse.Namespace) -> Lang:
    """The language of the command line, else of the settings for the first report, else Chinese.

    Raises: SettingsError.
    """
    if options.lang is not None:
        said: Lang = options.lang
        return said
    paths: list[str] = getattr(options, "paths", None) or [getattr(options, "path", STDIN)]
    return _written(options, folder(paths[0])).lang or "zh"


def _written(options: argparse.Namespace, place: str) -> Settings:
    """The settings that files hold for the reports of a folder."""
    if getattr(options, "isolated", False):
        return Settings()
    named: str | None = getattr(options, "config", None)
    return find(place) if named is None else load(Path(named))


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _codes(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(code for code in re.split(r"[,，\s]+", text) if code)
