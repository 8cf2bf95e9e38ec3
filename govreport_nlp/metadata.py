"""What a report says of itself: title, issuer, region, year, kind, date. None where it does not say, or not clearly.

The `year` is the year that the report speaks of: the title's first year (“2023年法治政府建设情况的报告” -> 2023, “2025年政府工作报告” ->
2025, though it reviews 2024); without one, for a work report the year of its delivery, for others the year that the opening names
(“2023年，我局”), else the year of the signature. Where the text dates nothing, the name of the file may (政府工作报告2019.txt).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Final

from govreport_nlp import lexicon
from govreport_nlp.errors import LexiconError
from govreport_nlp.marks import MARK, ordinal_of
from govreport_nlp.models import Metadata

WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
WIDE_DIGIT: Final = re.compile("[０-９]")
HEAD_LENGTH: Final = 3000
HEAD_LINES: Final = 30
LONGEST_TITLE: Final = 70
OPENING_LENGTH: Final = 400

YEAR: Final = r"(?:(?:19|20)\d\d|[一二][〇○零0一九][〇○零0一二三四五六七八九]{2})"
YEAR_IN_NAME: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DATE: Final = re.compile(
    rf"(?P<year>{YEAR})\s?年\s?(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月\s?(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?日"
)
ORGAN_END: Final = (
    r"(?:人民政府|政府|局|委员会|管委会|党工委|发改委|卫健委|办公室|办公厅|厅|法院|检察院|学院|医院|研究院|中心|支队|大队|总队"
    r"|税务所|财政所|联合会|总工会|协会|银行|公司|大学|学校)"
)
ORGAN: Final = rf"[\u4e00-\u9fff（）()]{{2,40}}?{ORGAN_END}"

# A name of an administrative unit; “城乡”, “城镇”, “城市”, “社区”, “园区” end none.
UNIT: Final = (
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|综合实验区|省|(?<![城都])市|(?<!各)州|盟|地区|县"
    r"|(?<![社园景灾山小校片辖牧库厂])区|旗|(?<!城)镇|(?<!城)乡|街道)"
)
REGION: Final = re.compile(rf"(?![我全本各该])[\u4e00-\u9fff]{{2,14}}?{UNIT}(?:[\u4e00-\u9fff]{{2,6}}?{UNIT})*")

# In front of the unit, whose branch reports: “国家税务总局云麓市税务局”, “政协云麓县委员会”
ABOVE: Final = re.compile(
    r"^(?:国家[\u4e00-\u9fff]{2,10}?(?:总局|(?<!总)局)|中国人民银行|国网|政协|中国共产党|中共|共青团)(?=[\u4e00-\u9fff]{4})"
)

# Around a title on a web page: “当前位置： 首页政务公开…”, “【字号：”, “来源：湖南日报”.
CHROME: Final = re.compile(
    r"(?:下载|打印|全屏|收藏|加大|还原|减小|【?字[号体]|】|当前位置|您现在的位置|首页|来源|信息来源|时间|日期|发布|微信|微博|分享"
    r"|索引号|文号|发文|主题|浏览|责任编辑|公开方式|成文|附件|新华社|-\s?\d+\s?-$|[【\[])"
)
ADDRESS: Final = re.compile(r"(?:各位|同志们|主任、|尊敬的|主席、|现在[，,])")
# The line under a title: “——2025年1月19日在贵州省第十四届人民代表大会第三次会议上”, “（2018年3月9日在……会议上）”.
UNDER_TITLE: Final = re.compile(rf"(?:[—─―–-]+|[（(]|)\s?{YEAR}\s?年\s?[\d一二三四五六七八九十]{{1,2}}\s?月")
TITLE_WORD: Final = re.compile(
    r"(?:报告|总结|公报|分析|公示|计划|思路|要点|方案|汇报|情况|年报|通报|决算|预算|说明|意见|公告|安排)"
    r"(?:（[^（）]{1,12}）|\([^()]{1,12}\)|[书稿])*$"
)
DELIVERED: Final = re.compile(rf"{DATE.pattern}[^\n。]{{0,80}}(?:会议|大会|全会)")
# “现在，我代表省人民政府，向大会报告工作”, “受敖东镇人民政府委托”.
ON_BEHALF: Final = re.compile(r"(?:代表|受)(?P<organ>国务院|[\u4e00-\u9fff]{0,14}?政府)(?:的?委托)?[，,向作]")
PUBLISHED_BY: Final = re.compile(rf"来源\s?[：:]\s?(?P<organ>{ORGAN})(?=\s|$)")
SIGNED_BY: Final = re.compile(rf"(?:^|[\s。！：；，,])(?P<organ>{ORGAN})\s*\Z")
ALONE: Final = re.compile(r"(?:^|[\n\r])\s*\Z")
LONGEST_TAIL: Final = 300  # what may follow a date that no organ stands before
LAST_DATES: Final = 20
AFTER_SIGNATURE: Final = re.compile(r"\s*(?:\Z|[\n\r]|[（(]此件|抄送|附件|来源|主题词|联系人)|\s*[）)]\s*(?:\Z|[\n\r])")
ORGAN_IN_TITLE: Final = re.compile(rf"(?P<organ>{ORGAN})(?=关于|的|{YEAR}|\s|政府信息公开|工作|年度|$)")
# “青禾县财政局预算执行情况报告”: nothing but the word itself ends the organ's name; believed behind a region.
BUREAU_IN_TITLE: Final = re.compile(r"(?P<organ>[\u4e00-\u9fff]{2,30}?(?:局|委员会|管委会|办公室|厅|法院|检察院))")
OPENING_YEAR: Final = re.compile(rf"(?:^|[\n\r。])\s*(?P<year>{YEAR})\s?年(?=[，,、是来以度全上下至初底末]|\d+[-—至]\d+月|第)")


@dataclass(frozen=True, slots=True)
class _Signature:
    organ: str | None
    date: str
    year: str


def read_metadata(text: str) -> Metadata:
    """Title, issuer, region, year, genre and date of a report."""
    text = text.translate(WIDE_DIGITS) if WIDE_DIGIT.search(text) else text
    head = text[:HEAD_LENGTH]
    title = _title(head)
    signature, delivery = _signature(text), _delivery(head)
    genre = _genre(title, head)
    source = PUBLISHED_BY.search(head) or PUBLISHED_BY.search(text[-OPENING_LENGTH:])
    published = source["organ"] if source else None
    region = _region(title, signature, published, head)
    dated = signature or delivery
    return Metadata(
        title=title,
        issuer=_issuer(title, signature, region, head) or published,
        region=region,
        year=_year(title, genre, head, dated),
        genre=genre,
        date=dated.date if dated else None,
    )


def _title(head: str) -> str | None:
    """The first line that ends like a title, else the first that is no page furniture; a broken title is joined."""
    lines = [_plain(line) for line in re.split(r"[\n\r\f]+", head) if line.strip()][:HEAD_LINES]
    candidates: list[int] = []
    for index, line in enumerate(lines):
        if ADDRESS.match(line) or _begins_body(line):
            break
        # “政府工作报告——2024年3月5日在……会议上”: title and delivery on one line.
        lines[index] = re.split(rf"(?:[—─―–-]{{2,}}|[（(])(?={YEAR}年\d)", line)[0] or line
        if _may_be_title(lines[index]):
            candidates.append(index)
    titled = [index for index in candidates if TITLE_WORD.search(lines[index])]
    chosen = titled[0] if titled else (candidates[0] if candidates else None)
    return None if chosen is None else _joined(lines, chosen, candidates)


def _may_be_title(line: str) -> bool:
    furniture = CHROME.match(line) or UNDER_TITLE.match(line) or re.search("[。：:；，,]$|。", line)
    return not furniture and 4 <= len(line) <= LONGEST_TITLE


def _plain(line: str) -> str:
    """A line without the spaces of layout: “政 府 工 作 报 告”, “管理局 2022年”."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", line.replace("\u200b", ""))).strip()


