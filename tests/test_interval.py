"""Intervals: open and closed ends, lattices, and arithmetic against enumeration."""

from __future__ import annotations

from fractions import Fraction
from itertools import product as every

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govreport_nlp.interval import Interval, compound_growth, exact, growth, growth_from_delta, product, ratio, steps_to_meet, total

F = Fraction
NEAR = F(1, 10**6)
quick = settings(max_examples=120, deadline=None)  # the whole file runs in seconds


def of(text: str) -> Interval:
    """An interval in notation: "[1, 2)", "{3}", "(−∞, 4]", "{5 … 7}"."""
    if text.startswith("{"):
        low, _, high = text[1:-1].partition(" … ")
        return Interval.between(low, high or low, integer=True)
    low, high = text[1:-1].split(", ")
    ends = [None if "∞" in end else F(end) for end in (low, high)]
    return Interval(ends[0], ends[1], text[0] == "(", text[-1] == ")")


# ── making one ──


@pytest.mark.parametrize(
    ("digits", "scale", "narrow", "wide"),
    [
        ("145.29", 10_000, "[1452850, 1452950)", "(1452800, 1453000)"),
        ("95.5", 1, "[95.45, 95.55)", "(95.4, 95.6)"),
        ("450", 10_000, "[4495000, 4505000)", "(4490000, 4510000)"),
        ("145.20", 1, "[145.195, 145.205)", "(145.19, 145.21)"),
        ("1,234.5", "1e8", "[123445000000, 123455000000)", "(123440000000, 123460000000)"),
        ("-3.2", 1, "(-3.25, -3.15]", "(-3.3, -3.1)"),
        ("0.0", 1, "[-0.05, 0.05)", "(-0.1, 0.1)"),
    ],
)
def test_printed_digits(digits: str, scale: int | str, narrow: str, wide: str) -> None:
    assert Interval.printed(digits, scale) == of(narrow)
    assert Interval.printed_wide(digits, scale) == of(wide)


@pytest.mark.parametrize("digits", ["", ".", "1.2.3", "１２", "三", "1e5", "--1", "12%"])
def test_printed_refuses_what_is_no_number(digits: str) -> None:
    with pytest.raises(ValueError, match="not a printed number"):
        Interval.printed(digits)


def test_a_lattice_is_tightened_to_closed_integers() -> None:
    assert Interval.between(2600, 2700, low_open=True, high_open=True, integer=True) == Interval.between(2601, 2699, integer=True)
    assert Interval.between("1.2", "4.8", integer=True) == Interval.between(2, 4, integer=True)
    assert str(Interval.at_least("2.5", integer=True)) == "{3 … ∞}"
    assert Interval.at_most(3, is_open=True, integer=True).high == 2


def test_nothing_lies_in_an_empty_interval() -> None:
    for low, high, options in [
        (2, 1, {}),
        (1, 1, {"low_open": True}),
        (2600, 2601, {"low_open": True, "high_open": True, "integer": True}),
    ]:
        with pytest.raises(ValueError, match="no number lies in"):
            Interval.between(low, high, **options)


def test_floats_are_refused() -> None:
    for call in (exact, Interval.exactly, Interval.at_least, lambda x: Interval(x, None), lambda x: Interval.printed("1", x)):
        with pytest.raises(TypeError, match="float"):
            call(0.1)  # type: ignore[operator]


def test_a_missing_end_is_neither_open_nor_closed() -> None:
    assert Interval(None, None, True, True) == Interval(None, None)
    assert not Interval.at_least(1).is_bounded
    assert Interval.at_most(1).contains(-(10**30))


def test_shown() -> None:
    assert [str(of(x)) for x in ("[1, 2)", "(-∞, 4]", "{3}", "{5 … 7}")] == ["[1, 2)", "(−∞, 4]", "{3}", "{5 … 7}"]


# ── meeting ──


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ("[1, 2]", "[2, 3]", True),
        ("[1, 2)", "[2, 3]", False),
        ("[1, 2]", "(2, 3]", False),
        ("(1, 3)", "{2}", True),
        ("(1, 2)", "{1 … 5}", False),
        ("(5.2, 5.8)", "{5 … 7}", False),
        ("{1 … 5}", "{5 … 9}", True),
        ("[7, ∞)", "(-∞, 7]", True),
        ("(7, ∞)", "(-∞, 7]", False),
        ("(-∞, ∞)", "{3}", True),
    ],
)
def test_meets(a: str, b: str, meet: bool) -> None:
    assert of(a).meets(of(b)) is meet
    assert of(b).meets(of(a)) is meet
    assert (of(a).intersection(of(b)) is not None) is meet


@st.composite
def intervals(draw: st.DrawFn, least: int = -4, ends: bool = True, integer: bool | None = None) -> Interval:
    """Small intervals with whole or half ends; without ends only where `ends`."""
    low = F(draw(st.integers(2 * least, 10)), 2)
    high = low + F(draw(st.integers(0, 8)), 2)
    lattice = draw(st.booleans()) if integer is None else integer
    flags = (draw(st.booleans()), draw(st.booleans())) if low < high else (False, False)
    ends_at = [low if not ends or draw(st.integers(0, 7)) else None, high if not ends or draw(st.integers(0, 7)) else None]
    try:
        return Interval(ends_at[0], ends_at[1], *flags, lattice)
    except ValueError:  # no whole number in between
        return Interval.exactly(int(low) if lattice else low, integer=lattice)


