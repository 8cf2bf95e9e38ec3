"""What holds for each document of a run: its settings, its rules, what an office has said of its findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from govreport_nlp.review import Review
from govreport_nlp.rules.rule import Rule
from govreport_nlp.settings import Settings


class Policy(Protocol):
    """Asked by the path of a report."""

    def settings(self, path: str) -> Settings:
        """The settings for a report."""

    def rules(self, path: str) -> tuple[Rule, ...]:
        """The rules to run over a report."""

    def review(self, path: str) -> Review:
        """The accepted and the known findings of a report."""


@dataclass(frozen=True, slots=True)
class Same:
    """The same for every report."""

    everywhere: Settings = field(default_factory=Settings)
    said: Review = field(default_factory=Review)

    def settings(self, path: str) -> Settings:
        """The settings that were given."""
        return self.everywhere

    def rules(self, path: str) -> tuple[Rule, ...]:
        """Their rules; those for single files where a pattern fits."""
        return self.everywhere.rules(path)

    def review(self, path: str) -> Review:
        """The registers that were given."""
        return self.said
