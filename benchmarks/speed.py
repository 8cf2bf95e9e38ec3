"""How fast a report is read and audited, as ratios to jieba's cutting of the same text, in one run on one core.

    python benchmarks/speed.py [FOLDER]          # FOLDER of texts beside corpora/; by default ../shared/reports, where it is there
    python benchmarks/speed.py --others          # against JioNLP and Recognizers-Text too, in an environment that has them
    python benchmarks/speed.py --claims 1000000  # so many claims through all rules, and a tenth of them

Each figure is processor time of this process (of the child, where one is started), the best of three. What is compared is run in turn, text by
text, and nothing that was remembered of a text helps to read it again. Status 1 where a target is missed.
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
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govreport_nlp.models import Claim

HERE = Path(__file__).resolve().parents[1]
REPORTS = HERE.parent / "shared" / "reports"
SAMPLE = HERE / "corpora" / "samples" / "shitang_zrzy_2023.txt"
ODD = {
    "a row of 400 numbers": "，".join(str(1000 + n * 7) for n in range(400)),
    "2,000 blanks": "投入" + " " * 2000 + "3万元。",
    "a line of 120,000 characters": "投入3万元，" * 20_000,
}

TIED = (
    "共有干警580人，其中法官403人，占69.5%；其他177人，占30.5%。三次产业增加值为30亿元、50亿元、20亿元，共计100亿元，结构为30:50:20。"
    "一般公共预算支出1795.66亿元，上解支出22.41亿元。收入总计1818.07亿元，减：一般公共预算支出1795.66亿元、上解支出22.41亿元。\n"
)


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


def in_turn(first: Callable[[str], object], second: Callable[[str], object], texts: Sequence[str], times: int = 3) -> tuple[float, float]:
    """Seconds of two readers of the same texts, which take turns, so that other work on the machine slows both; the least of each text."""
    least = [[float("inf"), float("inf")] for _ in texts]
    for _ in range(times):
        forget()
        for text, kept in zip(texts, least, strict=True):
            for place, reader in enumerate((first, second)):
                kept[place] = min(kept[place], best(lambda reader=reader, text=text: reader(text), times=1))
    return sum(kept[0] for kept in least), sum(kept[1] for kept in least)


def forget() -> None:
    """Phrases that were cut before are cut anew; the dictionary stays loaded, as jieba's does."""
    from govreport_nlp import segmentation

    segmentation.tagged.cache_clear()
    segmentation.unknown.tagged.cache_clear()


def findings(text: str) -> object:
    import govreport_nlp as gr

    return gr.parse(text).findings


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
    warnings.simplefilter("ignore")
    jieba = importlib.import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    jieba.lcut("预热")
    findings(texts[0])
    target = 1.5 if find_spec("rjieba") else 1.0
    cutting, ours = in_turn(jieba.lcut, findings, texts)
    size = sum(map(len, texts))
    table.row(f"{name}, {size:,} characters: speed of findings to that of jieba.lcut", cutting / ours, target, least=True)


def others(table: Table, texts: Sequence[str]) -> None:
    """Against the libraries that read quantities alone; those that are not installed are named."""
    from govreport_nlp.quantities import find_numbers

    find_numbers(texts[0])
    for name, target, reader in (("jionlp", 3, jionlp), ("recognizers-text-suite", 80, recognizers)):
        try:
            read = reader()
        except ImportError as error:
            print(f"| {name} | not installed: pip install {name} ({error}) | |")
            continue
        version = f"{name} {importlib.metadata.version(name)}"
        theirs, ours = in_turn(read, find_numbers, texts, times=2)
        table.row(f"numbers and quantities alone: speed to that of {version}", theirs / ours, target, least=True)
        theirs, ours = in_turn(read, findings, texts, times=1)
        table.row(f"the whole line: speed to that of {version}", theirs / ours, None)


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


def names(table: Table, texts: Sequence[str]) -> None:
    """Organisations and places besides."""
    import govreport_nlp as gr
    from govreport_nlp import entities

    text = "\n".join(texts)[:60_000]
    extraction = gr.parse(text).extraction
    entities.find("甲县", extraction=None, ner=True)
    seconds = best(lambda: (forget(), entities.find(text, extraction, ner=True)))
    table.row("--ner: thousand characters a second", len(text) / seconds / 1000, 20, least=True)


def many_claims(table: Table, number: int) -> None:
    """So many claims through all rules, and a tenth of them: those of one text, told again and again further down."""
    import govreport_nlp as gr
    from govreport_nlp.rules import RULES

    told = gr.parse(TIED).extraction
    seconds = []
    for wanted in (number // 10, number):
        copies = wanted // len(told.claims)
        claims = [moved(claim, at, len(TIED)) for at in range(copies) for claim in told.claims]
        of = {claim.id: claim for claim in claims}
        groups = tuple(
            replace(
                group,
                parts=tuple(of[f"{part.id}/{at}"] for part in group.parts),
                whole=of[f"{group.whole.id}/{at}"] if group.whole else None,
            )
            for at in range(copies)
            for group in told.groups
        )
        extraction = replace(told, claims=tuple(claims), groups=groups)
        figures_only = [rule for rule in RULES if rule.family not in ("structure", "wording")]
        seconds.append(best(lambda: [sum(1 for _ in rule.check(extraction)) for rule in figures_only], times=1))  # noqa: B023 (called at once)
    print(f"| seconds for {number // 10:,} and {number:,} claims | {seconds[0]:.1f} and {seconds[1]:.1f} | |")
    table.row("time of ten times as many claims through all rules about figures", seconds[1] / seconds[0], 11)


def moved(claim: Claim, times: int, by: int) -> Claim:
    """The claim as it would stand so many texts further down."""
    quantity = replace(claim.quantity, start=claim.start + times * by, end=claim.end + times * by)
    return replace(claim, id=f"{claim.id}/{times}", quantity=quantity, sentence=claim.sentence + 4 * times)


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
    parser.add_argument("--claims", type=int, default=20_000, help="through all rules")
    parser.add_argument("--others", action="store_true", help="JioNLP and Recognizers-Text, on the samples")
    asked = parser.parse_args()
    samples = [path.read_text("utf-8") for path in sorted((HERE / "corpora").rglob("*.txt"))]
    table = Table()
    start(table)  # before this process is large: a child that it starts is as large for a moment
    line(table, "corpora", samples)
    if asked.folder.is_dir():
        line(table, asked.folder.name, [path.read_text("utf-8") for path in sorted(asked.folder.rglob("*.txt"))])
    if asked.others:
        others(table, samples[:5])
    names(table, samples)
    growth(table, samples)
    many_claims(table, asked.claims)
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
