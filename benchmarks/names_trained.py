"""What a trained tagger would add to the organisations and places that the rules find, on reports that it has not seen.

pip install python-crfsuite && python benchmarks/names_trained.py FOLDER [--seeds 2] [--least 0.5] [--iterations 70]

A linear-chain CRF over characters (names_features.py) learns from the reports of FOLDER without those of HELD: their silver labels are what the
rules find, except in the sentences of names_read.tsv, which were annotated by hand. Some of the rules' names are hidden from it, so that it
learns to find names that the rules miss. Printed are its additions in the reports of HELD, those on which all seeds agree, with the verdicts of who
read them (names_trained.tsv: file, start, end, label, right, arguable or wrong), and how many are right above each probability. It ships nothing.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from names import text_of
from names_features import Span, features
from names_gold import LABELS

from govreport_nlp.entities import regions, rules
from govreport_nlp.entities.spans import Words
from govreport_nlp.metadata import read_metadata

HERE = Path(__file__).parent
# Whole documents, the reports of one place together; passages of most of them are in the development exam
HELD = re.compile("chongqing|gansu|guizhou|hunan|jiangxi|liaoning|shandong|zhejiang|daqing|hailar")
# Traditional characters, or too far from the rest
LEFT_OUT = re.compile("nat_gov_(?:1954|1978|1985)")
PIECE = re.compile(r"[^。；！？\n]+[。；！？]?")
LONGEST = 300  # characters at a time
HIDDEN = {"ORG": 0.55, "GPE": 0.3}  # how often a name of the rules is hidden while it learns
KEPT = 0.4  # of the sentences without a name
LEVELS = (0.9, 0.8, 0.7, 0.6, 0.5)


@dataclass(frozen=True)
class Document:
    """A report with jieba's words, what the rules found, and the names of places that they refused."""

    file: str
    text: str
    words: tuple[Span, ...]
    marks: tuple[Span, ...]
    refused: tuple[Span, ...]


@dataclass(frozen=True)
class Addition:
    """A name that the rules do not have, with the least probability that any seed gives it."""

    file: str
    start: int
    end: int
    label: str
    probability: float


def read(path: Path) -> Document:
    text = text_of(path)
    words, region = Words(text), read_metadata(text).region
    marks = tuple((mark.start, mark.end, mark.label) for mark in rules.find(text, words, region))
    chains = ((mark.start, mark.end, mark.label) for mark in regions.chains(text, words, rules.units(region)))
    return Document(path.name, text, words.tokens, marks, tuple(chain for chain in chains if not overlapping(chain, marks)))


def overlapping(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end, _ in others)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    for match in PIECE.finditer(text):
        for low in range(match.start(), match.end(), LONGEST):
            yield low, min(low + LONGEST, match.end())


def inside(spans: Sequence[Span], low: int, high: int) -> list[Span]:
    """The spans within a stretch, from its beginning; a word that reaches over an end is cut."""
    return [(max(start, low) - low, min(end, high) - low, label) for start, end, label in spans if start < high and low < end]


def by_hand() -> dict[str, list[tuple[int, int, list[Span]]]]:
    """File -> sentences with the names that were annotated; "?" is a label that was left open."""
    out: dict[str, list[tuple[int, int, list[Span]]]] = defaultdict(list)
    for line in (HERE / "names_read.tsv").read_text("utf-8").splitlines():
        file, low, high, names = line.split("\t")
        spans = [(int(start), int(end), LABELS.get(name[0], "?")) for name in names.split() for start, end in [name[1:].split("-")]]
        out[file].append((int(low), int(high), spans))
    return out


