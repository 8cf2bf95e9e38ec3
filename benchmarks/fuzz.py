"""Broken files against the readers and the line: `python benchmarks/fuzz.py --minutes 10 --seed 1`.

Makes .txt, .docx, .pdf, .html and .zip files of the samples, and tables,, damages each at random (bytes, or the XML and the texts inside of the containers) and
reads them. Either a report comes out, whose parts fit its text, or a ReadError. Anything else, a dead process or one that takes longer than
--seconds of the processor for a file, is a failure: it is printed with the number that makes the file again (--only NUMBER --keep FILE).
Exit status 1 where there is one.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # made.py makes the files for the tests too

import made  # noqa: E402

from govreport_nlp.errors import ReadError  # noqa: E402
from govreport_nlp.reading.opening import from_bytes  # noqa: E402
from govreport_nlp.report import Report  # noqa: E402

SAMPLES = sorted((ROOT / "corpora" / "samples").glob("*.txt"))
LINE_SHARE = 0.3  # of the files that can be read: these go down the whole line
SUFFIX = {"table": "docx", "form": "txt", "grid": "txt", "web": "html"}
TEXT_PIECES = [
    "\x00", "\r", "\u2028", "\ud83d\ude00", "（" * 50, "《", "”", "一、", "（一）", "1.", "共计", "其中", "，" * 30, "99999999999999999999件", "0%", "1/0", "-5件",
    "2024年2月30日", "一百二十亿亿万", "分别为", "占100%", "\t", "１２３，４５６万元", "\n\n\n", "e\u0301", "\u202e", "<b>", "&amp;", "=cmd()",
]  # fmt: skip
XML_PIECES = [
    "<w:p>", "</w:p>", "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr>', '<w:vMerge/>', "&a;",
    '<w:gridSpan w:val="-3"/>', "<w:sdt><w:sdtContent>", "<!DOCTYPE a>", "<w:r><w:tab/></w:r>", '<w:basedOn w:val="a"/>', "<w:txbxContent>",
]  # fmt: skip
HTML_PIECES = [
    "<table>", "</table>", "<tr>", "<td rowspan=0 colspan=-1>", "<td colspan=99999>", "</div>", "<div>" * 30, "<!--", "<script>", "<meta charset=utf-7>", "&#0;",
    "&#x110000;", "<svg>", "<template>", "<p hidden>", "<ul><li><a href=x>", "</body>",
]  # fmt: skip


@cache
def base(index: int, form: str) -> bytes:
    text = SAMPLES[index % len(SAMPLES)].read_text("utf-8")
    makers: dict[str, Callable[[], bytes]] = {
        "txt": lambda: text.encode(),
        "docx": lambda: made.docx_of(text),
        "table": lambda: made.docx(
            made.paragraph("表1 收支情况（单位：万元）") + made.table([["项目", "本年", "上年"], ["税收", "3", "4"], ["合计", "3", "4"]])
        ),
        "form": lambda: made.disclosure_run_together(made.disclosure()).encode(),
        "grid": lambda: "\n".join("\t".join(row) for row in [list("一二三四五六七八"), *made.disclosure()]).encode(),
        "web": lambda: "".join(
            [
                "<html><body><table>",
                *("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in made.disclosure()),
                "</table>",
            ]
        ).encode(),
        "pdf": lambda: made.pdf(text),
        "html": lambda: made.web_page(text),
        "zip": lambda: made.zipped({"局/一.txt": text, "二.docx": made.docx_of(text)}),
    }
    return makers[form]()


def broken_bytes(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 5, 20, 100])):
        at = dice.randrange(len(out) + 1)
        match dice.randrange(5):
            case 0 if at < len(out):
                out[at] = dice.randrange(256)
            case 1:
                del out[at : at + dice.choice([1, 2, 10, 1000])]
            case 2:
                out[at:at] = dice.randbytes(dice.choice([1, 4, 50]))
            case 3:
                out[at:at] = out[at : at + dice.choice([2, 30, 500])]
            case 4 if dice.random() < 0.1:
                del out[at:]
    return bytes(out)


def broken_text(text: str, pieces: list[str], dice: random.Random) -> str:
    for _ in range(dice.choice([1, 2, 5, 20])):
        at = dice.randrange(len(text) + 1)
        other = dice.randrange(len(text) + 1)
        match dice.randrange(4):
            case 0:
                text = text[:at] + dice.choice(pieces) * dice.choice([1, 1, 1, 40]) + text[at:]
            case 1:
                text = text[:at] + text[at + dice.choice([1, 5, 200]) :]
            case 2:
                text = text[:at] + text[other : other + dice.choice([5, 100, 1000])] + text[at:]
            case 3:
                text = text[:at] + dice.choice(TEXT_PIECES) + text[at:]
    return text


def broken_package(data: bytes, dice: random.Random) -> bytes:
    """The same container, sound, with one of its parts broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(members))
    content = members[name]
    if name.endswith(".xml") and dice.random() < 0.7:
        members[name] = broken_text(content.decode("utf-8"), XML_PIECES, dice).encode("utf-8", "replace")
    else:
        members[name] = broken_bytes(content, dice)
    return made.zipped(dict(members))


