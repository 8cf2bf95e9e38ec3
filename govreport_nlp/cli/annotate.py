"""`govreport audit report.docx --annotate copy.docx`: the findings as comments in a copy."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from govreport_nlp.cli import streams
from govreport_nlp.errors import UsageError
from govreport_nlp.models import Finding
from govreport_nlp.output.annotate import annotated
from govreport_nlp.output.location import place
from govreport_nlp.output.terminal import Look
from govreport_nlp.report import Report

_SUFFIX = ".docx"


def check(options: argparse.Namespace) -> None:
    """Raise UsageError where `--annotate` does not go with the other arguments."""
    if options.annotate is None:
        return
    if options.out is not None:
        raise UsageError("--annotate 不能与 --out 同用 / --annotate does not go with --out")
    (path, *more), target = options.paths, Path(options.annotate)
    if more or not path.lower().endswith(_SUFFIX) or Path(path).is_dir():
        raise UsageError("--annotate 一次只能核对一个 .docx 文件 / --annotate takes one .docx file")
    if target.suffix.lower() != _SUFFIX:
        raise UsageError(f"{target}：批注文件名须以 .docx 结尾 / must end in .docx")
    if target.exists() and Path(path).exists() and target.samefile(path):
        raise UsageError(f"{target}：不能写回原文件，请另取文件名 / the original is left as it is: name another file")


def write(report: Report, findings: Sequence[Finding], target: Path, look: Look) -> None:
    """Write the copy, whole or not at all, and say what could not be placed in it.

    Raises: UsageError or ReadError where it cannot be made; OutputLostError where it cannot be written.
    """
    source = report.source
    data = Path(source.path).read_bytes()
    copy, lost = annotated(data, report.extraction, findings, look.lang)
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=_SUFFIX, delete=False) as file:
            file.write(copy)
        Path(file.name).chmod(0o666 & ~_mask())
        Path(file.name).replace(target)
    except OSError as error:
        raise streams.OutputLostError(
            streams.EXIT_NO_OUTPUT, f"无法写出批注文件 (cannot write the copy): {target}: {error.strerror}"
        ) from error
    streams.warn(look.say(f"批注已写入 {target}", f"comments written to {target}"))
    for finding in lost:
        where = place(source, finding.start, look.lang)
        streams.warn(
            look.say(f"{where}的 {finding.rule} 不在正文中，未加批注", f"{finding.rule} at {where} is not in the body: no comment")
        )


def _mask() -> int:
    """The bits that new files of this process do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
