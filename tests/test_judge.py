"""The judge: verdicts, the power of a check, and no false alarm on true figures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction

import pytest
from judged import AT_MOST, DELTA, EQUAL, FAILS, GROWTH, HOLDS, IN_ORDER, OPEN, PRODUCT, RATIO, SUM, a_rule, figure, relation

from govreport_nlp.audit import decide, judge, power
from govreport_nlp.audit.equations import Reading, holds, involved, with_figure
from govreport_nlp.audit.figures import is_number, reprinted
from govreport_nlp.audit.power import one_digit_slips
from govreport_nlp.audit.slips import slips
from govreport_nlp.audit.trials import Trial
from govreport_nlp.interval import Interval
from govreport_nlp.models import Claim, Operation, Quantity, Relation, Verdict

# ── verdicts ──

VERDICTS = [
    (SUM, "66件 8件", "74件", {}, HOLDS),
    (SUM, "66件 8件", "75件", {}, FAILS),
    (SUM, "76.5万元 3.1万元", "79.6万元", {}, HOLDS),
    (SUM, "76.5万元 3.1万元", "79.7万元", {}, HOLDS),  # 76.54 + 3.14 = 79.68
    (SUM, "76.5万元 3.1万元", "79.8万元", {}, OPEN),  # 76.58 + 3.18 = 79.76, where the parts were cut
    (SUM, "76.5万元 3.1万元", "79.9万元", {}, FAILS),
    (SUM, "66件 8件", "75件", {"sure": False}, OPEN),
    (SUM, "66件 8件", "74件", {"sure": False}, HOLDS),
    (SUM, "82件 30件 37件", "75件", {"signs": (1, 1, -1)}, HOLDS),
    (SUM, "66件 90件", "24件", {"signs": (1, -1), "direction": -1}, HOLDS),
    (SUM, "66件 90件", "16件", {"signs": (1, -1), "direction": -1}, FAILS),
    (SUM, "90件 66件", "24件", {"signs": (1, -1), "direction": -1}, FAILS),
    (SUM, "63.8% 4.7% 31.1% 0.4%", 100, {}, HOLDS),
    (SUM, "63.8% 4.7% 31.1% 4.0%", 100, {}, FAILS),
    (SUM, "1234件 2000件", "3334件", {}, FAILS),  # a round figure among counted ones was counted
    (SUM, "1000件 2000件", "4000件", {}, OPEN),  # all round: [500, 1500) and [1500, 2500) and [3500, 4500)
    (SUM, "1000件 2000件", "3000件", {}, HOLDS),
    (PRODUCT, "8个 10个", "80个", {}, HOLDS),
    (PRODUCT, "8个 10个", "90个", {}, FAILS),
    (PRODUCT, "2.00万元 50户", "100.0万元", {}, HOLDS),
    (PRODUCT, "2万元 50户", "100万元", {}, HOLDS),
    (PRODUCT, "200件 30%", "60件", {}, HOLDS),
    (PRODUCT, "200件 30%", "80件", {}, FAILS),
    (RATIO, "21件 22件", "95.45%", {}, HOLDS),
    (RATIO, "21件 22件", "95.4%", {}, OPEN),  # cut, not rounded
    (RATIO, "21件 22件", "100%", {}, FAILS),
    (RATIO, "60件 20件", "3倍", {}, HOLDS),
    (RATIO, "60件 20件", "4倍", {}, FAILS),
    (RATIO, "3件 600件", "5‰", {}, HOLDS),
    (GROWTH, "45件 38件", "15.6%", {"direction": -1}, HOLDS),
    (GROWTH, "45件 38件", "15.6%", {}, FAILS),
    (GROWTH, "248亿元 772亿元", "25.5%", {"years": 5}, HOLDS),
    (GROWTH, "248亿元 772亿元", "26.5%", {"years": 5}, FAILS),
    (GROWTH, "20家 80家", "3倍", {}, HOLDS),
    (DELTA, "23744万元 3244万元", "15.82%", {}, HOLDS),
    (DELTA, "23744万元 3244万元", "15.28%", {}, FAILS),
    (DELTA, "38件 7件", "15.6%", {"direction": -1}, HOLDS),
    (EQUAL, "1795.66亿元", "1795.66亿元", {}, HOLDS),
    (EQUAL, "1795.66亿元", "1796亿元", {}, HOLDS),
    (EQUAL, "1795.66亿元", "1818.07亿元", {}, FAILS),
    (EQUAL, "3倍", "300%", {}, HOLDS),
    (AT_MOST, "20件", "23件", {}, HOLDS),
    (AT_MOST, "23件", "20件", {}, FAILS),
    (AT_MOST, "23件", "20件", {"sure": False}, OPEN),
    (AT_MOST, "12件 11件", "20件", {}, FAILS),
    (AT_MOST, "20.1万元", "20.0万元", {}, OPEN),
]


@pytest.mark.parametrize(("operation", "operands", "stated", "more", "verdict"), VERDICTS)
def test_verdict(operation: Operation, operands: str, stated: str | int, more: dict[str, object], verdict: Verdict) -> None:
    assert decide(relation(operation, operands, stated, **more))[0] is verdict


def test_nothing_is_said_of_what_cannot_be_computed() -> None:
    for case in (
        relation(RATIO, "21件 0件", "100%"),
        relation(GROWTH, "0件 5件", "100%"),
        relation(DELTA, "5件 5件", "100%"),
        Relation("TST001", RATIO, (figure("3件"), figure("5件以下", approx="under", narrow=Interval.at_most(5))), figure("60%", at=20)),
    ):
        assert judge(case, a_rule()) is None


def test_a_wide_reading_that_cannot_be_computed_excuses() -> None:
    """Cut figures may leave next to nothing for last year: no rate is impossible then."""
    assert decide(relation(DELTA, "3.0万元 2.90万元", "500%"))[0] is OPEN


def test_doubling_as_a_growth_is_100_per_cent() -> None:
    doubled = Claim(
        "r",
        Quantity(20, 23, "翻一番", "", Fraction(2), Interval.exactly(2), Interval.exactly(2), "番", "rate"),
        "level",
        None,
        None,
        None,
        0,
        0,
    )
    assert decide(Relation("TST001", GROWTH, (figure("40件"), figure("80件", at=10)), doubled))[0] is HOLDS
    assert decide(Relation("TST001", GROWTH, (figure("20件"), figure("80件", at=10)), doubled))[0] is FAILS


@pytest.mark.parametrize(
    ("printed", "low", "high", "verdict"),
    [
        ("20分钟～60分钟", 20, 60, HOLDS),
        ("60分钟～20分钟", 20, 60, FAILS),
        ("５０００～３０００元", 3000, 5000, FAILS),
        ("5000万～2亿元", 50_000_000, 200_000_000, HOLDS),
        ("1,200～900元", 900, 1200, FAILS),
        ("三～五天", 3, 5, None),
    ],
)
def test_range_order(printed: str, low: int, high: int, verdict: Verdict | None) -> None:
    quantity = Quantity(
        0, len(printed), printed, "", None, Interval.between(low, high), Interval.between(low, high), "元", "amount", "range"
    )
    claim = Claim("c1", quantity, "level", None, None, None, 0, 0)
    assert decide(Relation("TST001", IN_ORDER, (claim,), claim))[0] is verdict


# ── power ──


def test_slips_are_every_other_digit_in_every_place() -> None:
    assert sorted(one_digit_slips("30")) == sorted([*(f"{d}0" for d in "12456789"), *(f"3{d}" for d in "123456789")])
    assert "0.5" in set(one_digit_slips("0.4"))
    assert len(list(one_digit_slips("145.29"))) == 8 + 4 * 9


def test_power_of_an_exact_check_is_one() -> None:
    assert power(relation(SUM, "66件 8件", "74件")) == 1


def test_power_of_a_check_that_cannot_fail_is_zero() -> None:
    anything = Relation(
        "TST001", SUM, (figure("5件以上", approx="at_least", narrow=Interval(None, None)), figure("3件", at=9)), figure("8件", at=20)
    )
    assert power(anything) == 0
    assert decide(anything)[0] is OPEN
    assert power(relation(AT_MOST, "1件", "90件")) == 0


def test_written_values_that_meet_to_the_digit_are_consistent_however_coarse() -> None:
    assert decide(relation(SUM, "4万元 5万元 76.54万元", "85.54万元"))[0] is HOLDS
    assert decide(relation(SUM, "4万元 5万元 76.54万元", "85.64万元"))[0] is OPEN


def test_power_lies_between_where_figures_are_rounded() -> None:
    force = power(relation(SUM, "76.5万元 3.1万元", "79.6万元"))
    assert force is not None
    assert force == pytest.approx(22 / 26)  # 79.4, 79.5, 79.7 and 79.8 would pass as rounding


def test_power_with_a_constant_changes_the_largest_operand() -> None:
    assert power(relation(SUM, "60% 40%", 100)) == pytest.approx(16 / 17)  # 61 would pass


def test_agreement_with_a_round_figure_is_no_accident() -> None:
    case = relation(RATIO, "3000件 7282件", "41.2%")
    assert decide(case)[0] is HOLDS
    assert power(case) == pytest.approx(10 / 26)  # 3000 may stand for 2500 to 3500
    assert power(case, "narrow") == 1


def test_an_approximate_restatement_is_consistent_without_power() -> None:
    case = Relation("TST001", EQUAL, (figure("突破5万元", approx="over", narrow=Interval.at_least(50_000)),), figure("5.28万元", at=20))
    assert decide(case)[0] is HOLDS


# ── slips, tried without computing the relation anew ──

TRIED = [
    *(relation(operation, operands, stated, **more) for operation, operands, stated, more, _ in VERDICTS),
    relation(SUM, "1200.5件 2000件", "3201件"),  # a lattice meets what is none
    relation(AT_MOST, "2000件 1000件", "2000件"),
    relation(SUM, "0.5万元 30.00万元", "30万元", signs=(-1, 1)),
]


@pytest.mark.parametrize("reading", ["narrow", "wide"])
@pytest.mark.parametrize("case", TRIED)
def test_a_relation_tried_with_a_slip_is_the_relation_with_that_slip(case: Relation, reading: Reading) -> None:
    for claim in involved(case):
        trial = Trial(case, claim, reading)
        assert is_number(claim.quantity)
        for digits in (slip.digits for slip in slips(claim.quantity)):
            assert trial.holds(digits) is holds(with_figure(case, claim, reprinted(claim.quantity, digits)), reading), (claim.text, digits)


# ── soundness ──


def rounded(rng: random.Random, numerator: int, denominator: int) -> str:
    """A true value to one decimal under half-up, half-even or truncation."""
    whole, rest = divmod(numerator * 10, denominator)
    up = {
        "half-up": 2 * rest >= denominator,
        "half-even": 2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1),
        "cut": False,
    }
    whole += up[rng.choice(list(up))]
    return f"{whole // 10}.{whole % 10}"


def true_relations(n: int) -> Iterator[Relation]:
    rng = random.Random(20231231)
    for i in range(n):
        if i % 3 == 0:
            parts = [rng.randrange(1, 10**7) for _ in range(rng.randint(2, 6))]
            yield relation(SUM, " ".join(rounded(rng, x, 10**4) + "万元" for x in parts), rounded(rng, sum(parts), 10**4) + "万元")
            continue
        before = rng.randrange(10**5, 10**7)
        now = rng.randrange(before // 2, before) if i % 3 == 1 else rng.randrange(before, 3 * before)
        a, b = (rounded(rng, x, 10**3) + "万元" for x in (before, now))
        if i % 3 == 1:
            yield relation(RATIO, f"{b} {a}", rounded(rng, 100 * now, before) + "%")
        else:
            yield relation(GROWTH, f"{a} {b}", rounded(rng, 100 * (now - before), before) + "%")


def test_no_false_alarm_on_true_figures_however_rounded() -> None:
    wrong = [case for case in true_relations(5000) if holds(case, "wide") is False]
    assert wrong == []
