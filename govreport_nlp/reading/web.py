"""Web pages (.html): the block that holds the report, without the site around it; tables kept.

Title, date and issuer come from the meta elements that the sites of Chinese governments carry (ArticleTitle, PubDate, ContentSource).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govreport_nlp.models import Metadata, Source
from govreport_nlp.reading.faults import MAX_CELLS, missing_extra, too_large, too_many_cells
from govreport_nlp.reading.ordered import OrderedLists
from govreport_nlp.reading.package import MAX_TAGS, too_many_tags
from govreport_nlp.reading.text import MAX_BYTES, decode
from govreport_nlp.reading.transcript import Transcript, WrittenCell, clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
OLD_CHINESE: Final = ("gb2312", "gbk", "x-gbk", "gb18030")

# What is not on the page, or on every page of the site
ABSENT: Final = (
    "script, style, noscript, template, nav, header, footer, aside, form, iframe, button, select, textarea, svg, object, video, audio, "
    "[hidden], [aria-hidden=true], head"
)
HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Names that sites give to what stands around a text; whole words of a class or an id
AROUND: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|crumbs?|breadcrumbs?|location|position|share|bdsharebuttonbox|footer?|copyright|sidebar|aside"
    r"|related|recommend|xgxw|xglj|pagination|pager|toolbar|print|comment|qrcode|ewm|login|search)(?:$|[\s_-])",
    re.I,
)
BLOCKS: Final = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article main blockquote pre center table tbody thead tfoot tr td th body hr "
    "figure figcaption address details summary fieldset".split()
)
PROSE: Final = re.compile(r"[。；，：]")
CELL: Final = re.compile(rb"<t[dh]\b", re.I)
SPACES: Final = re.compile(r"[ \t\r\n\f]+")
LEADING: Final = 0.97  # of a block's prose: an inner block that holds as much is the report, the rest is the site around it
LINK_SHARE: Final = 0.6  # of the characters of a list: more of them in links make it navigation
DEEPEST: Final = 200
WIDEST: Final = 1000

TITLES: Final = ("articletitle", "og:title", "title")
DATES: Final = ("pubdate", "publishdate", "article:published_time", "date", "dc.date")
ISSUERS: Final = ("contentsource", "source", "author", "dc.creator")
SITE_NAME: Final = re.compile(r"\s*[-_|–—]{1,2}\s*[^-_|–—]{2,30}$")
DATE: Final = re.compile(r"((?:19|20)\d\d)\D(\d{1,2})\D(\d{1,2})")


def read_html(data: bytes, path: str) -> Source:
    """The report that a web page holds. Raises: ReadError where it is too large, or holds no text."""
    if len(data) > MAX_BYTES:
        raise too_large(path, len(data), MAX_BYTES)
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise missing_extra(path, "HTML", "html") from None
    if data.count(b"<") > MAX_TAGS:
        raise too_many_tags(path)
    if sum(1 for _ in CELL.finditer(data)) > MAX_CELLS:
        raise too_many_cells(path)
    text, _, warnings = _decoded(data)
    page = LexborHTMLParser(text.replace("\x00", ""))
    told, heading = _told(page.root)
    body = page.body
    out = Transcript(path)
    out.warnings.extend(warnings)
    if body is not None:
        _strip(body)
        block = _report(body)
        if heading and _bare(heading) not in _bare(block.text(deep=True))[: 400 + len(heading)]:
            out.paragraph(heading)
        _Writer(out).children(block)
    return out.source(data, "html", told)


def _decoded(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The page's characters: a byte order mark first, then what its meta element says where that holds, else as plain text."""
    named = CHARSET.search(data[:4096])
    name = named[1].decode("ascii").lower() if named else ""
    if named and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("gb18030" if name in OLD_CHINESE else name), name, ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


# ── what the page says of itself ──


def _told(root: LexborNode | None) -> tuple[Metadata, str]:
    """What the meta elements say, and the title of the report: theirs, else the page's without the name of the site."""
    meta: dict[str, str] = {}
    for element in root.css("meta") if root is not None else ():
        attributes = element.attributes
        key = (attributes.get("name") or attributes.get("property") or "").lower()
        content = SPACES.sub(" ", clean(attributes.get("content") or "")).strip()
        if key and content:
            meta.setdefault(key, content)
    title = next((meta[key] for key in TITLES if key in meta), "")
    heads = [_line(element) for element in (root.css("h1") if root is not None else ())]
    if not title:
        named = root.css_first("title") if root is not None else None
        whole = _line(named) if named is not None else ""
        title = next((head for head in heads if len(head) > 5), "") or SITE_NAME.sub("", whole)
    dated = next((found for key in DATES if (found := DATE.search(meta.get(key, "")))), None)
    date = f"{dated[1]}-{int(dated[2]):02d}-{int(dated[3]):02d}" if dated else None
    return Metadata(title=title or None, issuer=next((meta[key] for key in ISSUERS if key in meta), None), date=date), title


