"""The totals that a table states: its row 合计 and its column 合计.

What a total is made of, a table does not say in words. Its other columns do: where they add up, one that does not is wrong. A list is called
complete only where they do, or where one slip of the hand explains the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from govreport_nlp.lists.fit import adds_up
from govreport_nlp.lists.slip import CHANCE_WHERE_ANNOUNCED, one_slip_off
from govreport_nlp.models import Claim, Group
from govreport_nlp.tabular.cells import joined
from govreport_nlp.tabular.grids import Grid

TOTAL: Final = re.compile(r"(?:合计|总计|共计|总数|总和|合计数|总计数)(?:[（(][^（）()]*[)）])?[:：]?")
SUBTOTAL: Final = re.compile(r"小计(?:[（(][^（）()]*[)）])?[:：]?")
# Rows that are parts of the row above, and columns whose figures add up to nothing
AMONG: Final = re.compile(r"^(?:其中|其它?中|#|＃|[-－—·•●○*＊]|包括|含[:：])|其中[:：]")
NOT_ADDED: Final = re.compile(
    r"率|比[重例]?|%|％|‰|均|单价|价格|序|排名|位次|名次|[增减]长?|幅|占|倍|指数|得分|评分|年份|备注|累计|余额|面积/"
)
MARKS: Final = (
    re.compile(r"^[一二三四五六七八九十]+、"), re.compile(r"^[（(][一二三四五六七八九十]+[)）]"), re.compile(r"^\d+[.．、]"), re.compile(r"^[（(]\d+[)）]"),
    re.compile(r"^[①-⑳]"),
)  # fmt: skip
FEWEST: Final = 2


def totals(grid: Grid, cells: Sequence[Claim]) -> tuple[Group, ...]:
    """The sums down the columns and along the rows of a table."""
    at = {(claim.cell.row, claim.cell.column): claim for claim in cells if claim.cell is not None}
    return (*_judged(list(_down(grid, at))), *_judged(list(_along(grid, at))))


def _judged(found: Sequence[tuple[tuple[Claim, ...], Claim, str]]) -> Iterator[Group]:
    """Groups that are called complete where most of their kind add up, or a single slip explains why one does not."""
    holding = sum(adds_up(parts, whole) for parts, whole, _ in found)
    for parts, whole, form in found:
        vouched = holding >= FEWEST and holding > len(found) / 2
        sure = vouched or (holding >= len(found) - 1 and one_slip_off(parts, whole, limit=CHANCE_WHERE_ANNOUNCED))
        yield Group(form, parts, whole, (1,) * len(parts), complete=sure, cue="total")


# ── down the columns ──


def _down(grid: Grid, at: dict[tuple[int, int], Claim]) -> Iterator[tuple[tuple[Claim, ...], Claim, str]]:
    rows = [row for row in range(grid.first, grid.height + 1) if any((row, column) in at for column in range(1, grid.width + 1))]
    names = {row: joined(grid.row_head(row)[-1:]) for row in rows}
    whole = [row for row in rows if TOTAL.fullmatch(names[row])]
    if len(whole) != 1 or whole[0] not in (rows[0], rows[-1]) or not _is_plain([names[row] for row in rows]):
        return
    for column in range(grid.labels + 1, grid.width + 1):
        total = at.get((whole[0], column))
        if total is None or NOT_ADDED.search(joined(grid.column_head(column))) or total.kind not in ("count", "amount", "measure", "other"):
            continue
        for of, parts in _blocks(rows, whole[0], names):
            stated = at.get((of, column))
            figures = _figures(grid, at, [(row, column) for row in parts])
            if stated is not None and figures is not None and len(figures) >= FEWEST:
                yield figures, stated, "column"


def _is_plain(names: Sequence[str]) -> bool:
    """Whether every row is a part for itself: none that is among another, no two levels of numbers, no name twice."""
    own = [name for name in names if not SUBTOTAL.fullmatch(name)]
    if len(set(own)) < len(own) or any(AMONG.search(name) for name in names):
        return False
    return sum(any(mark.match(name) for name in names) for mark in MARKS) <= 1 and not _is_mixed(names)


def _is_mixed(names: Sequence[str]) -> bool:
    """Some rows numbered and some not: those may belong to these."""
    numbered = [any(mark.match(name) for mark in MARKS) for name in names if not TOTAL.fullmatch(name) and not SUBTOTAL.fullmatch(name)]
    return any(numbered) and not all(numbered)


def _blocks(rows: Sequence[int], whole: int, names: dict[int, str]) -> Iterator[tuple[int, list[int]]]:
    """Each total with its rows: where there are subtotals, they are the parts of the total, and rows before each are its own."""
    parts = [row for row in rows if row != whole]
    between = [row for row in parts if SUBTOTAL.fullmatch(names[row])]
    if not between:
        yield whole, parts
        return
    if parts[-1] == between[-1]:
        yield whole, between
        block: list[int] = []
        for row in parts:
            if row in between:
                yield row, block
                block = []
            else:
                block.append(row)


# ── along the rows ──


def _along(grid: Grid, at: dict[tuple[int, int], Claim]) -> Iterator[tuple[tuple[Claim, ...], Claim, str]]:
    for whole, parts in _column_lists(grid):
        found = []
        for row in range(grid.first, grid.height + 1):
            stated = at.get((row, whole))
            figures = _figures(grid, at, [(row, column) for column in parts])
            if stated is not None and figures is not None and len(figures) >= FEWEST and stated.kind != "rate":
                found.append((figures, stated, "row"))
        holding = sum(adds_up(figures, stated) for figures, stated, _ in found)
        if holding >= FEWEST and holding > len(found) / 2:  # else the columns beside are no parts of it
            yield from found


def _column_lists(grid: Grid) -> Iterator[tuple[int, list[int]]]:
    """A column that is called a total, with the columns on its left, or right, that stand under the same head."""
    columns = list(range(grid.labels + 1, grid.width + 1))
    heads = {column: tuple(slot.text for slot in grid.column_head(column)) for column in columns}
    for whole in columns:
        last = heads[whole][-1] if heads[whole] else ""
        if not (TOTAL.fullmatch(last) or SUBTOTAL.fullmatch(last)):
            continue
        for side in ([c for c in columns if c < whole], [c for c in columns if c > whole]):
            parts = side if len(heads[whole]) == 1 else [c for c in side if heads[c][:-1] == heads[whole][:-1]]
            others = [heads[c][-1] if heads[c] else "" for c in parts]
            if len(parts) >= FEWEST and not any(
                TOTAL.fullmatch(o) or SUBTOTAL.fullmatch(o) or NOT_ADDED.search(o) or AMONG.search(o) for o in others
            ):
                yield whole, parts


def _figures(grid: Grid, at: dict[tuple[int, int], Claim], places: Sequence[tuple[int, int]]) -> tuple[Claim, ...] | None:
    """The figures at these places; a blank cell adds nothing; None where words stand in one, or the units differ."""
    out = []
    for place in places:
        claim = at.get(place)
        if claim is not None:
            out.append(claim)
            continue
        slot = grid.slots.get(place)
        if slot is not None and not slot.is_blank:
            return None
    units = {claim.unit for claim in out}
    return tuple(out) if len(units) <= 1 else None
