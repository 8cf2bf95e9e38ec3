"""Figures for DATA_CARD.md: how well rules, model and both find ORG, GPE and LAW.

    python training/evaluate.py REPORTS_DIR [EXAM_DIR]

On the passages of gold_heldout.py (documents that were not trained on), and, where its folder is given, on the development exam. Exact span
and label.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from gold_heldout import FRESH, SEEN, Passage, spans

from govreport_nlp.entities import rules, tagger, titles
from govreport_nlp.entities.spans import Mark, Words, longest

Spans = set[tuple[int, int, str]]
LAYERS = ("rules", "model", "both")


def found(text: str) -> dict[str, tuple[Mark, ...]]:
    """What each layer finds."""
    words = Words(text)
    law, ruled, tagged = tuple(titles.find(text)), rules.find(text, words), tagger.find(text, words)
    return {"rules": longest((*law, *ruled)), "model": longest((*law, *tagged)), "both": longest((*law, *ruled, *tagged))}


def heldout(reports: Path, passages: Iterable[Passage]) -> Iterator[tuple[str, Spans]]:
    """The passages annotated for this project, with their names."""
    for file, low, high, names in passages:
        text = (reports / file).read_bytes().decode("utf-8-sig")[low:high]
        yield text, set(spans(text, names))


def exam(folder: Path) -> Iterator[tuple[str, Spans]]:
    """The passages of the development exam, with their names."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))["entities"]
        yield path.with_suffix(".txt").read_bytes().decode("utf-8"), {(e["start"], e["end"], e["label"]) for e in gold}


def report(title: str, passages: Iterable[tuple[str, Spans]], verbose: bool) -> None:
    """Print precision, recall and F1 of each layer."""
    right, given, wanted = dict.fromkeys(LAYERS, 0), dict.fromkeys(LAYERS, 0), 0
    for text, gold in passages:
        wanted += len(gold)
        for layer, marks in found(text).items():
            got = {(mark.start, mark.end, mark.label) for mark in marks}
            right[layer] += len(got & gold)
            given[layer] += len(got)
            if verbose and layer == "both":
                for start, end, label in sorted(got ^ gold):
                    kind = "missed" if (start, end, label) in gold else "extra"
                    print(
                        f"  {kind} {label} …{text[max(0, start - 8) : start]}[{text[start:end]}]{text[end : end + 8]}…".replace("\n", "/")
                    )
    print(f"{title}: {wanted} names")
    for layer in LAYERS:
        precision, recall = right[layer] / max(given[layer], 1), right[layer] / max(wanted, 1)
        print(f"  {layer:6} P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}")


def main() -> None:
    """Print the figures."""
    folders = [Path(name) for name in sys.argv[1:] if name != "-v"]
    report("held-out documents, fresh passages", heldout(folders[0], FRESH), "-v" in sys.argv)
    report("held-out documents, passages that changed rules", heldout(folders[0], SEEN), "-v" in sys.argv)
    if len(folders) > 1:
        report("development exam", exam(folders[1]), "-v" in sys.argv)


if __name__ == "__main__":
    main()