# ── which block it is ──


def _strip(body: LexborNode) -> None:
    """Remove what is hidden and what stands around the text on every page of a site."""
    for element in body.css(ABSENT):
        element.decompose()
    for element in body.css("[style], [class], [id]"):
        attributes = element.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        hidden = HIDDEN.search(attributes.get("style") or "")
        if element.tag != "body" and (hidden or (AROUND.search(names) and not _holds_prose(element))):
            element.decompose()
    for element in body.css("ul, ol, dl"):
        if _link_share(element) > LINK_SHARE:
            element.decompose()


def _holds_prose(element: LexborNode) -> bool:
    """More than a notice: a class named "position" may hold the report itself."""
    return len(element.text(deep=True)) > 1000 and _link_share(element) < LINK_SHARE / 2


def _link_share(element: LexborNode) -> float:
    whole = len(_bare(element.text(deep=True)))
    return sum(len(_bare(link.text(deep=True))) for link in element.css("a")) / whole if whole else 0.0


def _report(body: LexborNode) -> LexborNode:
    """The smallest block that holds nearly all of the page's prose and tables."""
    weights: dict[int, int] = {}
    _weigh(body, weights, 0)
    block: LexborNode = body
    for _ in range(DEEPEST):
        best: LexborNode | None = max(block.iter(), key=lambda child: weights.get(child.mem_id, 0), default=None)
        if best is None or best.tag in ("p", "span") or (best.tag == "table" and _is_data(best)) or not weights.get(block.mem_id):
            return block
        if weights.get(best.mem_id, 0) < LEADING * weights[block.mem_id]:
            return block
        block = best
    return block


def _weigh(element: LexborNode, weights: dict[int, int], depth: int) -> int:
    """How much prose each block holds: the characters of texts with a mark of punctuation in them, links aside, and of all cells."""
    total = 0
    if depth < DEEPEST and element.tag != "a":
        for child in element.iter(include_text=True):
            if child.tag == "-text":
                text = child.text(deep=False).strip()
                total += len(text) if PROSE.search(text) or element.tag in ("td", "th") else 0
            else:
                total += _weigh(child, weights, depth + 1)
    weights[element.mem_id] = total
    return total


# ── writing it down ──


class _Writer:
    """Writes blocks as paragraphs and tables as tables."""

    def __init__(self, out: Transcript) -> None:
        self._out = out
        self._line: list[str] = []
        self._lists, self._number = OrderedLists(), ""

    def children(self, element: LexborNode, depth: int = 0) -> None:
        """Everything below `element`; what stands in no block of its own makes a paragraph."""
        for child in element.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self._line.append(child.text(deep=False))
            elif tag == "br":
                self.end()
            elif tag == "table" and _is_data(child):
                self.end()
                self._out.table([[_cell(cell) for cell in row] for row in _rows(child)])
            elif depth < DEEPEST:
                block = tag in BLOCKS
                if block:
                    self.end()
                if tag == "li":
                    self._number = self._lists.number(child)
                self.children(child, depth + 1)
                if block:
                    self.end()
        if not depth:
            self.end()

    def end(self) -> None:
        """The paragraph ends here."""
        text = SPACES.sub(" ", clean("".join(self._line))).strip(" \xa0\u3000")
        self._line.clear()
        if text:
            self._out.paragraph(self._number + text, made=len(self._number))
            self._number = ""


def _is_data(table: LexborNode) -> bool:
    """A table with rows of several cells and none in it: not one that lays out the page."""
    return len(table.css("table")) <= 1 and any(len(row) > 1 for row in _rows(table))


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    for row in table.css("tr"):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        if cells:
            yield cells


def _cell(cell: LexborNode) -> WrittenCell:
    lines: list[str] = []
    _lines(cell, lines, 0)
    texts = (SPACES.sub(" ", clean(line)).strip(" \xa0\u3000") for line in "".join(lines).split("\x00"))
    return WrittenCell(tuple(filter(None, texts)), _span(cell, "rowspan"), _span(cell, "colspan"))


def _lines(element: LexborNode, lines: list[str], depth: int) -> None:
    """The text below an element, a NUL where a block or a line ends."""
    for child in element.iter(include_text=True):
        if child.tag == "-text":
            lines.append(child.text(deep=False))
            continue
        if depth < DEEPEST:
            _lines(child, lines, depth + 1)
        if child.tag in BLOCKS or child.tag == "br":
            lines.append("\x00")


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return max(1, min(int(value), WIDEST)) if re.fullmatch(r"\d{1,9}", value) else 1


def _line(element: LexborNode) -> str:
    return SPACES.sub(" ", clean(element.text(deep=True))).strip()


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
