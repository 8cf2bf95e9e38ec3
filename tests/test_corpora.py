"""The sample reports of corpora/ and their gold: offsets, order, arithmetic, planted errors. Standard library and pytest only."""

import itertools
import json
import math
import re
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "corpora"
REAL = ROOT.parent / "shared" / "reports"
TEXTS = sorted((CORPORA / "samples").glob("*.txt"))
PLANTED = tomllib.loads((CORPORA / "planted.toml").read_text(encoding="utf-8"))["error"]

KINDS = {"count", "amount", "measure", "rate", "change_points", "duration", "rank", "other"}
ROLES = {"level", "change_up", "change_down", "target", "threshold"}
PERIOD = re.compile(r"\d{4}(-\d{4}|-H[12]|-Q[1-4]|-\d{2}(-\d{2}|/\d{4}-\d{2})?)?")
BELOW, ABOVE = -math.inf, math.inf

Bounds = tuple[Fraction | float, Fraction | float]


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def gold(path: Path) -> dict:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def bounds(quantity: dict) -> Bounds:
    low, high = quantity["low"], quantity["high"]
    return (BELOW if low is None else Fraction(low), ABOVE if high is None else Fraction(high))


def meet(a: Bounds, b: Bounds) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def plus(bounds_: list[Bounds]) -> Bounds:
    return sum(low for low, _ in bounds_), sum(high for _, high in bounds_)


def negative(b: Bounds) -> Bounds:
    return -b[1], -b[0]


def ratio(a: Bounds, b: Bounds) -> Bounds:
    """a / b in percent, for a >= 0 and b > 0."""
    assert a[0] >= 0 and b[0] > 0
    return a[0] * 100 / b[1], a[1] * 100 / b[0]


def satisfiable(relation: dict, by_id: dict[str, dict]) -> bool:
    """True if some values inside the bounds satisfy the relation."""

    def of(name: str) -> Bounds:
        return bounds(by_id[relation[name]])

    def signed(name: str) -> Bounds:
        return negative(of(name)) if by_id[relation[name]]["role"] == "change_down" else of(name)

    match relation["type"]:
        case "sum":
            parts = [negative(bounds(by_id[i])) if i in relation.get("minus", ()) else bounds(by_id[i]) for i in relation["parts"]]
            return meet(plus(parts), of("whole"))
        case "subset":
            return of("part")[0] <= of("whole")[1]
        case "same":
            members = [bounds(by_id[i]) for i in relation["members"]]
            return max(low for low, _ in members) <= min(high for _, high in members)
        case "share":
            return meet(ratio(of("part"), of("whole")), of("rate"))
        case "shares_total":
            return meet(plus([bounds(by_id[i]) for i in relation["parts"]]), (Fraction(100), Fraction(100)))
        case "change":
            return meet(plus([of("new"), negative(of("old"))]), signed("delta"))
        case "growth" if "old" in relation:  # (1 + rate) ** years on both sides: no root, no rounding
            whole = of("old"), of("new")
            low, high = ((1 + r / 100) ** relation.get("years", 1) * 100 for r in signed("rate"))
            return meet(ratio(whole[1], whole[0]), (low, high))
        case "growth":  # new = old + delta, so 100 * delta / old lies between the corners
            corners = [d * 100 / (n - d) for n in of("new") for d in signed("delta")]
            return meet((min(corners), max(corners)), signed("rate"))
        case "product":
            factors = [bounds(by_id[i]) for i in relation["factors"]]
            return meet((math.prod(low for low, _ in factors), math.prod(high for _, high in factors)), of("whole"))
        case "range_order":
            return of("of")[0] <= of("of")[1]
    raise AssertionError(f"unknown relation type {relation['type']}")


def referred(relation: dict) -> list[str]:
    single = [relation[k] for k in ("whole", "part", "rate", "old", "new", "delta", "of") if k in relation]
    return single + [i for k in ("parts", "members", "factors", "minus") for i in relation.get(k, ())]


def clauses(text: str) -> Iterator[str]:
    return (re.sub(r"\s", "", c) for c in re.split(r"[，。；！？：\n]", text))


per_text = pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)


def test_two_counties_two_bureaus_two_years():
    names = [p.stem.split("_") for p in TEXTS]
    assert len(names) >= 8
    assert {y for _, _, y in names} == {"2022", "2023"}
    for county in {c for c, _, _ in names}:
        assert len({b for c, b, _ in names if c == county}) >= 2
    assert {p.stem for p in TEXTS} == {p.stem for p in (CORPORA / "samples").glob("*.json")}


