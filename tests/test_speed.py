"""What the line costs, in counts that no noisy machine changes: modules imported, calls made, passes of patterns. Times are in benchmarks/speed.py."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import regex

import govreport_nlp as gr
from govreport_nlp import segmentation
from govreport_nlp.rules import RULES

TraceFunction = Callable[[FrameType, str, Any], Any]
SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))}
HEAVY = ("spacy", "pandas", "sklearn", "numpy", "scipy", "jieba", "jinja2", "tqdm")
# For a thousand characters of the samples; a change that needs more says why in its commit and raises them.
MOST_CALLS, MOST_PASSES = 270_000, 5_500
# A list with shares of its parts, three values with their structure, a balance of what was told before: what rules look for far away
TIED = (
    "共有干警580人，其中法官403人，占69.5%；其他177人，占30.5%。三次产业增加值为30亿元、50亿元、20亿元，共计100亿元，结构为30:50:20。"
    "一般公共预算支出1795.66亿元，上解支出22.41亿元。收入总计1818.07亿元，减：一般公共预算支出1795.66亿元、上解支出22.41亿元。\n"
)


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
    assert eight["calls"] <= 2.1 * four["calls"]
    assert eight["passes"] <= 2.1 * four["passes"]


def test_ten_times_the_text_takes_eleven_times_the_calls() -> None:
    text = TEXTS["shitang_zrzy_2023"] + "\n"
    once, ten = counted(text), counted(text * 10)
    assert ten["calls"] <= 11 * once["calls"]
    assert ten["passes"] <= 11 * once["passes"]


def instructions(run: Callable[[], object]) -> int:
    """How many instructions of the interpreter a call takes: unlike calls, they show a loop within a function."""
    count = 0

    def look(frame: FrameType, event: str, _: object) -> TraceFunction:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def test_no_rule_compares_every_figure_with_every_other() -> None:
    few, many = gr.parse(TIED * 12).extraction, gr.parse(TIED * 24).extraction
    for rule in RULES:
        list(rule.check(few))
        once, twice = (instructions(lambda x=extraction, rule=rule: list(rule.check(x))) for extraction in (few, many))  # type: ignore[misc]
        assert twice <= 2.1 * once + 500, rule.code


@pytest.mark.parametrize(
    "text",
    ["，".join(str(1000 + n * 7) for n in range(400)), "投入" + " " * 2000 + "3万元。"],
    ids=["a row of 400 numbers", "2,000 blanks"],
)
def test_odd_texts_take_no_more_calls_than_reports_do(text: str) -> None:
    assert counted(text)["calls"] <= MOST_CALLS * len(text) / 1000