def grid(x: Interval, reach: int = 40, step: int = 4) -> list[Fraction]:
    """Points of an interval on the quarters: enough to know intervals with half ends apart."""
    low = -reach * step if x.low is None else int(x.low * step)
    high = reach * step if x.high is None else int(x.high * step)
    return [F(k, step) for k in range(low, high + 1) if x.contains(F(k, step))]


@quick
@given(intervals(), intervals())
def test_meets_and_intersection_by_enumeration(a: Interval, b: Interval) -> None:
    both = set(grid(a)) & set(grid(b))
    assert a.meets(b) is bool(both)
    common = a.intersection(b)
    assert (set(grid(common)) if common else set()) == both


# ── arithmetic by enumeration ──


@quick
@given(st.lists(st.tuples(intervals(ends=False, integer=True), st.integers(-3, 3)), min_size=1, max_size=3))
def test_weighted_sums_of_lattices(terms: list[tuple[Interval, int]]) -> None:
    result = total([x for x, _ in terms], [weight for _, weight in terms])
    values = {sum(w * x for x, (_, w) in zip(chosen, terms, strict=True)) for chosen in every(*(grid(x) for x, _ in terms))}
    assert result.integer
    assert (result.low, result.high) == (min(values), max(values))


def inside(x: Interval) -> list[Fraction]:
    """Points of an interval, among them some very near its open ends."""
    assert x.low is not None and x.high is not None
    points = {x.low, x.low + NEAR, (x.low + x.high) / 2, x.high - NEAR, x.high, F(0), F(1)}
    return [p for p in points if x.contains(p)]


def assert_hull(result: Interval, values: list[Fraction], tolerance: Fraction = NEAR * 1000) -> None:
    """The values are in the result; a closed end is one of them, an open one is only approached."""
    assert all(result.contains(v) for v in values)
    assert result.low is not None and result.high is not None
    for end, is_open, nearest in ((result.low, result.low_open, min(values)), (result.high, result.high_open, max(values))):
        assert abs(end - nearest) <= tolerance
        assert is_open is (end not in values)


@quick
@given(intervals(), intervals(), st.sampled_from([F(1), F(-1), F(3), F(1, 2), F(-2, 5)]), st.integers(-30, 30))
def test_steps_to_meet_are_those_after_which_they_meet(moved: Interval, other: Interval, step: Fraction, number: int) -> None:
    steps = steps_to_meet(moved, other, step)
    if steps is None:
        assert step.denominator != 1 and (moved.integer or other.integer)
    else:
        assert steps.hold(number) == moved.shifted(number * step).meets(other)


@quick
@given(intervals(ends=False, integer=False), intervals(ends=False, integer=False), st.sampled_from([F(1), F(-1), F(3, 2), F(-5, 2)]))
def test_sum_difference_and_scale(a: Interval, b: Interval, k: Fraction) -> None:
    assert_hull(a + b, [x + y for x in inside(a) for y in inside(b)])
    assert_hull(a - b, [x - y for x in inside(a) for y in inside(b)])
    assert_hull(a.scaled(k), [x * k for x in inside(a)])
    assert_hull(-a, [-x for x in inside(a)])
    assert_hull(a.shifted(k), [x + k for x in inside(a)])


@quick
@given(intervals(ends=False, integer=False), intervals(ends=False, integer=False))
def test_product_of_any_signs(a: Interval, b: Interval) -> None:
    assert_hull(a.times(b), [x * y for x in inside(a) for y in inside(b)])
    assert a.times(b) == b.times(a)


@quick
@given(intervals(ends=False, integer=False), intervals(least=1, ends=False, integer=False))
def test_ratio_and_growth(a: Interval, b: Interval) -> None:
    assert_hull(a.ratio(b), [x / y for x in inside(a) for y in inside(b)])
    assert_hull(growth(a, b), [(x / y - 1) * 100 for x in inside(a) for y in inside(b)], tolerance=NEAR * 10**5)


@quick
@given(intervals(ends=False, integer=False), intervals(least=1, ends=False, integer=False), st.sampled_from([1, -1]))
def test_growth_from_delta(new: Interval, delta: Interval, direction: int) -> None:
    new = new.shifted(20 * direction) if direction > 0 else new
    before = (new - delta.scaled(direction)).low
    assume(before is not None and before >= 1)  # next to zero the rate runs away, and sampling says nothing
    values = [100 * d / (n - direction * d) for n in inside(new) for d in inside(delta)]
    assert_hull(growth_from_delta(new, delta, direction), values, tolerance=NEAR * 10**5)


