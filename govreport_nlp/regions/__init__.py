"""Administrative divisions by their codes, in the years in which they bore them, and what became of them."""

from govreport_nlp.regions.divisions import Level, Region, around, regions
from govreport_nlp.regions.lineage import merged_into, today
from govreport_nlp.regions.names import lookup

__all__ = ["Level", "Region", "around", "lookup", "merged_into", "regions", "today"]
