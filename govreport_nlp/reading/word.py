"""Word files (.docx): paragraphs, tables, text boxes and content controls in the order of the body, as a reader of the page sees them.

Automatic numbers are written out. Tracked deletions are left out, insertions kept. Notes stand apart, behind the body. Page headers and
footers, comments, hidden text and the table of contents are no part of the text.
Source: ECMA-376 part 1, §17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from govreport_nlp.models import Source
from govreport_nlp.reading.faults import damaged
from govreport_nlp.reading.numbering import Numbering, W
from govreport_nlp.reading.package import Package, parse_xml
from govreport_nlp.reading.runs import Piece, boxes, pieces_of, present
from govreport_nlp.reading.transcript import Transcript, Written, WrittenCell

if TYPE_CHECKING:
    from lxml.etree import _Element

RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT: Final = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main")
VML: Final = "{urn:schemas-microsoft-com:vml}"
CONTENTS: Final = re.compile(r"(?:toc|TOC|目录)\s?\d")
WIDEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of the text and the run (w:r) that it stands in, for those who write into the file."""

    start: int
    end: int
    run: _Element


@dataclass(slots=True)
class Body:
    """What a Word file is read into: the transcript, and which run each stretch of it came from."""

    transcript: Transcript
    anchors: list[Anchor] = field(default_factory=list)


def read_docx(data: bytes, path: str) -> Source:
    """The text of a .docx file. Raises: ReadError where it is damaged, encrypted, too large or holds no text."""
    package = Package(data, path, "Word")
    main = _main_part(package)
    parts = main.rpartition("/")[0]
    roots = [_part(package, f"{parts}/{name}.xml", path) for name in ("numbering", "styles", "footnotes", "endnotes")]
    document = _part(package, main, path)
    if document is None:
        raise damaged(path, "Word", f"no {main}")
    return transcribe(document, *roots, path=path).transcript.source(data, "docx")


def transcribe(
    document: _Element, numbering: _Element | None, styles: _Element | None, footnotes: _Element | None = None,
    endnotes: _Element | None = None, *, path: str,
) -> Body:  # fmt: skip
    """The text of the parts of a Word file (roots of their XML), with the run of every stretch."""
    body = document.find(f"{W}body")
    if body is None:
        raise damaged(path, "Word", "no body")
    writer = _Writer(Transcript(path), Numbering(numbering, styles), _contents_styles(styles))
    writer.blocks(body)
    for notes in (footnotes, endnotes):
        if notes is not None:
            writer.notes(notes)
    if document.find(f".//{W}altChunk") is not None:
        writer.out.warnings.append("文件中嵌入的其他文档未读取 / another document embedded in the file was not read")
    return Body(writer.out, writer.anchors)


