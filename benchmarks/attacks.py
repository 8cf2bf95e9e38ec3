"""How the time of an audit grows with the text, on strings made to be slow: twice the text should take about twice the time.

    python benchmarks/attacks.py [--size 100000] [--only 1万] [--limit 60] [--worst 15]
    python benchmarks/attacks.py --table   # times against length, for a dozen of them

Each string is repeated to half the size and to the whole of it (in characters), and audited with all rules in a process of its own. Printed
are both times, their ratio (2 is linear, 4 is quadratic) and how many patterns the guard cut short; the worst first. Status 1 where a ratio is
above 3, a guard fired or the limit (seconds) was passed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from multiprocessing.connection import Connection

PIECES = [
    "1,", "123,", "1:", "（1", "1 1234", "1.", "1、", "一、", "一是", "零点一", "万", "1/", "1-", "1至2", "1万", "1件", "电话1", "A1", "1\u2009",
    "1\n", "每1", "近1", "前三", "一年", "一个", "三四", "多", "1元/人", "1元5角", "1小时2分", "约有", "（含", "1以上", "负", "-1", "月1日", "2020.1",
    "“十", "一届", "1千伏", "1、1号", "123、", "1年以上", "翻1番", "1。", "0.5和", "   1", "1%、", "得分1", "“", "《1", "千", "1\u3000", "@a", "a.", "第1",
    "1", "一", "十", "第", "约", "百分之", "20", "2020年", "1 ", "亿", "半", "百分之一百", "，", "（", "）", "\n", " ", "其中1件，", "共1件，", "占1%，", "由1件增加到2件，",
    "比上年1件增加1件，增长1%，", "甲1件、乙2件，共3件。", "分别1%、", "一、甲\n", "（一）甲\n", "①甲", "甲",
]  # fmt: skip
STEEP = 3.0
# a row of a table, blanks, one line without an end, and one string for each family of patterns
TABLE = {
    "a flattened row of numbers": "1003，1010，1017，",
    "blanks": " ",
    "one line": "投入3万元，",
    "digits and commas": "123,",
    "marks of sections": "（一）甲\n",
    "dates": "2020年1月1日至",
    "approximations": "近约超1万余",
    "units": "1元/人",
    "numerals": "一百二十",
    "rates": "占1%，",
    "lists": "甲1件、乙2件，共3件。",
    "changes": "比上年1件增加1件，增长1%，",
    "quotation marks": "“",
    "web addresses": "a.b@c.",
}
LENGTHS = (12_500, 25_000, 50_000, 100_000)


def measure(text: str, out: Connection) -> None:
    """Sends the seconds of a whole audit, and how many patterns were cut short."""
    import govreport_nlp as gr

    assert gr.parse("收入1件。", preview=True).findings == ()  # what is loaded once is loaded
    began = time.process_time()
    report = gr.parse(text, preview=True)
    assert report.findings is not None
    out.send((time.process_time() - began, getattr(report.coverage, "guarded", 0)))


def timed(text: str, limit: float) -> tuple[float, int] | None:
    """The same, in a process of its own; None where the limit was passed."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=measure, args=(text, there))
    process.start()
    there.close()
    try:
        return here.recv() if here.poll(limit) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def table(limit: float) -> int:
    """Seconds against length; linear where each column is about twice the one before. Returns how many steps are steeper than STEEP."""
    print("| string | " + " | ".join(f"{length:,}" for length in LENGTHS) + " |\n|---" + "|---" * len(LENGTHS) + "|")
    steep = 0
    for name, piece in TABLE.items():
        found = [timed((piece * length)[: length - 1] + "甲", limit) for length in LENGTHS]
        seconds = [one[0] if one else float("inf") for one in found]
        steep += sum(b > STEEP * max(a, 0.05) for a, b in pairwise(seconds)) + sum(1 for one in found if one and one[1])
        print(f"| {name}: `{piece.strip() or '␣'}` | " + " | ".join(f"{one:.2f}" for one in seconds) + " |", flush=True)
    return steep


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--only", action="append", metavar="PIECE")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--worst", type=int, default=15)
    parser.add_argument("--table", action="store_true", help="seconds against length for some of them")
    args = parser.parse_args(arguments)
    if args.table:
        return int(table(args.limit) > 0)
    rows: list[tuple[float, float, float, int, str]] = []
    for piece in args.only or PIECES:
        text = (piece * args.size)[: args.size - 1] + "甲"  # a text of blanks alone is none
        once, twice = timed(text[: args.size // 2], args.limit), timed(text, args.limit)
        if once is None or twice is None:
            rows.append((float("inf"), once[0] if once else args.limit, args.limit, 0, piece))
        else:
            rows.append((twice[0] / max(once[0], 0.05), once[0], twice[0], twice[1], piece))
    rows.sort(reverse=True)
    print(f"{'ratio':>6} {'half':>8} {'whole':>8} {'guards':>6}  piece")
    for ratio, first, second, guards, piece in rows[: args.worst]:
        print(f"{ratio:6.2f} {first:7.2f}s {second:7.2f}s {guards:6}  {piece!r}")
    bad = sum(ratio > STEEP or guards > 0 for ratio, _, _, guards, _ in rows)
    print(f"{len(rows)} strings of {args.size} characters: {bad} steeper than {STEEP}, cut short or over {args.limit:.0f} s")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
