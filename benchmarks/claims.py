"""Which claims, or findings, a change gains and loses against a revision, on a folder of reports.

    python benchmarks/claims.py [FOLDER] [--against REVISION] [--findings] [--limit 40]

The package of the revision (the last commit, unless `--against` names another) is unpacked into a temporary folder; both packages read the
same files, and what differs is printed by document: + gained, - lost, ~ changed (from → to), with the words around it. FOLDER is
../shared/reports beside the project unless another is named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT.parent / "shared" / "reports"
AROUND = 18  # characters of a quote on each side
PLACED = frozenset({"id", "start", "end", "section"})  # where a claim stands, not what it says
Row = Mapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs at one place of a document: `sign` is +, - or ~, `fields` what changed, `told` how it is printed."""

    sign: str
    start: int
    end: int
    fields: tuple[str, ...]
    told: str


# --- running both ------------------------------------------------------------------------------------------------------------------------


def unpack(revision: str, into: Path, root: Path = ROOT) -> None:
    """The package as it was at a revision. Raises SystemExit, with git's words, where git knows no such revision."""
    done = subprocess.run(["git", "-C", str(root), "archive", "--format=tar", revision, "govreport_nlp"], capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"git archive {revision}: {done.stderr.decode(errors='replace').strip()}")
    with tarfile.open(fileobj=BytesIO(done.stdout)) as packed:
        packed.extractall(into, filter="data")


def audited(package: Path, reports: Path) -> dict[str, Row]:
    """The JSON rows of every report, by path, as the package that stands in this folder reads them."""
    command = [sys.executable, "-m", "govreport_nlp", "audit", "--preview", "--format", "jsonl", str(reports.resolve())]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1, 2) or not done.stdout:
        raise SystemExit(f"{package}: {done.stderr.strip()[-2000:]}")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["source"]: row for row in rows if not row.get("error")}


# --- comparing ---------------------------------------------------------------------------------------------------------------------------


def claims(before: Row, after: Row) -> Iterator[Difference]:
    """Claims by their place: those of one span are compared field by field, those of spans that overlap are one claim cut otherwise."""
    text, old, new = after["text"], _by_span(before), _by_span(after)
    lost = [span for span in old if span not in new]
    cut: set[Key] = set()
    for span, claim in new.items():
        twin = old.get(span)
        if twin is None:
            over = next((other for other in lost if other not in cut and other[0] < span[1] and span[0] < other[1]), None)
            if over is None:
                yield Difference("+", *span, (), f"{_quote(text, *span)}  {_described(claim)}")
                continue
            cut.add(over)
            twin = old[over]
        fields = [name for name in claim if name in twin and name not in PLACED and _said(claim[name]) != _said(twin[name])]
        if fields:
            told = "; ".join(f"{name} {_said(twin[name])} → {_said(claim[name])}" for name in fields)
            yield Difference("~", *span, tuple(fields), f"{_quote(text, *span)}  {told}")
    for span in lost:
        if span not in cut:
            yield Difference("-", *span, (), f"{_quote(text, *span)}  {_described(old[span])}")


def _by_span(row: Row) -> dict[Key, Row]:
    return {(claim["start"], claim["end"]): claim for claim in row["claims"]}


def _said(value: Any) -> Any:
    return value["text"] if isinstance(value, dict) and "text" in value else value


def _described(claim: Row) -> str:
    told = (claim["value"] or f"{claim['low']}..{claim['high']}", claim["unit"], claim["role"], claim["period"], _said(claim["indicator"]))
    return " ".join(str(part) for part in told if part is not None)


