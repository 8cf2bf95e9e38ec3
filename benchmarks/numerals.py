"""Numbers read out of short texts, side by side with the libraries that a user would otherwise take.

    python benchmarks/numerals.py [CASES.jsonl]

CASES holds one case a line: `text`, and `expected` with a `value` each (a number, or `{"low": …, "high": …}` for a range); by default the numerals
exam beside the project. A case is right when a reader finds exactly the expected values, in order; places and units are not compared, because
most of the others give none. What a library prints as a text with digits (cn2an, wetext) is read as generously as possible: 3万, 5%, 1/3 and 0.5 alike.
A library that is not installed is named with the command that installs it. The package depends on none of them.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import re
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from time import process_time
from typing import Any

CASES = Path(__file__).resolve().parents[2] / "shared/exam/numerals.jsonl"
CLOSE = Fraction(1, 10**6)
MULTIPLIERS = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12, "k": 10**3, "m": 10**6}
WRITTEN = re.compile(r"(?P<minus>-)?(?P<n>\d[\d,]*(?:\.\d+)?)(?:/(?P<d>\d+))?(?P<by>万亿|[百千万亿km]?)", re.IGNORECASE)
Values = list[tuple[Fraction | None, Fraction | None]]  # low and high of each number; equal for an exact one
Reader = Callable[[str], Values]


def ours() -> Reader:
    import govreport_nlp as gr

    def read(text: str) -> Values:
        found = gr.find_numbers(text)
        return [(n.value, n.value) if n.value is not None else (n.low, n.high) for n in found]

    return read


def cn2an() -> Reader:
    module = importlib.import_module("cn2an")
    return lambda text: written(module.transform(text, "cn2an"))


def wetext() -> Reader:
    normalizer = importlib.import_module("wetext").Normalizer(lang="zh", operator="itn")
    return lambda text: written(normalizer.normalize(text))


def jionlp() -> Reader:
    module = importlib.import_module("jionlp")

    def read(text: str) -> Values:
        found = (item["detail"]["num"] for item in module.ner.extract_money(text, with_parsing=True))
        return [ends(value) if isinstance(value, list) else ends([value, value]) for value in found]

    return read


def recognizers() -> Reader:
    module = importlib.import_module("recognizers_number")
    kinds = (module.recognize_number, module.recognize_percentage)

    def read(text: str) -> Values:
        found = [item for kind in kinds for item in kind(text, "zh-cn") if item.resolution]
        numbers = sorted(found, key=lambda item: int(item.start))
        return [ends([item.resolution["value"].rstrip("%")] * 2) for item in numbers if item.resolution.get("value")]

    return read


READERS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "govreport-nlp": ("govreport-nlp", ours),
    "cn2an": ("cn2an", cn2an),
    "wetext": ("wetext", wetext),
    "jionlp": ("jionlp", jionlp),
    "recognizers-text": ("recognizers-text-suite", recognizers),
}


def ends(pair: list[Any]) -> tuple[Fraction | None, Fraction | None]:
    low, high = (None if end is None else Fraction(str(end)) for end in pair)
    return low, high


def written(text: str) -> Values:
    """The numbers of a text with digits."""
    out: Values = []
    for match in WRITTEN.finditer(text):
        value = Fraction(match["n"].replace(",", "")) * MULTIPLIERS[match["by"].lower()]
        value = value / int(match["d"]) if match["d"] and int(match["d"]) else value
        out.append((-value if match["minus"] else value,) * 2)
    return out


def wanted(case: dict[str, Any]) -> Iterator[tuple[Fraction | None, Fraction | None]]:
    for number in sorted(case["expected"], key=lambda number: int(number["start"])):
        value = number["value"]
        yield ends([value["low"], value["high"]] if isinstance(value, dict) else [value, value])


def alike(one: Fraction | None, other: Fraction | None) -> bool:
    return one is other if one is None or other is None else abs(one - other) <= abs(other) * CLOSE


def is_right(case: dict[str, Any], found: Values) -> bool:
    expected = list(wanted(case))
    pairs = zip(found, expected, strict=False)
    return len(found) == len(expected) and all(alike(a, b) for pair in pairs for a, b in zip(*pair, strict=True))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="?", type=Path, default=CASES)
    path = parser.parse_args().cases
    if not path.is_file():
        print(f"{path} is not there: name a file of cases, one JSON object a line", file=sys.stderr)
        return 2
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    print(f"{'reader':18}{'version':12}{'right':>12}{'share':>8}{'raised':>8}{'seconds':>9}")
    for name, (package, make) in READERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"{name:18}not installed ({error}): pip install {package}")
            continue
        right = raised = 0
        begun = process_time()
        for case in cases:
            try:
                right += is_right(case, read(case["text"]))
            except Exception:  # what another library raises is its own; here it counts as not read
                raised += 1
        spent = process_time() - begun
        version = importlib.metadata.version(package)
        print(f"{name:18}{version:12}{right:>6}/{len(cases):<5}{right / len(cases):>8.1%}{raised:>8}{spent:>9.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
