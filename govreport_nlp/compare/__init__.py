"""Texts of reports compared, on scikit-learn: similarity, copied passages, keyness, attention, themes.

The classes are transformers for a Pipeline; the functions take texts by their names (`corpus.texts`) and give pandas tables.
"""

from __future__ import annotations

from govreport_nlp.compare.attention import Attention
from govreport_nlp.compare.keyness import Keyness, keyness
from govreport_nlp.compare.passages import passages
from govreport_nlp.compare.themes import Themes
from govreport_nlp.compare.vectors import TextVectors, similarity

__all__ = ["Attention", "Keyness", "TextVectors", "Themes", "keyness", "passages", "similarity"]
