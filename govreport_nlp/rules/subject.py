"""Whether a figure speaks of what the figures before it speak of, or has a subject of its own."""

from __future__ import annotations

from govreport_nlp.models import Claim


def has_own_subject(claim: Claim, *before: Claim) -> bool:
    """True where a change or a rate is of something that is named only behind these figures.

    项目248个、比上年增加36个，制造业投资增长13.3%: not of the projects. 办件量占比近93%: not of the figure before.
    """
    return claim.indicator is not None and claim.indicator.start > min(figure.start for figure in before)
