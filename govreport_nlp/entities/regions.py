"""Administrative units and named regions, by their names: what can be told without a model.

Kept out, as the annotation guide asks: 全省, 我县; roads, airports, mountains and projects that carry a place's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities import villages
from govreport_nlp.entities.gazetteer import Certainty, gazetteer
from govreport_nlp.entities.spans import Mark, Words, longest, marked
from govreport_nlp.regions.divisions import UNKNOWN_SELF_GOVERNED

LABEL = "GPE"
# A last word that goes on: 合作市|场, 开封县|域
_GOES_ON = regex.compile(r"(?<=市)(?:[场民值面容价况]|政(?![府协]))|(?<=县)[域级]|(?<=区)[域间位块别划]|(?<=旗)[帜舰下]|(?<=省)会(?!议)")
# 数字重庆, 书香大庆: a slogan, no place
_KIND_OF = regex.compile("同胞|籍|省会|地区")
_NAMELIKE = ("nr", "ns", "nz", "x", "g", "nt")
_UNLISTED = regex.compile(
    rf"""
      (?:(?<!\p{{Han}})|(?<=[在与由从对和])){UNKNOWN_SELF_GOVERNED}
    | (?![全各本该我两几数每多大中小老新贫先强])\p{{Han}}{{2,3}} (?<![全各本该我两几数每多个些困进强点范业成产园社镇乡省市州地辖建管帮扶驻名一二三四五六七八九十两]) (?:县|自治县|自治旗) (?![域级城区市乡镇直管])
    """,
    regex.VERBOSE,
)
_DISTRICT = regex.compile(
    r"、(?P<name>\p{Han}{2,3}(?<![新城园社片景库矿山灾港林牧保税老开发高经两示试验牌街灌疫辖小郊市度])区)(?!\p{Han}?[级域])"
)
_SLOGAN = regex.compile(r"(?:数字|书香|技能|平安|法治|信用|健康|智慧|质量|品质|活力|美丽|好品|好人)$")
# 沈阳桃仙国际机场, 兰州中川机场
_FACILITY = regex.compile(
    r"\p{Han}{0,4}?(?<![至到和与、])(?:国际机场|机场|高铁|铁路|高速公路|公路|水利枢纽|高速|国道|大桥|大道|水库|高原|平原|盆地|海峡)|港(?=吞吐|口岸|集装箱|码头|航线|[、，。])"
)
_TOWN_AFTER = r"(?![村镇办政党委级上下域土居亲容愁间贤企风]|人民|综合|企业|敬老|建设|经济|干部|\p{Han}{0,3}(?:振兴|改造))"
_TOWN_LAST = regex.compile(rf"(?:镇|乡|街道){_TOWN_AFTER}|村(?![民村委居集级落镇庄干改超])")
_TOWN = regex.compile(
    rf"""
    (?!建制|中心|特色|专业|重点|典型|示范|个别|多个|部分|沿线|周边|相关|促进|开展|推进|实施|推动|深化|组织|加快|完成|支持|鼓励|建设|打造|创建|培育|提升|强化|主要|部分|所有|各|全|本)
    \p{{Han}}{{2,3}}? (?<![各全本个乡城重村小古该此等老跨特强美新建推返下入县集名大驻我帮])(?<!乡镇)(?:镇|乡|街道) (?:\p{{Han}}{{2,3}}村(?![村民委居集级])|\p{{Han}}{{2,3}}(?<![辖各个])社区(?![居服卫工]))? {_TOWN_AFTER}""",
    regex.VERBOSE,
)
# 澜江县|澜口镇, 横溪镇|下坝村
_TOWN_BEHIND = regex.compile(
    rf"(?!建制|中心|特色|专业|重点|典型|示范|个别|多个|部分|所有|相关|辖区|各|全|本|我|该|每|两|几|和|与|及|等|至|到|\p{{Han}}?(?:乡镇|街镇))\p{{Han}}{{2,3}}?(?<![各全本个乡城重村每多数两几级个新建])(?:镇|乡|街道)(?:\p{{Han}}{{2,3}}村(?![村民委居集级]))?{_TOWN_AFTER}"
)
_NO_TOWN = r"(?!建制|中心|特色|专业|重点|典型|示范|个别|多个|部分|所有|相关|各|全|本|我|该|每|两|几|和|与|及|等)"
_TOWN_OF_OFFICE = regex.compile(
    rf"{_NO_TOWN}\p{{Han}}{{2,3}}?(?<![各全本个乡城重村每该我他驻多数本两几和级])(?:镇|乡|街道)(?=人民政府|党委|纪委|人大|办事处|卫生院|中心卫生院|派出所|司法所|财政所|中心小学|中心学校)"
)
_TITLE_REACH = 12
_ROADS = regex.compile(r"(?:、\p{Han}{2}){1,5}高速")
_RIVER_BEFORE, _RIVER_BEHIND = regex.compile(r"(\p{Han}{1,3}河)、$"), regex.compile(r"、(\p{Han}{1,2}河)")
_ROUTE = regex.compile(r"[至—-]\p{Han}{2,5}?(?:公路|铁路|高铁|高速|城际|\d+千伏)")
_MOTTO_KIND = "公众号|微信|微博|客户端|小程序|网站|品牌|等品牌|行动|活动|计划|号|系列|平台|工程|\\p{Han}等奖"
_MOTTO = regex.compile(rf"“\p{{Han}}{{3,10}}”(?={_MOTTO_KIND})")
_QUOTED_BRAND = regex.compile(r"”(?![等和与及是为的])\p{Han}")  # “石澜”毛尖, not: 通称“石澜”。
_CHINA = regex.compile(
    r"(?<!新时代|美丽|健康|数字|平安|法治|发展|“|其)中国(?!式|（|\(|特色|共产党|梦|人民|气派|风格|制造|方案|智慧|力量|精神|企业|品牌|好|民主|农民|\p{Han}{1,8}(?:院|协会|学会|基金会|总会|博览会|大会|交易会|局|公司|银行|集团|联|委|大学))"
)


def find(text: str, words: Words, named: Sequence[Mark]) -> tuple[Mark, ...]:
    """The places; `named` are the chains of names in the text."""
    kept = (_zoned(text, mark) for mark in named if not refused(text, mark))
    china = (mark for match in _CHINA.finditer(text) if not _in_motto(text, mark := marked(match, LABEL)))
    return (*kept, *_towns(text, words), *_single(text), *_joint(text, words), *china, *villages.find(text, words))


def offices_towns(text: str, words: Words) -> Iterator[Mark]:
    """Towns, villages and communities in front of their own offices: 横溪镇|人民政府, 柳荫街道|办事处, 石门村|村民委员会."""
    for match in _TOWN_OF_OFFICE.finditer(text, overlapped=True):
        first = words.after(match.start(), 1)
        named = bool(first) and first[0][0] == match.start() and not first[0][2].startswith(("p", "v", "d", "c", "u"))  # 受|敖东镇
        if named and words.flag_before(match.start()).startswith(("x", "v", "p", "c", "u", "f")):
            yield marked(match, LABEL)


def chains(text: str, words: Words, local: Sequence[str] = ()) -> tuple[Mark, ...]:
    """Names of places, however they are used (甘肃 of 甘肃银行 too).

    Names that follow each other without a mark make one, the larger unit first: 内蒙古锡林郭勒盟正蓝旗. `local` are units that the
    report belongs to, known from its title, whether or not a list has them.
    """
    out: list[Mark] = []
    names = dict((*_names(text, words), *_unlisted(text, words), *_local(text, local)))
    names |= dict(_districts(text, words, names))
    kept = tuple((mark, names[mark]) for mark in longest(names))
    for name in _listed(text, kept, words):
        if out and out[-1].end == name.start and text[name.start : name.end] not in _unions():
            out[-1] = Mark(out[-1].start, name.end, LABEL)
        else:
            out.append(name)
    return tuple(out)


def _names(text: str, words: Words) -> Iterator[tuple[Mark, Certainty]]:
    known = gazetteer()
    at = 0
    while at < len(text):
        for size in known.sizes.get(text[at : at + 2], ()):
            certainty = known.names.get(text[at : at + size]) if at + size <= len(text) else None
            if certainty and _stands(text, at, at + size, certainty, words):
                yield Mark(at, at + size, LABEL), certainty
                at += size - 1
                break
        at += 1


def _unlisted(text: str, words: Words) -> Iterator[tuple[Mark, Certainty]]:
    """Counties that no list has, abolished or renamed: by their last word, behind a mark or a preposition."""
    for match in _UNLISTED.finditer(text):
        before = words.flag_before(match.start())
        stem = words.between(match.start(), match.end() - 1)
        begins = match.start() in words.edges and before.startswith(("x", "p", "c", "v"))
        if begins and (len(match.group()) > 4 or all(flag.startswith(_NAMELIKE) for _, _, flag in stem)):
            yield marked(match, LABEL), Certainty.FULL


def _districts(text: str, words: Words, names: dict[Mark, Certainty]) -> Iterator[tuple[Mark, Certainty]]:
    """Districts that no list has, behind a county or district in a list: 澜江县、石棠区."""
    ends = {mark.end for mark, certainty in names.items() if certainty is Certainty.FULL and text[mark.end - 1] in "县区旗"}
    for match in _DISTRICT.finditer(text, overlapped=True):
        if match.start() in ends and match.end() in words.edges:
            ends.add(match.end())
            yield Mark(match.start("name"), match.end(), LABEL), Certainty.FULL


def _local(text: str, names: Sequence[str]) -> Iterator[tuple[Mark, Certainty]]:
    for name in names:
        for match in regex.finditer(regex.escape(name), text):
            yield marked(match, LABEL), Certainty.FULL


def _stands(text: str, start: int, end: int, certainty: Certainty, words: Words) -> bool:
    if certainty is Certainty.FULL:
        # 罗浮山|县 holds no 浮山县
        return not _GOES_ON.match(text, end) and (start in words.edges or end - start > 3)
    if words.surname_before(start):  # 林|建平
        return False
    # a name of three characters or more that jieba does not know may be cut by it (积石山)
    # 台湾|同胞 is one word for jieba
    joined = start in words.edges and (text[end - 1] in "洲国" or _KIND_OF.match(text, end))
    return bool(joined) or words.whole(start, end) or (end - start > 2 and certainty is Certainty.SHORT and not _GOES_ON.match(text, end))


def _listed(text: str, names: Sequence[tuple[Mark, Certainty]], words: Words) -> Iterator[Mark]:
    """Everyday words are places only beside one in a list: 安定、通渭."""
    sure = {mark.start for mark, certainty in names if certainty is not Certainty.EVERYDAY}
    ends = {mark.end: mark.start for mark, _ in names}
    for mark, certainty in names:
        if certainty is not Certainty.EVERYDAY or _beside(text, mark, sure, ends, words):
            yield mark


def _beside(text: str, mark: Mark, sure: set[int], ends: dict[int, int], words: Words) -> bool:
    after = text[mark.end : mark.end + 1] == "、" and mark.end + 1 in sure
    before = text[mark.start - 1 : mark.start] == "、" and ends.get(mark.start - 1) in sure
    clean = text[mark.end : mark.end + 1] in tuple("、，。；和与及等")
    taken_up = before and words.whole(mark.start, mark.end) and words.flag_after(mark.end) == "v"  # 庆阳、白银|入选
    begins = text[mark.start - 1 : mark.start] not in tuple("一二三四五六七八九十两新")  # 二|通道、沈阳
    return taken_up or (clean and (before or (after and begins)))


def refused(text: str, mark: Mark) -> bool:
    """True for a place's name that is part of another: 甘肃速度, 数字重庆, 长沙机场, 昭苏至温宿公路, 《我的阿勒泰》, 紧急医学救援基地（贵州）."""
    before, after = text[max(0, mark.start - _TITLE_REACH) : mark.start], text[mark.end : mark.end + 1]
    in_brackets = before.endswith(("（", "(")) and after in ("）", ")")
    alone = before.endswith("“") and bool(_QUOTED_BRAND.match(text, mark.end))
    in_title = before.rfind("《") > before.rfind("》")
    goes_on = any(pattern.match(text, mark.end) for pattern in (_not_before(), _FACILITY, _ROUTE)) or _in_motto(text, mark)
    return in_brackets or alone or in_title or goes_on or bool(_SLOGAN.search(before)) or _among_others(text, mark)


