"""What looks like a number and is no quantity: dates, document numbers, articles, plan names, slogans, telephone numbers, names.

Each is kept with the reason, so that every run of digits is a claim, a refused mention or counted as unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

import regex

from govreport_nlp import guard, lexicon
from govreport_nlp.models import Date, Guarded, Refused
from govreport_nlp.refusals.dates import DATES, date
from govreport_nlp.refusals.lookalikes import ADDRESSES, LOOKALIKES

HAN = "零一二三四五六七八九十百千万亿两"
# a fixed phrase must not be cut out of a longer number: 119 of 119.7%, 万一 of 一千零一万一千, 同一 of 同一九四九年
WHOLE = rf"(?<![A-Za-z\d.](?=[A-Za-z\d]))(?<![{HAN}点](?=[{HAN}])){{}}(?!(?<=[A-Za-z\d])[\d.,%])(?!(?<=万一|一一)[{HAN}])(?!(?<=一)[九八零][{HAN}]{{{{2}}}}年)"
NUMERAL = regex.compile(rf"[\d{HAN}]")
NAME = regex.compile(r"“[^“”\n]{1,16}”|《[^《》]{1,80}》|‘[^‘’\n]{1,16}’|\"[^\"\n]{1,12}\"")
DATE = "date"


@dataclass(frozen=True, slots=True)
class Refusals:
    """The refused mentions of a text in order, the dates among them, and the patterns that the guard stopped."""

    refused: tuple[Refused, ...]
    dates: tuple[Date, ...]
    guarded: tuple[Guarded, ...] = ()


@cache
def _patterns() -> tuple[tuple[str, Callable[[], regex.Pattern[str]], re.Pattern[str]], ...]:
    """Every reason with its pattern and its anchor; where two begin at one place, the earlier in this list wins."""
    phrases = lexicon.table("nonclaims")["phrases"]
    lists = {why: lexicon.alternation(lexicon.words_of(phrases[why], "nonclaims", why)) for why in phrases}
    fixed = tuple((why, WHOLE.format(words), words) for why, words in lists.items())
    dates = tuple((DATE, pattern, anchor) for _, pattern, anchor in DATES)
    return tuple(
        (why, partial(_compiled, pattern), re.compile(anchor))
        for why, pattern, anchor in (*ADDRESSES, *dates, *LOOKALIKES, *fixed)
    )


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.VERBOSE)


def find(shadow: str, text: str, marks: Sequence[Refused] = ()) -> Refusals:
    """All refused mentions of a text; where two overlap the one that begins first, then the earlier pattern, wins.

    `marks` are mentions known beforehand (section numbers).
    """
    found: list[tuple[int, int, int, str, regex.Match[str] | None]] = [(m.start, -1, m.end, m.why, None) for m in marks]
    stopped: list[Guarded] = []
    for order, (why, pattern, anchor) in enumerate(_patterns()):
        found.extend((m.start(), order, m.end(), why, m) for m in guard.matches(pattern, shadow, why, stopped, anchor))
    found.extend(_in_names(shadow))
    found.sort(key=lambda item: (item[0], item[1], -item[2]))
    refused: list[Refused] = []
    dates: list[Date] = []
    end = 0
    for start, _, stop, why, match in found:
        if start < end or not NUMERAL.search(shadow, start, stop):
            continue
        refused.append(Refused(start, stop, text[start:stop], why))
        if why == DATE and match:
            dates.append(date(match, text))
        end = stop
    return Refusals(tuple(refused), tuple(dates), tuple(stopped))


def _in_names(shadow: str) -> Iterator[tuple[int, int, int, str, None]]:
    """Quotes and titles short enough to be a name: numerals inside name something and count nothing (“8337”, “4.22”, 《十条》)."""
    for match in NAME.finditer(shadow):
        why = "title" if match.group()[0] == "《" else "quoted name"
        yield match.start() + 1, -1, match.end() - 1, why, None
