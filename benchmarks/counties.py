"""What is read of generated counties against their gold: cells of the panel, alignment, contradictions between reports, copied passages.

    python benchmarks/counties.py [--seed 7 --sets 1]

Seed 7 with one set is the committed corpora/counties; another seed has other figures, errors and copies in the same frames.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import scored  # noqa: E402

import govreport_nlp as gr  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sets", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "counties")
        generator = ROOT / "corpora" / "generator" / "generate.py"
        subprocess.run([sys.executable, generator, folder, "--seed", str(options.seed), "--sets", str(options.sets)], check=True)
        report(gr.read_corpus(folder, scored.PATTERN, cache=Path(made, "kept")), folder)


def report(corpus: gr.Corpus, folder: Path) -> None:
    told, panel = scored.gold(folder), corpus.panel(index="county", columns="year")
    wrong, count = scored.cells(panel, told)
    precision, recall = scored.pairwise(scored.aligned(panel, told), told)
    missed, planted, false = scored.contradictions(corpus, told)
    lost, strange = scored.copies(corpus.texts, told)
    copied = len(told["copied"])
    print(f"{len(corpus)} reports")
    print(f"cells of the panel       {count - len(wrong)} of {count} = {1 - len(wrong) / count:.3f}")
    print(
        f"alignment, pairwise      precision {precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}"
    )
    print(f"contradictions found     {planted - len(missed)} of {planted} = {1 - len(missed) / planted:.3f}, false: {len(false)}")
    print(
        f"copied passages found    {copied - len(lost)} of {copied} = {1 - len(lost) / copied:.3f}, pairs that did not copy: {len(strange)}"
    )
    for title, entries in (("wrong cell", wrong), ("missed", missed), ("false", false), ("copy not found", lost), ("no copy", strange)):
        for entry in entries[:20]:
            print(f"  {title}: {entry}", file=sys.stderr)


if __name__ == "__main__":
    main()
