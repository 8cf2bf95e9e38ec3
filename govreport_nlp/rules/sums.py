"""Sums: parts and their total, what is left, balances."""

from __future__ import annotations

from govreport_nlp.lists import adds_up
from govreport_nlp.lists.fit import exceeds
from govreport_nlp.models import Extraction, Group, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule

SUMS = ("total", "among", "bracket", "numbered", "uncued", "respective", "partition", "column", "changes", "references")
OPEN_LIST = ("没有字样表明所列各项就是全部", "nothing in the text says that the list is whole")


def _sum(code: str, group: Group) -> Relation:
    assert group.whole is not None
    return Relation(code, Operation.SUM, group.parts, group.whole, signs=group.signs, sure=group.complete, doubt=OPEN_LIST)


@rule("ARI001", "sum-mismatch", "分项之和与总数不符", family="sum", level="error")
def sum_mismatch(extraction: Extraction) -> Proposals:
    """Parts that are listed add up to the total that is stated.

    Why: a total is typed by hand after its parts were corrected, and one of them is forgotten.
    Good: 全年办理信访31件、投诉12件，共计43件。
    Bad: 全年办理信访31件、投诉12件，共计45件。
    Bad: 处置闲置土地49宗，其中公建项目26宗、住宅项目13宗、其他项目20宗。
    Silent when: the list is open (其中, 等) and its parts stay below the whole; the units differ; the
        figures are averages; 共 is part of a word (共同, 公共, 共建); figures of another kind stand
        between the parts and the total; several totals may be meant.
    Source: a wrong total in the running text is what proofreaders look for first; examples invented.
    """
    for group in extraction.groups:
        if group.form in SUMS and group.whole and len(group.parts) >= 2 and _says_something(group):
            yield _sum("ARI001", group)


def _says_something(group: Group) -> bool:
    """False for an open list whose parts stay below the whole: the rest is simply not told."""
    assert group.whole is not None
    if group.complete or adds_up(group.parts, group.whole):
        return True
    return exceeds(group.parts, group.whole) and "overlap" not in group.parts[-1].cues


@rule("ARI002", "difference-mismatch", "差额不符", family="sum", level="error")
def difference_mismatch(extraction: Extraction) -> Proposals:
    """What was taken in is what was done and what is left.

    Why: of three figures that hang together two are often updated and the third is not.
    Good: 全年收到申请86件，办结79件，未办结7件。
    Bad: 全年收到申请86件，办结79件，未办结9件。
    Silent when: cases of the year before may be among them (结转, 上年), where ARI006 applies; more
        was done than came in; the three figures stand in several sentences; the units differ.
    Source: examples invented.
    """
    for group in extraction.groups:
        if group.form == "rest" and not any("carried" in claim.cues for claim in group.parts):
            yield _sum("ARI002", group)


@rule("ARI006", "carry-balance", "结转平衡式不符", family="sum", level="error")
def carry_balance(extraction: Extraction) -> Proposals:
    """A running balance closes: what was carried over, plus income, minus spending, is the rest.

    Why: in budgets of towns the balance is added up by hand over several lines.
    Good: 年初结余62.18万元，加本年收入45.60万元，减本年支出51.25万元，年末结余56.53万元。
    Bad: 年初结余62.18万元，加本年收入45.60万元，减本年支出51.25万元，年末结余66.53万元。
    Silent when: the text writes neither 加 nor 减 and the figures do not close; fewer than three figures
        stand before the rest.
    Source: the form is that of budget reports of towns; examples invented.
    """
    for group in extraction.groups:
        if group.form == "balance":
            yield _sum("ARI006", group)


RULES = (sum_mismatch, difference_mismatch, carry_balance)
