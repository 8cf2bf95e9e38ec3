"""What the line costs, in counts that no noisy machine changes: modules imported, calls made, passes of patterns. Times are in benchmarks/speed.py."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import regex

import govreport_nlp as gr
from govreport_nlp import segmentation

SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))}
HEAVY = ("spacy", "pandas", "sklearn", "numpy", "scipy", "jieba", "jinja2", "tqdm")
# For a thousand characters of the samples; a change that needs more says why in its commit and raises them.
MOST_CALLS, MOST_PASSES = 300_000, 8_000


def imported(code: str) -> set[str]:
    """The heavy packages that a fresh interpreter has imported after this code."""
    asked = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint('|', *[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, encoding="utf-8", check=True)
    return set(done.stdout.rpartition("|")[2].split())


@pytest.mark.parametrize(
    "code",
    [
        "import govreport_nlp",
        "import govreport_nlp.cli; govreport_nlp.cli.main(['--help'])",
        f"import govreport_nlp.cli; govreport_nlp.cli.main(['audit', {str(SAMPLES / 'shitang_zrzy_2023.txt')!r}])",
    ],
    ids=["import", "help", "audit"],
)
def test_nothing_heavy_is_imported(code: str) -> None:
    assert imported(code) == set()


def counted(text: str) -> Counter[str]:
    """How many calls the findings of a text take, and how many of these are passes of a pattern."""
    counts: Counter[str] = Counter()

    def look(frame: FrameType, event: str, called: Any) -> None:
        if event == "call":
            counts["calls"] += 1
        elif event == "c_call":
            counts["calls"] += 1
            if isinstance(getattr(called, "__self__", None), (re.Pattern, regex.Pattern)):
                counts["passes"] += 1

    _ = gr.parse(text).findings  # what is loaded once is no cost of this text
    segmentation.tagged.cache_clear()
    before = sys.getprofile()
    sys.setprofile(look)
    try:
        _ = gr.parse(text).findings
    finally:
        sys.setprofile(before)
    return counts


@pytest.mark.parametrize("name", TEXTS)
def test_a_sample_takes_no_more_calls_than_it_did(name: str) -> None:
    counts, thousands = counted(TEXTS[name]), len(TEXTS[name]) / 1000
    assert counts["calls"] <= MOST_CALLS * thousands
    assert counts["passes"] <= MOST_PASSES * thousands


@pytest.mark.parametrize("text", [TEXTS["shitang_zrzy_2023"] + "\n", "投入3万元，" * 60], ids=["report", "one line"])
def test_twice_the_text_takes_twice_the_calls(text: str) -> None:
    """Of a text that says everything four times, and eight: what is told again is compared with what was told before, which one copy has none of."""
    four, eight = counted(text * 4), counted(text * 8)
    assert eight["calls"] <= 2.2 * four["calls"]
    assert eight["passes"] <= 2.2 * four["passes"]


@pytest.mark.parametrize(
    "text",
    ["，".join(str(1000 + n * 7) for n in range(400)), "投入" + " " * 2000 + "3万元。"],
    ids=["a row of 400 numbers", "2,000 blanks"],
)
def test_odd_texts_take_no_more_calls_than_reports_do(text: str) -> None:
    assert counted(text)["calls"] <= MOST_CALLS * len(text) / 1000
