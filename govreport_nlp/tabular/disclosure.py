"""The statutory form of 政府信息公开工作年度报告: applications by applicant, reconsideration and litigation.

Its rows are known by name, so that it is read in whatever shape the file has: cells, lines, or everything run together
("（七）总计293253006143050"). Seven digits are seven figures. Of a longer run, the one way to part it into figures of which the last is the sum of the others
is taken, where there is just one; such figures can accuse nobody.

Source: 国办公开办函〔2021〕30号 and 〔2019〕60号, 政府信息公开工作年度报告格式: 第一项加第二项之和，等于第三项加第四项之和.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate, product
from math import prod
from typing import Final

from govreport_nlp.models import Claim, Document, Group, Mention, Span, TableCell
from govreport_nlp.numerals import shadow
from govreport_nlp.tabular.cells import figure_at

APPLICANTS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
OUTCOMES: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
PROCEEDINGS: Final = ("行政复议", "行政诉讼 / 未经复议直接起诉", "行政诉讼 / 复议后起诉")
NEW, CARRIED, TOTAL, LEFT = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（七）总计", "四、结转下年度继续办理"
RESULTS: Final = (
    "（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息",
    "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息",
)  # fmt: skip
OTHERS: Final = (  # the form of 2021, else that of 2019
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"),
    ("（六）其他处理",),
)  # fmt: skip

BEGIN: Final = re.compile(r"第一项加第二项之和|申请人情况")
END_OF_HEADS: Final = re.compile(r"(?:结\s*果\s*维\s*持\s*结\s*果\s*纠\s*正\s*其\s*他\s*结\s*果\s*尚\s*未\s*审\s*结\s*总\s*计\s*){2}")
RUN: Final = re.compile(r"[\s|]*\d[\d\s|]*")
REACH: Final = 12_000  # characters that the form takes at most
LONGEST: Final = 40  # digits of one row
MOST_READINGS, MOST_WAYS = 8, 512  # of a row, of all rows together


@dataclass(frozen=True, slots=True)
class Forms:
    """What was read of the form: figures, lists, and the stretches of the text that it takes."""

    cells: tuple[Claim, ...] = ()
    groups: tuple[Group, ...] = ()
    spans: tuple[Span, ...] = ()


def read(document: Document) -> Forms:
    """The figures of the form and the sums that it must keep; nothing where a report does not have it."""
    dark = shadow(document.text)
    begun = BEGIN.search(dark)
    if begun is None:
        return Forms()
    rows = _Rows(document, dark, begun.start())
    groups = (*_applicants(rows), *_results(rows), *_balance(rows), *_proceedings(rows))
    if not rows.cells:
        return Forms()
    # A row that has run together is only as good as the sum that it enters: its other digits, mostly zeros, are no figures
    used = {claim.id for group in groups for claim in (*group.parts, group.whole) if claim is not None}
    told = [claim for line in rows.lines.values() for claim in line if claim.id in used or not any(_is_glued(c, dark) for c in line)]
    return Forms(tuple(told), groups, (Span(begun.start(), rows.cells[-1].end),))


def _is_glued(claim: Claim, dark: str) -> bool:
    """Whether another figure stands right beside it."""
    return dark[claim.start - 1 : claim.start].isdigit() or dark[claim.end : claim.end + 1].isdigit()


# ── reading ──


class _Rows:
    """The rows of the form by name, each with its figures; what cannot be read with certainty is not there."""

    def __init__(self, document: Document, dark: str, begin: int) -> None:
        self._document, self._dark = document, dark
        self._starts = [sentence.start for sentence in document.sentences]
        self._at, self._end = begin, min(len(dark), begin + REACH)
        self._row_number = 0
        self._doubtful: dict[str, list[tuple[Claim, ...]]] = {}
        self.lines: dict[str, tuple[Claim, ...]] = {}
        self.results: list[str] = []
        self._read()
        self._settle()
        self.cells = sorted((claim for line in self.lines.values() for claim in line), key=lambda claim: claim.start)

    def _read(self) -> None:
        for name in (NEW, CARRIED, *RESULTS):
            self._row(name)
        self.results = list(RESULTS)
        before = self._at
        for others in OTHERS:
            self._at = before
            present = [self._row(name) for name in others]
            if all(present):
                self.results += others
                break
        else:
            self.results.append("")  # unknown: the list is not whole
            self._at = before
        for name in (TOTAL, LEFT):
            self._row(name)
        heads = END_OF_HEADS.search(self._dark, self._at, self._end)
        if heads:
            self._figures("行政复议、行政诉讼", (heads.end(), heads.end()), 15)

    def _row(self, name: str) -> bool:
        """Look for a row behind the last one; True where it is there, readable or not."""
        found = _pattern(name).search(self._dark, self._at, self._end)
        if found is None:
            return False
        self._at = found.end()
        self._figures(name, found.span(), len(APPLICANTS))
        return True

    def _figures(self, name: str, label: tuple[int, int], count: int) -> None:
        run = RUN.match(self._dark, label[1], self._end)
        if run is None:
            return
        stop = _before_label(self._dark, run.end())
        ways, certain = _parted(self._dark[label[1] : stop], count)
        row = self._row_number = self._row_number + 1
        readings = [
            tuple(
                self._claim(name, label, (label[1] + start, label[1] + end), (row, column, count), certain)
                for column, (start, end) in enumerate(places, start=1)
            )
            for places in ways
        ]
        if len(readings) == 1:
            self.lines[name] = readings[0]
        elif readings:
            self._doubtful[name] = readings
        if readings:
            self._at = max(self._at, stop)

    def _settle(self) -> None:
        """Of the ways to part a row take the one with which the results come to （七）总计 in every column, where there is just one."""
        total = self.lines.get(TOTAL)
        open_rows = [name for name in self.results if name in self._doubtful]
        known = [self.lines[name] for name in self.results if name in self.lines]
        ways = prod(len(self._doubtful[name]) for name in open_rows)
        if total is None or not open_rows or len(known) + len(open_rows) < len(self.results) or ways > MOST_WAYS:
            return
        wanted = [_value(cell) - sum(_value(line[column]) for line in known) for column, cell in enumerate(total)]
        fitting = [
            chosen
            for chosen in product(*(self._doubtful[name] for name in open_rows))
            if all(sum(_value(line[column]) for line in chosen) == left for column, left in enumerate(wanted))
        ]
        if len(fitting) == 1:
            self.lines.update(zip(open_rows, fitting[0], strict=True))

    def _claim(self, name: str, label: tuple[int, int], place: tuple[int, int], at: tuple[int, int, int], certain: bool) -> Claim:
        row, column, count = at
        head = APPLICANTS[column - 1] if count == len(APPLICANTS) else f"{PROCEEDINGS[(column - 1) // 5]} / {OUTCOMES[(column - 1) % 5]}"
        sentence = max(bisect_right(self._starts, place[0]) - 1, 0)
        section = self._document.sentences[sentence].section if self._starts else None
        figure = figure_at(self._document.text, place[0], self._dark[slice(*place)], None)
        assert figure is not None
        mention = Mention(self._document.text[slice(*label)], *label) if label[0] < label[1] else None
        return Claim(
            f"form.{row}.{column}", figure, "level", mention, self._document.metadata.year, section, sentence,
            cell=TableCell(0, row, column, name, head, certain),
        )  # fmt: skip


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A row's name, however it is wrapped and whatever its marks look like."""
    alike = {"“": "[“”\"']?", "”": "[“”\"']?", "（": "[（(]", "）": "[)）]", ".": "[.．、]", "、": "[、，,.．]?", "，": "[，,、]?"}
    return re.compile(r"\s*".join(alike.get(sign, re.escape(sign)) for sign in name))


