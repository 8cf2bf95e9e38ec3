"""Reads Chinese government reports and checks their numbers.

    import govreport_nlp as gr
    report = gr.read("report.txt")
    report.alarms
    report.to_frame("claims")

The names below are imported when they are first used: importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govreport_nlp.corpus import Corpus, read_corpus
    from govreport_nlp.errors import GovReportError, LexiconError, ReadError, SettingsError, UsageError
    from govreport_nlp.models import Claim, Coverage, Finding, Metadata, Quantity, Refused, Section, Sentence, Verdict
    from govreport_nlp.panel import Panel
    from govreport_nlp.quantities import find_numbers
    from govreport_nlp.report import Report, parse, read

__version__ = "0.1.0"

_HOME = {
    **dict.fromkeys(("Corpus", "read_corpus"), "corpus"),
    **dict.fromkeys(("GovReportError", "LexiconError", "ReadError", "SettingsError", "UsageError"), "errors"),
    **dict.fromkeys(("Claim", "Coverage", "Finding", "Metadata", "Quantity", "Refused", "Section", "Sentence", "Verdict"), "models"),
    "Panel": "panel",
    "find_numbers": "quantities",
    **dict.fromkeys(("Report", "parse", "read"), "report"),
}

__all__ = [
    "Claim",
    "Corpus",
    "Coverage",
    "Finding",
    "GovReportError",
    "LexiconError",
    "Metadata",
    "Panel",
    "Quantity",
    "ReadError",
    "Refused",
    "Report",
    "Section",
    "Sentence",
    "SettingsError",
    "UsageError",
    "Verdict",
    "__version__",
    "find_numbers",
    "parse",
    "read",
    "read_corpus",
]


def __getattr__(name: str) -> Any:
    """A public name, imported on first use."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, also those that are not imported yet."""
    return sorted({*globals(), *__all__})
