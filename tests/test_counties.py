"""The generated counties: written again to the byte, and read as their gold says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import scored

import govreport_nlp as gr

GENERATOR = scored.COUNTIES.parent / "generator" / "generate.py"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> gr.Corpus:
    return gr.read_corpus(scored.COUNTIES, scored.PATTERN, cache=tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def panel(corpus: gr.Corpus) -> gr.Panel:
    return corpus.panel(index="county", columns="year")


def test_the_generator_writes_what_is_committed(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(GENERATOR), str(tmp_path)], check=True)
    committed = {path.name: path.read_bytes() for path in scored.COUNTIES.iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == committed


def test_there_are_twelve_invented_counties_and_no_two_share_a_sentence() -> None:
    import tomllib

    from govreport_nlp.regions import lookup

    counties = tomllib.loads((GENERATOR.parent / "frames.toml").read_text("utf-8"))["county"]
    assert len(counties) >= 12
    assert not [entry["name"] for entry in counties if lookup(entry["name"])]
    frames = [frame for entry in counties for frame in entry["justice"] + entry["economy"]]
    assert len(set(frames)) == len(frames)


def test_the_gold_quotes_what_stands_there() -> None:
    told = scored.gold()
    assert len(told["reports"]) == 72
    for file, report in told["reports"].items():
        text = (scored.COUNTIES / file).read_text("utf-8")
        for claim in report["claims"]:
            assert text[claim["start"] : claim["end"]] == claim["text"]
            named = claim["indicator"]
            assert named is None or text[named["start"] : named["end"]] == named["text"]
            assert float(claim["low"]) <= float(claim["value"]) <= float(claim["high"])
    for copy in told["copied"]:
        spans = [(scored.COUNTIES / copy[key]).read_text("utf-8")[slice(*copy[f"{key}_span"])] for key in ("from", "to")]
        assert spans[0] == spans[1]
        assert len(spans[0]) > 50


def test_what_is_planted_is_there_in_every_kind() -> None:
    kinds = [plant["kind"] for plant in scored.gold()["planted"]]
    assert {"inside", "year", "stale", "bureaus"} == set(kinds)
    assert kinds.count("year") >= 12


def test_98_of_100_cells_are_right(panel: gr.Panel) -> None:
    wrong, count = scored.cells(panel, scored.gold())
    assert count > 500
    assert 1 - len(wrong) / count >= 0.98, wrong


def test_names_are_aligned(panel: gr.Panel) -> None:
    told = scored.gold()
    pairs = scored.aligned(panel, told)
    precision, recall = scored.pairwise(pairs, told)
    assert 2 * precision * recall / (precision + recall) >= 0.95, scored.parted(pairs)
    assert precision >= 0.99, scored.joined(pairs)


def test_five_lines_from_a_folder_to_a_table(corpus: gr.Corpus) -> None:
    table = corpus.panel(index="county", columns="year", indicator="行政诉讼案件").wide
    assert table[[2022, 2023, 2024]].notna().all(axis=None)
    assert len(table) == 12
    assert table[2021].notna().any()  # told by the reports of 2022, as last year's


def test_gold_is_json_that_lists_every_file() -> None:
    told = json.loads((scored.COUNTIES / "gold.json").read_text("utf-8"))
    assert set(told["reports"]) == {path.name for path in scored.COUNTIES.glob("*.txt")}