def _in_motto(text: str, mark: Mark) -> bool:
    """True for a place in the name of a brand, prize or campaign: “辽宁优品”, “放心消费在辽宁”品牌."""
    return any(
        quote.start() < mark.start and mark.end < quote.end() and len(quote.group()) > mark.end - mark.start + 2
        for quote in _MOTTO.finditer(text, max(0, mark.start - _TITLE_REACH), mark.end + 2 * _TITLE_REACH)
    )


def _among_others(text: str, mark: Mark) -> bool:
    """True for a name in a list of rivers or roads, which no list of places has: 滦河、黑河、白河, 张石、张承、二秦高速."""
    if _ROADS.match(text, mark.end):
        return True
    rivers = (*_RIVER_BEFORE.findall(text, max(0, mark.start - 4), mark.start), *_RIVER_BEHIND.findall(text, mark.end, mark.end + 4))
    return text[mark.end - 1] == "河" and any(river not in gazetteer().names for river in rivers)


@cache
def _not_before() -> regex.Pattern[str]:
    return regex.compile(lexicon.alternation(lexicon.words("places", "not_before")))


@cache
def _unions() -> frozenset[str]:
    return frozenset(lexicon.words("places", "unions"))


@cache
def _zones() -> regex.Pattern[str]:
    zones = lexicon.alternation(lexicon.words("places", "zones"))
    return regex.compile(
        rf"(?:国家级?|国际|国家自主创新)?(?:{zones})+|\p{{Han}}{{1,3}}(?<![的和与等建省市县新、])(?:高新区|经开区|科学城|科技城|综保区|新区)"
    )