@quick
@given(intervals(least=1, ends=False, integer=False), intervals(least=1, ends=False, integer=False), st.integers(2, 6))
def test_compound_growth_never_loses_a_true_rate(now: Interval, before: Interval, years: int) -> None:
    rate = compound_growth(now, before, years)
    assert rate.low is not None and rate.high is not None
    for end, outside in ((rate.low, -1), (rate.high, 1)):
        power = (1 + end / 100) ** years
        quotients = ratio(now, before)
        bound = quotients.low if outside < 0 else quotients.high
        assert bound is not None
        assert (power - bound) * outside >= 0  # outward, never inward
        assert abs(power - bound) < F(1, 10**20)


@quick
@given(st.integers(1, 9), st.integers(1, 9), st.integers(2, 5))
def test_compound_growth_of_exact_powers_is_exact(a: int, b: int, years: int) -> None:
    rate = compound_growth(Interval.exactly(a**years), Interval.exactly(b**years), years)
    assert rate == Interval.exactly((F(a, b) - 1) * 100)


# ── ends that are not there, and zero ──


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        ("[0, 0]", "[5, ∞)", "[0, 0]"),
        ("(0, 1]", "[5, ∞)", "(0, ∞)"),
        ("[0, 1]", "[5, ∞)", "[0, ∞)"),
        ("[-2, 3]", "[-1, ∞)", "(-∞, ∞)"),
        ("(-∞, -1]", "(-∞, -2)", "(2, ∞)"),
        ("(-1, 2)", "[0, 4)", "(-4, 8)"),
        ("[0, 2)", "(0, 4)", "[0, 8)"),
        ("(0, 2)", "[0, 4)", "[0, 8)"),
        ("(0, 2)", "(0, 4)", "(0, 8)"),
    ],
)
def test_products_at_zero_and_infinity(a: str, b: str, result: str) -> None:
    assert of(a).times(of(b)) == of(result)


def test_quotients_at_the_edge() -> None:
    assert ratio(of("[1, 2]"), of("(0, 4]")) == of("[0.25, ∞)")
    assert ratio(of("[1, 2]"), of("[4, ∞)")) == of("(0, 0.5]")
    for divisor in ("[0, 1]", "[-1, 1]", "(-∞, 3]", "[-3, -1]"):
        with pytest.raises(ValueError, match="reaches zero"):
            ratio(of("[1, 2]"), of(divisor))


def test_growth_refuses_what_has_no_meaning() -> None:
    with pytest.raises(ValueError, match="reaches zero"):
        growth(of("[1, 2]"), of("[0, 1]"))
    for new, delta, direction in (("[10, 11]", "[9, 10]", 1), ("[10, 11]", "[-1, 1]", -1), ("[-3, 1]", "[2, 3]", -1)):
        with pytest.raises(ValueError, match="reaches zero"):
            growth_from_delta(of(new), of(delta), direction)
    with pytest.raises(ValueError, match="years"):
        compound_growth(of("[10, 11]"), of("[9, 10]"), 0)
    with pytest.raises(ValueError, match="below zero"):
        compound_growth(of("[-1, 11]"), of("[9, 10]"), 2)


def test_growth_without_an_end() -> None:
    assert growth(of("[20, ∞)"), of("[10, 10]")) == of("[100, ∞)")
    assert growth_from_delta(of("[20, ∞)"), of("[10, 10]"), 1) == of("(0, 100]")
    assert growth_from_delta(of("[20, 20]"), of("[20, ∞)"), -1) == of("[50, 100)")
    assert compound_growth(of("[40, ∞)"), of("[10, 10]"), 2) == of("[100, ∞)")
    assert compound_growth(of("[0, 40]"), of("[10, 10]"), 2) == of("[-100, 100]")


def test_published_growth_figures() -> None:
    printed, meets = Interval.printed, lambda a, b: a.meets(Interval.printed(b))
    assert meets(growth_from_delta(printed("23744"), printed("3244")), "15.82")
    assert meets(growth_from_delta(printed("-30996"), printed("39220"), -1), "476.9")  # a fall below zero
    assert meets(compound_growth(printed("772"), printed("248"), 5), "25.5")
    assert not meets(compound_growth(printed("7703"), printed("5160"), 5), "8.6")  # real growth, as the text says: nominal is 8.34


# ── the lattice of a result ──


def test_a_result_is_a_lattice_only_when_everything_is_whole() -> None:
    whole, real = of("{2 … 5}"), of("[2, 5]")
    assert (whole + whole).integer and (whole - whole).integer and whole.times(whole).integer
    assert not (whole + real).integer and not whole.times(real).integer
    assert whole.scaled(3).integer and not whole.scaled(F(1, 2)).integer
    assert whole.shifted(3).integer and not whole.shifted(F(1, 2)).integer
    assert not ratio(whole, whole).integer


def test_empty_sum_and_product() -> None:
    assert total([]) == Interval.exactly(0, integer=True)
    assert product([]) == Interval.exactly(1, integer=True)
    with pytest.raises(ValueError, match="2 operands but 1 signs"):
        total([of("{1}"), of("{2}")], [1])