def _before_label(dark: str, end: int) -> int:
    """Where a run of figures ends: the number of the next row's label ("0000000 2.其他法律") is none of them."""
    if dark[end : end + 1] in (".", "．", "、") and dark[end - 1].isdigit():
        return end - 1
    return end


def _value(claim: Claim) -> Fraction:
    return claim.quantity.value or Fraction(0)


def _parted(written: str, count: int) -> tuple[list[list[tuple[int, int]]], bool]:
    """The ways in which the figures of a row may stand, and whether that is certain without a sum; none where there are too many."""
    tokens = [found.span() for found in re.finditer(r"\d+", written)]
    digits = sum(end - start for start, end in tokens)
    if digits < count or digits > LONGEST or len(tokens) > count:
        return [], False
    if len(tokens) == count:
        return ([tokens] if not any(_leads_with_zero(written[slice(*token)]) for token in tokens) else []), True
    if digits == count:
        return [[(at, at + 1) for start, end in tokens for at in range(start, end)]], True
    ways = list(_ways(written, tokens, count, 4 if count == 15 else 6))
    return (ways if len(ways) <= MOST_READINGS else []), False


def _leads_with_zero(digits: str) -> bool:
    return len(digits) > 1 and digits[0] == "0"


def _ways(written: str, tokens: Sequence[tuple[int, int]], count: int, parts: int) -> Iterator[list[tuple[int, int]]]:
    """The ways to part runs of digits into `count` figures, in lists of `parts` with their sum behind; one more than is wanted at most."""
    found = 0
    whole = sum(end - start for start, end in tokens)
    left = list(accumulate((end - start for start, end in reversed(tokens)), initial=0))[::-1]

    def part(token: int, at: int, done: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
        nonlocal found
        if found > MOST_READINGS:
            return
        if len(done) == count:
            if token == len(tokens):
                found += 1
                yield list(done)
            return
        if token == len(tokens):
            return
        end = tokens[token][1]
        rest = left[token + 1] + end - at
        longest = 1 if written[at] == "0" else min(end - at, rest - (count - len(done) - 1), 7)
        lengths = range(1, longest + 1)
        if len(done) % (parts + 1) == parts:  # the next figure must be the sum
            wanted = str(sum(int(written[slice(*place)]) for place in done[-parts:]))
            lengths = range(len(wanted), len(wanted) + (len(wanted) <= longest and written.startswith(wanted, at)))
        for length in lengths:
            stop = at + length
            following = (token, stop) if stop < end else (token + 1, tokens[token + 1][0] if token + 1 < len(tokens) else end)
            yield from part(*following, [*done, (at, stop)])

    return part(0, tokens[0][0], []) if whole else iter(())


# ── the sums ──


def _group(parts: Sequence[Claim], whole: Claim, signs: Sequence[int] = ()) -> Iterator[Group]:
    """A sum without its many zeros; none where all is zero."""
    figures = list(zip(parts, signs or [1] * len(parts), strict=True))
    counted = [(claim, sign) for claim, sign in figures if claim.quantity.value]
    if not counted and not whole.quantity.value:
        return
    if len(counted) < 2:
        counted = [*counted, *(pair for pair in figures if pair not in counted)][:2]
        counted.sort(key=lambda pair: pair[0].start)
    certain = all(claim.cell is not None and claim.cell.certain for claim in (*parts, whole))
    yield Group("form", tuple(c for c, _ in counted), whole, tuple(s for _, s in counted), complete=certain, cue="total")


def _applicants(rows: _Rows) -> Iterator[Group]:
    """Along each row: the applicants and 总计. Of a row that was parted by this very sum it says nothing."""
    for line in rows.lines.values():
        if len(line) == len(APPLICANTS) and all(claim.cell is not None and claim.cell.certain for claim in line):
            yield from _group(line[:-1], line[-1])


def _results(rows: _Rows) -> Iterator[Group]:
    """Down each column: the results and （七）总计."""
    lines = [rows.lines.get(name) for name in rows.results]
    total = rows.lines.get(TOTAL)
    if total is not None and all(line is not None for line in lines):
        for column, whole in enumerate(total):
            yield from _group([line[column] for line in lines if line is not None], whole)


def _balance(rows: _Rows) -> Iterator[Group]:
    """Down each column: 一 + 二 = 三 + 四, written as what was dealt with."""
    new, carried, total, rest = (rows.lines.get(name) for name in (NEW, CARRIED, TOTAL, LEFT))
    if new and carried and total and rest:
        for column, whole in enumerate(total):
            yield from _group((new[column], carried[column], rest[column]), whole, (1, 1, -1))


def _proceedings(rows: _Rows) -> Iterator[Group]:
    for line in rows.lines.values():
        if len(line) == 15 and all(claim.cell is not None and claim.cell.certain for claim in line):
            for first in (0, 5, 10):
                yield from _group(line[first : first + 4], line[first + 4])