@dataclass(slots=True)
class _Writer:
    out: Transcript
    numbering: Numbering
    contents: frozenset[str]
    anchors: list[Anchor] = field(default_factory=list)
    carried: list[Piece] = field(default_factory=list)  # of a paragraph whose end was deleted

    def blocks(self, parent: _Element) -> None:
        """The paragraphs and tables below `parent`, in order."""
        for element in present(parent, (f"{W}p", f"{W}tbl")):
            if element.tag == f"{W}tbl":
                self.table(element)
            else:
                self.paragraph(element)

    def paragraph(self, element: _Element) -> None:
        properties = element.find(f"{W}pPr")
        if _style(properties) in self.contents or _in_contents(element):
            return
        pieces = [*self.carried, *pieces_of(element)]
        self.carried = []
        if _end_is_deleted(properties):
            self.carried = pieces
            return
        text = "".join(piece for piece, _ in pieces)
        number = self.numbering.number(properties)
        if number and text[:1].isdigit() and number[-1:].isascii() and not number.endswith(" "):
            number += " "  # “1.2023年”: a number and a year, not 1.2023
        at = self.out.paragraph(number + text, made=len(number)) + len(number)
        for piece, run in pieces:
            if run is not None:
                self.anchors.append(Anchor(at, at + len(piece), run))
            at += len(piece)
        for box in boxes(element):
            self.blocks(box)

    def table(self, element: _Element) -> None:
        """Rows and cells; a cell merged downwards is written once. The numbers in cells count on as they stand."""
        rows: list[list[WrittenCell]] = []
        pieces: list[list[Piece]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # column -> where the cell stands that goes on downwards
        for row in present(element, (f"{W}tr",)):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[WrittenCell] = []
            column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in present(row, (f"{W}tc",)):
                width = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in open_cells:
                    at, index = open_cells[column]
                    above = rows[at][index]
                    rows[at][index] = replace(above, rows=len(rows) - at + 1)
                else:
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = (len(rows), len(cells))
                    paragraphs = list(self.cell(cell))
                    cells.append(
                        WrittenCell(tuple("".join(text for text, _ in paragraph) for paragraph in paragraphs), 1, width, len(pieces))
                    )
                    pieces.append([piece for paragraph in paragraphs for piece in paragraph])
                column += width
            rows.append(cells)
            self.out.count(1 + len(cells))
        self.anchors.extend(_aligned(self.out.table(rows), pieces))

    def cell(self, cell: _Element) -> Iterator[list[Piece]]:
        """The paragraphs of a cell that hold text, in pieces; those of a table in it included."""
        for element in present(cell, (f"{W}p",)):
            pieces = list(pieces_of(element))
            number = self.numbering.number(element.find(f"{W}pPr"))
            if number or any(text.strip() for text, _ in pieces):
                yield [(number, None), *pieces]
            for box in boxes(element):
                yield from self.cell(box)

    def notes(self, root: _Element) -> None:
        """The notes of a part, a paragraph a line; the separators that Word keeps among them are none."""
        for note in root:
            if note.get(f"{W}type") in (None, "normal"):
                for paragraph in present(note, (f"{W}p",)):
                    text = "".join(piece for piece, _ in pieces_of(paragraph)).strip()
                    if text:
                        self.out.paragraph(text)


def _aligned(written: Sequence[Written], pieces: Sequence[Sequence[Piece]]) -> Iterator[Anchor]:
    """The runs of a table's cells in the text: all but blanks is written as it was."""
    places: dict[int, list[int]] = {}
    for cell in written:
        places.setdefault(cell.key, []).extend(cell.start + at for at, sign in enumerate(cell.text) if not sign.isspace())
    for key, found in places.items():
        at = 0
        for text, run in pieces[key]:
            signs = sum(not sign.isspace() for sign in text)
            if run is not None and signs:
                yield Anchor(found[at], found[at + signs - 1] + 1, run)
            at += signs


def _end_is_deleted(properties: _Element | None) -> bool:
    """A tracked deletion of the paragraph's end: Word shows the next paragraph on the same line."""
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _style(properties: _Element | None) -> str:
    style = properties.find(f"{W}pStyle") if properties is not None else None
    return (style.get(f"{W}val") or "") if style is not None else ""


def _contents_styles(styles: _Element | None) -> frozenset[str]:
    """The styles of the lines of a table of contents: its headings would count twice."""
    found = ((style.get(f"{W}styleId") or "", style.find(f"{W}name")) for style in (styles if styles is not None else ()))
    return frozenset(key for key, name in found if name is not None and CONTENTS.match(name.get(f"{W}val") or ""))


def _in_contents(paragraph: _Element) -> bool:
    return any(" TOC " in f"{code.text or ''} " and (code.text or "").split()[:1] == ["TOC"] for code in paragraph.iter(f"{W}instrText"))


def _number(element: _Element | None, otherwise: int) -> int:
    value = element.get(f"{W}val") if element is not None else None
    return min(int(value), WIDEST) if value is not None and re.fullmatch(r"\d{1,9}", value) else otherwise


def _main_part(package: Package) -> str:
    """The name of the part that holds the body: the package's relations say."""
    relations = package.xml("_rels/.rels")
    for relation in relations.iter(RELATIONS) if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _part(package: Package, name: str, path: str) -> _Element | None:
    """A part's root; the names of "strict" files are made those of common ones."""
    if not package.has(name):
        return None
    return parse_xml(package.read(name).replace(*STRICT), path, "Word")
