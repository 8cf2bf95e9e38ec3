"""One tidy table of many reports: place × year × indicator, with interval, conflicts and the characters that each value comes from."""

from govreport_nlp.panel.build import build
from govreport_nlp.panel.panel import Panel

__all__ = ["Panel", "build"]