def tags(length: int, names: Sequence[Span]) -> list[str]:
    out = ["O"] * length
    for start, end, label in names:
        out[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return out


def lessons(document: Document, annotated: Sequence[tuple[int, int, list[Span]]], chance: random.Random) -> Iterator[tuple[Any, list[str]]]:
    """Sentences with what they show and their tags: by hand three times, with names once as it is and once with some hidden."""
    for low, high, names in annotated:
        if all(label != "?" for _, _, label in names):
            for _ in range(3):
                yield lesson(document, low, high, names, chance)
    for low, high in pieces(document.text):
        names = inside(document.marks, low, high)
        if any(start < high and low < end for start, end, _ in annotated) or (not names and chance.random() > KEPT):
            continue
        yield lesson(document, low, high, names, None)
        if names:
            yield lesson(document, low, high, names, chance)


def lesson(document: Document, low: int, high: int, names: Sequence[Span], chance: random.Random | None) -> tuple[Any, list[str]]:
    seen = [mark for mark in inside(document.marks, low, high) if chance is None or chance.random() > HIDDEN[mark[2]]]
    return features(document.text[low:high], inside(document.words, low, high), seen), tags(high - low, names)


def trained(documents: Sequence[Document], seed: int, iterations: int, path: Path) -> Any:
    import pycrfsuite

    trainer, chance, annotated = pycrfsuite.Trainer(verbose=False), random.Random(seed), by_hand()
    for document in documents:
        for shown, wanted in lessons(document, annotated.get(document.file, ()), chance):
            trainer.append(shown, wanted)
    trainer.select("lbfgs")
    trainer.set_params({"c1": 0.3, "c2": 0.05, "max_iterations": iterations, "feature.minfreq": 3})
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def found(tagger: Any, document: Document) -> dict[Span, float]:
    """The names that a tagger finds, with the least probability of any of their characters."""
    out: dict[Span, float] = {}
    for low, high in pieces(document.text):
        marks = inside(document.marks, low, high)
        tagger.set(features(document.text[low:high], inside(document.words, low, high), marks))
        found_tags = [*tagger.tag(), "O"]
        at = 0
        while at < high - low:
            end = at + 1
            label = found_tags[at][2:]
            while label and found_tags[end] == f"I-{label}":
                end += 1
            if label:
                out[low + at, low + end, label] = certainty(tagger, at, end, high - low, label)
            at = end
    return out


def certainty(tagger: Any, start: int, end: int, length: int, label: str) -> float:
    goes_on = tagger.marginal(f"I-{label}", end) if end < length else 0.0
    return min(tagger.marginal(f"B-{label}", start), *(tagger.marginal(f"I-{label}", at) for at in range(start + 1, end)), 1 - goes_on)


def additions(taggers: Sequence[Any], document: Document) -> Iterator[Addition]:
    """What all taggers add beside the rules' names; a place that the rules know and refused is none."""
    each = [found(tagger, document) for tagger in taggers]
    for span in set.intersection(*(set(names) for names in each)):
        if not overlapping(span, document.marks) and not overlapping(span, document.refused):
            yield Addition(document.file, *span, min(names[span] for names in each))


def verdicts() -> dict[tuple[str, int, int, str], str]:
    path = HERE / "names_trained.tsv"
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()) if path.is_file() else ()
    return {(file, int(start), int(end), label): verdict for file, start, end, label, verdict in rows}


def show(found_names: Sequence[Addition], texts: dict[str, str], least: float) -> None:
    read_before = verdicts()
    for name in found_names:
        if name.probability >= least:
            key, text = (name.file, name.start, name.end, name.label), texts[name.file]
            around = f"{text[max(0, name.start - 12) : name.start]}[{text[name.start : name.end]}]{text[name.end : name.end + 12]}"
            print(*key, f"{name.probability:.2f}", read_before.get(key, "unread"), around.replace("\n", "/"), sep="\t")
    for level in LEVELS:
        above = [read_before.get((n.file, n.start, n.end, n.label), "unread") for n in found_names if n.probability >= level]
        print(f"from {level}: " + ", ".join(f"{above.count(verdict)} {verdict}" for verdict in ("right", "arguable", "wrong", "unread")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--least", type=float, default=LEVELS[-1])
    parser.add_argument("--iterations", type=int, default=70)
    chosen = parser.parse_args()
    documents = [read(path) for path in sorted(chosen.folder.glob("*.txt")) if not LEFT_OUT.search(path.name)]
    seen, held = ([document for document in documents if bool(HELD.search(document.file)) is flag] for flag in (False, True))
    print(f"{len(seen)} reports to learn from, {len(held)} held out, {sum(len(document.marks) for document in held)} names there by rule")
    with tempfile.TemporaryDirectory() as folder:
        taggers = [trained(seen, seed, chosen.iterations, Path(folder) / f"{seed}.crf") for seed in range(1, chosen.seeds + 1)]
        names = sorted((name for document in held for name in additions(taggers, document)), key=lambda name: -name.probability)
    show(names, {document.file: document.text for document in held}, chosen.least)


if __name__ == "__main__":
    main()
