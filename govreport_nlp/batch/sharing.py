"""What an office opens, made from the file of rows: where there is more than one process to work with, two of them share it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from govreport_nlp.batch.starting import command
from govreport_nlp.errors import GovReportError
from govreport_nlp.output import office
from govreport_nlp.output.labels import Lang


def write(rows: Path, folder: Path, lang: Lang, jobs: int) -> None:
    """Write the outputs into `folder` from the file `rows`, in this process or, with more jobs than one, in two others.

    Raises: GovReportError where one of those fails.
    """
    first, *others = office.names()
    if jobs == 1:
        write_these((first, *others), rows, folder, lang)
        return
    with ExitStack() as at_the_end:
        shares = [_Share(names, rows, folder, lang) for names in ((first,), others)]  # the pages cost as much as all others together
        for share in shares:
            at_the_end.callback(share.stop)
        for share in shares:
            share.wait()


def write_these(names: Sequence[str], rows: Path, folder: Path, lang: Lang) -> None:
    """Write the outputs of these names, row by row."""
    with ExitStack() as at_the_end, rows.open("rb") as lines:
        writers = [office.writer(name, folder, lang) for name in names]
        for writer in writers:
            at_the_end.callback(writer.close)
        for line in lines:
            row = json.loads(line)
            for writer in writers:
                writer.add(row)


class _Share:
    """A process that writes some of the outputs."""

    def __init__(self, names: Sequence[str], rows: Path, folder: Path, lang: Lang) -> None:
        told = json.dumps([*names, str(rows), str(folder), lang])
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop
        self._process = subprocess.Popen(command("govreport_nlp.batch.sharing", told), stdin=subprocess.PIPE, stderr=self._said)

    def wait(self) -> None:
        """Wait for its end. Raises: GovReportError where it has failed."""
        if self._process.wait() != 0:
            self._said.seek(0)
            words = self._said.read().decode("utf-8", "replace").strip()[-2000:]
            raise GovReportError(f"结果无法写出 / the results could not be written: {words}")

    def stop(self) -> None:
        """End it, if it has not ended."""
        self._process.kill()
        self._process.communicate()
        self._said.close()


def main() -> None:
    """Write what the process was told to; end at once when the one that started it ends, for the next run may be at work then."""
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    *names, rows, folder, lang = json.loads(sys.argv[2])
    write_these(names, Path(rows), Path(folder), lang)


def _end_with_standard_input() -> None:
    os.read(0, 1)
    os._exit(1)
