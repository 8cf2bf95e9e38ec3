"""What each character of a sentence shows to the tagger of names_trained.py: characters, jieba's words, what the rules found, its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

Span = tuple[int, int, str]  # start, end, label or part of speech
_BREAKS = "，。；：！？（）()“”《》\n"
_CLOSE = regex.compile(r"等(?P<count>[一多两几\d]*[批家个余多项类所]?)(?P<kind>\p{Han}{0,6})")
_KIND = regex.compile(
    "企业|公司|集团|项目|产业|地区|城市|县|区|市|平台|机构|实验室|高校|大学|园区|品牌|国家|村|镇|乡|州|省|基地|工程|景区|行业"
)
_REACH = 60  # characters to the 等 that closes a list


@dataclass(frozen=True)
class _Item:
    """A stretch between two 、: where it stands, how far its list reaches into it, and the labels of its neighbours."""

    start: int
    end: int
    first_break: int
    last_break: int
    before: str
    after: str


def features(sentence: str, words: Sequence[Span], marks: Sequence[Span]) -> list[list[str]]:
    """The features of every character; offsets of words and of the rules' marks refer to the sentence."""
    rule = ["O"] * len(sentence)
    for start, end, label in marks:
        rule[start:end] = [f"B{label}"] + [f"I{label}"] * (end - start - 1)
    items = _items(sentence, marks)
    closes = [(match.start(), _closed(match)) for match in _CLOSE.finditer(sentence)]
    out: list[list[str]] = []
    for at, word in enumerate(words):
        for place in range(word[0], word[1]):
            context = [*_characters(sentence, place), *_words(sentence, words, at, place), *_rules(rule, place)]
            out.append(context + _list(items, closes, place, word[2]))
    return out


def _characters(sentence: str, at: int) -> list[str]:
    padded = f"^^{sentence}$$"
    two, one, here, next_one, next_two = padded[at : at + 5]
    singles = [f"{offset}{char}" for offset, char in enumerate((two, one, here, next_one, next_two))]
    return ["bias", *singles, f"5{one}{here}", f"6{here}{next_one}", f"7{two}{one}", f"8{next_one}{next_two}"]


def _words(sentence: str, words: Sequence[Span], at: int, place: int) -> list[str]:
    start, end, tag = words[at]
    where = "S" if end - start == 1 else "B" if place == start else "E" if place == end - 1 else "M"
    texts, tags = [], []
    for near in range(at - 2, at + 3):
        inside = 0 <= near < len(words)
        texts.append(sentence[words[near][0] : words[near][1]] if inside else "^")
        tags.append(words[near][2] if inside else "^")
    before, after = tags[1], tags[3]
    return [
        f"t{where}{tag}", f"w{where}{texts[2]}", f"tb{where}{before}", f"ta{where}{after}", f"wb{where}{texts[1]}", f"wa{where}{texts[3]}",
        f"t3{where}{before}{tag}{after}", f"ta2{where}{tag}{after}{tags[4]}", f"tb2{where}{tags[0]}{before}{tag}", f"wa2{where}{texts[4]}",
        f"l{where}{texts[2][-1]}", f"la{where}{texts[3][-1]}{after}",
    ]  # fmt: skip


def _rules(rule: Sequence[str], at: int) -> list[str]:
    before, after = rule[at - 1] if at else "^", rule[at + 1] if at + 1 < len(rule) else "$"
    return [f"r{rule[at]}", f"rb{before}", f"ra{after}"]


def _items(sentence: str, marks: Sequence[Span]) -> list[_Item]:
    ends, starts = {end: label for _, end, label in marks}, {start: label for start, _, label in marks}
    out = []
    for match in regex.finditer("[^、]+", sentence):
        low, high = match.span()
        breaks = [at for at in range(low, high) if sentence[at] in _BREAKS]
        before = ends.get(low - 1, "0") if low else "-"
        after = starts.get(high + 1, "0") if high < len(sentence) else "-"
        out.append(_Item(low, high, breaks[0] if breaks else high, breaks[-1] if breaks else -1, before, after))
    return out


def _closed(match: regex.Match[str]) -> str:
    kind = _KIND.search(match["kind"])
    return str(kind.group()) if kind else "n" if match["count"] else "0"


def _list(items: Sequence[_Item], closes: Sequence[tuple[int, str]], at: int, tag: str) -> list[str]:
    item = next((item for item in items if item.start <= at < item.end), None)
    if item is None:
        return []
    follows = item.before != "-" and at < item.first_break
    leads = item.after != "-" and at > item.last_break
    before, after = (item.before if follows else "-"), (item.after if leads else "-")
    begun = str(min(at - item.start, 5)) if follows else "-"
    left = str(min(item.end - 1 - at, 5)) if leads else "-"
    close = next((kind for place, kind in closes if at <= place < at + _REACH), "-") if follows or leads else "-"
    return [
        f"s{begun}{left}", f"sb{begun}{before}{after}", f"sa{left}{before}{after}", f"c{close}", f"cb{begun}{close}", f"ca{left}{close}{before}",
        f"L{before}{after}{close}{tag}",
    ]  # fmt: skip
