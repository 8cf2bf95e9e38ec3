"""How fast a report is read and audited, as ratios to jieba's cutting of the same text, in one run on one core.

    python benchmarks/speed.py [FOLDER]          # FOLDER of texts beside corpora/; by default ../shared/reports, where it is there
    python benchmarks/speed.py --others          # against JioNLP and Recognizers-Text too, in an environment that has them

Each figure is processor time of this process (of the child, where one is started), the best of three. Status 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import logging
import os
import platform
import resource
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

HERE = Path(__file__).resolve().parents[1]
REPORTS = HERE.parent / "shared" / "reports"
SAMPLE = HERE / "corpora" / "samples" / "shitang_zrzy_2023.txt"
ODD = {
    "a row of 400 numbers": "，".join(str(1000 + n * 7) for n in range(400)),
    "2,000 blanks": "投入" + " " * 2000 + "3万元。",
    "a line of 120,000 characters": "投入3万元，" * 20_000,
}


class Table:
    """Rows of the table in README.md; `missed` counts the targets that are not met."""

    def __init__(self) -> None:
        self.missed = 0
        print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors")
        print("| what | measured | target |\n|---|---|---|")

    def row(self, what: str, measured: float, target: float | None, unit: str = "", least: bool = False) -> None:
        kept = target is None or (measured >= target if least else measured <= target)
        self.missed += not kept
        wanted = "" if target is None else f"{'≥' if least else '≤'} {target:g}{unit}{'' if kept else ' missed'}"
        print(f"| {what} | {measured:.3g}{unit} | {wanted} |", flush=True)


def best(run: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor time, the least of some runs."""
    found = []
    for _ in range(times):
        start = process_time()
        run()
        found.append(process_time() - start)
    return min(found)


def child(*arguments: str) -> tuple[float, float]:
    """Seconds of processor time of a fresh interpreter, the least of five, and the most memory that any child has held, in MB."""
    found = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, cwd=HERE, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def line(table: Table, name: str, texts: Sequence[str]) -> None:
    """The whole line against jieba."""
    import govreport_nlp as gr

    warnings.simplefilter("ignore")
    jieba = importlib.import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    jieba.lcut("预热")
    _ = gr.parse(texts[0]).findings
    cutting = best(lambda: [jieba.lcut(text) for text in texts])
    ours = best(lambda: [gr.parse(text).findings for text in texts])
    table.row(f"{name}, {sum(map(len, texts)):,} characters: speed of findings to that of jieba.lcut", cutting / ours, 1.0, least=True)


def others(table: Table, texts: Sequence[str]) -> None:
    """Against the libraries that read quantities alone; those that are not installed are named."""
    import govreport_nlp as gr

    ours = best(lambda: [gr.parse(text).findings for text in texts])
    for name, target, reader in (("jionlp", 3, jionlp), ("recognizers-text-suite", 80, recognizers)):
        try:
            read = reader()
        except ImportError as error:
            print(f"| {name} | not installed: pip install {name} ({error}) | |")
            continue
        theirs = best(lambda read=read: [read(text) for text in texts], times=1)
        table.row(f"speed of findings to that of {name} {importlib.metadata.version(name)}", theirs / ours, target, least=True)


def jionlp() -> Callable[[str], object]:
    module = importlib.import_module("jionlp")
    return lambda text: module.ner.extract_money(text, with_parsing=True)


def recognizers() -> Callable[[str], object]:
    number = importlib.import_module("recognizers_number")
    unit = importlib.import_module("recognizers_number_with_unit")
    models = [number.NumberRecognizer("zh-cn").get_number_model(), unit.NumberWithUnitRecognizer("zh-cn").get_currency_model()]
    return lambda text: [model.parse(text) for model in models]


def start(table: Table) -> None:
    """What a person waits for."""
    bare, _ = child("-c", "pass")
    imported, _ = child("-c", "import govreport_nlp")
    table.row("import govreport_nlp, over a bare interpreter", (imported - bare) * 1000, 60, " ms")
    table.row("govreport --help", child("-m", "govreport_nlp", "--help")[0], 0.15, " s")
    cold, memory = child("-m", "govreport_nlp", "audit", str(SAMPLE))
    table.row("govreport audit one-report.txt, cold, with the dictionary", cold, 0.7, " s")
    table.row("the most memory of that process", memory, 150, " MB")


def growth(table: Table, texts: Sequence[str]) -> None:
    """Ten times the text: as one long document, and as many."""
    import govreport_nlp as gr

    text = "\n".join(texts)[:60_000]
    once, long = best(lambda: gr.parse(text).findings), best(lambda: gr.parse((text + "\n") * 10).findings, times=1)
    table.row("time of one document ten times as long", long / once, 11)
    many = best(lambda: [gr.parse(text).findings for _ in range(10)], times=1)
    table.row("time of ten times as many documents", many / once, 11)
    rate = once / len(text)
    for name, odd in ODD.items():
        table.row(f"{name}: time of a character to one of a report", best(lambda odd=odd: gr.parse(odd).findings) / len(odd) / rate, 5)


def main() -> int:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--others", action="store_true", help="JioNLP and Recognizers-Text, on the samples")
    asked = parser.parse_args()
    samples = [path.read_text("utf-8") for path in sorted((HERE / "corpora").rglob("*.txt"))]
    table = Table()
    line(table, "corpora", samples)
    if asked.folder.is_dir():
        line(table, asked.folder.name, [path.read_text("utf-8") for path in sorted(asked.folder.rglob("*.txt"))])
    if asked.others:
        others(table, samples[:5])
    growth(table, samples)
    start(table)
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
