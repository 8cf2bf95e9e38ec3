"""PAN973: one fact of a place, told by two of its bureaus for one year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from govreport_nlp import catalogue, lexicon
from govreport_nlp.models import Operation, Relation
from govreport_nlp.years.facts import is_restated
from govreport_nlp.years.rule import Pair, pair_rule

SCOPE = ("两个部门的口径可能不同", "the two bureaus may count differently")


@pair_rule("PAN973", "bureaus-disagree", "部门之间数据不一", family="same", level="warning")
def bureaus_disagree(pair: Pair) -> Iterator[Relation]:
    """A figure of the whole place has one value, whichever of its bureaus tells it.

    Why: the communiqué takes a provisional figure, the bureau's own report the final one.
    Good: 办理法律援助案件391件。｜据统计，办理法律援助案件391件。
    Bad: 办理法律援助案件391件。｜据统计，办理法律援助案件319件。
    Silent when: the indicator is one that every bureau has of its own (诉讼, 复议, 罚款, 宣传: lexicon/alignment.toml), or none
        of the lexicon's; either report tells several values; one tells another basis.
    Source: issue of the corpus; examples invented.
    """
    if pair.facts.year is None or pair.other_facts.year != pair.facts.year:
        return
    for key in pair.facts.levels:
        known = catalogue.canonical(key[0])
        here, there = pair.facts.level(key), pair.other_facts.level(key)
        if known is None or known.name in _own() or here is None or there is None or is_restated(here, there) or here.part or there.part:
            continue
        yield Relation("PAN973", Operation.EQUAL, (pair.other.filed.named(there.claim),), here.claim, doubt=SCOPE)


@cache
def _own() -> frozenset[str]:
    return frozenset(lexicon.words("alignment", "of_each_bureau"))


RULES = (bureaus_disagree,)
