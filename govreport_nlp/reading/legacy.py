"""Word 97–2003, WPS and RTF files (.doc, .wps, .rtf), by way of a program that knows them: LibreOffice, else antiword for .doc.

LibreOffice makes a .docx of them, so that numbering, tables and tracked changes are read as in any. The raw text of such files is never guessed
at: deleted figures still stand in it ("75件74件").
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from govreport_nlp.models import Source
from govreport_nlp.reading.faults import encrypted, fault
from govreport_nlp.reading.text import checksum
from govreport_nlp.reading.transcript import Transcript, WrittenCell, clean
from govreport_nlp.reading.word import read_docx

SECONDS: Final = 120
OFFICE: Final = ("soffice", "libreoffice")
ANTIWORD: Final = "antiword"
INSTALL: Final = (
    "请安装 LibreOffice（如 apt install libreoffice-writer），或另存为 .docx 后再审核",
    "install LibreOffice (apt install libreoffice-writer), or save it as .docx",
)
BY_ANTIWORD: Final = (
    "由 antiword 读取：自动编号和表格可能不全；安装 LibreOffice 读得更准 / "
    "read by antiword: numbering and tables may be incomplete; LibreOffice reads them better"
)


def read_doc(data: bytes, path: str) -> Source:
    """The text of a .doc or .wps file. Raises: ReadError (format) where no program is installed, (unreadable, timeout) where it fails."""
    office = next(filter(None, map(shutil.which, OFFICE)), None)
    if office is not None:
        return _by_office(office, data, path, ".doc")
    antiword = shutil.which(ANTIWORD)
    if antiword is not None:
        return _by_antiword(antiword, data, path)
    found = ("读取 Word 97–2003/WPS 文件（.doc、.wps）需要 LibreOffice 或 antiword", "reading .doc and .wps takes LibreOffice or antiword")
    raise fault("format", path, found, INSTALL)


def read_rtf(data: bytes, path: str) -> Source:
    """The text of an .rtf file. Raises: ReadError as `read_doc` does."""
    office = next(filter(None, map(shutil.which, OFFICE)), None)
    if office is None:
        raise fault("format", path, ("读取 RTF 文件需要 LibreOffice", "reading .rtf takes LibreOffice"), INSTALL)
    return _by_office(office, data, path, ".rtf")


def _by_office(office: str, data: bytes, path: str, suffix: str) -> Source:
    with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
        given, made = Path(folder) / f"report{suffix}", Path(folder) / "report.docx"
        given.write_bytes(data)
        profile = (
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"  # runs beside an open LibreOffice, and beside others of its kind
        )
        options = ["--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "docx", "--outdir", folder]
        _run([office, profile, *options, str(given)], path)
        if not made.exists():
            raise encrypted(path, "Word") if _is_locked(data) else _failed(path, "LibreOffice")
        converted = read_docx(made.read_bytes(), path)
    return replace(converted, sha256=checksum(data), format=suffix[1:])


def _by_antiword(antiword: str, data: bytes, path: str) -> Source:
    with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
        given = Path(folder) / "report.doc"
        given.write_bytes(data)
        text = _run([antiword, "-m", "UTF-8.txt", "-w", "0", str(given)], path).decode("utf-8", "replace")
    if not text.strip():
        raise _failed(path, "antiword")
    out = Transcript(path)
    out.warnings.append(BY_ANTIWORD)
    rows: list[list[WrittenCell]] = []
    for line in clean(text).split("\n"):
        bare = line.strip()
        if len(bare) > 2 and bare[0] == bare[-1] == "|":
            rows.append([WrittenCell((cell.strip(),)) for cell in bare[1:-1].split("|")])
            continue
        if rows:
            out.table(rows)
            rows = []
        out.paragraph(line.rstrip())
    if rows:
        out.table(rows)
    return out.source(data, "doc")


def _run(command: Sequence[str], path: str) -> bytes:
    """What a program prints. Raises: ReadError where it fails or takes too long; then all that it started is ended."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )  # fmt: skip
    except OSError as error:
        raise _failed(path, f"{Path(command[0]).name}: {error.strerror}") from None
    try:
        out, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        found = (f"{SECONDS} 秒内未能转换", f"not converted within {SECONDS} seconds")
        raise fault("timeout", path, found, ("请另存为 .docx 后再审核", "save it as .docx")) from None
    finally:
        if process.poll() is None:
            _end(process)
    if process.returncode:
        raise _failed(path, f"{Path(command[0]).name}, exit status {process.returncode}")
    return out


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _is_locked(data: bytes) -> bool:
    """The flag fEncrypted in the header of a Word 97 file (FIB, [MS-DOC] 2.5.2), which begins a sector of 512 bytes."""
    at = next((at for at in range(512, len(data) - 12, 512) if data[at : at + 2] == b"\xec\xa5"), None)
    return at is not None and bool(data[at + 11] & 0x1)


def _failed(path: str, by: str) -> Exception:
    found = (f"文件无法转换（{by}）", f"it could not be converted ({by})")
    return fault("unreadable", path, found, ("请另存为 .docx 后再审核", "save it as .docx"))
