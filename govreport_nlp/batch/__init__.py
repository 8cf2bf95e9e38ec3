"""Many files: each audited in a process of its own under limits of time and memory, kept in a journal, written out in the end."""

from govreport_nlp.batch.policy import Policy, Same
from govreport_nlp.batch.run import audit_files
from govreport_nlp.batch.work import Limits

__all__ = ["Limits", "Policy", "Same", "audit_files"]
