"""Any file → `Source`: reads its bytes, sees what it is, and hands them to the reader of that format."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from govreport_nlp.errors import ReadError
from govreport_nlp.models import Source
from govreport_nlp.reading import archives, text
from govreport_nlp.reading.faults import fault, too_large
from govreport_nlp.reading.formats import ARCHIVES, SUFFIXES, Format, format_of, refused

NOTHING_IN_IT: Final = ("压缩包中没有可核对的文件", "no report in the archive")
MAX_BYTES: Final = 100 * 1024 * 1024  # of a file with pictures; plain text and web pages have a limit of their own
Reader = Callable[[bytes, str], Source]


def read_file(path: str | os.PathLike[str], max_bytes: int = MAX_BYTES) -> Source:
    """The text of a file of any format that is read, with the SHA-256 of its bytes.

    Raises: ReadError with code missing, unreadable, empty, encoding, format or too_large.
    """
    name = os.fspath(path)
    if PurePath(name).suffix.lower() in ARCHIVES and Path(name).is_file():
        name = _only_member(name)
    return from_bytes(bytes_of(name, max_bytes), name)


def from_bytes(data: bytes, path: str) -> Source:
    """The text that the bytes of a file hold; `path` is its name, in messages and in `Source.path`.

    Raises: ReadError with code unreadable, empty, encoding, format or too_large.
    """
    if not data:
        return text.from_bytes(data, path)
    form = format_of(data, path)
    source = _reader(form, path)(data, path)
    expected = SUFFIXES.get(PurePath(path).suffix.lower(), form)
    if expected == form:
        return source
    warning = f"扩展名与内容不符：按 {form} 读取 / the name does not fit the content: read as {form}"
    return replace(source, warnings=(*source.warnings, warning))


def bytes_of(name: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file or of a member of an archive, at most `max_bytes`.

    Raises: ReadError with code missing, unreadable or too_large.
    """
    try:
        inside = archives.split(name)
        if inside is not None:
            return archives.read_member(*inside, max_bytes)
        file = Path(name)
        if file.is_dir():
            raise fault("unreadable", name, ("这是文件夹，不是文件", "a folder, not a file"), ("请指定其中的文件", "name a file in it"))
        size = file.stat().st_size
        if size > max_bytes:
            raise too_large(name, size, max_bytes)
        with file.open("rb") as handle:
            content = handle.read(max_bytes + 1)  # a pipe has no size
    except FileNotFoundError:
        raise fault("missing", name, ("文件不存在", "no such file"), ("请检查路径", "check the path")) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise fault("unreadable", name, ("无法读取", f"cannot be read: {error}"), ("请检查权限", "check its permissions")) from None
    if len(content) > max_bytes:
        raise too_large(name, len(content), max_bytes)
    return content


def _only_member(archive: str) -> str:
    """The path of the one report in an archive. Raises: ReadError where there are more, or none."""
    found = archives.members(archive)
    if len(found) == 1:
        return f"{archive}/{found[0].name}"
    names = "、".join(member.name for member in found[:5])
    counted = (f"压缩包中有 {len(found)} 份报告（{names}）", f"{len(found)} reports in the archive") if found else NOTHING_IN_IT
    raise fault("format", archive, counted, (f"请指定其中一份，如 {archive}/报告.docx", f"name one of them, as {archive}/NAME"))


def _reader(form: Format, path: str) -> Reader:
    """The reader of a format, imported now: each brings its own library."""
    if form == "docx":
        from govreport_nlp.reading.word import read_docx

        return read_docx
    if form == "pdf":
        from govreport_nlp.reading.pdf import read_pdf

        return read_pdf
    if form == "html":
        from govreport_nlp.reading.web import read_html

        return read_html
    if form in ("doc", "rtf"):
        from govreport_nlp.reading import legacy

        return legacy.read_doc if form == "doc" else legacy.read_rtf
    if form == "txt":
        return text.from_bytes
    raise _not_read(form, path)


def _not_read(form: Format, path: str) -> ReadError:
    if form == "zip":
        return refused(path, "ZIP")
    found = ("OFD 版式文件目前没有可靠的读取组件", "OFD files have no well-kept reader yet")
    remedy = (
        "请安装 OFD 阅读器（如数科、福昕或 WPS），用它另存为 PDF 后再审核",
        "install an OFD viewer (Suwell, Foxit or WPS), and save it as PDF with that",
    )
    return fault("format", path, found, remedy)
