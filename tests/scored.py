"""The generated counties against their gold: the panel's cells, the alignment, contradictions between years, copied passages."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import govreport_nlp as gr
from govreport_nlp.compare import passages

COUNTIES = Path(__file__).parent.parent / "corpora" / "counties"
PATTERN = "{county}_{bureau}_{year}"


def gold(folder: Path = COUNTIES) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "gold.json").read_text("utf-8"))
    return found


def levels(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """(file, claim) of every level of a report's own year, but for those that were planted wrong."""
    wrong = {(plant["file"], plant.get("claim")) for plant in told["planted"]}
    stale = {(plant["file"], at) for plant in told["planted"] if plant["kind"] == "stale" for at in range(plant["start"], plant["end"])}
    return [
        (file, claim)
        for file, report in told["reports"].items()
        for claim in report["claims"]
        if claim["what"] == "level" and (file, claim["id"]) not in wrong and (file, claim["start"]) not in stale
    ]


def aligned(panel: gr.Panel, told: dict[str, Any]) -> dict[tuple[str, str], tuple[str, str]]:
    """(file, claim id of the gold) -> (its key, the indicator that the panel gives it), for the levels that were read."""
    seen = {(s.observation.filed.file, s.observation.claim.start): s.aligned.indicator for cell in panel.cells.values() for s in cell.told}
    return {
        (file, claim["id"]): (claim["key"], seen[file, claim["start"]]) for file, claim in levels(told) if (file, claim["start"]) in seen
    }


def pairwise(pairs: dict[tuple[str, str], tuple[str, str]], told: dict[str, Any]) -> tuple[float, float]:
    """Precision and recall of "these two figures measure one thing", over all pairs of levels; what was not read is missed."""
    both = Counter(pairs.values())
    here, there = Counter(key for key, _ in pairs.values()), Counter(indicator for _, indicator in pairs.values())
    wanted = Counter(claim["key"] for _, claim in levels(told))

    def count(numbers: Counter[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in numbers.values())

    assert here
    return count(both) / count(there), count(both) / count(wanted)


def cells(panel: gr.Panel, told: dict[str, Any]) -> tuple[list[tuple[object, ...]], int]:
    """The cells that are wrong or missing, and how many there are: one for each county, year and key."""
    named = {}
    for key, indicator in aligned(panel, told).values():
        named.setdefault(key, Counter())[indicator] += 1
    table: dict[tuple[object, ...], list[Fraction | None]] = {}
    for (*heads, indicator, _), cell in panel.cells.items():
        table.setdefault((*heads, indicator), []).append(cell.chosen.observation.value)
    told_twice = {(plant["county"], plant["year"], plant["slot"]) for plant in told["planted"] if plant["kind"] == "bureaus"}
    wrong, seen = [], set()
    for file, claim in levels(told):
        where = (file.split("_")[0], claim["year"], claim["key"])
        if where in seen or where in told_twice:
            continue
        seen.add(where)
        indicator = named[claim["key"]].most_common(1)[0][0] if claim["key"] in named else None
        if Fraction(claim["value"]) not in table.get((where[0], where[1], indicator), []):
            wrong.append((*where, claim["text"], claim["indicator"]["text"], table.get((where[0], where[1], indicator))))
    return wrong, len(seen)


def parted(pairs: dict[tuple[str, str], tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Keys whose figures were given several indicators: for looking at."""
    by_key: dict[str, set[str]] = {}
    for key, indicator in pairs.values():
        by_key.setdefault(key, set()).add(indicator)
    return [(key, sorted(found)) for key, found in by_key.items() if len(found) > 1]


def joined(pairs: dict[tuple[str, str], tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Indicators that were given to several keys."""
    by_name: dict[str, set[str]] = {}
    for key, indicator in pairs.values():
        by_name.setdefault(indicator, set()).add(key)
    return [(name, sorted(found)) for name, found in by_name.items() if len(found) > 1]


def contradictions(corpus: gr.Corpus, told: dict[str, Any]) -> tuple[list[dict[str, Any]], int, list[tuple[str, str]]]:
    """What was planted between two reports and is not found, how much was planted, and alarms about something else."""
    alarms = [(one.file, found) for one in corpus.reports for found in corpus.compared(one.file) if found.verdict == "inconsistent"]
    planted = [plant for plant in told["planted"] if plant["kind"] in ("year", "stale", "bureaus")]

    def meant(plant: dict[str, Any], file: str, found: Any) -> bool:
        here = plant["file"] == file and found.start < plant["end"] and plant["start"] < found.end
        return here or (found.rule == "PAN973" and any(plant["file"] in name for name in found.claims))

    missed = [plant for plant in planted if not any(meant(plant, *alarm) for alarm in alarms)]
    false = [(file, found.message) for file, found in alarms if not any(meant(plant, file, found) for plant in planted)]
    return missed, len(planted), false


def copies(texts: dict[str, str], told: dict[str, Any]) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """Copied passages that are not found in nine tenths, and pairs of counties of which neither copied from the other."""
    found = passages(texts, least=40).to_dict("records")
    planted = told["copied"]

    def is_found(copy: dict[str, Any]) -> bool:
        ends = {(copy["from"], *copy["from_span"]), (copy["to"], *copy["to_span"])}
        for row in found:
            spans = {row["text"]: (row["start"], row["end"]), row["other"]: (row["other_start"], row["other_end"])}
            if all(file in spans and overlap((start, end), spans[file]) > 0.9 for file, start, end in ends):
                return True
        return False

    pairs = {frozenset((copy["from"], copy["to"])) for copy in planted}
    sources = {copy["from"]: [other["to"] for other in planted if other["from"] == copy["from"]] for copy in planted}
    pairs |= {frozenset((a, b)) for several in sources.values() for a in several for b in several if a != b}
    across = [(row["text"], row["other"]) for row in found if row["text"].split("_")[0] != row["other"].split("_")[0]]
    return [copy for copy in planted if not is_found(copy)], [pair for pair in across if frozenset(pair) not in pairs]


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The share of the first that the second covers."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / (one[1] - one[0])
