"""What the arithmetic of the judge is worth: false alarms on true figures, and slips of one digit found.

    python benchmarks/engine.py [--n 1000000] [--seed 1] [--processes 2]

True sums of 2 to 6 parts (and shares and growths, a tenth as many each) are printed under half-up, half-even and truncation, mixed figure
by figure; then one digit of the stated figure is changed. A relation is an alarm on the narrow or wide intervals where these do not meet.
Targets: no false alarm on the wide ones; at least 86% of the slips in totals found on the wide, 91% on the narrow ones.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing import Pool

from govreport_nlp.interval import Interval, growth, ratio, total

CHUNK = 20_000
Reading = Callable[[str], Interval]
Case = tuple[str, Callable[[Reading], Interval]]  # the stated figure as printed, and what the operands imply under a reading


def cut(value: int, unit: int, policy: int) -> int:
    """`value` in units, under half-up (0), half-even (1) or truncation (2)."""
    whole, rest = divmod(value, unit)
    if policy == 2 or 2 * rest < unit:
        return whole
    return whole + 1 if 2 * rest > unit or policy == 0 else whole + whole % 2


def shown(whole: int, decimals: int) -> str:
    """A number of units as it is printed."""
    text = str(whole).rjust(decimals + 1, "0")
    return f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text


def printed(rng: random.Random, numerator: int, denominator: int, decimals: int) -> str:
    """A true ratio of whole numbers as one of the three policies prints it."""
    return shown(cut(numerator * 10**decimals, denominator, rng.randrange(3)), decimals)


def true_sum(rng: random.Random) -> Case:
    """Parts up to 1000.0 and their total to one decimal; the true values have four (元 in 万元)."""
    parts = [rng.randrange(1, 10**7) for _ in range(rng.randint(2, 6))]
    shown_parts = [printed(rng, part, 10**4, 1) for part in parts]
    return printed(rng, sum(parts), 10**4, 1), lambda read: total([read(part) for part in shown_parts])


def true_share(rng: random.Random) -> Case:
    """A part of a whole, amounts to one decimal, the rate to one or two."""
    whole = rng.randrange(10**6, 10**8)
    part = rng.randrange(1, whole)
    a, b = printed(rng, part, 10**4, 1), printed(rng, whole, 10**4, 1)
    return printed(rng, 100 * part, whole, rng.choice((1, 2))), lambda read: ratio(read(a), read(b)).scaled(100)


def true_growth(rng: random.Random) -> Case:
    """Last year's amount, this year's and the rise in per cent."""
    before = rng.randrange(10**6, 10**8)
    now = before + rng.randrange(1, before)
    a, b = printed(rng, before, 10**4, 1), printed(rng, now, 10**4, 1)
    return printed(rng, 100 * (now - before), before, 1), lambda read: growth(read(b), read(a))


READINGS: dict[str, Reading] = {"narrow": Interval.printed, "wide": Interval.printed_wide}


def slipped(rng: random.Random, digits: str) -> str:
    """One digit changed, each place as likely; no leading zero (the judge's `power` counts the same slips, all of them)."""
    at = rng.choice([i for i, sign in enumerate(digits) if sign != "."])
    new = rng.choice([x for x in "0123456789" if x != digits[at] and (at or x != "0")])
    return digits[:at] + new + digits[at + 1 :]


def count(kind: str, make: Callable[[random.Random], Case], n: int, seed: int) -> Counter[str]:
    """Alarms on `n` true relations, and on the same with one digit of the stated figure changed."""
    rng, seen = random.Random(f"{kind} {seed}"), Counter({f"{kind} n": n})
    for _ in range(n):
        stated, implied = make(rng)
        slip = slipped(rng, stated)
        for name, read in READINGS.items():
            known = implied(read)
            seen[f"{kind} {name} false"] += not known.meets(read(stated))
            seen[f"{kind} {name} found"] += not known.meets(read(slip))
    return seen


MAKERS = {"sum": true_sum, "share": true_share, "growth": true_growth}


def run(job: tuple[str, int, int]) -> Counter[str]:
    """One chunk, in a process of its own."""
    kind, n, seed = job
    return count(kind, MAKERS[kind], n, seed)


def jobs(n: int, seed: int) -> Iterator[tuple[str, int, int]]:
    """Chunks that are seeded one by one, so that the figures do not depend on the number of processes."""
    for kind in MAKERS:
        wanted = n if kind == "sum" else n // 10
        for k, start in enumerate(range(0, wanted, CHUNK)):
            yield kind, min(CHUNK, wanted - start), seed * 1_000_003 + k


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--n", type=int, default=10**6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    began, seen = time.perf_counter(), Counter[str]()
    with Pool(args.processes) as pool:
        for part in pool.imap_unordered(run, list(jobs(args.n, args.seed))):
            seen.update(part)
    print("relation        n  reading  false alarms  slips found")
    for kind in MAKERS:
        n = seen[f"{kind} n"]
        for name in READINGS:
            print(f"{kind:8} {n:>8}  {name:7}  {seen[f'{kind} {name} false']:>12}  {seen[f'{kind} {name} found'] / max(n, 1):>10.2%}")
    print(f"{time.perf_counter() - began:.1f} s")
    false = sum(seen[f"{kind} wide false"] for kind in MAKERS)
    sums = max(seen["sum n"], 1)
    return int(false > 0 or seen["sum wide found"] < 0.86 * sums or seen["sum narrow found"] < 0.91 * sums)


if __name__ == "__main__":
    sys.exit(main())
