"""Our words and parts of speech are jieba's, without its code."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
import rjieba
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govreport_nlp import segmentation
from govreport_nlp.segmentation import dictionary

SAMPLES = sorted((Path(__file__).parent.parent / "corpora" / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def jieba_tagger() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg

    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return jieba.posseg.POSTokenizer(tokenizer)


@pytest.fixture(autouse=True, params=["the file of jieba", "rjieba"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test holds for both ways to the dictionary."""
    tokenizer = rjieba.Jieba() if request.param == "rjieba" else None
    monkeypatch.setattr(dictionary, "fast", lambda: tokenizer)
    segmentation.tagged.cache_clear()


def of_jieba(tagger: Any, text: str) -> tuple[tuple[str, str], ...]:
    return tuple((pair.word, pair.flag) for pair in tagger.lcut(text))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_words_and_tags_of_every_line_are_those_of_jieba(path: Path, jieba_tagger: Any) -> None:
    for line in path.read_text("utf-8").splitlines(keepends=True):
        assert segmentation.cut(line) == of_jieba(jieba_tagger, line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "镕喆㙍镇",
        "郗堃祎骉同志",
        "B超T恤C++",
        "GDP增长3.5%",
        "甲\r\n乙\n\n丙\u3000丁",
        "a.b@c.d",
        "營業額",
        "卍卐𠮷",
        "３．５％",
        "..1.5..abc",
        "PPP项目和4S店",
        "2号楼江南style",
        "新建1号店3家",
    ],
)
def test_odd_texts_are_cut_as_jieba_cuts_them(text: str, jieba_tagger: Any) -> None:
    assert segmentation.cut(text) == of_jieba(jieba_tagger, text)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.sampled_from("一丁万不与中主之也了事于人今从他以伐佗侑俎倓偲僭儋冏刈剀勐匏卮喆堃夙姝孛岘崟嵇幡廪弋忒恺扈abZ09.+# ，\n\r"),
        max_size=12,
    )
)
def test_unknown_words_are_found_where_jieba_finds_them(jieba_tagger: Any, text: str) -> None:
    assert segmentation.cut(text) == of_jieba(jieba_tagger, text)


def test_no_word_with_letters_or_digits_is_longer_than_is_looked_for() -> None:
    words = [line.split(" ")[0] for line in (dictionary.folder() / "dict.txt").read_text("utf-8").splitlines()]
    assert max(len(word) for word in words if not dictionary.HAN.fullmatch(word)) == dictionary.LONGEST_MIXED
