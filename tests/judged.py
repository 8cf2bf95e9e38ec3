"""Relations and reports built by hand, for testing the judge without the reader of the text."""

from __future__ import annotations

from fractions import Fraction

from govreport_nlp.audit import settle
from govreport_nlp.interval import Interval
from govreport_nlp.models import (
    Claim,
    Document,
    Extraction,
    Fault,
    Finding,
    Kind,
    Mention,
    Metadata,
    Operation,
    Quantity,
    Relation,
    Section,
    Source,
    Verdict,
)
from govreport_nlp.rules.rule import Proposals, Rule

HOLDS, FAILS, OPEN = Verdict.CONSISTENT, Verdict.INCONSISTENT, Verdict.UNDECIDED
SUM, PRODUCT, RATIO, GROWTH, DELTA, EQUAL, AT_MOST, IN_ORDER = Operation
MULTIPLIERS = {"万": 10**4, "亿": 10**8}


def figure(printed: str, kind: Kind | None = None, approx: str | None = None, narrow: Interval | None = None, at: int = 0) -> Claim:
    """A claim from "66件", "145.29万元", "15.6%", as the reader of quantities would give it."""
    number = "".join(sign for sign in printed.partition("～")[0] if sign.isdigit() or sign == ".")
    tail = printed.rpartition(number[-1])[2]
    scale = MULTIPLIERS.get(tail[:1], 1)
    unit = tail.removeprefix("万").removeprefix("亿").removeprefix("余")
    kind = kind or ("amount" if unit == "元" else "rate" if unit in ("%", "倍", "‰") else "count")
    value = Fraction(number) * scale
    if narrow is None and kind == "count" and scale == 1 and "." not in number:
        narrow = wide = Interval.exactly(value, integer=True)
        if number.endswith("000"):
            step = Fraction(10 ** (len(number) - len(number.rstrip("0"))))
            wide = Interval.between(value - step / 2, value + step / 2, high_open=True, integer=True)
    elif narrow is None and printed == "100%":
        narrow = wide = Interval.exactly(value)
    elif narrow is None:
        narrow, wide = Interval.printed(number, scale), Interval.printed_wide(number, scale)
    else:
        wide = narrow
    ranged = approx == "range"
    quantity = Quantity(
        at,
        at + len(printed),
        printed,
        "" if ranged else number,
        None if ranged else value,
        narrow,
        wide,
        unit or None,
        kind,
        approx,
        Fraction(scale),
    )
    return Claim(f"{printed}@{at}", quantity, "level", None, "2023", None, 0)


def relation(operation: Operation, operands: str, stated: str | int, **more: object) -> Relation:
    """From "66件 8件" and "74件"; each figure stands behind the one before."""
    claims = [figure(x, at=10 * n) for n, x in enumerate(operands.split())]
    right = Fraction(stated) if isinstance(stated, int) else figure(stated, at=10 * len(claims))
    return Relation("TST001", operation, tuple(claims), right, **more)  # type: ignore[arg-type]


def nothing(_: Extraction) -> Proposals:
    yield from ()


def a_rule(family: str = "sum", code: str = "TST001", name_zh: str = "分项之和与总数不符") -> Rule:
    return Rule(code, "sum-mismatch", name_zh, family, "error", "stable", nothing)  # type: ignore[arg-type]


def a_range(printed: str, low: int | str, high: int | str) -> Relation:
    claim = figure(printed, "duration", "range", Interval.between(low, high))
    return Relation("TST001", IN_ORDER, (claim,), claim)


class Page:
    """A text whose figures are claims in order: `page["66件"]`."""

    def __init__(self, text: str, *printed: str) -> None:
        at, claims = 0, []
        for n, shown in enumerate(printed, 1):
            at = text.index(shown, at)
            quantity = figure(shown, at=at).quantity
            claims.append(Claim(f"c{n}", quantity, "level", Mention("案件", 0, 2), "2023", None, 0))
            at += len(shown)
        cut = text.find("二、")
        sections = (
            Section("s1", None, 1, "一、", "cjk", 1, "工作情况", 0, cut),
            Section("s2", None, 1, "二、", "cjk", 2, "财务", cut, len(text)),
        )
        self.document = Document(Source("a.txt", text, ""), Metadata(), sections if cut >= 0 else (), ())
        self.claims = {claim.text: claim for claim in claims}

    def __getitem__(self, printed: str) -> Claim:
        return self.claims[printed]

    def sum(self, parts: str, whole: str, **more: object) -> Relation:
        return Relation("TST001", SUM, tuple(self[x] for x in parts.split()), self[whole], **more)  # type: ignore[arg-type]

    def at_most(self, part: str, whole: str) -> Relation:
        return Relation("TST003", AT_MOST, (self[part],), self[whole])

    def ratio(self, part: str, whole: str, rate: str) -> Relation:
        return Relation("TST102", RATIO, (self[part], self[whole]), self[rate])

    def settle(self, *proposals: tuple[Rule, Relation | Fault]) -> tuple[Finding, ...]:
        return settle(self.document, proposals)
