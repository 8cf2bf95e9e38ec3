"""How fast many reports are audited, on one process and on two, and how much memory all processes take together at the most.

    python benchmarks/batch.py [--n 2000] [--jobs 1 2]    (--jobs 1 2 1 2 evens out what the machine does beside)

The reports are those of corpora/samples, each with some of its digits drawn anew; among them are one that hangs, one that ends its process, one that
raises what nobody expects, an encrypted one, an empty one and one that unfolds to much more than it is. Targets: exactly these six are error
rows; the outputs are the same bytes for any number of processes; twice the processes give at least 1.7 times the speed; all processes together
take less than 700 MB (proportional set size, sampled four times a second).

Wall time is worth what the machine was at the time: beside it stand the processor time of all processes of a run ("cpu s") and of the one that
leads them ("leads"), what other programs took and what the host of a virtual machine took away ("others", "stolen", in processors), and how much
faster two processes that only count are than one, measured before and after ("bare"). Processor time alone bounds the ratio: with two free
processors it is at least cpu s / max(cpu s / 2, leads) of the runs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import hostile_audit
import psutil
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from govreport_nlp.batch import Limits, audit_files
from govreport_nlp.batch.work import warm_up
from govreport_nlp.reading.files import collect

SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
# Among the others, not behind them: there one process would wait for the last of them while the other has nothing to do
HOSTILE = tuple(f"00100_{name}" for name in ("hanging.txt", "crashing.txt", "poisonous.txt", "encrypted.pdf", "empty.txt", "bombed.docx"))
LIMITS = Limits(seconds=20)
MEGABYTES, SPEEDUP = 700, 1.7


def varied(text: str, rng: random.Random) -> str:
    """The text with every thirtieth digit or so drawn anew: as many slips as the worst of bureaus makes; years are left alone."""
    return re.sub(
        r"(?<![\d.])(?!(?:19|20)\d\d年)\d+", lambda m: "".join(rng.choice("123456789") if rng.random() < 0.03 else d for d in m[0]), text
    )


def make(folder: Path, n: int) -> None:
    """`n` files in `folder`, six of them hostile."""
    texts, rng = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))], random.Random(1)
    for number in range(n - len(HOSTILE)):
        (folder / f"{number:05}.txt").write_text(varied(texts[number % len(texts)], rng), "utf-8")
    *attacks, encrypted, empty, bombed = (folder / name for name in HOSTILE)
    for path in attacks:
        path.write_text(f"{path.name}\n全年办理案件66件。\n", "utf-8")
    pdf = Canvas(str(encrypted), encrypt=StandardEncryption("secret", canPrint=0))
    pdf.drawString(100, 700, "66")
    pdf.save()
    empty.touch()
    bombed.write_bytes(bomb())


def bomb(megabytes: int = 600) -> bytes:
    """A Word file of half a megabyte whose text unfolds to `megabytes`."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as file:
            for _ in range(megabytes):
                file.write(b" " * 2**20)
    return packed.getvalue()


@dataclass
class Taken:
    """What a run took: the most memory that was seen, in bytes; seconds of processor time, of all and of this process, without
    those of `watching`; what others took, and the host, in processors."""

    size: int = 0
    all: float = 0.0
    leading: float = 0.0
    watching: float = 0.0
    others: float = 0.0
    stolen: float = 0.0


@contextmanager
def watched() -> Iterator[Taken]:
    """What this process and all below it take while the block runs."""
    taken, over, this = Taken(), threading.Event(), psutil.Process()
    began, before, (leading, below) = time.perf_counter(), psutil.cpu_times(), processor_times()

    def look() -> None:
        while not over.wait(0.25):
            size = 0
            for process in (this, *this.children(recursive=True)):
                try:
                    size += process.memory_full_info().pss
                except psutil.Error:  # it has just ended
                    continue
            taken.size = max(taken.size, size)
        taken.watching = time.thread_time()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield taken
    finally:
        over.set()
        thread.join()
        seconds, after, (now, below_now) = time.perf_counter() - began, psutil.cpu_times(), processor_times()
        taken.leading = now - leading - taken.watching
        taken.all = taken.leading + below_now - below
        busy = sum(getattr(after, name) - getattr(before, name) for name in ("user", "nice", "system"))
        taken.others = max(0.0, busy - taken.all - taken.watching) / seconds
        taken.stolen = (getattr(after, "steal", 0.0) - getattr(before, "steal", 0.0)) / seconds


