"""One rule run alone over the real line: text to findings."""

from __future__ import annotations

from govreport_nlp.audit import audit
from govreport_nlp.claims import extract
from govreport_nlp.document import build
from govreport_nlp.models import Finding
from govreport_nlp.reading.text import from_string
from govreport_nlp.rules.rule import Rule


def findings(text: str, rule: Rule) -> tuple[Finding, ...]:
    """What `rule`, and no other, has to say of `text`."""
    found = audit(extract(build(from_string(text))), (rule,))
    assert all(finding.rule == rule.code for finding in found)
    return found
