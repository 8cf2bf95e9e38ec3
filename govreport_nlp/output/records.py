"""What was found as flat records, and the columns that they have: the one place for data frames, CSV, Parquet and workbooks.

A record is made from the JSON object of a report (`jsonl.audited`), so that a file of such lines is enough to make every table again.
Numbers in it are exact decimal texts, as in the object.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from govreport_nlp.output.labels import SEVERITIES, rule_name
from govreport_nlp.output.location import joined, lines

Row = Mapping[str, Any]  # the JSON object of one input
Record = dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its heading for people, and what stands in it.

    "text"; "number": a decimal text; "whole": an integer; "ratio": a float between 0 and 1.
    """

    name: str
    zh: str
    holds: Literal["text", "number", "whole", "ratio"] = "text"


CLAIMS = (
    Column("source", "文件"),
    Column("id", "编号"),
    Column("text", "原文数字"),
    Column("indicator", "指标"),
    Column("value", "数值", "number"),
    Column("unit", "单位"),
    Column("low", "下限", "number"),
    Column("high", "上限", "number"),
    Column("kind", "种类"),
    Column("role", "作用"),
    Column("period", "时期"),
    Column("qualifiers", "口径与比较"),
    Column("scope", "范围"),
    Column("section", "章节编号"),
    Column("heading", "章节"),
    Column("sentence", "原句"),
    Column("start", "起", "whole"),
    Column("end", "止", "whole"),
    Column("line", "行", "whole"),
    Column("row_head", "表格行标题"),
    Column("column_head", "表格列标题"),
)
FINDINGS = (
    Column("source", "文件"),
    Column("rule", "规则"),
    Column("name", "规则名称"),
    Column("family", "类别"),
    Column("verdict", "判断"),
    Column("severity", "级别"),
    Column("formula", "算式"),
    Column("message", "说明"),
    Column("message_en", "说明（英文）"),
    Column("expected", "应为", "number"),
    Column("stated", "原文数值", "number"),
    Column("delta", "差", "number"),
    Column("power", "检出力", "ratio"),
    Column("claims", "涉及数字"),
    Column("suspects", "可疑数字"),
    Column("repairs", "可能的笔误"),
    Column("section", "章节编号"),
    Column("heading", "章节"),
    Column("start", "起", "whole"),
    Column("end", "止", "whole"),
    Column("line", "行", "whole"),
    Column("location", "位置"),
    Column("fingerprint", "指纹"),
    Column("accepted", "接受理由"),
    Column("baseline", "基线"),
)
SUMMARY = (
    Column("source", "文件"),
    Column("issuer", "单位"),
    Column("title", "标题"),
    Column("region", "地区"),
    Column("year", "年度", "number"),
    Column("genre", "文种"),
    Column("date", "日期"),
    *(Column(severity, zh, "whole") for severity, (zh, _) in SEVERITIES.items()),
    Column("undecided", "无法判定", "whole"),
    Column("consistent", "一致", "whole"),
    Column("claims", "读出数字", "whole"),
    Column("refused", "不作数字", "whole"),
    Column("unread", "未读", "whole"),
    Column("guarded", "因时限中止", "whole"),
    Column("sha256", "SHA-256"),
    Column("error_code", "未能核对"),
    Column("error_message", "原因"),
)


def claims(row: Row) -> Iterator[Record]:
    """One record a claim (`CLAIMS`); `value`, `low` and `high` in base units (yuan, per cent, pieces), None where an end is open."""
    text, headings, line = row["text"], _headings(row), lines(row["text"])
    for claim in row["claims"]:
        indicator, sentence = claim["indicator"], claim["sentence"]
        yield {
            "source": row["source"],
            **{name: claim[name] for name in ("id", "text", "value", "unit", "low", "high", "kind", "role", "period", "section")},
            "indicator": None if indicator is None else indicator["text"],
            "qualifiers": " ".join(claim.get("qualifiers", ())),
            "scope": " ".join(claim.get("scope", ())),
            "heading": headings.get(claim["section"]),
            "sentence": text[sentence["start"] : sentence["end"]].strip(),
            "start": claim["start"],
            "end": claim["end"],
            "line": line(claim["start"]),
            **{name: (claim.get("cell") or {}).get(name) for name in ("row_head", "column_head")},
        }


_AS_THEY_ARE = (
    "rule", "family", "verdict", "severity", "formula", "message", "message_en", "expected", "stated", "delta", "power",
    "section", "start", "end", "line", "fingerprint", "accepted", "baseline",
)  # fmt: skip


def findings(row: Row) -> Iterator[Record]:
    """One record a finding (`FINDINGS`); `expected`, `stated` and `delta` in the unit of the stated figure."""
    headings = _headings(row)
    for finding in row["findings"]:
        yield {
            "source": row["source"],
            **{name: finding[name] for name in _AS_THEY_ARE},
            "name": name_of(finding["rule"]),
            "claims": " ".join(finding["claims"]),
            "suspects": " ".join(finding["suspects"]),
            "repairs": " ".join(f"{repair['claim']}={repair['text']}" for repair in finding["repairs"]),
            "heading": headings.get(finding["section"]),
            "location": finding.get("place"),
        }


def summary(row: Row) -> Record:
    """The record of one input (`SUMMARY`), also of one that could not be audited; the severities count what is inconsistent and not settled."""
    record: Record = dict.fromkeys(column.name for column in SUMMARY)
    record["source"] = row["source"]
    if row["error"] is not None:
        return record | {"error_code": row["error"]["code"], "error_message": row["error"]["message"]}
    counts = Counter(f["severity"] if f["verdict"] == "inconsistent" else f["verdict"] for f in row["findings"] if not is_settled(f))
    return record | {
        **row["metadata"],
        **{name: counts[name] for name in (*SEVERITIES, "undecided", "consistent")},
        **row["coverage"],
        "sha256": row["sha256"],
    }


def is_settled(finding: Mapping[str, Any]) -> bool:
    """True where somebody has accepted it, or it was known before."""
    return finding.get("accepted") is not None or finding.get("baseline") == "known"


@cache
def name_of(code: str) -> str:
    """A rule's Chinese name."""
    return rule_name(code, "zh")


def _headings(row: Row) -> dict[str, str]:
    return {section["id"]: joined(section["number"], section["title"]) for section in row["sections"]}