def processor_times() -> tuple[float, float]:
    """Seconds of processor time of this process, and of all that it started and that have ended."""
    here, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return here.ru_utime + here.ru_stime, below.ru_utime + below.ru_stime


def count(number: int) -> None:
    """Keep a processor busy."""
    for _ in range(number):
        pass


def bare(number: int = 100_000_000) -> float:
    """How much faster two processes that only count are than one, just now: 2 on a machine that is all ours."""
    seconds = []
    for processes in (1, 2):
        began = time.perf_counter()
        counting = [multiprocessing.Process(target=count, args=(number,)) for _ in range(processes)]
        for process in counting:
            process.start()
        for process in counting:
            process.join()
        seconds.append(time.perf_counter() - began)
    return 2 * seconds[0] / seconds[1]


def digest(out: Path) -> str:
    """A hash over all files below `out`."""
    together = hashlib.sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        together.update(str(path.relative_to(out)).encode() + hashlib.sha256(path.read_bytes()).digest())
    return together.hexdigest()


def failed(out: Path) -> set[str]:
    """The names of the documents that could not be audited."""
    record = json.loads((out / "run.json").read_text("utf-8"))
    return {Path(row["source"]).name for row in record["inputs"] if row["error"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--n", type=int, default=2000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    args = parser.parse_args()
    faults, digests, bares = [], set(), [bare()]
    seconds: dict[int, list[float]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in"
        folder.mkdir()
        make(folder, args.n)
        print("jobs  audits s  outputs s  documents/s    cpu s  leads  others  stolen  bare  peak MB", flush=True)
        for number, jobs in enumerate(args.jobs):
            out, done = Path(place) / f"out{number}", [0.0]
            began = time.perf_counter()
            with watched() as taken:
                audit_files(
                    collect([folder]), out, jobs=jobs, limits=LIMITS, audit=hostile_audit.audit, preparation=warm_up,
                    tick=lambda fresh, done=done: done.__setitem__(0, time.perf_counter()),
                )  # fmt: skip
            ended, megabytes = time.perf_counter(), taken.size / 2**20
            seconds.setdefault(jobs, []).append(ended - began)
            bares.append(bare())
            print(
                f"{jobs:4}  {done[0] - began:8.1f}  {ended - done[0]:9.1f}  {args.n / (ended - began):11.2f}  {taken.all:7.1f}  {taken.leading:5.1f}"
                f"  {taken.others:6.2f}  {taken.stolen:6.2f}  {sum(bares[-2:]) / 2:4.2f}  {megabytes:7.0f}",
                flush=True,
            )
            digests.add(digest(out))
            if failed(out) != set(HOSTILE):
                faults.append(f"error rows with {jobs} jobs: {sorted(failed(out))}")
            if megabytes >= MEGABYTES:
                faults.append(f"{megabytes:.0f} MB with {jobs} jobs")
    if len(digests) > 1:
        faults.append("the outputs differ")
    if {1, 2} <= seconds.keys():
        ratio = sum(seconds[1]) / len(seconds[1]) / (sum(seconds[2]) / len(seconds[2]))
        print(f"2 jobs / 1 job: {ratio:.2f}, where two bare processes are {sum(bares) / len(bares):.2f} times as fast as one")
        if ratio < SPEEDUP:
            faults.append("two jobs are not fast enough")
    print(*(f"missed: {fault}" for fault in faults), sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