@per_text
def test_text_is_plain(path):
    text = read(path)
    assert 1200 <= len(text) <= 3000
    assert "\r" not in text and not text.startswith("\ufeff")
    assert re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", text.rstrip().splitlines()[-1])


@per_text
def test_offsets_quote_their_text(path):
    text, g = read(path), gold(path)
    for mark in g["quantities"] + g["nonclaims"] + g["entities"]:
        assert text[mark["start"] : mark["end"]] == mark["text"] != "", mark
    for q in g["quantities"]:
        if q["indicator"] is None:
            assert q["indicator_start"] is q["indicator_end"] is None
        else:
            assert text[q["indicator_start"] : q["indicator_end"]] == q["indicator"]


@per_text
def test_quantities_are_in_order_and_well_formed(path):
    g = gold(path)
    quantities = g["quantities"]
    assert len({q["id"] for q in quantities}) == len(quantities) >= 35
    marks = sorted(quantities + g["nonclaims"], key=lambda m: m["start"])
    assert [q for q in marks if "id" in q] == quantities
    assert all(a["end"] <= b["start"] for a, b in itertools.pairwise(marks))
    for q in quantities:
        low, high = bounds(q)
        assert low <= high and (q["low"], q["high"]) != (None, None), q
        assert q["value"] is None or low <= Fraction(q["value"]) <= high, q
        assert q["kind"] in KINDS and q["role"] in ROLES, q
        assert q["period"] is None or PERIOD.fullmatch(q["period"]), q
    assert {e["label"] for e in g["entities"]} <= {"ORG", "GPE", "LAW"}


@per_text
def test_every_digit_is_accounted_for(path):
    text, g = read(path), gold(path)
    covered = {i for m in g["quantities"] + g["nonclaims"] for i in range(m["start"], m["end"])}
    assert [text[max(0, i - 5) : i + 5] for i, c in enumerate(text) if c.isdecimal() and i not in covered] == []


@per_text
def test_relations_agree_with_arithmetic(path):
    g = gold(path)
    by_id = {q["id"]: q for q in g["quantities"]}
    seen = set()
    assert len(g["relations"]) >= 6
    for relation in g["relations"] + g.get("relations_ext", []):
        assert set(referred(relation)) <= by_id.keys(), relation
    for relation in g["relations"]:
        key = relation["type"], frozenset(referred(relation))
        assert key not in seen, relation
        seen.add(key)
        assert satisfiable(relation, by_id) is relation["holds"], relation


@per_text
def test_relations_are_false_only_where_an_error_is_planted(path):
    text, g = read(path), gold(path)
    by_id = {q["id"]: q for q in g["quantities"]}
    quoted = [(text.index(e["quote"]), text.index(e["quote"]) + len(e["quote"])) for e in PLANTED if e["file"] == path.name]
    for relation in g["relations"]:
        if not relation["holds"]:
            last = max((by_id[i] for i in referred(relation)), key=lambda q: q["start"])
            assert any(start <= last["start"] and last["end"] <= end for start, end in quoted), relation


def test_planted_errors_stand_in_their_files():
    assert 6 <= len(PLANTED) <= 8
    assert 4 <= len({e["file"] for e in PLANTED}) <= 5 <= len(TEXTS) - 3
    for error in PLANTED:
        assert error.keys() == {"file", "rule", "quote", "why"}
        assert re.fullmatch(r"[A-Z]{3}\d{3}", error["rule"])
        assert read(CORPORA / "samples" / error["file"]).count(error["quote"]) == 1, error


def test_the_case_of_the_court_actions():
    assert "案件66件，代理县政府案件8件，共计74件" in read(CORPORA / "samples" / "shitang_zrzy_2023.txt")


@per_text
def test_no_clause_is_taken_from_a_real_report(path):
    if not REAL.is_dir():
        pytest.skip(f"the real reports are not here ({REAL}): nothing to compare with")
    real = "\n".join(re.sub(r"\s", "", p.read_text(encoding="utf-8", errors="replace")) for p in sorted(REAL.glob("*.txt")))
    assert [c for c in clauses(read(path)) if len(c) >= 12 and c in real] == []
