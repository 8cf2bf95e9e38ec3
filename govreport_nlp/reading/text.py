"""Plain text: bytes -> `Source`, whatever the encoding.

Nothing is repaired but the encoding: newlines, spaces and control characters stay as in the file, only a byte order mark is removed, so
every offset is an offset into what an editor shows.
"""

from __future__ import annotations

import codecs
import hashlib
from typing import Final

import regex

from govreport_nlp.models import Source
from govreport_nlp.reading.faults import MAX_CELLS, fault, too_large, too_many_cells

MAX_BYTES: Final = 20 * 1024 * 1024

# The four-byte mark of UTF-32 begins with the two bytes of UTF-16's: longest first.
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# Control characters that no text holds; \t \n \v \f \r, the file separators of old systems and NEL do occur (\f: page breaks of pdftotext).
CONTROL: Final = regex.compile(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\ufffd\ufffe\uffff]")
RUBBISH_SHARE: Final = 0.02

# What nearly every character of a Chinese report is: tells the right byte order of UTF-16 from the wrong one.
EVERYDAY: Final = regex.compile(r"[\t\n\r -~\u2010-\u2027\u3000-\u3011\u4e00-\u9fff\uff00-\uff5e]")
EVERYDAY_SHARE: Final = 0.8
NON_ASCII: Final = regex.compile(r"[^\x00-\x7f]")
BROKEN_SHARE: Final = 0.1

SAVE_AS_TEXT: Final = ("请另存为纯文本（.txt，UTF-8）后再审核", "save it as plain text (.txt, UTF-8) first")


def from_bytes(data: bytes, path: str) -> Source:
    """The text that `data` holds; `path` is only its name (in messages and in `Source.path`).

    Raises: ReadError with code empty, encoding or too_large.
    """
    if len(data) > MAX_BYTES:
        raise too_large(path, len(data), MAX_BYTES)
    if not data:
        raise fault("empty", path, ("文件为空（0 字节）", "empty (0 bytes)"), ("请检查导出是否完整", "check how it was exported"))
    text, encoding, warnings = decode(data)
    _refuse_rubbish(text, path)
    if text.count("\t") > MAX_CELLS:
        raise too_many_cells(path)
    if not text.strip("\ufeff\u200b \t\r\n\v\f\u3000\xa0"):
        raise fault("empty", path, ("文件只有空白", "only white space"), ("请检查导出是否完整", "check how it was exported"))
    return Source(path=path, text=text, sha256=checksum(data), encoding=encoding, warnings=warnings)


def checksum(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def from_string(text: str, path: str = "<text>") -> Source:
    """A text at hand as a `Source`; its SHA-256 is that of its UTF-8 bytes.

    Raises: ReadError with code empty or encoding.
    """
    data = text.encode("utf-8", "surrogatepass")
    if not text.strip():
        raise fault("empty", path, ("文本为空", "empty text"), ("请给出正文", "give a text"))
    _refuse_rubbish(text, path)
    return Source(path=path, text=text, sha256=checksum(data))


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Text, name of the encoding, warnings: the ladder that beats the detectors on short and tabular text."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict_or_replaced(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    # Plain ASCII in UTF-16 is valid UTF-8, with a NUL after every letter.
    wide = _utf16_by_zeros(data) if b"\x00" in data else None
    if wide is not None:
        return _strict_or_replaced(data, wide)
    if text is not None:
        return text, "utf-8", ()
    return _strict_or_replaced(data, "utf-8" if _is_broken_utf8(data) else "gb18030")


def _utf16_by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: which byte order, if either gives Chinese; only then are there zero bytes in a text (digits, newlines)."""
    sample = data[: 1 << 16]
    shares = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        shares[encoding] = sum(1 for _ in EVERYDAY.finditer(text)) / max(1, len(text))
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > EVERYDAY_SHARE else None


def _is_broken_utf8(data: bytes) -> bool:
    """UTF-8 with a few broken bytes (a download cut short): hardly any error in many characters. GB18030 might accept it, as "鏀垮簻"."""
    text = data.decode("utf-8", "replace")
    foreign = sum(1 for _ in NON_ASCII.finditer(text))
    return text.count("\ufffd") <= BROKEN_SHARE * foreign


def _strict_or_replaced(data: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    """Decode strictly; failing that, with replacement characters and a warning that counts them."""
    try:
        return data.decode(encoding), encoding, ()
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd")
        warning = (
            f"按 {encoding} 解码时有 {lost} 处无法识别（首处在第 {error.start} 字节），已用 \ufffd 代替 / "
            f"{lost} undecodable places in {encoding} (first at byte {error.start}) became \ufffd"
        )
        return text, encoding, (warning,)


def _refuse_rubbish(text: str, path: str) -> None:
    """Raise where control and replacement characters are too many for a text that a person wrote.

    A few (a stray NUL, one broken character) are left in: they are the file's own.
    """
    rubbish = sum(1 for _ in CONTROL.finditer(text))
    if rubbish > RUBBISH_SHARE * len(text) and rubbish > 2:
        share = f"{100 * rubbish / len(text):.0f}%"
        found = (f"{share} 的字符是控制符或无法解码，不是文本", f"{share} control or undecodable characters: not a text")
        raise fault("encoding", path, found, SAVE_AS_TEXT)
