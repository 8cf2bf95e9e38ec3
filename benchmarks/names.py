"""How well organisations, places and laws are found in passages of real reports, annotated by hand (names_gold.py, names_read.tsv).

python benchmarks/names.py FOLDER [-v]

FOLDER holds the reports that the annotations name; files that are not there are passed over, and counted. `-v` lists every fault. Exact
span and label. `read` are sentences full of companies and projects, annotated over what the rules had found: good to see what a change does,
not to say how good the rules are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from names_gold import FRESH, LABELS, SEEN, Passage, spans

from govreport_nlp.entities import rules, titles
from govreport_nlp.entities.spans import Words, longest

Span = tuple[int, int, str]
Annotated = tuple[str, set[Span], set[Span]]  # text, names, names that the annotator left open
READ = Path(__file__).parent / "names_read.tsv"


def found(text: str) -> set[Span]:
    """What the library finds."""
    marks = longest((*titles.find(text), *rules.find(text, Words(text))))
    return {(mark.start, mark.end, mark.label) for mark in marks}


def passages(folder: Path, chosen: Iterable[Passage]) -> Iterator[Annotated]:
    """Passages with their names."""
    for file, low, high, names in chosen:
        if (folder / file).is_file():
            text = text_of(folder / file)[low:high]
            yield text, set(spans(text, names)), set()


def read(folder: Path) -> Iterator[Annotated]:
    """Single sentences with their organisations and places; an entry is a letter and two offsets into the sentence."""
    for line in READ.read_text("utf-8").splitlines():
        file, low, high, names = line.split("\t")
        if (folder / file).is_file():
            marks = [(LABELS.get(name[0], "?"), *map(int, name[1:].split("-"))) for name in names.split()]
            gold = {(start, end, label) for label, start, end in marks}
            yield text_of(folder / file)[int(low) : int(high)], {g for g in gold if g[2] != "?"}, {g for g in gold if g[2] == "?"}


def text_of(path: Path) -> str:
    """A report as it was when it was annotated: newlines as in the file."""
    return path.read_bytes().decode("utf-8-sig")


def report(title: str, annotated: Iterable[Annotated], labels: Iterable[str], verbose: bool) -> None:
    """Print precision, recall and F1."""
    right = given = wanted = texts = 0
    for text, gold, open_ones in annotated:
        decided = {span for span in found(text) if not any(span[0] < end and start < span[1] for start, end, _ in open_ones)}
        got = {span for span in decided if span[2] in labels}
        texts, right, given, wanted = texts + 1, right + len(got & gold), given + len(got), wanted + len(gold)
        for start, end, label in sorted(got ^ gold) if verbose else ():
            kind = "missed" if (start, end, label) in gold else "extra"
            print(f"  {kind} {label} …{text[max(0, start - 8) : start]}[{text[start:end]}]{text[end : end + 8]}…".replace("\n", "/"))
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    score = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{title:6} {texts:4} texts {wanted:5} names  P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}")


def main() -> None:
    """Print the figures."""
    folder, verbose = Path(sys.argv[1]), "-v" in sys.argv
    report("fresh", passages(folder, FRESH), LABELS.values(), verbose)
    report("seen", passages(folder, SEEN), LABELS.values(), verbose)
    report("read", read(folder), ("ORG", "GPE"), verbose)


if __name__ == "__main__":
    main()
