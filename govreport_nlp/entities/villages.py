"""Places that no list has, told by the number and the kind that the text gives them: 为大坪、石头、岭脚三个村, 临港、河东两个片区."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from govreport_nlp.entities.spans import Mark, Words

LABEL = "GPE"
_COUNTED = regex.compile(
    r"(?P<count>[二两三四五六七八九十]|10|[2-9])个?(?P<kind>村|县|镇|乡|街道|片区|社区|区|市|旗|州|省)(?!\p{Han}?[级类型域])"
)
# 横溪、石桥、双坑等6个乡镇: more than are named
_AMONG = regex.compile(
    r"等(?P<count>[二两三四五六七八九十]|\d{1,2})个(?P<kind>乡镇|镇村|行政村|自然村|村居|村|县|镇|乡|街道|社区|县区|区县|市州|市|旗)(?!\p{Han}?[级类型域])"
)
_LIST = regex.compile(r"\p{Han}{2,8}(?:、\p{Han}{2,4}){0,8}[、和与]\p{Han}{2,4}$")
_REACH = 60  # characters in front of the number
_PARTED = regex.compile("[、和与]")
_COUNTS = {numeral: at for at, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_KIND = regex.compile("[型类化性级等的]$")


def find(text: str, words: Words) -> tuple[Mark, ...]:
    """The names of counted lists, and the same names wherever two of them stand side by side."""
    counted = (*_COUNTED.finditer(text), *_AMONG.finditer(text))
    names = {name for match in counted for name in _names(match, words)}
    if not names:
        return ()
    known = "|".join(sorted(names, key=lambda name: (-len(name), name)))
    lists = regex.finditer(rf"(?:{known})(?:[、和与](?:{known}))+", text)
    return tuple(
        Mark(found.start() + part.start(), found.start() + part.end(), LABEL)
        for found in lists
        for part in regex.finditer(known, found.group())
    )


def _names(match: regex.Match[str], words: Words) -> Iterator[str]:
    """The names, where there are as many as the text says, or fewer in front of 等."""
    named = _LIST.search(match.string, max(0, match.start() - _REACH), match.start())
    if named is None:
        return
    first, *others = _PARTED.split(named.group())
    count = _COUNTS.get(match["count"]) or int(match["count"])
    begin = _beginning(named.start(), named.start() + len(first), words)
    named_all = len(others) + 1 == count
    if begin is None or not (named_all or (match[0][0] == "等" and len(others) < count)) or not _counts_places(match, words):
        return
    names = (match.string[begin : named.start() + len(first)], *others)
    if not any(_KIND.search(name) for name in names):
        yield from names


def _counts_places(match: regex.Match[str], words: Words) -> bool:
    """False where the kind begins another word or name: 两个市民广场, 3个省实验室."""
    after = words.after(match.end(), 1)
    return match.end() in words.edges and not (len(match["kind"]) == 1 and after and after[0][2].startswith("n"))


def _beginning(low: int, end: int, words: Words) -> int | None:
    """Where the first name of a list begins: behind a mark, a preposition or a verb, with none of these."""
    for start, _, flag in words.between(max(low, end - 4), end - 1):
        if (
            start >= low
            and not flag.startswith(("p", "c", "u", "d", "r", "m", "v"))
            and words.flag_before(start).startswith(("x", "p", "v", "c"))
        ):
            return start
    return None
