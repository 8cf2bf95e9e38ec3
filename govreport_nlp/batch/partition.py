"""A table of documents in, a table of results out: for those who have a cluster of their own, such as Spark."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import pandas as pd

from govreport_nlp.batch.outputs import summarised
from govreport_nlp.batch.policy import Policy, Same
from govreport_nlp.batch.process import Auditor
from govreport_nlp.batch.starting import starter
from govreport_nlp.batch.work import Job, Limits, Row, Task, unpacked
from govreport_nlp.errors import ReadError
from govreport_nlp.output import jsonl
from govreport_nlp.reading.opening import bytes_of

SPARK_SCHEMA: Final = (
    "path string, sha256 string, error string, message string, alarms long, claims long, refused long, unread long, row string"
)


def audit_partition(frame: pd.DataFrame, policy: Policy | None = None, limits: Limits | None = None) -> pd.DataFrame:
    """One row a document, in the order of `frame`: its columns are `path` and, where the files are not to be read here, `content` (bytes).

    The columns of the result are those of `SPARK_SCHEMA`: the path, the SHA-256 of the bytes, the error's code and message or null; how many
    alarms there are, how many figures were read, refused and not read (Int64, null where there is an error); the whole row as a line of
    JSON, as `govreport audit --format jsonl` prints it. Each document is audited in a process of its own under `limits`. With Spark:

        documents = spark.read.format("binaryFile").load("reports/").select("path", "content")
        documents.mapInPandas(lambda frames: map(audit_partition, frames), schema=SPARK_SCHEMA)
    """
    job, policy = Job(limits or Limits()), policy or Same()
    starts = starter(job)
    auditor = Auditor(job, starts)
    contents = frame["content"] if "content" in frame.columns else [None] * len(frame)
    try:
        rows = [_row(auditor, policy, path, content) for path, content in zip(frame["path"], contents, strict=True)]
    finally:
        auditor.close()
        starts.close()
    columns = dict(column.split(" ") for column in SPARK_SCHEMA.split(", "))
    table = pd.DataFrame([_record(row, policy) for row in rows], columns=list(columns), index=frame.index, dtype="object")
    return table.astype({name: "Int64" for name, kind in columns.items() if kind == "long"})


def _row(auditor: Auditor, policy: Policy, path: str, content: bytes | None) -> Row:
    try:
        content = bytes_of(path) if content is None else bytes(content)
    except ReadError as error:
        return jsonl.failed(path, error)
    rules = tuple(rule.code for rule in policy.rules(path))
    outcome = auditor.outcome(Task(path, hashlib.sha256(content).hexdigest(), rules, content=content))
    return policy.review(path).mark_row(unpacked(outcome.packed))


def _record(row: Row, policy: Policy) -> dict[str, Any]:
    summary, error = summarised(row, policy), row["error"] or {}
    return {
        "path": row["source"],
        "sha256": summary["sha256"],
        "error": error.get("code"),
        "message": error.get("message"),
        **{name: summary[name] for name in ("alarms", "claims", "refused", "unread")},
        "row": jsonl.line(row),
    }
