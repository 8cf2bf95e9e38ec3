"""A report's findings as a page shows them: in the order in which one works through them, numbered, each with its words and its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from govreport_nlp.models import Verdict
from govreport_nlp.output.labels import SEVERITIES, VERDICTS, Lang, changes, pick, rule_name
from govreport_nlp.output.location import joined, said_in
from govreport_nlp.output.painting import painted
from govreport_nlp.output.records import Row, is_settled

Group = Literal["open", "settled", "undecided", "consistent"]
_GRAVITY: Final = tuple(SEVERITIES)
GROUPS: Final[tuple[Group, ...]] = ("open", "settled", "undecided", "consistent")
_SHORT, _AROUND = 240, 60  # characters of a sentence shown whole; characters kept around a figure of a longer one
_SHORT_LINE = 100  # characters of a line shown whole around a fault without figures: several of them may stand in one line
_PREFIX = re.compile(r"^[^：:（(]{1,40}[：:]\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quoted sentence; `anchor` is the mark in the text that it stands for, empty for the words between."""

    text: str
    anchor: str = ""
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in words. `anchor` is its place on the page ("f3"), `kind` its class: a severity, a verdict or "settled"."""

    number: int
    group: Group
    kind: str
    label: str
    rule: str
    name: str
    said: str
    formula: str
    slips: str
    place: str
    section: str
    settled: str
    quotes: tuple[tuple[Piece, ...], ...]
    claims: tuple[str, ...]
    start: int
    end: int

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"f{self.number}"


def ordered(row: Row) -> list[tuple[int, Group, Mapping[str, Any]]]:
    """A report's findings numbered from 1: what somebody must look at, the gravest first; what is settled, what is undecided, what holds."""
    grouped = [(_group(finding), finding) for finding in row["findings"]]
    grouped.sort(key=lambda pair: (GROUPS.index(pair[0]), _GRAVITY.index(pair[1]["severity"]), pair[1]["start"]))
    return [(number, group, finding) for number, (group, finding) in enumerate(grouped, 1)]


def _group(finding: Mapping[str, Any]) -> Group:
    if finding["verdict"] == Verdict.INCONSISTENT:
        return "settled" if is_settled(finding) else "open"
    return "undecided" if finding["verdict"] == Verdict.UNDECIDED else "consistent"


def shown(row: Row, lang: Lang) -> list[Shown]:
    """The findings of a report in words, in the order of `ordered`."""
    claims = {claim["id"]: claim for claim in row["claims"]}
    texts = {name: claim["text"] for name, claim in claims.items()}
    sections = {section["id"]: section for section in row["sections"]}
    return [
        Shown(
            number,
            group,
            kind=group if group != "open" else finding["severity"],
            label=label(finding, lang),
            rule=finding["rule"],
            name=name_of(finding["rule"], lang),
            said=_said(finding, lang),
            formula=finding["formula"] or "",
            slips=changes(texts, [(repair["claim"], repair["text"]) for repair in finding["repairs"]], lang),
            place=said_in(lang, finding["place"]),
            section=_path(sections, finding["section"]),
            settled=_settled(finding, lang),
            quotes=tuple(_quotes(row["text"], finding, [claims[c] for c in marked if c in claims], f"p{number}")),
            claims=tuple(claim for claim in marked if claim in claims),
            start=finding["start"],
            end=finding["end"],
        )
        for number, group, finding in ordered(row)
        for marked in [finding["claims"] or _covering(row, finding)]
    ]


def _covering(row: Row, finding: Mapping[str, Any]) -> list[str]:
    """The figure whose mark hides the place of a fault without figures, if there is one."""
    return [c["id"] for c in row["claims"] if c["start"] <= finding["start"] and finding["end"] <= c["end"]][:1]


name_of = cache(rule_name)


def label(finding: Mapping[str, Any], lang: Lang) -> str:
    """How grave an inconsistency is ("错误"); for the other verdicts the verdict itself ("一致")."""
    verdict = Verdict(finding["verdict"])
    return pick(lang, *(SEVERITIES[finding["severity"]] if verdict is Verdict.INCONSISTENT else VERDICTS[verdict]))


def _said(finding: Mapping[str, Any], lang: Lang) -> str:
    """The message without what stands beside it: the rule's name or the verdict, and the formula."""
    said = pick(lang, finding["message"], finding["message_en"])
    formula: str | None = finding["formula"]
    if formula and formula in said:
        before, _, after = said.partition(formula)
        rest = after.strip("，, ")
        return rest if _PREFIX.fullmatch(before) else said
    return said


def _settled(finding: Mapping[str, Any], lang: Lang) -> str:
    if finding.get("accepted") is not None:
        return pick(lang, "已接受：", "accepted: ") + str(finding["accepted"])
    return pick(lang, "此前已知", "known before") if finding.get("baseline") == "known" else ""


def _path(sections: Mapping[str, Mapping[str, Any]], section: str | None) -> str:
    path: list[str] = []
    while section is not None and section in sections and len(path) < len(sections):
        title = sections[section]["title"].partition("\t")[
            0
        ]  # of a row of a table its head: （一）予以公开	21	4	0	0	1	0	25
        path.append(joined(sections[section]["number"], title))
        section = sections[section]["parent"]
    return " › ".join(reversed(path))


# ── quotes ──


def _quotes(text: str, finding: Mapping[str, Any], here: Sequence[Mapping[str, Any]], anchor: str) -> Iterator[tuple[Piece, ...]]:
    """The sentences that hold its figures; for a fault without figures its line, around its place."""
    if not here:
        start, end = finding["start"], min(finding["end"], finding["start"] + _AROUND)
        stop = text.find("\n", end)
        yield tuple(
            _pieces(text, text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop, [(start, end, anchor, False)], _SHORT_LINE)
        )
        return
    by_sentence: dict[tuple[int, int], list[tuple[int, int, str, bool]]] = {}
    for claim in sorted(here, key=lambda claim: int(claim["start"])):
        sentence = (claim["sentence"]["start"], claim["sentence"]["end"])
        mark = (claim["start"], claim["end"], claim["id"], claim["id"] in finding["suspects"])
        by_sentence.setdefault(sentence, []).append(mark)
    for (start, end), marks in by_sentence.items():
        yield tuple(_pieces(text, start, max(end, marks[-1][1]), marks))


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int, str, bool]], short: int = _SHORT) -> Iterator[Piece]:
    """The stretch with its marks; of one that is not `short` only the words around them."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    around = _AROUND if end - start > short else end - start
    at = start
    for low, high, (anchor, suspect), _ in painted(len(text), ((a, b, (c, d)) for a, b, c, d in marks)):
        yield from _between(text, at, low, around, start)
        yield Piece(text[low:high], anchor, suspect)
        at = high
    tail = text[at : min(end, at + around)]
    yield Piece(tail + ("…" if at + around < end else ""))


def _between(text: str, at: int, low: int, around: int, start: int) -> Iterator[Piece]:
    if low - at <= 2 * around and (at > start or low - at <= around):
        yield Piece(text[at:low])
    elif at > start:
        yield Piece(f"{text[at : at + around]} … {text[low - around : low]}")
    else:
        yield Piece(f"…{text[low - around : low]}")
