"""Laws and documents by their titles: 《土地管理法》; without title marks only full names of laws (宪法, 民法典)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities.spans import Mark, marked

LABEL = "LAW"
_TITLE = regex.compile(r"《(?:[^《》]|《[^《》]{1,80}》){1,120}》")
# What a document is; a newspaper, a film or a song is none
_KIND = regex.compile(
    r"""(?:法|法典|条例|规定|办法|决定|决议|意见|规划|方案|计划|纲要|通知|通告|公告|细则|公报|报告|条约|协定|协议|宪章|宣言|标准|指南|指引|目录|清单|要点|措施|制度|规则|规程|规范|守则|章程
    |函|批复|手册|白皮书|蓝皮书|责任书|承诺书|建议书|指令书|意见书|告知书|实施案|草案|预案|总体设想|若干政策|政策|要求|准则|名单|合同|备忘录|程序|体系|图则|十条|二十条|\d+条|流程|年报)
    (?:[（(〔][^（）()]{1,12}[）)〕]|\s)*》$""",
    regex.VERBOSE,
)
_OF_A_STATE = r"中华人民共和国\p{Han}{1,24}?(?:法典|法|条例)(?![律规院治制定人])"


def find(text: str) -> Iterator[Mark]:
    """The titles, the longest where one holds another."""
    for match in _TITLE.finditer(text):
        title = "".join(match.group().split())
        if _KIND.search(title) or "关于" in title:
            yield marked(match, LABEL)
    named = lexicon.alternation(lexicon.words("organs", "laws"))
    for match in regex.finditer(rf"{_OF_A_STATE}|(?<!\p{{Han}}国家|司)(?:{named})(?![律规院治制定人日典官庭学系修])", text):
        yield marked(match, LABEL)
