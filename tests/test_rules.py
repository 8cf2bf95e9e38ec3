"""Every rule alone against its table of cases, tests/rules/CODE.toml.

A case has a `name`, a `text`, and what the rule says of it: `inconsistent`, `consistent`, `undecided` list the formulas of its findings
(or, where a finding has none, the words it points at); `faults` lists words that the place or the message of each fault contains. A case
that lists nothing says that the rule is silent. All texts are invented.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from alone import findings

from govreport_nlp.errors import UsageError
from govreport_nlp.models import Finding, Verdict
from govreport_nlp.rules import RULES, by_code, selected

FOLDER = Path(__file__).parent / "rules"
TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
CASES = [pytest.param(code, case, id=f"{code}-{case['name']}") for code, table in TABLES.items() for case in table["case"]]
EXPECTATIONS = {"inconsistent", "consistent", "undecided", "faults"}

# CONTRACT: which family a rule's findings belong to
FAMILIES = {
    "sum": "ARI001 ARI002 ARI006 TAB001 TAB002",
    "subset": "ARI003",
    "product": "ARI005",
    "share": "PCT102",
    "shares_total": "PCT101 PCT106",
    "change": "GRO206 PCT105",
    "growth": "GRO201 GRO202 GRO205",
    "same": "XRF301 XRF302",
    "range_order": "NUM601",
    "bound": "ARI004 PCT103 PCT104 GRO203",
    "respective": "ARI007 ARI008",
    "structure": "SEQ801 SEQ802 DOC951",
    "date": "DAT701 DAT702 DAT703 DAT704",
    "unit": "UNI401 UNI402 UNI403",
    "wording": "APX501 APX502 NUM602 GRO204 PUN901 DOC952 PAN972",
}
FAMILY = {code: family for family, codes in FAMILIES.items() for code in codes.split()}
# the catalogue: E error, W warning, N notice, S style
LEVELS = {
    "error": "ARI001 ARI002 ARI003 ARI006 PCT102 PCT104 GRO203 GRO206 XRF301 XRF302 DAT701 SEQ801 TAB002",
    "warning": "ARI004 ARI005 ARI007 PCT101 PCT103 PCT105 PCT106 GRO201 GRO202 GRO204 GRO205 UNI401 UNI402 APX501 NUM601 "
    "DAT702 DAT703 PUN901 DOC951 TAB001",
    "notice": "ARI008 UNI403 PAN972",
    "style": "APX502 NUM602 DAT704 SEQ802 DOC952",
}
LEVEL = {code: level for level, codes in LEVELS.items() for code in codes.split()}
STABLE = (
    "ARI001 ARI002 ARI003 ARI006 PCT101 PCT102 PCT104 PCT105 PCT106 GRO201 GRO202 GRO203 GRO206 XRF301 APX501 DAT701 DAT703 SEQ801 PUN901 "
    "NUM601 UNI401 UNI402"
)


def said(found: tuple[Finding, ...], text: str, verdict: Verdict) -> list[str]:
    return sorted(f.formula or text[f.start : f.end] for f in found if f.verdict is verdict)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any]) -> None:
    text = case["text"]
    found = findings(text, by_code(code))
    assert case.keys() <= EXPECTATIONS | {"name", "text", "why"}
    if "faults" in case:
        shown = [(text[f.start : f.end], f.message) for f in found if f.verdict is Verdict.INCONSISTENT]
        assert len(shown) == len(case["faults"]), shown
        for words, (place, message) in zip(case["faults"], shown, strict=True):
            assert words in place or words in message, shown
        return
    for verdict in Verdict:
        assert said(found, text, verdict) == sorted(case.get(verdict.value, [])), found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_table_with_as_many_silent_cases_as_hits(rule: Any) -> None:
    table = TABLES[rule.code]
    assert table["rule"] == rule.code
    hits = [case for case in table["case"] if case.get("inconsistent") or case.get("faults")]
    calm = [case for case in table["case"] if case not in hits]
    assert hits
    assert len(calm) >= len(hits)
    assert len({case["name"] for case in table["case"]}) == len(table["case"])


def test_tables_belong_to_rules() -> None:
    assert set(TABLES) <= {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_code_family_level_and_state_are_those_of_the_catalogue(rule: Any) -> None:
    assert (rule.family, rule.level) == (FAMILY[rule.code], LEVEL[rule.code])
    assert rule.code in STABLE or rule.state == "preview"
    assert rule.name and rule.name_zh


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_selected_leaves_preview_out_until_asked() -> None:
    assert selected() == tuple(rule for rule in RULES if rule.state == "stable")
    assert selected(preview=True) == RULES


def test_selected_by_code_family_and_prefix() -> None:
    assert [rule.code for rule in selected(select=("SEQ801",))] == ["SEQ801"]
    assert [rule.code for rule in selected(select=("DAT",))] == ["DAT701", "DAT703"]
    assert "PUN901" in {rule.code for rule in selected(select=("wording",))}
    assert "DAT703" not in {rule.code for rule in selected(ignore=("DAT703",))}
    assert selected(select=("DAT",), ignore=("DAT",)) == ()


@pytest.mark.parametrize("wrong", ["SEQ80", "seq_801", "DAT7O1", "zzz", ""])
def test_unknown_rules_are_refused_with_a_hint(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"SEQ801|DAT70|govreport explain"):
        by_code(wrong)


def test_unknown_words_in_select_and_ignore_are_refused() -> None:
    with pytest.raises(UsageError, match="SEQ801"):
        selected(select=("SEQ802x",))
    with pytest.raises(UsageError, match="DAT70"):
        selected(ignore=("DAT7O3",))


def test_codes_are_read_in_small_letters_too() -> None:
    assert by_code("seq801").code == "SEQ801"
