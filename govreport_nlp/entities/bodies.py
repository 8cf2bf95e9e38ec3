"""Companies, schools, hospitals, institutes: by their last word, or because everybody knows the name.

The beginning of the name is sought backwards, word by word, to the first that cannot be part of a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from govreport_nlp import lexicon
from govreport_nlp.entities.spans import Mark, Words, marked

LABEL = "ORG"
_LONGEST = 24
# Parts of speech that a name may hold; l, i, j: fixed phrases and abbreviations; vn, v only inside
_INSIDE = ("n", "j", "l", "i", "a", "b", "z", "eng", "x", "vn", "s", "f", "g", "k", "h", "t")
_STOPS = frozenset(
    "与 和 及 等 的 在 为 对 由 向 把 被 是 到 给 跟 同 从 以 将 新 该 这 各 每 其 我 本 支持 推动 推进 建设 建成 组建 成立 引进 引入 签约 帮扶 新增 获批 依托 加快 加强 深化 支持 "
    "完成 实施 启动 开展 打造 布局 重组 培育 落实 确保 争取 拥有 培养 发展 包括 入选 荣获 获得 获 牵头 联合 服务 创建 做强 做大 推广 重点 继续 鼓励 协助 提升 优化 深入 全面 主要 扩大 改扩建 新建 改建 扩建 续建 力争 投用 促进 充分 利用 规范 清理 统一 协助 全力 晋升为 晋级 投产 落地 好 引导 吸引 建立 开办 帮助 新一轮 大力 大力发展 大力开展 高水平 区域性 运营好".split()
)
_VERBS_INSIDE = frozenset("合作 研究 工程 设计 技术 制造 发展 开发 投资 控股 建筑 转移 转化 保障 服务 管理 检测 治疗 创新 建设 勘察 运输 测试 应用 交易 教育 融资 示范 交流 促进 装备".split())


@cache
def _last_words() -> regex.Pattern[str]:
    return regex.compile(lexicon.alternation(lexicon.words("organs", "bodies")) + r"(?:有限公司|分院|分行|支行|分公司)?(?![们级长化型制士生企校业产性门部章]|\p{Han}?(?:数|率))")


@cache
def _common() -> frozenset[str]:
    return frozenset(lexicon.words("organs", "common"))


@cache
def _only_common() -> regex.Pattern[str]:
    return regex.compile(lexicon.alternation(_common()) + "+")


@cache
def _telling() -> tuple[str, ...]:
    return lexicon.words("organs", "telling")


@cache
def _traded() -> regex.Pattern[str]:
    return regex.compile(lexicon.alternation(lexicon.words("organs", "trades")) + r"(?:集团|公司)?")


@cache
def _brands() -> regex.Pattern[str]:
    return regex.compile(lexicon.alternation(lexicon.words("organs", "brands")) + r"(?:集团|公司|汽车|股份)?")


def find(text: str, words: Words, places: Sequence[Mark]) -> tuple[Mark, ...]:
    """The bodies; `places` are the chains of place names in the text."""
    ends = {place.end: place for place in places}
    starts = frozenset(place.start for place in places)
    named = (mark for match in _last_words().finditer(text) if (mark := _named(text, match, words, ends, starts)))
    known = (marked(match, LABEL) for match in _brands().finditer(text) if words.whole(*match.span()) or len(match.group()) > 3)
    return (*named, *known, *_trading(text, words))


def _named(text: str, match: regex.Match[str], words: Words, places: dict[int, Mark], starts: frozenset[int]) -> Mark | None:
    """The name that ends in this last word; None where it is of a kind only (上市公司, 社区卫生服务中心)."""
    start, proper = match.start(), False
    for begin, end, flag in reversed(words.before(match.start())):
        if end > start:
            if begin < start and end <= match.end():  # jieba's word reaches into the last word: 总|医院 of 油田|总医院
                start, proper = begin, proper or flag in ("nt", "nz") or begin in starts
            continue
        if end < start or match.end() - begin > _LONGEST:
            break
        if end in places:
            start, proper = places[end].start, True
        elif _may_belong(text[begin:end], flag):
            start, proper = begin, proper or _proper(text[begin:end], flag)
        else:
            break
    start = _trimmed(text, start, words, match.start())
    core = text[start : match.start()]
    telling = match.group().endswith(_telling()) and len(core) >= (2 if match.group().endswith(("公司", "集团")) else 4)
    return Mark(start, match.end(), LABEL) if core and (proper or telling) and not _only_common().fullmatch(core) else None


def _may_belong(word: str, flag: str) -> bool:
    if regex.fullmatch("第[一二三四五六七八九十]|附属", word):
        return True
    if word in _STOPS or not regex.fullmatch(r"[\p{Han}A-Za-z（）()·]+", word):
        return False
    return flag.startswith(_INSIDE) or word in _VERBS_INSIDE


def _proper(word: str, flag: str) -> bool:
    """A word that names one: a place, a person, a brand; none of the words that every company's kind has."""
    return word not in _common() and flag.startswith(("ns", "nr", "nz", "nt", "j", "eng", "x")) and len(word) > 1


def _trimmed(text: str, start: int, words: Words, end: int) -> int:
    """Without the common words in front of the proper one: 国家级 重点 企业 华大公司."""
    for begin, stop, _ in words.after(start):
        if begin >= end or text[begin:stop] not in ("等", "企业", "家", "级", "重点", "龙头", "骨干", "上市"):
            return max(begin, start) if begin < end else start
    return start


def _trading(text: str, words: Words) -> Iterator[Mark]:
    """恒力重工, 融科储能: a word that no dictionary has, then a line of business; both alone between marks or verbs."""
    for at, (start, end, flag) in enumerate(words.tokens[:-1]):
        word = text[start:end]
        if word in _STOPS or word in _common() or not (2 <= end - start <= 3 and flag in ("nr", "nz", "nrt", "nrfg", "x", "nt") and regex.fullmatch(r"\p{Han}+", word)):
            continue
        match = _traded().match(text, end)
        before = words.tokens[at - 1] if at else (0, 0, "x")
        if match and match.end() in words.edges and (before[2] in ("x", "v", "p", "c", "ns") or not text[before[0] : before[1]].strip()):
            yield Mark(start, match.end(), LABEL)
