"""PDF files: the lines of the pages as pdfium sees them, joined to paragraphs. A scan holds no text, and says so."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from govreport_nlp.errors import ReadError
from govreport_nlp.marks import MARK
from govreport_nlp.models import Source
from govreport_nlp.reading.faults import damaged, encrypted, fault, missing_extra
from govreport_nlp.reading.lines import Line, joined, paragraphs
from govreport_nlp.reading.transcript import Transcript, clean

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MAX_PAGES: Final = 3000
CELL_GAP: Final = 1.5  # widths of a letter between two pieces of a line: more is the gap between columns
WORD_GAP: Final = 0.35
FEWEST: Final = 8  # characters of a page that holds text, its number aside
SPACE: Final = re.compile(r"\s")
PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
LETTERS: Final = re.compile(r"[\x21-\x7e]")


def read_pdf(data: bytes, path: str) -> Source:
    """The text of a PDF file. Raises: ReadError where it is damaged, encrypted, too long, or only pictures of pages."""
    try:
        import pypdfium2
    except ImportError:
        raise missing_extra(path, "PDF", "pdf") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower():
            raise encrypted(path, "PDF") from None
        raise damaged(path, "PDF", error) from None
    try:
        return _read(document, data, path)
    except pypdfium2.PdfiumError as error:
        raise damaged(path, "PDF", error) from None
    finally:
        document.close()


def _read(document: PdfDocument, data: bytes, path: str) -> Source:
    count = len(document)
    if count > MAX_PAGES:
        found = (f"PDF 有 {count} 页（上限 {MAX_PAGES} 页）", f"a PDF of {count} pages (limit {MAX_PAGES})")
        raise fault("too_large", path, found, ("请拆分文件", "split the file"))
    pages = [_page(document, index) for index in range(count)]
    pictures = [index + 1 for index, page in enumerate(pages) if sum(len(line.text) for line in page) < FEWEST and _shows(document, index)]
    if count == 0 or not any(pages) or len(pictures) == count:
        raise _scanned(path)
    out = Transcript(path)
    if pictures:
        named = "、".join(map(str, pictures[:20])) + (" …" if len(pictures) > 20 else "")
        out.warnings.append(f"第{named}页只有图像，没有文字，未读 / pages {named.replace('、', ', ')} are pictures without text: not read")
    for lines in paragraphs(pages):
        out.stretches(joined(lines))
    return out.source(data, "pdf")


def _scanned(path: str) -> ReadError:
    found = ("PDF 中没有文字，可能是扫描件", "a PDF without text: probably scanned")
    return fault(
        "empty", path, found, ("请用文字识别（OCR）转换，或取得原始的电子文件", "recognise its text (OCR), or ask for the original file")
    )


def _shows(document: PdfDocument, index: int) -> bool:
    """Whether anything is on a page."""
    page = document[index]
    try:
        return next(iter(page.get_objects(max_depth=1)), None) is not None
    finally:
        page.close()


def _page(document: PdfDocument, index: int) -> list[Line]:
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            return _lines(list(_pieces(text, index + 1)))
        finally:
            text.close()
    finally:
        page.close()


# ── characters to pieces, pieces to lines ──


def _pieces(text: PdfTextPage, page: int) -> Iterator[Line]:
    """Runs of characters that follow each other on a line, in the order of the file."""
    run: list[tuple[str, float, float, float, float]] = []
    for letter, box in _characters(text):
        if letter in "\r\n":
            yield from _piece(run, page)
            run = []
            continue
        if box is None:
            continue
        if run and _apart(run[-1], box):
            yield from _piece(run, page)
            run = []
        run.append((letter, *box))
    yield from _piece(run, page)


def _characters(text: PdfTextPage) -> Iterator[tuple[str, tuple[float, float, float, float] | None]]:
    """Each character with its box (left, bottom, right, top): the loose box, as high as the type."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    pending = ""
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        letter = pending + chr(code) if code <= 0x10FFFF else ""
        pending = ""
        if 0xD800 <= code < 0xDC00:  # half of a rare character
            pending = letter
            continue
        letter = letter.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        if letter in ("\r", "\n"):
            yield letter, None
        elif letter := clean(letter):
            found = raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
            yield letter, (box.left, box.bottom, box.right, box.top) if found and not _made_up(text, index, raw) else None


def _made_up(text: PdfTextPage, index: int, raw: Any) -> bool:
    """A space that pdfium puts between two pieces; gaps are measured here."""
    return bool(raw.FPDFText_IsGenerated(text, index) == 1)


def _apart(last: tuple[str, float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    """Whether a character stands on another line, or far behind the one before."""
    height = max(last[4] - last[2], 1.0)
    off = abs((box[1] + box[3]) - (last[2] + last[4])) / 2 > 0.6 * height
    return off or box[0] - last[3] > CELL_GAP * height or box[0] < last[1] - 0.5 * height


def _piece(run: list[tuple[str, float, float, float, float]], page: int) -> Iterator[Line]:
    inked = [entry for entry in run if not SPACE.match(entry[0])]
    if not inked:
        return
    out = [inked[0][0]]
    written = run[run.index(inked[0]) + 1 : len(run) - run[::-1].index(inked[-1])]
    for before, entry in zip([inked[0], *written], written, strict=False):
        gap = entry[1] - before[3]
        if SPACE.match(entry[0]):
            out.append(" ")
        else:
            latin = LETTERS.match(before[0]) and LETTERS.match(entry[0])
            out.append(" " + entry[0] if latin and gap > WORD_GAP * (before[4] - before[2]) else entry[0])
    sizes = sorted(entry[4] - entry[2] for entry in inked)
    yield Line(
        re.sub(r" +", " ", "".join(out)), page, inked[0][1], max(entry[3] for entry in inked), max(entry[4] for entry in inked),
        min(entry[2] for entry in inked), max(sizes[len(sizes) // 2], 1.0),
    )  # fmt: skip


def _lines(pieces: list[Line]) -> list[Line]:
    """Pieces that stand side by side make one line; a tab between them where the gap is one of columns."""
    out: list[Line] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last is not None and _beside(last, piece):
            gap = piece.left - last.right
            columns = gap > CELL_GAP * last.size and not MARK.fullmatch(last.text.strip())  # “一、    总体情况”
            between = "\t" if columns else " " if gap > WORD_GAP * last.size and LETTERS.match(last.text[-1]) else ""
            size = last.size if len(last.text) >= len(piece.text) else piece.size
            out[-1] = Line(
                last.text + between + piece.text, last.page, last.left, piece.right, max(last.top, piece.top), min(last.bottom, piece.bottom),
                size,
            )  # fmt: skip
        else:
            out.append(piece)
    return out


def _beside(last: Line, piece: Line) -> bool:
    overlap = min(last.top, piece.top) - max(last.bottom, piece.bottom)
    return piece.left >= last.right - 0.5 * last.size and overlap > 0.5 * min(last.top - last.bottom, piece.top - piece.bottom)
