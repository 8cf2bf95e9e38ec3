"""Tables: their totals, the statutory form of disclosure reports, and tables against the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govreport_nlp.lists.slip import one_slip_apart
from govreport_nlp.models import Claim, Extraction, Group, Operation, Relation
from govreport_nlp.rules.rule import Proposals, rule
from govreport_nlp.tabular.disclosure import NEW

UNVOUCHED: Final = ("表中没有其他行列可以印证合计的口径", "nothing else in the table confirms what its total is made of")
RUN_TOGETHER: Final = ("表中数字连写，拆分不能完全确定", "the figures of the table have run together: how to part them is not certain")
SCOPE: Final = ("正文与表格的口径可能不同", "text and table may differ in scope")
RECEIVED: Final = re.compile(r"(?:收到|新收|受理|接收|接到|接受)(?:到|的|各类|有关)*(?:政府|依申请|信息|公开|申请)*$")
APPLICATIONS: Final = re.compile(r"(?:政府)?信息(?:依申请)?公开(?:的)?申请|依申请公开(?:申请|政府信息)?|申请")
SHORTEST_NAME: Final = 4
# What stands around the name of a figure and is no part of it: 全年完成地区生产总值
AROUND: Final = re.compile(r"^(?:全年|本年|年度|全[省市区县镇乡]|我[省市区县局]|共|实现|完成|累计)+|(?:总额|总量|合计|为|达)+$")


@rule("TAB001", "table-total", "表格合计不符", family="sum", level="warning", state="preview")
def table_total(extraction: Extraction) -> Proposals:
    """In a table, the row or column of totals is the sum of what it totals.

    Why: one cell is corrected late, and the total beside it is not.
    Good: |项目|2022年|2023年|
        |税收收入|120|131|
        |非税收入|45|52|
        |合计|165|183|
    Bad: |项目|2021年|2022年|2023年|
        |税收收入|111|120|131|
        |非税收入|42|45|52|
        |合计|153|165|193|
    Silent when: rows are parts of other rows (其中), rows are numbered on two levels or some are
        not; a column holds rates, changes, ranks or averages; cells hold words. Undecided where no
        other column adds up and no single slip explains the difference.
    Source: tables of final accounts; examples invented.
    """
    for group in extraction.tables:
        if group.form in ("row", "column"):
            yield _sum("TAB001", group, UNVOUCHED)


@rule("TAB002", "disclosure-form", "信息公开年报表内勾稽不符", family="sum", level="error", state="preview")
def disclosure_form(extraction: Extraction) -> Proposals:
    """In the form of 政府信息公开工作年度报告 一 + 二 = 三 + 四, and totals are sums.

    Why: the form states its own check, and forms that break it are published all the same.
    Good: 申请人情况 一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6
    Bad: 申请人情况 一、本年新收政府信息公开申请数量 5 1 0 0 0 0 7
    Silent when: a row is missing; figures have run together and can be parted in several ways.
        Undecided where they were parted by their own sum.
    Source: 国办公开办函〔2021〕30号, the form and its note; examples invented.
    """
    for group in extraction.tables:
        if group.form == "form":
            yield _sum("TAB002", group, RUN_TOGETHER)


@rule("XRF302", "text-table", "正文与表格不一致", family="same", level="error", state="preview")
def text_table(extraction: Extraction) -> Proposals:
    """A figure of the text that stands in a table too is the same there.

    Why: the table comes from the accounts, the text from last month's draft.
    Good: 2023年税收收入4131万元。
        |项目（单位：万元）|2022年|2023年|
        |税收收入|3120|4131|
        |非税收入|1045|1052|
    Bad: 2023年税收收入4113万元。
        |项目（单位：万元）|2022年|2023年|
        |税收收入|3120|4131|
        |非税收入|1045|1052|
    Silent when: the names differ in more than 全年 or 实现; the name heads several rows; unit or year
        differ, or the table does not tell them; the values are more than one slip apart.
    Source: made up; Bad has two digits exchanged.
    """
    yield from _received(extraction)
    named: dict[str, list[Claim]] = {}
    for cell in extraction.cells:
        if cell.cell is not None and cell.cell.certain and cell.unit is not None and cell.period is not None:
            named.setdefault(_bare(cell.cell.row_head.rpartition(" / ")[2]), []).append(cell)
    for claim in extraction.claims:
        if claim.indicator is None or claim.role != "level" or claim.quantity.approx is not None:
            continue
        same = [cell for cell in named.get(_bare(claim.indicator.text), ()) if cell.unit == claim.unit and cell.period == claim.period]
        if len(same) == 1:
            yield from _pair(claim, same[0])


def _received(extraction: Extraction) -> Iterator[Relation]:
    """收到政府信息公开申请3119件 in the text, and the total of 本年新收 in the statutory form."""
    form = [cell for cell in extraction.cells if cell.cell is not None and cell.cell.row_head == NEW and cell.cell.column_head == "总计"]
    for claim in extraction.claims if len(form) == 1 else ():
        (cell,), name = form, claim.indicator.text if claim.indicator else ""
        told = (
            RECEIVED.search(claim.head)
            and APPLICATIONS.fullmatch(name)
            and claim.role == "level"
            and claim.unit in ("件", "次", "份", "宗")
        )
        if not told or claim.depth or claim.period != cell.period or claim.quantity.approx is not None or cell.cell is None:
            continue
        if claim.quantity.value == cell.quantity.value or one_slip_apart(claim.quantity, cell.quantity):
            yield Relation("XRF302", Operation.EQUAL, (claim,), cell, sure=cell.cell.certain, doubt=RUN_TOGETHER)


def _pair(claim: Claim, cell: Claim) -> Iterator[Relation]:
    name = _bare(claim.indicator.text) if claim.indicator else ""
    if len(name) >= SHORTEST_NAME and (claim.quantity.narrow.meets(cell.quantity.narrow) or one_slip_apart(claim.quantity, cell.quantity)):
        yield Relation("XRF302", Operation.EQUAL, (claim,), cell, doubt=SCOPE)


def _bare(name: str) -> str:
    """A name without its mark, blanks and what only leads to it."""
    return AROUND.sub("", re.sub(r"\s+|^(?:[一二三四五六七八九十]+、|[（(].{1,3}[)）]|\d+[.．、])|[（(][^（）()]*[)）]$", "", name))


def _sum(code: str, group: Group, doubt: tuple[str, str]) -> Relation:
    assert group.whole is not None
    return Relation(code, Operation.SUM, group.parts, group.whole, signs=group.signs, sure=group.complete, doubt=doubt)


RULES = (table_total, disclosure_form, text_table)
