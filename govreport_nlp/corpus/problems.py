"""What is not as it should be with the files of a corpus: listed, never dropped or guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "unreadable",  # the file gave no text; it is not among the reports
    "pattern",  # its name does not fit the template, or fits it two ways
    "table",  # the table has no row for it, or several; or a row names no file
    "region",  # nobody knows the region
    "ambiguous region",  # several divisions bear the name
    "merged region",  # the division was merged into another one since: its figures end there
    "year",  # no year in path, table or text; or the text names another one
    "duplicate",  # another file is filed under the same place, bureau and year
    "same content",  # another file has the same bytes
]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with one file (`file` is "" where it is with all of them): what, why, and how it was taken."""

    file: str
    kind: Kind
    reason: str
    reason_en: str
