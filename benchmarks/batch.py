"""How fast many reports are audited, on one process and on two, and how much memory all processes take together at the most.

    python benchmarks/batch.py [--n 2000] [--jobs 1 2]

The reports are those of corpora/samples, each with some of its digits drawn anew; among them are one that hangs, one that ends its process, one that
raises what nobody expects, an encrypted one, an empty one and one that unfolds to much more than it is. Targets: exactly these six are error
rows; the outputs are the same bytes for any number of processes; twice the processes give at least 1.7 times the speed; all processes together
take less than 700 MB (proportional set size, sampled four times a second).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
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
from govreport_nlp.reading.files import collect

SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
HOSTILE = ("hanging.txt", "crashing.txt", "poisonous.txt", "encrypted.pdf", "empty.txt", "bombed.docx")
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
    for name in HOSTILE[:3]:
        (folder / name).write_text(f"{name}\n全年办理案件66件。\n", "utf-8")
    pdf = Canvas(str(folder / "encrypted.pdf"), encrypt=StandardEncryption("secret", canPrint=0))
    pdf.drawString(100, 700, "66")
    pdf.save()
    (folder / "empty.txt").touch()
    (folder / "bombed.docx").write_bytes(bomb())


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
class Peak:
    """The most memory that was seen, in bytes."""

    size: int = 0


@contextmanager
def watched() -> Iterator[Peak]:
    """The memory of this process and all below it while the block runs."""
    peak, over, this = Peak(), threading.Event(), psutil.Process()

    def look() -> None:
        while not over.wait(0.25):
            size = 0
            for process in (this, *this.children(recursive=True)):
                try:
                    size += process.memory_full_info().pss
                except psutil.Error:  # it has just ended
                    continue
            peak.size = max(peak.size, size)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


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
    faults, speeds, digests = [], {}, set()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in"
        folder.mkdir()
        make(folder, args.n)
        print("jobs  audits s  outputs s  documents/s  peak MB  load before", flush=True)
        for jobs in args.jobs:
            out, load, done = Path(place) / f"out{jobs}", psutil.getloadavg()[0], [0.0]
            began = time.perf_counter()
            with watched() as peak:
                audit_files(
                    collect([folder]), out, jobs=jobs, limits=LIMITS, audit=hostile_audit.audit,
                    tick=lambda fresh, done=done: done.__setitem__(0, time.perf_counter()),
                )  # fmt: skip
            ended, megabytes = time.perf_counter(), peak.size / 2**20
            speeds[jobs] = args.n / (ended - began)
            print(
                f"{jobs:4}  {done[0] - began:8.1f}  {ended - done[0]:9.1f}  {speeds[jobs]:11.2f}  {megabytes:7.0f}  {load:11.2f}",
                flush=True,
            )
            digests.add(digest(out))
            if failed(out) != set(HOSTILE):
                faults.append(f"error rows with {jobs} jobs: {sorted(failed(out))}")
            if megabytes >= MEGABYTES:
                faults.append(f"{megabytes:.0f} MB with {jobs} jobs")
    if len(digests) > 1:
        faults.append("the outputs differ")
    if {1, 2} <= speeds.keys():
        print(f"2 jobs / 1 job: {speeds[2] / speeds[1]:.2f}")
        if speeds[2] < SPEEDUP * speeds[1]:
            faults.append("two jobs are not fast enough")
    print(*(f"missed: {fault}" for fault in faults), sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
