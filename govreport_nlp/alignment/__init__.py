"""Which names of many reports mean one indicator: a file of the user's, the lexicon, the same words, then alike letters."""

from govreport_nlp.alignment.align import Aligned, Evidence, Named, align
from govreport_nlp.alignment.overrides import read_overrides

__all__ = ["Aligned", "Evidence", "Named", "align", "read_overrides"]
