"""What an office opens, written row by row: in this process, or where there is more than one to work with shared among some."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final, Protocol, cast

from govreport_nlp.batch.starting import command
from govreport_nlp.output import office
from govreport_nlp.output.labels import Lang
from govreport_nlp.output.records import Row

_END: Final = b"\n"  # a line without a row: all have come; without it the one who sends them has died
_NOT_WRITTEN: Final = 74  # sysexits.h: input/output error


class OutputError(RuntimeError):
    """A process that writes outputs has failed, by a fault of its own: neither a document nor the disk is to blame."""


class Office(Protocol):
    """Takes the rows, in their order."""

    def add(self, row: Row, line: bytes) -> None:
        """Take a row; `line` is the same as a line of JSON. Raises: OSError, OutputError."""

    def finish(self) -> None:
        """All rows are there: write what is left. Raises: OSError, OutputError."""


@contextmanager
def opened(folder: Path, lang: Lang, jobs: int) -> Iterator[Office]:
    """What writes the outputs into `folder`: with more jobs than one, processes that end with the block, whether they are done or not."""
    with ExitStack() as at_the_end:
        if jobs == 1:
            yield _Here(office.names(), folder, lang, at_the_end)
        else:
            yield _Shared([at_the_end.enter_context(_Share(names, folder, lang)) for names in office.shares(jobs)])


class _Here:
    """Writes in this process."""

    def __init__(self, names: Sequence[str], folder: Path, lang: Lang, at_the_end: ExitStack) -> None:
        self._closing = at_the_end.enter_context(ExitStack())
        self._writers = [office.writer(name, folder, lang) for name in names]
        for writer in self._writers:
            self._closing.callback(writer.close)

    def add(self, row: Row, line: bytes) -> None:
        for writer in self._writers:
            writer.add(row)

    def finish(self) -> None:
        self._closing.close()


class _Shared:
    """Sends every row to every process."""

    def __init__(self, shares: Sequence[_Share]) -> None:
        self._shares = shares

    def add(self, row: Row, line: bytes) -> None:
        for share in self._shares:
            share.send(line)

    def finish(self) -> None:
        for share in self._shares:
            share.send(_END)
        for share in self._shares:
            share.wait()


class _Share:
    """A process that writes some of the outputs; as a context manager it ends with the block."""

    def __init__(self, names: Sequence[str], folder: Path, lang: Lang) -> None:
        told = json.dumps([*names, str(folder), lang])
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._process = subprocess.Popen(
            command("govreport_nlp.batch.sharing", told), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self._said
        )
        self._rows = cast(IO[bytes], self._process.stdin)

    def __enter__(self) -> _Share:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def send(self, line: bytes) -> None:
        """Send a row. Raises: as `wait` does, where the process has ended."""
        try:
            self._rows.write(line)
            if line == _END:
                self._rows.flush()
        except BrokenPipeError:
            self.wait()

    def wait(self) -> None:
        """Wait for its end. Raises: OSError where something could not be written, OutputError where it has failed otherwise."""
        status = self._process.wait()
        if status == 0:
            return
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace").strip()
        if status == _NOT_WRITTEN:
            raise OSError(*json.loads(said.rpartition("\n")[2]))
        raise OutputError(f"结果无法写出 / the results could not be written (exit status {status}): {said[-2000:]}")


def main() -> None:
    """Write what the process is told to, from the rows on standard input."""
    *names, folder, lang = json.loads(sys.argv[2])
    try:
        with ExitStack() as at_the_end:
            here = _Here(names, Path(folder), lang, at_the_end)
            for line in sys.stdin.buffer:
                if line == _END:
                    break
                here.add(json.loads(line), line)
            else:
                os._exit(1)
            threading.Thread(target=_end_with_standard_input, daemon=True).start()
            here.finish()
    except OSError as lost:
        sys.stderr.write(json.dumps([lost.errno, lost.strerror, lost.filename]))
        sys.exit(_NOT_WRITTEN)


def _end_with_standard_input() -> None:
    """End at once when the one who started this process ends: the next run may be at work then."""
    os.read(0, 1)
    os._exit(1)
