"""Reports in a ZIP archive: each has a path of its own, the archive's with its name in it ("forty.zip/财政局/报告.docx").

Nothing is unpacked to disk. Names written by Chinese Windows (GBK) are read right. Members whose names lead out of the archive, links and archives
in archives are refused, each on its own.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import BinaryIO, Final, cast

from govreport_nlp.errors import ReadError
from govreport_nlp.reading.faults import fault
from govreport_nlp.reading.formats import ARCHIVES, SUFFIXES
from govreport_nlp.reading.package import Package

MAX_UNPACKED: Final = 8 * 1024 * 1024 * 1024  # of all members; each is bounded for itself
UTF8_NAME: Final = 0x800
UNICODE_PATH: Final = 0x7075  # extra field that Info-ZIP writes
PASSED_OVER: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/)|~\$)")
OUT: Final = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\x00")


@dataclass(frozen=True, slots=True)
class Member:
    """A report in an archive; `error` says why it is not to be read."""

    name: str
    info: zipfile.ZipInfo
    error: ReadError | None = None


def split(path: str) -> tuple[str, str] | None:
    """The archive and the member that a path names; None where no file stands on the way."""
    if not any(f"{suffix}/" in path.lower().replace("\\", "/") for suffix in ARCHIVES):
        return None
    parts = Path(path)
    for archive in parts.parents:
        if archive.suffix.lower() in ARCHIVES and archive.is_file():
            return str(archive), parts.relative_to(archive).as_posix()
    return None


def members(path: str) -> tuple[Member, ...]:
    """The reports in an archive, by name; other files are passed over. Raises: ReadError where it is damaged or unfolds to too much."""
    return tuple(_archive(path).members.values())


def read_member(path: str, name: str, limit: int) -> bytes:
    """A member's bytes, at most `limit`. Raises: ReadError (missing, unreadable, too_large)."""
    archive = _archive(path)
    found = archive.members.get(name)
    if found is None:
        raise fault("missing", f"{path}/{name}", ("压缩包中没有此文件", "no such file in the archive"), ("请检查路径", "check the path"))
    if found.error is not None:
        raise found.error
    return archive.read(found.info, limit)


def _archive(path: str) -> _Archive:
    now = Path(path).stat()
    return _known(path, now.st_ino, now.st_size, now.st_mtime_ns)


@lru_cache(maxsize=2)
def _known(path: str, *state: int) -> _Archive:
    """An archive in this state: to list thousands of members anew for each of them would take minutes."""
    return _Archive(path)


class _Archive:
    """An archive whose members are known; its file is open only while something is read."""

    def __init__(self, path: str) -> None:
        self._file, self._lock = _Reopened(path), Lock()
        with self._file:
            self._package = Package(cast(BinaryIO, self._file), path, "ZIP", MAX_UNPACKED)
        self.members: Mapping[str, Member] = {member.name: member for member in _members(self._package, path)}

    def read(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """A member's bytes, at most `limit`. Raises: ReadError."""
        with self._lock, self._file:
            return self._package.read(info, limit)


class _Reopened:
    """A file to read that is open only within a `with` block, and may be opened again and again."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def __enter__(self) -> None:
        self._handle = self._path.open("rb")
        self.read, self.seek, self.tell = self._handle.read, self._handle.seek, self._handle.tell

    def __exit__(self, *_: object) -> None:
        self._handle.close()

    def seekable(self) -> bool:
        return True


def _members(package: Package, path: str) -> tuple[Member, ...]:
    found: dict[str, Member] = {}
    for info in package.members:
        name = _name(info)
        if not info.is_dir() and not PASSED_OVER.search(name) and name.lower().endswith((*SUFFIXES, *ARCHIVES)):
            error = _refusal(info, name, path, twice=name in found)
            found[name] = Member(name, info, error)
    return tuple(found[name] for name in sorted(found))


def _refusal(info: zipfile.ZipInfo, name: str, path: str, twice: bool) -> ReadError | None:
    """Why a member is not read; None for a sound one."""
    if OUT.search(name):
        why = ("压缩包中的文件名指向包外", "its name leads out of the archive")
    elif stat.S_ISLNK(info.external_attr >> 16):
        why = ("压缩包中的链接", "a link in an archive")
    elif PurePosixPath(name).suffix.lower() in ARCHIVES:
        why = ("压缩包中的压缩包", "an archive in an archive")
    elif twice:
        why = ("压缩包中有同名文件", "two files of this name in the archive")
    else:
        return None
    return fault("unreadable", f"{path}/{name}", (f"{why[0]}，不读", f"{why[1]}: not read"), ("请解开后再审核", "unpack it first"))


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where it says so or is so, else GBK, as Chinese Windows writes it."""
    name = info.orig_filename
    if not info.flag_bits & UTF8_NAME:
        name = _unicode_path(info.extra) or _decoded(name)
    return name.replace("\\", "/")


def _decoded(name: str) -> str:
    """Zipfile reads unmarked names as code page 437: back to the bytes, and read them again."""
    try:
        written = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _unicode_path(extra: bytes) -> str | None:
    """The name in the extra field, behind its version and checksum."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return None