def findings(before: Row, after: Row) -> Iterator[Difference]:
    """Findings by their rule and the places of their figures; one that is there in both is changed where its verdict or formula is."""
    text, old, new = after["text"], _by_fact(before), _by_fact(after)
    for key, finding in new.items():
        twin = old.get(key)
        span = (finding["start"], finding["end"])
        if twin is None:
            yield Difference("+", *span, (), _judged(text, finding))
            continue
        fields = [name for name in ("verdict", "severity", "formula") if finding[name] != twin[name]]
        if fields:
            told = "; ".join(f"{name} {twin[name]} → {finding[name]}" for name in fields)
            yield Difference("~", *span, tuple(fields), f"{_judged(text, finding)}  {told}")
    for key, finding in old.items():
        if key not in new:
            yield Difference("-", finding["start"], finding["end"], (), _judged(text, finding))


def _by_fact(row: Row) -> dict[Key, Row]:
    places = {claim["id"]: (claim["start"], claim["end"]) for claim in row["claims"]}
    facts: dict[Key, Row] = {}
    for finding in row["findings"]:
        key = (finding["rule"], tuple(places.get(name, name) for name in finding["claims"]) or (finding["start"], finding["end"]))
        facts[(*key, sum(known[:2] == key for known in facts))] = finding
    return facts


def _judged(text: str, finding: Row) -> str:
    return f"{finding['rule']} {finding['verdict']} {finding['formula'] or finding['message']}  {_quote(text, finding['start'], finding['end'])}"


def _quote(text: str, start: int, end: int) -> str:
    inside = text[start:end] if end - start <= 60 else f"{text[start : start + 30]}…{text[end - 28 : end]}"
    return " ".join(f"…{text[max(0, start - AROUND) : start]}[{inside}]{text[end : end + AROUND]}…".split())


# --- telling -----------------------------------------------------------------------------------------------------------------------------


def report(before: Mapping[str, Row], after: Mapping[str, Row], kind: str, limit: int) -> Iterator[str]:
    """The lines to print: what differs by document, at most `limit` lines for each, then the totals."""
    signs, fields, touched, unlike = Counter[str](), Counter[str](), 0, 0
    compare = findings if kind == "findings" else claims
    for source in sorted(before.keys() | after.keys()):
        if source not in before or source not in after or before[source]["text"] != after[source]["text"]:
            unlike += 1
            told = (
                "only read after" if source not in before else "only read before" if source not in after else "its text is read otherwise"
            )
            yield f"{source}: {told}"
            continue
        found = sorted(compare(before[source], after[source]), key=lambda difference: difference.start)
        touched += bool(found)
        signs.update(difference.sign for difference in found)
        fields.update(field for difference in found for field in difference.fields)
        if found:
            yield f"\n{source}"
            yield from (f"  {difference.sign} {difference.told}" for difference in found[:limit])
            if len(found) > limit:
                yield f"  … and {len(found) - limit} more (--limit)"
    yield "\n" + _totals(before, after, kind, signs, fields, touched)
    if unlike:
        yield f"{unlike} documents could not be compared"


def _totals(before: Mapping[str, Row], after: Mapping[str, Row], kind: str, signs: Counter[str], fields: Counter[str], touched: int) -> str:
    count = [sum(len(row[kind]) for row in rows.values()) for rows in (before, after)]
    inside = ", ".join(f"{name} {number}" for name, number in fields.most_common())
    return (
        f"{kind} {count[0]} → {count[1]}: {signs['+']} gained, {signs['-']} lost, {signs['~']} changed"
        f"{f' ({inside})' if inside else ''} in {touched} of {len(after)} documents"
    )


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--against", default="HEAD", metavar="REVISION", help="a commit, branch or tag (the last commit)")
    parser.add_argument("--findings", action="store_true", help="compare findings instead of claims")
    parser.add_argument("--limit", type=int, default=40, help="differences shown for a document (40)")
    args = parser.parse_args(arguments)
    if not args.folder.exists():
        parser.error(f"{args.folder} is not there: name a folder of reports")
    with tempfile.TemporaryDirectory() as temporary:
        unpack(args.against, Path(temporary), root)
        before, after = audited(Path(temporary), args.folder), audited(root, args.folder)
    for line in report(before, after, "findings" if args.findings else "claims", args.limit):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
