"""Nouns and verbs of short phrases, by the parts of speech of their words: where a noun phrase begins and ends."""

from __future__ import annotations

from govreport_nlp.segmentation import tagged

# parts of speech (ICTCLAS) of which nothing that is counted is made; ns, nr, nt, nz are names of places and persons
VERBAL = frozenset("v vn d p vd a ad c u ul t m r f i l ns nt nr nz".split())


def leading_verb(phrase: str) -> int:
    """How many characters of leading verbs stand before the noun: 建成绿道 -> 2, 失业人员再就业 -> 0."""
    at = 0
    words = tagged(phrase)
    for index, (word, flag) in enumerate(words[:-1]):
        rest = words[index + 1 :]
        if flag in ("v", "d", "p", "vd", "c", "u", "ul", "uj", "vn") and any(
            tag[0] in "nj" or tag in ("vn", "l", "eng") for _, tag in rest
        ):
            if flag == "vn" and index and words[index - 1][1] != "v":
                break
            at += len(word)
            if flag in ("vn",):
                break
            continue
        break
    return at


def behind_the_last_verb(phrase: str) -> int:
    """Where the last noun phrase of a long phrase begins: behind its last verb that leaves two characters or more."""
    at = best = 0
    for word, flag in tagged(phrase):
        at += len(word)
        if flag in ("v", "p", "d", "c") and len(phrase) - at >= 2:
            best = at
    return best


def is_verbal(phrase: str) -> bool:
    """True where the phrase in front of a count is only what was done (完成, 聘请), not what is counted."""
    flags = [flag for _, flag in tagged(phrase)]
    return all(flag in VERBAL for flag in flags) or flags[-1] in ("v", "p", "d")


def goes_on(phrase: str) -> bool:
    """True where a verb goes on behind a figure: 选派业务骨干3名到市局跟班."""
    return tagged(phrase)[0][1] in ("v", "p", "d")


def noun_phrase(phrase: str) -> int:
    """How long the noun phrase is that a phrase begins with; 0 where it begins with none."""
    at, noun = 0, False
    quote = phrase.find("”")
    for word, flag in tagged(phrase):
        inside = at < quote
        if flag[0] in "nj" or flag in ("eng", "l", "s") or (flag in ("vn", "an") and not noun):
            noun = True
        elif (not inside and noun and (word == "的" or flag in ("v", "vn", "d", "p", "c", "ul", "u", "r", "t", "m", "y", "f"))) or (
            not inside and (flag in ("d", "p", "c", "ul", "r") or (flag == "v" and at))
        ):
            break
        at += len(word)
    return at if noun else 0
