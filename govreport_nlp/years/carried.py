"""PAN971: what this year's report says of last year, against last year's report."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_nlp.models import Operation, Relation
from govreport_nlp.panel.observations import Observation
from govreport_nlp.years.facts import Key, is_deflated, is_of_last_year, is_restated, is_revised
from govreport_nlp.years.rule import Pair, pair_rule

MANY_YEARS = ("本报告同时回顾多年，此数可能是多年累计", "the report reviews several years too: the figure may be of all of them")
REVISED = ("上年数可能经过修订或口径调整", "last year's value may have been revised, or counted otherwise")


@pair_rule("PAN971", "carry-over", "与上年报告不衔接", family="same", level="warning")
def last_years_value(pair: Pair) -> Iterator[Relation]:
    """What a report gives as last year's value is what last year's report gave.

    Why: the value of the year before is taken from memory, or from a draft that was corrected later.
    Good: 受理行政复议案件95件。｜受理行政复议案件83件，上年为95件。
    Bad: 受理行政复议案件95件。｜受理行政复议案件83件，上年为59件。
    Silent when: last year's report has no such value, or several; the sentence tells of another basis
        (口径调整, 修订, 划转); undecided for what statistical offices revise every year (GDP, investment).
    Source: issue of the corpus; examples invented.
    """
    if not pair.in_sequence:
        return
    for key, told in pair.facts.before.items():
        then = pair.other_facts.level(key)
        for now in told:
            if then is not None and not now.part and not is_restated(now, then):
                sure, doubt = _certainty(pair, key[0])
                yield Relation("PAN971", Operation.EQUAL, (pair.other.filed.named(then.claim),), now.claim, sure=sure, doubt=doubt)


def _certainty(pair: Pair, name: str) -> tuple[bool, tuple[str, str]]:
    """Whether a contradiction would be one, and what speaks against it."""
    if pair.facts.spans_years:
        return False, MANY_YEARS
    return not is_revised(name), REVISED


@pair_rule("PAN971", "carry-over", "与上年报告不衔接", family="change", level="warning")
def change_from_last_year(pair: Pair) -> Iterator[Relation]:
    """The value of this year, less last year's in last year's report, is the change that is stated.

    Why: with 66件 and 减少了16件, last year must have been 82; nobody looks it up.
    Good: 办理行政诉讼案件82件。｜办理行政诉讼案件66件，与去年相比减少了16件。
    Bad: 办理行政诉讼案件82件。｜办理行政诉讼案件66件，与去年相比减少了26件。
    Silent when: this year's report gives last year's value itself (GRO206 looks at that); either value
        is not told or told twice; the sentence tells of another basis.
    Source: issue of the corpus; examples invented.
    """
    for key, change, now, then in _changed(pair):
        sure, doubt = _certainty(pair, key[0])
        direction = -1 if change.claim.role == "change_down" else 1
        operands = (now.claim, pair.other.filed.named(then.claim))
        yield Relation("PAN971", Operation.SUM, operands, change.claim, signs=(1, -1), direction=direction, sure=sure, doubt=doubt)


def _changed(pair: Pair) -> Iterator[tuple[Key, Observation, Observation, Observation]]:
    if not pair.in_sequence:
        return
    for key, told in pair.facts.changes.items():
        now, then = pair.facts.level(key), pair.other_facts.level(key)
        if now is None or then is None or key in pair.facts.before or len(told) > 1:
            continue
        if is_of_last_year(told[0]) and "new" not in told[0].claim.cues and not is_restated(told[0], now, then):
            yield key, told[0], now, then


@pair_rule("PAN971", "carry-over", "与上年报告不衔接", family="growth", level="warning")
def growth_from_last_year(pair: Pair) -> Iterator[Relation]:
    """The growth that is stated is that from last year's report's value to this year's.

    Why: a rate is kept when the value is corrected.
    Good: 办理法律援助案件400件。｜办理法律援助案件440件，增长10.0%。
    Bad: 办理法律援助案件400件。｜办理法律援助案件440件，增长16.0%。
    Silent when: growth is told at constant prices or on a comparable base (GDP, value added, investment, retail
        sales; 可比口径), the report gives last year's value itself, either value is not told or told twice;
        undecided where the report reviews several years (五年来).
    Source: issue of the corpus; examples invented.
    """
    if not pair.in_sequence:
        return
    for name, told in pair.facts.growth.items():
        if len(told) > 1 or is_deflated(name) or not is_of_last_year(told[0]):
            continue
        for key in pair.facts.levels:
            now, then = pair.facts.level(key), pair.other_facts.level(key)
            if (
                key[0] != name
                or key in pair.facts.before
                or now is None
                or then is None
                or key[1] == "%"
                or is_restated(told[0], now, then)
            ):
                continue
            if now.claim.sentence != told[0].claim.sentence:
                continue
            direction = -1 if told[0].claim.role == "change_down" else 1
            operands = (pair.other.filed.named(then.claim), now.claim)
            sure, doubt = _certainty(pair, name)
            yield Relation("PAN971", Operation.GROWTH, operands, told[0].claim, direction=direction, sure=sure, doubt=doubt)


RULES = (last_years_value, change_from_last_year, growth_from_last_year)
