"""Organs of state and party, by their words: 省委, 县人民法院, 市六届人大, 平潭综合实验区财政金融局.

The name takes in the place in front of it. Generic plurals (各级政府, 有关部门) and pronouns (我局) are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities.spans import Mark, Words, marked

LABEL = "ORG"
# 全市法院, 各县政府, 两级法院, 城市政府, 县区政府: a kind, not one
_NOT_ONE = r"(?<![各全两几数每某个该辖社园城乡镇村县市区省州级地旗团部山景灾小片我他本名多余\d])"
_AFTER = (
    r"(?<!委)(?!性|采购|债|购买|投资|引导|补贴|补助|间|化|网站|信息|职能|部门|和社会资本|专项|奖|集群)"
    r"(?!(?<=委)(?:[员托任培屈曲以]|派(?![驻出])))(?!(?<=局)[面部势限促])(?!(?<=办)(?:工(?!作)|[企医高幼理法学公案事好结实成证件复会赛]))(?!(?<=部)[门分队署级件])(?!(?<=院)[士校长落子内外])"
)  # fmt: skip
_UNIT = regex.compile(r"(?![省市县区州盟旗])\p{Han}{2,8}(?:支队|大队|总队|中队|分局)|执行局")
# 省委|第五巡视组
_GROUP = regex.compile(
    r"(?<=委|府|院|央)(?:第[一二三四五六七八九十]{1,2})(?:督查组|督察组|督导组|巡视组|巡察组|检查组|考核组)|(?<=政府)驻\p{Han}{2,4}(?:办事处|联络处)"
)
_WHOLE = ("局", "厅", "支队", "大队", "委员会", "局办公室", "厅办公室")
_LEVEL_LAST = tuple("省市县区州镇乡级各")
_JOINING = "和与及受由向对报经"


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    words = {key: lexicon.alternation(lexicon.words("organs", key)) for key in ("levels", "duties", "offices", "organs", "fixed")}
    zone = "(?:工业园区|产业园区|开发区|高新区|经开区)?"
    level = rf"(?:中共)?(?P<level>{_NOT_ONE}(?:{words['levels']}){zone}|国家|)"
    session = r"(?:第?[一二三四五六七八九十]{1,3}届)?"
    charge = rf"{words['duties']}(?:[、和与及]?{words['duties']}){{0,3}}(?:综合)?(?:监督)?(?:行政)?(?:管理|执法|服务|工作)?"
    return (
        regex.compile(
            rf"{level}{session}(?:第[一二三四五六七八九十](?=中级))?{words['organs']}(?:办公室|办公厅)?{_AFTER.replace('(?<!委)', '')}"
        ),
        regex.compile(rf"{level}(?P<charge>(?<=[省市县区州盟旗])委{charge}|{charge}){words['offices']}{_AFTER.replace('(?<!委)', '')}"),
        regex.compile(rf"(?<!第){words['fixed']}(?!(?<=部)门)(?![局人]\p{{Han}}|组(?!织)\p{{Han}})"),
    )


def find(text: str, words: Words, places: Sequence[Mark]) -> tuple[Mark, ...]:
    """The organs; `places` are the chains of place names in the text."""
    organs, offices, fixed = _patterns()
    ending = {place.end: place for place in places}
    found = [mark for pattern in (organs, offices) for match in _each(pattern, text) if (mark := _named(match, ending, words))]
    found += [marked(match, LABEL) for match in fixed.finditer(text) if _stands(match, words)]
    return tuple(_with_units(text, found))


def _stands(match: regex.Match[str], words: Words) -> bool:
    """False for a short name that is only part of a word; 中共|党员 is one word for jieba."""
    whole = words.whole(*match.span()) or (match.start() in words.edges and match.string.startswith("党员", match.end()))
    return whole or len(match.group()) > 3 or (match.start() in words.edges and match.group().startswith("团"))  # 团|市委


def _with_units(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, one that names only its charge joined to the organ that it is a unit of: 市公安局|交警支队."""
    ends = {mark.end: mark for mark in sorted(marks, reverse=True)}
    for mark in marks:
        if group := _GROUP.match(text, mark.end):
            yield Mark(mark.start, group.end(), LABEL)
        above = ends.get(mark.start)
        yield Mark(above.start, mark.end, LABEL) if above and _UNIT.fullmatch(text, mark.start, mark.end) else mark


def _each(pattern: regex.Pattern[str], text: str) -> Iterator[regex.Match[str]]:
    """Matches that may overlap: 市 of 大庆市 is a level, and part of a place that the next match needs."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.start() + 1 if match["level"] else match.end()


def _named(match: regex.Match[str], ending: dict[int, Mark], words: Words) -> Mark | None:
    """The whole name, with the place in front; None where nothing says whose organ it is."""
    place = ending.get(match.start("level")) or (ending.get(match.end("level")) if match["level"] else None)
    if place:
        party = match.string[max(0, place.start - 2) : place.start] == "中共"
        place = Mark(place.start - 2, place.end, LABEL) if party else place
        return Mark(min(place.start, match.start()), match.end(), LABEL)
    charged = match.groupdict().get("charge")
    if match["level"]:
        # a level must begin a word; the organ may end inside of one (省委|书记); jieba joins 受|市 and 和|省
        return marked(match, LABEL) if charged or match.start() in words.edges or match.string[match.start() - 1] in _JOINING else None
    whole = charged and match.group().endswith(_WHOLE) and match.start() in words.edges
    bare = whole and match.string[max(0, match.start() - 1) : match.start()] not in _LEVEL_LAST  # 区县疾控局 are many
    return marked(match, LABEL) if bare else None
