"""Organisations and places that rules can tell: the names of divisions, the words of offices, the last words of bodies."""

from __future__ import annotations

from govreport_nlp.entities import bodies, organs, regions
from govreport_nlp.entities.spans import Mark, Words, longest


def find(text: str, words: Words | None = None) -> tuple[Mark, ...]:
    """ORG and GPE, none inside of another."""
    words = words or Words(text)
    places = regions.chains(text, words)
    return longest((*organs.find(text, words, places), *bodies.find(text, words, places), *regions.find(text, words, places)))
