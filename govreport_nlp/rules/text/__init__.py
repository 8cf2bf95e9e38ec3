"""Brackets, wording and the form of units and names: the only family that looks at the raw text with patterns."""

from __future__ import annotations

from govreport_nlp.rules.text import approximations, issuer, pairs, unit_forms, written_forms

RULES = (*approximations.RULES, *unit_forms.RULES, *pairs.RULES, *written_forms.RULES, *issuer.RULES)
