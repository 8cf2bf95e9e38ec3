"""`govreport explain`: the list of rules, or the page of one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from govreport_nlp.cli import streams
from govreport_nlp.errors import UsageError
from govreport_nlp.output import columns
from govreport_nlp.output.experience import experience
from govreport_nlp.output.labels import SEVERITIES
from govreport_nlp.output.terminal import Look
from govreport_nlp.rules.measured import measured
from govreport_nlp.rules.page import Page, parse
from govreport_nlp.rules.rule import Rule

_INDENT = "  "


def run(options: argparse.Namespace) -> int:
    """Print the page of the rule that was named, or one line for each rule."""
    from govreport_nlp import years
    from govreport_nlp.rules import RULES, by_code

    between = [pair.rule for pair in years.RULES]

    look = streams.look(options.lang, options.color)
    if options.code:
        found = [rule for rule in between if rule.code == options.code.upper()] or [by_code(options.code)]
        streams.emit("\n\n".join("\n".join(_page(rule, look)) for rule in found))
    else:
        streams.emit("\n".join(_entry(rule, look) for rule in sorted((*RULES, *between), key=lambda rule: rule.code)))
    return 0


def _entry(rule: Rule, look: Look) -> str:
    state = look.say("试行", "preview") if rule.state == "preview" else ""
    level = columns.pad(look.say(*SEVERITIES[rule.level]), 8)
    names = columns.pad(columns.shorten(look.say(rule.name_zh, rule.name), 30), 30)
    other = columns.pad(columns.shorten(look.say(rule.name, rule.name_zh), 24), 24)
    return f"{look.ink('code', rule.code)}  {look.ink(rule.level, level)}{names} {look.ink('faint', other + ' ' + state)}".rstrip()


def _page(rule: Rule, look: Look) -> Iterator[str]:
    state = look.say("试行，须加 --preview", "preview: needs --preview") if rule.state == "preview" else look.say("常用", "stable")
    yield f"{look.ink('code', rule.code)} {rule.name_zh} ({rule.name})"
    yield look.ink("faint", f"{look.say(*SEVERITIES[rule.level])} · {rule.family} · {state}")
    yield ""
    try:
        page = parse(rule.page)
    except UsageError:  # a page without the usual headings is shown as it is
        yield from (columns.wrapped(line, look.columns) for line in rule.page.splitlines())
        return
    yield from _body(page, experience(measured(rule.code), look.lang), look)


def _body(page: Page, measured_here: str, look: Look) -> Iterator[str]:
    yield columns.wrapped(page.summary, look.columns)
    parts = (
        (look.say("为什么", "Why"), (page.why,), ""),
        (look.say("一致的例子", "Good"), page.good, "✓ "),
        (look.say("不一致的例子", "Bad"), page.bad, "✗ "),
        (look.say("何时不作声", "Silent when"), (page.silent_when,), ""),
        (look.say("实测", "Measured"), (measured_here,), ""),
        (look.say("出处", "Source"), (page.source,), ""),
    )
    for heading, texts, mark in parts:
        yield ""
        yield look.ink("code", heading)
        for text in texts:
            yield _paragraph(text, mark, look)


def _paragraph(text: str, mark: str, look: Look) -> str:
    hanging = _INDENT + " " * columns.width(mark)
    first, *further = text.split("\n")
    lines = [columns.wrapped(first, look.columns, _INDENT + mark, hanging)]
    return "\n".join(lines + [columns.wrapped(line, look.columns, hanging) for line in further])
