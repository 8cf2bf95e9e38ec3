"""Similarity, keyness and themes of many texts: time and memory.

    python benchmarks/compare.py [--documents 5000] [--characters 2500]

The texts are the generated counties' (corpora/generator), shuffled sentence by sentence and filled up to the length.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sklearn.pipeline import make_pipeline

from govreport_nlp.compare import TextVectors, Themes, keyness, similarity

SAMPLES = Path(__file__).parent.parent / "corpora"


def texts(documents: int, characters: int, seed: int = 7) -> dict[str, str]:
    """Names and texts: sentences of all samples, drawn with one county's in front."""
    rng = random.Random(seed)
    sentences = [line for path in sorted(SAMPLES.rglob("*.txt")) for line in path.read_text("utf-8").splitlines() if len(line) > 10]
    out = {}
    for number in range(documents):
        lines: list[str] = []
        own = rng.sample(sentences, 12)
        while sum(map(len, lines)) < characters:
            lines.append(rng.choice(own if rng.random() < 0.5 else sentences))
        out[f"{number}"] = "\n".join(lines)[:characters]
    return out


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Run, and print seconds and the most memory that was held so far."""
    begin = time.perf_counter()
    made = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{name:<12} {time.perf_counter() - begin:8.1f} s {most:6.2f} GB", flush=True)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--characters", type=int, default=2500)
    options = parser.parse_args()
    given = texts(options.documents, options.characters)
    print(f"{len(given)} documents of {options.characters} characters, Python {sys.version.split()[0]}")
    timed("similarity", lambda: similarity(given))
    timed("keyness", lambda: keyness(given, {name: int(name) % 2 for name in given}))
    timed("themes", lambda: make_pipeline(TextVectors(min_df=5, max_df=0.5), Themes(10)).fit_transform(list(given.values())))


if __name__ == "__main__":
    main()
