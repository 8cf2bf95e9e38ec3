"""Values of models.py built by hand: what the output modules are tested on, whatever the reader of the text does."""

from __future__ import annotations

import hashlib
import re
from fractions import Fraction

from govreport_nlp.interval import Interval
from govreport_nlp.models import (
    Claim,
    Document,
    Extraction,
    Finding,
    Mention,
    Metadata,
    Quantity,
    Refused,
    Repair,
    Section,
    Sentence,
    Source,
    Span,
    Verdict,
)

TITLE = "石棠县规划和自然资源局2023年法治政府建设情况报告"
TEXT = f"""{TITLE}

一、年度工作开展情况
（一）行政争议依法化解。全年以我局为被告的行政诉讼案件66件，代理县政府案件8件，共计75件。办结及时，群众满意，各项工作稳步推进，得到上级肯定。
（三）执法监督从严从实。罚款金额145.29万元，印发宣传资料2600余份，公示至少18天。根据《条例》第六条开展。
"""


def source(text: str = TEXT, path: str = "reports/shitang.txt", warnings: tuple[str, ...] = ()) -> Source:
    return Source(path, text, hashlib.sha256(text.encode()).hexdigest(), warnings=warnings)


def document(text: str = TEXT, path: str = "reports/shitang.txt", title: str | None = TITLE) -> Document:
    ends = [m.end() for m in re.finditer(r"[。\n]+", text)]
    starts = [0, *ends]
    sentences = tuple(Sentence(a, b, None) for a, b in zip(starts, [*ends, len(text)], strict=True) if b > a)
    first, second, third = (text.find(mark) for mark in ("一、", "（一）", "（三）"))
    sections: tuple[Section, ...] = ()
    if min(first, second, third) >= 0:
        sections = (
            Section("s1", None, 1, "一、", "cjk", 1, "年度工作开展情况", first, len(text)),
            Section("s2", "s1", 2, "（一）", "cjk_brackets", 1, "行政争议依法化解", second, third),
            Section("s3", "s1", 2, "（三）", "cjk_brackets", 3, "执法监督从严从实", third, len(text)),
        )
    return Document(source(text, path), Metadata(title, "石棠县规划和自然资源局", "石棠县", "2023", None, None), sections, sentences)


def claim(
    doc: Document, number: int, printed: str, narrow: Interval, value: Fraction | None, unit: str | None, indicator: str | None
) -> Claim:
    start = doc.text.index(printed)
    digits = (re.findall(r"[\d.]+", printed) or [""])[0]
    quantity = Quantity(start, start + len(printed), printed, digits, value, narrow, narrow, unit, "count")
    at = doc.text.index(indicator) if indicator else 0
    sentence = next(n for n, s in enumerate(doc.sentences) if s.start <= start < s.end)
    section = next((s.id for s in reversed(doc.sections) if s.start <= start < s.end), None)
    mention = Mention(indicator, at, at + len(indicator)) if indicator else None
    return Claim(f"c{number}", quantity, "level", mention, "2023", section, sentence, 0)


def extraction(doc: Document | None = None) -> Extraction:
    doc = doc or document()
    exactly, between = Interval.exactly, Interval.between
    claims = (
        claim(doc, 1, "66件", exactly(66, integer=True), Fraction(66), "件", "行政诉讼案件"),
        claim(doc, 2, "8件", exactly(8, integer=True), Fraction(8), "件", "县政府案件"),
        claim(doc, 3, "75件", exactly(75, integer=True), Fraction(75), "件", None),
        claim(doc, 4, "145.29万元", Interval.printed("145.29", 10000), Fraction(1452900), "元", "罚款金额"),
        claim(doc, 5, "2600余份", between(2600, 2700, low_open=True, high_open=True), Fraction(2600), "份", "宣传资料"),
        claim(doc, 6, "至少18天", Interval.at_least(18), Fraction(18), "天", None),
    )
    article = doc.text.index("第六条")
    return Extraction(doc, claims, (Refused(article, article + 3, "第六条", "article"),), (), (Span(0, 0),))


def sum_finding(made: Extraction, verdict: Verdict = Verdict.INCONSISTENT) -> Finding:
    first, last = made.claims[0], made.claims[2]
    return Finding(
        rule="ARI001",
        family="sum",
        verdict=verdict,
        severity="error" if verdict is Verdict.INCONSISTENT else "notice",
        claims=("c1", "c2", "c3"),
        formula="66 + 8 = 75",
        message="66 + 8 = 74，原文 75，差 1",
        message_en="66 + 8 = 74, the text has 75, off by 1",
        start=first.start,
        end=last.end,
        line=4,
        fingerprint="0123456789abcdef",
        expected="74",
        stated="75",
        delta="1",
        power=0.98765432,
        suspects=("c3",),
        repairs=(Repair("c3", "74件"),),
        section="s2",
    )


def gap_finding(made: Extraction) -> Finding:
    start = made.document.text.index("（三）")
    return Finding(
        rule="SEQ801",
        family="structure",
        verdict=Verdict.INCONSISTENT,
        severity="error",
        claims=(),
        formula=None,
        message="（一）之后应为（二），原文为（三）",
        message_en="（二） expected after （一）, the text has （三）",
        start=start,
        end=start + 3,
        line=5,
        fingerprint="fedcba9876543210",
        section="s3",
    )