def case(number: int, seed: int) -> tuple[str, bytes, random.Random]:
    """The name and bytes of the file of this number."""
    dice = random.Random(f"{seed}/{number}")
    form = dice.choice(["txt", "docx", "docx", "table", "pdf", "html", "html", "zip", "form", "grid", "web"])
    data = base(dice.randrange(len(SAMPLES)), form)
    if form in ("docx", "table", "zip") and dice.random() < 0.7:
        data = broken_package(data, dice)
    elif form not in ("docx", "table", "zip", "pdf") and dice.random() < 0.8:
        data = broken_text(data.decode(), HTML_PIECES if form in ("html", "web") else TEXT_PIECES, dice).encode("utf-8", "replace")
    else:
        data = broken_bytes(data, dice)
    return f"{number}.{SUFFIX.get(form, form)}", data, dice


def tried(name: str, data: bytes, dice: random.Random) -> str:
    """Read it; what came of it. Raises whatever it should not."""
    try:
        source = from_bytes(data, name)
    except ReadError as error:
        return error.code
    text = source.text
    for stretch in (*source.locators, *(cell for table in source.tables for cell in table.cells)):
        assert 0 <= stretch.start <= stretch.end <= len(text), stretch
    if dice.random() > LINE_SHARE:
        return "read"
    report = Report(source, preview=True)
    assert "".join(text[s.start : s.end] for s in report.sentences) == text, "sentences"
    assert all(text[c.start : c.end] == c.text for c in report.claims), "claims"
    assert all(0 <= f.start <= f.end <= len(text) for f in report.findings), "findings"
    return "audited"


def work(first: int, seed: int) -> None:
    """Try one file after another, telling which: a parent watches."""
    number = first
    while True:
        print("begin", number, flush=True)
        name, data, dice = case(number, seed)
        try:
            result = tried(name, data, dice)
        except Exception:  # the failures that are looked for
            result = "FAILED " + " | ".join(traceback.format_exc().strip().splitlines()[-3:])
        print("end", number, result, flush=True)
        number += 1


class Watched:
    """A working process, and what it said last."""

    def __init__(self, first: int, seed: int) -> None:
        command = [sys.executable, __file__, "--worker", str(first), "--seed", str(seed)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
        self.number, self.since = first, 0.0
        self.begun = time.monotonic()
        self.results: list[tuple[int, str]] = []
        Thread(target=self._listen, daemon=True).start()

    def spent(self) -> float:
        """The seconds that the process has had so far: of the processor where Linux tells, else by the clock."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return time.monotonic() - self.begun

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            word, number, *rest = line.rstrip("\n").split(" ", 2)
            self.number, self.since = int(number), self.spent()
            if word == "end":
                self.results.append((int(number), rest[0]))


def watch(minutes: float, seconds: float, seed: int) -> int:
    """Keep a worker busy for so long; print what came of it."""
    tally, failures, end = Counter[str](), list[str](), time.monotonic() + 60 * minutes
    worker = Watched(0, seed)
    while time.monotonic() < end:
        time.sleep(0.2)
        dead, hung = worker.process.poll(), worker.spent() - worker.since > seconds
        while worker.results:
            number, result = worker.results.pop(0)
            tally[result.split()[0]] += 1
            if result.startswith("FAILED"):
                failures.append(f"{number}: {result}")
                print(failures[-1], flush=True)
        if dead is not None or hung:
            failures.append(f"{worker.number}: {'hangs' if hung else f'the process died ({dead})'}")
            print(failures[-1], flush=True)
            worker.process.kill()
            worker = Watched(worker.number + 1, seed)
    worker.process.kill()
    print(f"{tally.total()} files in {minutes} minutes, seed {seed}:", ", ".join(f"{name} {times}" for name, times in tally.most_common()))
    print(f"{len(failures)} failures")
    return 1 if failures else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seconds", type=float, default=20, help="the longest that a file may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="try the file of this number alone")
    parser.add_argument("--keep", type=Path, help="write that file here")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker is not None:
        work(options.worker, options.seed)
    if options.only is not None:
        name, data, dice = case(options.only, options.seed)
        if options.keep:
            options.keep.write_bytes(data)
        print(name, tried(name, data, dice))
        return 0
    return watch(options.minutes, options.seconds, options.seed)


if __name__ == "__main__":
    sys.exit(main())
