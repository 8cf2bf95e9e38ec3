"""Many reports as one: what each is filed under, what was read of all of them, what is doubtful about the files."""

from govreport_nlp.corpus.corpus import Corpus, read_corpus
from govreport_nlp.corpus.problems import Problem

__all__ = ["Corpus", "Problem", "read_corpus"]
