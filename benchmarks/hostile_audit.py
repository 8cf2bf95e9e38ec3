"""What `batch.py` audits with: the usual audit, but for three documents that attack it; in a module of its own, since other processes import it."""

from __future__ import annotations

import os
from typing import Any

from govreport_nlp.batch.work import Task, audit_document


def audit(task: Task, content: bytes) -> dict[str, Any]:
    """The row of a document; the name of a file may say that it hangs, ends the process or raises something odd."""
    if task.path.endswith("hanging.txt"):
        while True:
            pass
    if task.path.endswith("crashing.txt"):
        os._exit(9)
    if task.path.endswith("poisonous.txt"):
        raise SystemExit("poison")
    return audit_document(task, content)