def _begins_body(line: str) -> bool:
    """A paragraph, or the first heading."""
    mark = MARK.match(line)
    heads = mark is not None and mark.lastgroup in ("cjk", "cjk_paren", "chapter", "arabic")
    return heads or (len(line) > LONGEST_TITLE and "。" in line)


def _joined(lines: Sequence[str], chosen: int, candidates: Sequence[int]) -> str:
    """A title broken over lines.

    An organ's name may stand above (“淮安市人民政府⏎2024年…报告”), a year below (“…报告⏎（2023年）”); “…执行情况⏎和…” goes on.
    """
    title = lines[chosen]
    above = lines[chosen - 1] if chosen - 1 in candidates else ""
    goes_on = re.search(rf"(?:{ORGAN_END}|关于|[和及暨、的])$", above) or re.match("[和及暨的关]", title)
    if above and goes_on and not title.startswith(above):
        title = above + title
    below = lines[chosen + 1] if chosen + 1 < len(lines) else ""
    bracketed = re.fullmatch(rf"[（(](?:{YEAR}年度?|[^（）()]{{0,8}}(?:草案|稿|书面))[^月日]{{0,6}}[）)]", below)
    if bracketed or (chosen + 1 in candidates and re.match("[和及暨]", below)):
        title += below
    return title


def _signature(text: str) -> _Signature | None:
    """The organ and date at the end (“酉阳自治县规划和自然资源局⏎2024年2月15日”).

    It is the last date that ends a line behind an organ, or stands alone near the end of the text.
    """
    third, half = len(text) // 3, len(text) // 2
    ends = (found for found in DATE.finditer(text, third) if AFTER_SIGNATURE.match(text, found.end()))
    for found in reversed(deque(ends, maxlen=LAST_DATES)):
        before = text[max(0, found.start() - 80) : found.start()]
        organ, date = SIGNED_BY.search(before), _iso(found)
        alone = ALONE.search(before) and found.start() > half and len(text) - found.end() < LONGEST_TAIL
        if date is not None and (organ or alone):
            return _Signature(organ["organ"] if organ else None, date, date[:4])
    return None


