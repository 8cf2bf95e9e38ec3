"""Enumerations: as many things are named as are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport_nlp.models import Claim, Extraction, Fault, ListItem
from govreport_nlp.rules.rule import Proposals, rule

SURE = 3  # names of a list: two may be an adjective and its noun (新建、改扩建酒店10家)
JOINTS = re.compile("以及|和|及|与|暨")
OPEN = re.compile("等|包括|含|其中|分别|累计|共|达|至少|各|类$|新增|修订|废止|制定|出台|[\x01“”（）()]")
# 城乡 are two names in one word
PAIRS = re.compile(
    "城乡|粮肉|肉蛋|蛋奶|粮油|粮棉|一二三|二三产|产销|存贷|收支|内外|牛羊|供销|进出|男女|上下|东西|南北|水电|科教|文卫|道桥|公铁|房地|[两三四五六七八九]"
)
# 抓好三项工作：一是: nothing but the name of what is counted stands between the number and its first item
ANNOUNCED = re.compile(
    r"(?:的|重点|主要|工作|任务|措施|举措|方面|部分|原因|大?事|实事|情况|问题|特点|建议|要求|民生|环节|内容|意见|着力)*[：:。；]?\s*"
)
NAMES = ("院", "期", "号", "环", "中", "小")  # 华西二院、引水二期: the numeral is part of a name
LAST_ITEM = 40  # the largest list of items that is announced by a number


@rule("ARI007", "enumeration-count", "列举项数不符", family="respective", level="warning", state="preview")
def enumeration_count(extraction: Extraction) -> Proposals:
    """As many items are named as the text announces.

    Why: an item is added or struck out, and the number that announces the list stays.
    Good: 重点抓好三项工作：一是强化学习。二是规范执法。三是压实责任。
    Good: 在石塘、云岭、柳溪和河口4个镇开展试点，新建、改扩建卫生室17所。
    Bad: 重点抓好四项工作：一是强化学习。二是规范执法。三是压实责任。
    Bad: 在石塘、云岭、柳溪、河口5个镇开展试点。
    Silent when: the list is open (等), quoted or of fewer than three names; the two numbers are more
        than one apart, so that something else is counted; a name may have 和 in it; the items have
        gaps (SEQ801); the number is approximate.
    Source: invented; none wrong among 86 such lists of published reports.
    """
    yield from _announced(extraction)
    for index, claim in enumerate(extraction.claims):
        listed = _named_before(extraction.claims, index)
        if listed and _is_count(claim):
            said = int(claim.quantity.value or 0)
            if said not in listed and (said + 1 in listed or said - 1 in listed):
                yield _miscounted(claim, max(listed), f"前面列举了{max(listed)}项", f"{max(listed)} are named")


def _is_count(claim: Claim) -> bool:
    exact = claim.quantity.approx is None and claim.quantity.value is not None and claim.quantity.narrow.is_point
    return claim.kind == "count" and exact and claim.role in ("level", "target") and claim.unit not in NAMES


def _miscounted(claim: Claim, listed: int, message: str, message_en: str) -> Fault:
    return Fault(
        "ARI007",
        claim.start,
        claim.end,
        f"列举项数不符：“{claim.text}”，{message}",
        f"{claim.text}, but {message_en}",
        (claim,),
        str(listed),
        claim.text,
    )


# ── 抓好三项工作：一是…二是… ──


def _announced(extraction: Extraction) -> Iterator[Fault]:
    text = extraction.document.text
    for run in _runs(extraction.document.items):
        claim = next((claim for claim in reversed(extraction.claims) if claim.end <= run[0].start), None)
        if claim is None or not _is_count(claim) or not ANNOUNCED.fullmatch(text, claim.end, run[0].start):
            continue
        bare = text[claim.end : run[0].start].strip()
        if bare in ("。", "；") or len(run) < 2:  # 实施重点项目17个。一是: the projects are not the items
            continue
        if claim.quantity.value != len(run):
            yield _miscounted(claim, len(run), f"其后列举了{len(run)}项", f"{len(run)} items follow")


def _runs(items: Sequence[ListItem]) -> Iterator[Sequence[ListItem]]:
    """The lists of items that begin with 1 and have no gap."""
    run: list[ListItem] = []
    for item in (*items, None):
        follows = run and item is not None and item.style == run[-1].style and item.section == run[-1].section
        if follows and item is not None and item.ordinal == run[-1].ordinal + 1:
            run.append(item)
            continue
        broken = follows and item is not None and item.ordinal != 1
        if run and not broken and len(run) <= LAST_ITEM:
            yield run
        run = [item] if item is not None and item.ordinal == 1 else []


# ── 石塘、云岭、柳溪3个镇 ──


def _named_before(claims: Sequence[Claim], index: int) -> range:
    """How many things the words in front of a number may name: 石塘、云岭和柳溪 are three, or two of which one is called 云岭和柳溪."""
    claim = claims[index]
    names = claim.head.strip().split("、")
    inside = index and claims[index - 1].sentence == claim.sentence and claims[index - 1].join != "" and claim.join == "、"
    if len(names) < SURE or inside or OPEN.search(claim.head) or not all(name.strip() for name in names):
        return range(0)
    return range(len(names), len(names) + sum(len(JOINTS.findall(name)) for name in names) + 1)


# ── 甲、乙、丙分别增长3%和5% ──


@rule("ARI008", "respectively-arity", "“分别”前后项数不符", family="respective", level="notice", state="preview")
def respectively_arity(extraction: Extraction) -> Proposals:
    """分别 has as many values behind it as names before it.

    Why: where one value is missing, every value behind the gap belongs to another name.
    Good: 粮食、蔬菜和水果产量分别增长3.1%、5.2%和4.6%。
    Good: 城乡居民收入分别增长4.3%和6.1%。
    Bad: 粮食产量、蔬菜产量、水果产量分别增长3.1%和5.2%。
    Silent when: fewer than three names; names that may hold two (城乡, 存贷款) or 和; the numbers are
        more than one apart; the values stand in several clauses.
    Source: 75 of 403 places look wrong to a naive count, and none is.
    """
    claims = extraction.claims
    for index, claim in enumerate(claims):
        if "分别" not in claim.head or "respectively" not in claim.cues:
            continue
        heads = _heads(claim.head.rpartition("分别")[0])
        values = _values(claims, index)
        after = claims[index + len(values) : index + len(values) + 1]
        goes_on = any(other.join == "，" and other.kind == claim.kind and other.sentence == claim.sentence for other in after)
        if (
            heads
            and values
            and len(values) >= 2
            and not goes_on
            and len(values) not in heads
            and (len(values) + 1 in heads or len(values) - 1 in heads)
        ):
            told = "、".join(value.text for value in values)
            message = f"“分别”之前有{min(heads)}项，之后有{len(values)}个数：{told}"
            yield Fault(
                "ARI008", values[0].start, values[-1].end, message, f"{min(heads)} names, but {len(values)} values", values,
                str(min(heads)), str(len(values)),
            )  # fmt: skip


def _heads(words: str) -> range:
    names = [name for name in words.strip().split("、") if name.strip()]
    sure = len(names) >= SURE and not OPEN.search(words) and not PAIRS.search(words)
    return range(len(names), len(names) + sum(len(JOINTS.findall(name)) for name in names) + 1) if sure else range(0)


def _values(claims: Sequence[Claim], index: int) -> tuple[Claim, ...]:
    """The figures behind 分别, joined by 、 and 和; nothing where their end cannot be told."""
    values = [claims[index]]
    for claim in claims[index + 1 :]:
        if claim.sentence != values[0].sentence or claim.join not in ("", "、"):
            break
        values.append(claim)
    return tuple(values)


RULES = (enumeration_count, respectively_arity)
