"""Many files: each audited in a process of its own under limits of time and memory, kept in a journal, written out in the end."""

from govreport_nlp.batch.run import audit_files
from govreport_nlp.batch.work import Limits, Settings

__all__ = ["Limits", "Settings", "audit_files"]
