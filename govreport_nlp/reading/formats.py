"""What a file is, by its first bytes; its name only decides where they do not."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final, Literal

from govreport_nlp.errors import ReadError
from govreport_nlp.reading.faults import encrypted, fault
from govreport_nlp.reading.package import Package

Format = Literal["txt", "docx", "pdf", "html", "doc", "rtf", "ofd", "zip"]

# The names under which reports are looked for in folders and archives
SUFFIXES: Final[dict[str, Format]] = {
    ".txt": "txt", ".docx": "docx", ".docm": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html", ".doc": "doc", ".wps": "doc", ".rtf": "rtf",
    ".ofd": "ofd",
}  # fmt: skip
ARCHIVES: Final = (".zip",)

# What no reader takes, by its first bytes: a bureau's "报告.txt" may be anything
REFUSED: Final = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x7fELF", "ELF"),
)
PACKED: Final = {"xl/workbook.xml": "Excel", "ppt/presentation.xml": "PowerPoint", "META-INF/manifest.xml": "OpenDocument"}
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_KINDS: Final = (("Workbook", "Excel"), ("PowerPoint Document", "PowerPoint"))
WEB_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
SAVE_AS: Final = ("请另存为 .docx、.pdf 或纯文本（.txt）后再审核", "save it as .docx, .pdf or plain text (.txt) first")


def format_of(data: bytes, path: str) -> Format:
    """The format that a reader takes. Raises: ReadError (format) for what none takes, (unreadable) for an encrypted Word file."""
    for magic, name in REFUSED:
        if data.startswith(magic):
            raise refused(path, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, path)
    if data.startswith(OLE):
        return _ole(data, path)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data[:1024].lstrip(b"\xef\xbb\xbf\x00\r\n \t").startswith(b"%PDF-"):
        return "pdf"
    if WEB_PAGE.match(data[:4096]) or (PurePath(path).suffix.lower() in (".html", ".htm") and b"<" in data):
        return "html"
    return "txt"


def refused(path: str, name: str) -> ReadError:
    """A file of a kind that no reader takes."""
    return fault("format", path, (f"这是 {name} 文件，不能核对", f"a {name} file, which is not audited"), SAVE_AS)


def _packed(data: bytes, path: str) -> Format:
    package = Package(data, path, "ZIP", total=1 << 62)  # how much it holds matters to its reader
    names = {member.filename for member in package.members}
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return "docx"
    if "OFD.xml" in names:
        return "ofd"
    for name, kind in PACKED.items():
        if name in names:
            raise refused(path, kind)
    return "zip"


def _ole(data: bytes, path: str) -> Format:
    """Word 97-2003 and WPS; an encrypted .docx hides in the same container."""
    if _named(data, "EncryptedPackage"):
        raise encrypted(path, "Word")
    for stream, kind in OLE_KINDS:
        if _named(data, stream) and not _named(data, "WordDocument"):
            raise refused(path, kind)
    return "doc"


def _named(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data