def _zoned(text: str, mark: Mark) -> Mark:
    """长沙高新区, 沈阳浑南科技城, 南海|乡."""
    if text[mark.start : mark.end] in _unions():  # 中国—东盟|自贸区
        return mark
    behind = _TOWN_BEHIND.match(text, mark.end) if text[mark.end - 1] in "县市区旗" else None
    zone = _zones().match(text, mark.end) or _TOWN_LAST.match(text, mark.end) or behind
    return Mark(mark.start, zone.end(), LABEL) if zone else mark


def _towns(text: str, words: Words) -> Iterator[Mark]:
    """Towns by their last word: 奋斗镇, 南海乡, 建设街道; jieba must see the end of a word there."""
    for match in _TOWN.finditer(text, overlapped=True):  # 推|进奋斗镇 is none, 奋斗镇 is one
        if words.whole(*match.span()) and words.flag_before(match.start()).startswith(("x", "v", "p", "c", "u", "f")):
            yield marked(match, LABEL)


@cache
def _singles() -> regex.Pattern[str]:
    sure, doubtful = ("".join(lexicon.words("places", key)) for key in ("single", "single_doubtful"))
    plain = "就业|高校|院士|青年|人才|两院|央企|企业|工作|创业|落户|旅游|游客|消费|投资|单位|部队|人民|留|来|[，。；、）”]"
    return regex.compile(rf"(?<=[留来在驻住赴离返回])(?:[{sure}](?![剧菜商])|[{doubtful}](?={plain}))")


def _single(text: str) -> Iterator[Mark]:
    """留渝来渝, 住鲁两院院士."""
    for match in _singles().finditer(text):
        yield marked(match, LABEL)


@cache
def _joints() -> regex.Pattern[str]:
    sure, doubtful = ("".join(lexicon.words("places", key)) for key in ("single", "single_doubtful"))
    return regex.compile(
        rf"(?=[{doubtful}]*[{sure}])[{sure}{doubtful}]{{2,4}}(?![{sure}{doubtful}]|线|段|快线|通道|合作|\p{{Han}}{{0,2}}(?:铁路|高铁|高速|运河|城际|背靠背|互济|特高压)|\p{{Han}}{{2,8}}大会)"
    )


def _joint(text: str, words: Words) -> Iterator[Mark]:
    """Provinces written together: 鄂湘赣, 闽台, 川渝; the road 皖赣铁路 is none."""
    for match in _joints().finditer(text):
        if words.whole(*match.span()):
            yield marked(match, LABEL)
