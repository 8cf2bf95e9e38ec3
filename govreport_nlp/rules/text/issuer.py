"""Who issues a report: the title and the signature."""

from __future__ import annotations

import re

from govreport_nlp.models import Extraction, Fault
from govreport_nlp.rules.rule import Proposals, rule

_ORGAN = r"(?:局|厅|委员会|委|办公室|中心|人民法院|人民检察院|人民政府)"
_IN_TITLE = re.compile(rf"\s*(?P<name>[一-龥]{{3,40}}?{_ORGAN})\s*(?=关于|[12][0-9]{{3}}|二[〇○0零]|年度)")
_SIGNED = re.compile(rf"[一-龥]{{2,40}}{_ORGAN}")


@rule("DOC951", "issuer-name", "标题与落款单位不一", family="structure", level="warning", state="preview")
def issuer_name(extraction: Extraction) -> Proposals:
    """Who signs a report is who is named in its title.

    Why: after a merger of bureaus, or in a copy of last year's report, one keeps the old name.
    Good: 云澜土家族自治县规划和自然资源局2023年法治政府建设情况报告
        全年办理案件12件。
        云澜自治县规划和自然资源局
        2024年1月15日
    Bad: 云澜县规划局2023年法治政府建设情况报告
        全年办理案件12件。
        云澜县生态环境局
        2024年1月15日
    Silent when: one name is short for the other (自治县 for 土家族自治县, 市监局 for 市场监督管理局); the
        title names no office, or a report that one office gives for another (县人民政府); several
        sign; nothing stands above the last date.
    Source: the forms are those of annual reports of bureaus; examples invented.
    """
    title, signed = _IN_TITLE.match(extraction.document.metadata.title or ""), _signature(extraction)
    if title is None or signed is None:
        return
    named, name = title["name"], signed.group()
    if named.endswith("人民政府") or name.endswith("人民政府") or _is_short_for(named, name) or _is_short_for(name, named):
        return
    message = f"标题中的单位是“{named}”，落款是“{name}”"
    message_en = f"the title names {named}, the signature {name}"
    yield Fault("DOC951", signed.start(), signed.end(), message, message_en, expected=named, stated=name)


def _signature(extraction: Extraction) -> re.Match[str] | None:
    """The name that stands alone on the line above the last date, which ends the text."""
    text, dates = extraction.document.text, extraction.dates
    if not dates or text[dates[-1].end :].strip() or text[text.rfind("\n", 0, dates[-1].start) + 1 : dates[-1].start].strip():
        return None
    body = text[: dates[-1].start].rstrip()
    begin = body.rfind("\n") + 1
    begin += len(body[begin:]) - len(body[begin:].lstrip())
    return _SIGNED.fullmatch(text, begin, len(body))


def _is_short_for(short: str, long: str) -> bool:
    """True where the characters of one name stand in the other, in their order: 市监局 in 市场监督管理局."""
    rest = iter(long)
    return all(character in rest for character in short)


RULES = (issuer_name,)
