"""The rules: `RULES` lists all of them, `selected` chooses, `by_code` finds one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from govreport_nlp.errors import UsageError
from govreport_nlp.rules import (
    dates,
    enumerations,
    growth,
    multiples,
    products,
    ranges,
    rates,
    same,
    shares,
    structure,
    subsets,
    sums,
    tables,
    text,
    units,
)
from govreport_nlp.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *sums.RULES,
    *subsets.RULES,
    *products.RULES,
    *enumerations.RULES,
    *shares.RULES,
    *rates.RULES,
    *growth.RULES,
    *multiples.RULES,
    *same.RULES,
    *ranges.RULES,
    *structure.RULES,
    *dates.RULES,
    *text.RULES,
    *units.RULES,
    *tables.RULES,
)


def by_code(code: str) -> Rule:
    """The rule with this code, in capitals or not.

    Raises: UsageError that names the nearest codes.
    """
    for rule in RULES:
        if rule.code == code.upper():
            return rule
    raise _unknown(code, (rule.code for rule in RULES), "规则", "rule")


def selected(preview: bool = False, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules to run, in the order of `RULES`.

    `select` and `ignore` take codes ("SEQ801"), beginnings of codes ("SEQ") and families ("structure"); `ignore` wins. Rules in
    preview are left out unless `preview` is true or `select` has their full code.

    Raises: UsageError for a word that matches no rule.
    """
    wanted, unwanted = tuple(select), tuple(ignore)
    check_words((*wanted, *unwanted))
    return tuple(
        rule
        for rule in RULES
        if (not wanted or any(_matches(rule, word) for word in wanted))
        and not any(_matches(rule, word) for word in unwanted)
        and (preview or rule.state == "stable" or any(word.upper() == rule.code for word in wanted))
    )


def check_words(words: Iterable[str]) -> None:
    """Accept codes, beginnings of codes and families that some rule has.

    Raises: UsageError for any other word, with the nearest known ones.
    """
    for word in words:
        if not any(_matches(rule, word) for rule in RULES):
            known = {name for rule in RULES for name in (rule.code, rule.code[:3], rule.family)}
            raise _unknown(word, known, "规则、代码开头或类别", "rule, beginning of a code or family")


def _matches(rule: Rule, word: str) -> bool:
    return word == rule.family or (len(word) >= 3 and rule.code.startswith(word.upper()))


def _unknown(word: str, known: Iterable[str], zh: str, en: str) -> UsageError:
    names = sorted(known)
    near = get_close_matches(word.upper(), names, cutoff=0.5) or get_close_matches(word.lower(), names, cutoff=0.5)
    if near:
        hint = f"；是不是 {'、'.join(near)}？", f"; did you mean {' or '.join(near)}?"
    else:
        hint = "；用 govreport explain 查看全部", "; govreport explain lists them"
    return UsageError(f'没有{zh}“{word}”{hint[0]} / there is no {en} "{word}"{hint[1]}')
