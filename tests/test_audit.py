"""The audit: findings with their place, one for a fact, with fingerprint, suspects and repairs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judged import EQUAL, FAILS, GROWTH, HOLDS, OPEN, SUM, Page, a_rule, figure

from govreport_nlp.audit import audit, settle
from govreport_nlp.models import Document, Extraction, Fault, Finding, Metadata, Relation, Repair, Source, Verdict
from govreport_nlp.rules.rule import Proposals, rule

TEXT = "一、工作情况\n受理案件66件，应诉8件，共计75件。\n二、财务\n去年收入90件，其中罚款23件、没收20件。\n"

SUMS, SUBSETS, SHARES = a_rule(), a_rule("subset", "TST003", "分项大于总数"), a_rule("share", "TST102", "比率与分子分母不符")


def page() -> Page:
    return Page(TEXT, "66件", "8件", "75件", "90件", "23件", "20件")


def test_a_finding_has_its_place() -> None:
    p = page()
    one, two = p.settle((SUBSETS, p.at_most("23件", "20件")), (SUMS, p.sum("66件 8件", "75件")))
    assert TEXT[one.start : one.end] == "66件，应诉8件，共计75件"
    assert (one.line, one.section, one.claims, one.severity, one.verdict) == (2, "s1", ("c1", "c2", "c3"), "error", FAILS)
    assert (two.line, two.section, two.claims, two.rule) == (4, "s2", ("c5", "c6"), "TST003")
    assert one.message == "分项之和与总数不符：66 + 8 = 74，原文 75，差 1"
    assert one.power == pytest.approx(16 / 17)  # the one slip that would have mended it


def test_audit_runs_the_rules_over_the_extraction() -> None:
    p = page()

    @rule("TST001", "sum-mismatch", "分项之和与总数不符", family="sum", level="error")
    def sums(extraction: Extraction) -> Proposals:
        assert extraction.document is p.document
        yield p.sum("66件 8件", "75件")
        yield Fault("TST001", 0, 2, "序号重复", "a number is used twice", expected="二", stated="一")

    found = audit(Extraction(p.document, tuple(p.claims.values()), (), ()), (sums,))
    assert [(f.start, f.verdict, f.message) for f in found] == [
        (0, FAILS, "序号重复"),
        (11, FAILS, "分项之和与总数不符：66 + 8 = 74，原文 75，差 1"),
    ]
    assert (found[0].formula, found[0].expected, found[0].stated, found[0].power, found[0].line) == (None, "二", "一", None, 1)
    assert audit(Extraction(p.document, (), (), ()), ()) == ()


def test_what_holds_is_a_notice() -> None:
    p = Page("甲66件，乙8件，共74件", "66件", "8件", "74件")
    (found,) = p.settle((SUMS, p.sum("66件 8件", "74件")))
    assert (found.severity, found.verdict, found.is_alarm, found.suspects, found.repairs) == ("notice", HOLDS, False, (), ())


# ── one finding for a fact ──


def verdicts(found: tuple[Finding, ...]) -> list[tuple[str, Verdict]]:
    return [(f.rule, f.verdict) for f in found]


def test_the_first_rule_wins_and_sure_beats_doubt() -> None:
    p, other = page(), a_rule("sum", "TST002")
    fails = p.sum("66件 8件", "75件")
    doubted = replace(fails, sure=False)
    assert verdicts(p.settle((SUMS, fails), (other, fails))) == [("TST001", FAILS)]
    assert verdicts(p.settle((SUMS, doubted), (other, fails))) == [("TST002", FAILS)]
    assert verdicts(p.settle((SUMS, fails), (other, doubted))) == [("TST001", FAILS)]


def test_readings_of_one_rule_are_alternatives() -> None:
    """“增长2倍” is ×3, but many write it for ×2: a rule that proposes both is content with either."""
    p = Page("由40件增至80件，增长1.00倍", "40件", "80件", "1.00倍")
    twice, thrice = (Relation("TST205", GROWTH, (p["40件"], p["80件"]), p["1.00倍"], years=n) for n in (1, 2))
    growths = a_rule("growth", "TST205")
    assert verdicts(p.settle((growths, thrice), (growths, twice))) == [("TST205", HOLDS)]
    assert verdicts(p.settle((growths, thrice))) == [("TST205", FAILS)]


def test_a_subset_within_a_sum_or_share_is_no_fact_of_its_own() -> None:
    p = Page("甲66件，乙8件，共74件，占89.2%", "66件", "8件", "74件", "89.2%")
    share = (SHARES, p.ratio("66件", "74件", "89.2%"))
    assert verdicts(p.settle((SUBSETS, p.at_most("8件", "74件")), (SUMS, p.sum("66件 8件", "74件")))) == [("TST001", HOLDS)]
    assert verdicts(p.settle((SUBSETS, p.at_most("66件", "74件")), share)) == [("TST102", HOLDS)]
    assert verdicts(p.settle((SUBSETS, p.at_most("8件", "74件")), share)) == [("TST102", HOLDS), ("TST003", HOLDS)]


def test_an_impossible_subset_stays_beside_an_undecided_sum() -> None:
    p = Page("甲66件，乙18件，共64件", "66件", "18件", "64件")
    doubtful = (SUMS, p.sum("66件 18件", "64件", sure=False))
    assert verdicts(p.settle(doubtful, (SUBSETS, p.at_most("66件", "64件")))) == [("TST001", OPEN), ("TST003", FAILS)]
    assert verdicts(p.settle(doubtful, (SUBSETS, p.at_most("18件", "64件")))) == [("TST001", OPEN)]


def test_undecided_is_said_once_and_never_beside_a_decision() -> None:
    p = page()
    doubted = p.sum("66件 8件", "75件", sure=False)
    change = a_rule("change", "TST206")
    assert verdicts(p.settle((SUMS, doubted), (change, doubted))) == [("TST001", OPEN)]
    assert verdicts(p.settle((SUMS, doubted), (change, replace(doubted, sure=True)))) == [("TST206", FAILS)]


def test_faults_without_figures_are_told_apart_by_place() -> None:
    p, marks = page(), a_rule("structure", "TST801")
    faults = [Fault("TST801", at, at + 2, "跳号", "a gap") for at in (0, 30)]
    assert len(p.settle(*((marks, fault) for fault in [*faults, faults[0]]))) == 2


def test_figures_of_another_report_have_no_place_here() -> None:
    p = page()
    before = replace(p["90件"], id="2022.txt#c4", quantity=replace(p["90件"].quantity, start=5000, end=5003))
    (found,) = p.settle((a_rule("same"), Relation("TST971", EQUAL, (before,), p["66件"])))
    assert (found.start, found.end) == (p["66件"].start, p["66件"].end)
    assert found.claims == ("c1", "2022.txt#c4")


# ── fingerprints ──


def test_a_fingerprint_survives_text_added_elsewhere() -> None:
    (before,) = (p := page()).settle((SUMS, p.sum("66件 8件", "75件")))
    q = Page("新增一段，12件。\n" + TEXT.replace("二、", "略。\n二、"), "66件", "8件", "75件")
    (after,) = q.settle((SUMS, q.sum("66件 8件", "75件")))
    assert before.fingerprint == after.fingerprint
    assert before.start != after.start
    assert len(before.fingerprint) == 16


def test_a_fingerprint_ignores_width_and_spaces_and_tells_equals_apart() -> None:
    text = "甲66件，乙8件，共75件。甲66件，乙8件，共75件。丙６６件，丁 8件，共75件。"
    found = []
    for start in (0, text.index("甲", 3), text.index("丙")):
        whole = text[start : text.index("。", start)]
        printed = ["６６件" if "６" in whole else "66件", "8件", "75件"]
        claims = [replace(figure("66件" if x == "６６件" else x, at=text.index(x, start)), id=f"{x}@{start}") for x in printed]
        claims = [replace(c, quantity=replace(c.quantity, text=x)) for c, x in zip(claims, printed, strict=True)]
        found.append(Relation("TST001", SUM, tuple(claims[:2]), claims[2]))
    document = Document(Source("a.txt", text, ""), Metadata(), (), ())
    together = settle(document, [(SUMS, case) for case in found])
    alone = [settle(document, [(SUMS, case)])[0].fingerprint for case in found]
    assert len({f.fingerprint for f in together}) == 3
    assert len(set(alone)) == 1
    assert together[0].fingerprint == alone[0]


# ── suspects and repairs ──


def test_a_figure_that_fits_elsewhere_is_not_suspect() -> None:
    p = Page("甲66件，乙8件，丙58件，共75件", "66件", "8件", "58件", "75件")
    _, broken = p.settle((SUMS, p.sum("66件 8件", "75件")), (SUMS, p.sum("58件 8件", "66件")))
    assert set(broken.suspects) == {"c4"}  # 66 and 8 are held by 58 + 8 = 66
    assert broken.repairs[0].claim == "c4"
    assert broken.repairs[0].text == "74件"


def test_one_slip_that_breaks_two_relations_is_the_suspect() -> None:
    p = Page("甲66件，乙8件，共84件，占90.0%，丙10件，共84件", "66件", "8件", "84件", "90.0%")
    both = p.settle(
        (SUMS, p.sum("66件 8件", "84件")), (SHARES, p.ratio("84件", "66件", "90.0%")), (SHARES, p.ratio("8件", "84件", "90.0%"))
    )
    assert [f.suspects for f in both] == [("c3",)] * 3
    assert all(len(f.repairs) <= 5 for f in both)


@pytest.mark.parametrize(
    ("text", "printed", "wrong", "right"),
    [
        ("甲66件，乙8件，共75件", "66件 8件 75件", "75件", "74件"),  # a digit changed
        ("甲66件，乙8件，共47件", "66件 8件 47件", "47件", "74件"),  # neighbours swapped
        ("甲66件，乙8件，共744件", "66件 8件 744件", "744件", "74件"),  # a digit doubled
        ("甲66件，乙98件，共14件", "66件 98件 14件", "14件", "164件"),  # a digit dropped
        ("甲1.5亿元，乙2.5亿元，共4.0万元", "1.5亿元 2.5亿元 4.0万元", "4.0万元", "4.0亿元"),  # 万 for 亿
        ("甲1.5万元，乙2.5万元，共4.0元", "1.5万元 2.5万元 4.0元", "4.0元", "4.0万元"),  # 万 lost
        ("甲1.5万元，乙2.5万元，共0.4万元", "1.5万元 2.5万元 0.4万元", "0.4万元", "4.0万元"),  # swapped across the point
    ],
)
def test_repairs_undo_a_slip(text: str, printed: str, wrong: str, right: str) -> None:
    p = Page(text, *printed.split())
    parts, whole = printed.rsplit(" ", 1)
    (found,) = p.settle((SUMS, p.sum(parts, whole)))
    assert found.verdict is FAILS
    assert (p[wrong].id, right) in [(repair.claim, repair.text) for repair in found.repairs]


def test_a_figure_that_no_slip_explains_is_less_suspect() -> None:
    p = Page("甲66件，乙8件，丙58件，共312件", "66件", "8件", "58件", "312件")
    (found,) = p.settle((SUMS, p.sum("66件 8件 58件", "312件")))
    assert found.suspects == ("c4",)  # 132 with two digits exchanged; 甲 would have to be 246, 乙 188
    assert found.repairs[0] == Repair("c4", "132件")
    p = Page("甲66件，乙8件，共951件", "66件", "8件", "951件")
    (found,) = p.settle((SUMS, p.sum("66件 8件", "951件")))
    assert (found.suspects, found.repairs) == (("c1", "c2", "c3"), ())  # no slip explains it


def test_a_repair_keeps_the_dress_of_the_number() -> None:
    for shown, right in (("１，２７５件", "１，２７４件"), ("1,275件", "1,274件")):
        p = Page("甲1266件，乙8件，共1275件", "1266件", "8件", "1275件")
        whole = replace(p["1275件"], quantity=replace(p["1275件"].quantity, text=shown))
        (found,) = p.settle((SUMS, Relation("TST001", SUM, (p["1266件"], p["8件"]), whole)))
        assert right in [repair.text for repair in found.repairs]


def test_a_repair_that_mends_two_relations_goes_first() -> None:
    p = Page("甲66件，乙8件，共84件，丙44件，丁30件", "66件", "8件", "84件", "44件", "30件")
    one, two = p.settle((SUMS, p.sum("66件 8件", "84件")), (SUMS, p.sum("44件 30件", "84件")))
    assert one.suspects == two.suspects == ("c3",)
    assert one.repairs[0] == two.repairs[0] == Repair("c3", "74件")


def test_a_repair_breaks_nothing_that_holds() -> None:
    p = Page("甲66件，乙8件，丙58件，共75件", "66件", "8件", "58件", "75件")
    _, broken = p.settle((SUMS, p.sum("66件 8件", "75件")), (SUMS, p.sum("58件 8件", "66件")))
    assert {repair.claim for repair in broken.repairs} == {"c4"}


def test_a_guess_gives_way_to_a_broken_equation_with_its_figure() -> None:
    p = page()
    units = a_rule("unit", "TST401", "数量级疑误")
    guessed = Fault("TST401", p["8件"].start, p["8件"].end, "疑误", "a guess", (p["8件"],), guess=True)
    certain = replace(guessed, guess=False)
    broken = p.sum("66件 8件", "75件")
    open_list = replace(broken, sure=False)
    assert verdicts(p.settle((SUMS, broken), (units, guessed))) == [("TST001", FAILS)]
    assert verdicts(p.settle((SUMS, broken), (units, certain))) == [("TST001", FAILS), ("TST401", FAILS)]
    assert verdicts(p.settle((SUMS, open_list), (units, guessed))) == [("TST001", OPEN), ("TST401", FAILS)]
