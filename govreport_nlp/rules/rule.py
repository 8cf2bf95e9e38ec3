"""What a rule is: one function that proposes relations, its code, and the page that explains it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from govreport_nlp.models import Extraction, Family, Fault, Relation, Severity

Proposals = Iterator[Relation | Fault]
Check = Callable[[Extraction], Proposals]
State = Literal["stable", "preview"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `check` proposes, the judge in `audit` decides."""

    code: str
    name: str
    name_zh: str
    family: Family
    level: Severity
    state: State
    check: Check

    @property
    def page(self) -> str:
        """The rule's page: its docstring (Why, Good, Bad, Silent when, Source)."""
        return inspect.cleandoc(self.check.__doc__ or "")


def rule(code: str, name: str, name_zh: str, *, family: Family, level: Severity, state: State = "stable") -> Callable[[Check], Rule]:
    """Make a function the check of the rule `code`; families and levels are those of the output contract."""

    def register(check: Check) -> Rule:
        return Rule(code, name, name_zh, family, level, state, check)

    return register
