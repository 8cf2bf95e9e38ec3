"""Opens what others have packed: ZIP containers and the XML in them, with bounds on what may come out.

Every size is bounded twice, as declared and as it comes out: 760 KB of .docx can unfold to a gigabyte. XML may declare no document type, so no
entity can be defined in it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from govreport_nlp.errors import ReadError
from govreport_nlp.reading.faults import damaged, encrypted, fault, missing_extra

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MEMBERS: Final = 10_000
MAX_PART: Final = 64 * 1024 * 1024
MAX_TAGS: Final = 2_000_000  # opening and closing ones; each costs the parser a hundred bytes and more
MAX_TOTAL: Final = 512 * 1024 * 1024
_ENCRYPTED: Final = 0x1


class Package:
    """A ZIP container, in memory or in an open file.

    `total` bounds what all members declare together.
    Raises: ReadError (unreadable, too_large) when it is damaged or would unfold to too much.
    """

    def __init__(self, data: bytes | BinaryIO, path: str, form: str, total: int = MAX_TOTAL) -> None:
        self._path, self._form = path, form
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, struct.error) as error:
            raise damaged(path, form, error) from None
        self.members = tuple(self._zip.infolist())
        declared = sum(member.file_size for member in self.members)
        if len(self.members) > MAX_MEMBERS or declared > total:
            found = (
                f"压缩包解开后过大（{len(self.members)} 个文件，{declared / 1e6:.0f} MB），可能是压缩炸弹",
                f"unpacks to {len(self.members)} files of {declared / 1e6:.0f} MB: it may be a zip bomb",
            )
            raise fault("too_large", path, found, ("请核实来源，或拆分后再审核", "check where it comes from, or split it"))

    def has(self, name: str) -> bool:
        """Whether there is a member of this name."""
        return name in self._zip.NameToInfo

    def read(self, name: str | zipfile.ZipInfo, limit: int = MAX_PART) -> bytes:
        """A member's bytes, at most `limit`. Raises: ReadError where it declares or holds more, is damaged or encrypted."""
        member = name if isinstance(name, zipfile.ZipInfo) else self._zip.getinfo(name)
        if member.flag_bits & _ENCRYPTED:
            raise encrypted(self._path, self._form)
        if member.file_size > limit:
            raise self._unfolds(member.file_size, limit)
        try:
            with self._zip.open(member) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
            raise damaged(self._path, self._form, error) from None
        if len(data) > limit:
            raise self._unfolds(len(data), limit)
        return data

    def xml(self, name: str) -> _Element | None:
        """The root of an XML member; None where there is none of this name."""
        return parse_xml(self.read(name), self._path, self._form) if self.has(name) else None

    def _unfolds(self, size: int, limit: int) -> Exception:
        found = (
            f"其中一部分解开后有 {size / 1e6:.0f} MB（上限 {limit / 1e6:.0f} MB），可能是压缩炸弹",
            f"a part of it unpacks to {size / 1e6:.0f} MB (limit {limit / 1e6:.0f} MB): it may be a zip bomb",
        )
        return fault("too_large", self._path, found, ("请核实来源，或拆分后再审核", "check where it comes from, or split it"))


def parse_xml(data: bytes, path: str, form: str) -> _Element:
    """The root of an XML text. Raises: ReadError where it is not well formed or declares a document type."""
    if data.count(b"<") > MAX_TAGS:
        raise too_many_tags(path)
    try:
        from lxml import etree
    except ImportError:
        raise missing_extra(path, form, "docx") from None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in data[:4096]:
            raise _declares_type(path, form) from None
        raise damaged(path, form, error) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs know it not
        raise _declares_type(path, form)
    return root


def too_many_tags(path: str) -> ReadError:
    """A file of more elements than a report has, whatever its size."""
    found = (f"文件中的标记超过 {MAX_TAGS:,} 个", f"more than {MAX_TAGS:,} tags")
    return fault("too_large", path, found, ("请核实来源，或拆分后再审核", "check where it comes from, or split it"))


def _declares_type(path: str, form: str) -> Exception:
    found = (
        f"{form} 文件中声明了文档类型（DTD），为安全起见不予读取",
        f"the {form} file declares a document type (DTD): refused for safety",
    )
    return fault("unreadable", path, found, ("请用 Word 或 WPS 另存后再审核", "save it again with Word or WPS"))