def _delivery(head: str) -> _Signature | None:
    """The date of the meeting that heard the report."""
    found = DELIVERED.search(head[: HEAD_LENGTH // 2])
    date = _iso(found) if found else None
    return _Signature(None, date, date[:4]) if date else None


def _iso(found: re.Match[str]) -> str | None:
    """2024-02-15 from 2024年2月15日, ２０２４年…, 二〇二四年二月十五日; None for a date that is none."""
    year, month, day = _year_digits(found["year"]), ordinal_of(found["month"]), ordinal_of(found["day"])
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year}-{month:02d}-{day:02d}"


def _year_digits(written: str) -> str:
    return "".join(char if char.isascii() else str(ordinal_of(char)) for char in written)


def _region(title: str | None, signature: _Signature | None, published: str | None, head: str) -> str | None:
    """The administrative unit that the title begins with, else the signature, the meeting (“在宁夏回族自治区第十三届……”), the source."""
    delivered = re.search(r"在([\u4e00-\u9fff]{2,20}?)第?[一二三四五六七八九十]+届", head[: HEAD_LENGTH // 2])
    places = (
        re.sub(rf"^(?:关于)?(?:{YEAR}年度?)?", "", title) if title else None,
        signature.organ if signature else None,
        delivered[1] if delivered else None,
        published,
    )
    for place in places:
        found = REGION.match(ABOVE.sub("", place, count=1)) if place else None
        if found and not found[0].startswith("中华"):
            return found[0]
    return None


def _issuer(title: str | None, signature: _Signature | None, region: str | None, head: str) -> str | None:
    """The signature, else the organ that the title begins with, else whom the speaker stands for."""
    named = _organ_of_title(title, region) if title else None
    if signature and signature.organ:
        # “链接：国家企业信用信息公示系统平潭综合实验区市场监督管理局2022年11月10日”: the page lost its line ends.
        return named if named and signature.organ.endswith(named) else signature.organ
    if named:
        return named
    behalf = ON_BEHALF.search(head)
    return _full_name(behalf["organ"], region) if behalf else None


def _organ_of_title(title: str, region: str | None) -> str | None:
    """The organ that a title begins with: “平潭综合实验区财政金融局关于2022年……”, “青禾县财政局预算执行情况报告”."""
    title = re.sub(rf"^(?:关于)?(?:{YEAR}年度?)?", "", title)
    found = ORGAN_IN_TITLE.match(title) or (BUREAU_IN_TITLE.match(title) if region and title.startswith(region) else None)
    # “湖南省政府工作报告”: not an organ called 湖南省政府, with its 工作报告.
    return None if found is None or title[found.end() - 2 :].startswith("政府工作报告") else found["organ"]


def _full_name(organ: str, region: str | None) -> str | None:
    """The organ as it is called outside its own county: “省人民政府” with 湖南省 -> 湖南省人民政府."""
    organ = re.sub("(?<!人民)政府$", "人民政府", organ)
    if organ == "国务院" or (region and organ.startswith(region)):
        return organ
    level = organ.removesuffix("人民政府")
    if region and (level == "" or region.endswith(level)):
        return region + "人民政府"
    return organ if len(level) > 2 and level != "自治区" else None


def _year(title: str | None, genre: str | None, head: str, dated: _Signature | None) -> str | None:
    found = re.search(rf"({YEAR})(?=\s?年)", title) if title else None
    if found:
        return _year_digits(found[1])
    if genre and genre.endswith("工作报告") and genre != "工作报告":
        return dated.year if dated else None
    opening = OPENING_YEAR.search(head[:OPENING_LENGTH])
    if opening and title:
        return _year_digits(opening["year"])
    return dated.year if dated else None


def _genre(title: str | None, head: str) -> str | None:
    """The kind of report that the title names; without a title, the one that the opening names (“作政府工作报告”)."""
    place = title or _plain(head[:OPENING_LENGTH])
    # An opening may speak of 经济运行 or 预算执行; only “报告”, “公报” name what is being read.
    return next((name for name, words in _genres() if any(word in place and (title or "报" in word) for word in words)), None)


def named_by_file(path: str) -> tuple[str | None, str | None]:
    """Year and kind that the name of a file gives (政府工作报告2019.txt), None where it holds no year or several."""
    name = PurePath(path).stem.translate(WIDE_DIGITS)
    years = set(YEAR_IN_NAME.findall(name))
    return (years.pop(), _genre(name, "")) if len(years) == 1 else (None, None)


@cache
def _genres() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names and words of lexicon/genres.toml, in its order.

    Raises: LexiconError for an entry without name or words.
    """
    entries = lexicon.table("genres")["genre"]
    try:
        return tuple((str(entry["name"]), lexicon.words_of(entry["words"], "genres", entry["key"])) for entry in entries)
    except KeyError as missing:
        raise LexiconError(f"lexicon/genres.toml: an entry has no {missing} (write key, name and words)") from None
