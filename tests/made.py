"""Makes Word files for the tests out of raw XML, so that each test says exactly what stands in its file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from govreport_nlp.marks import ordinal_of
from govreport_nlp.tabular.disclosure import CARRIED, LEFT, NEW, OTHERS, RESULTS, TOTAL

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import SimpleDocTemplate

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{}</Types>'
)
TYPE = '<Override PartName="/word/{}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"/>'
PARTS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
PART = '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}" Target="{0}.xml"/>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A .docx with this body; `numbering`, `styles`, `footnotes` are the contents of these parts."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"<w:document {W} {MORE}><w:body>{body}</w:body></w:document>",
    }
    members["[Content_Types].xml"] = TYPES.format(
        "".join(TYPE.format(name, kind) for name, kind in [("document", "document.main"), *zip(parts, parts, strict=True)])
    )
    members["word/_rels/document.xml.rels"] = PARTS.format("".join(PART.format(name) for name in parts))
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {W}>{content}</w:{name}>"
    return zipped(members)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, properties: str = "", inner: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inner}</w:p>"


def numbered(text: str, instance: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')


def level(at: int, form: str, shown: str, more: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{shown}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def instance(key: int, abstract_key: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{overrides}</w:num>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraph(line) for line in text.split(chr(10)))}</w:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(cell(text) for text in row) + '</w:tr>' for row in rows)}</w:tbl>"


def web_page(text: str, title: str | None = None) -> bytes:
    """A typed report as the site of a county publishes it, with all that such a site puts around it."""
    first, *rest = text.rstrip("\n").split("\n")
    written = "".join(f"<p style='text-indent:2em'>　　{escape(line)}</p>\n" for line in rest if line.strip())
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{first}_石棠县人民政府</title>
<meta name="ArticleTitle" content="{title or first}"><meta name="PubDate" content="2024-02-07 09:30"><meta name="ContentSource" content="县政府办">
<script>var hits = 12345;</script><style>.a{{}}</style></head>
<body><div class="top"><a href="/">首页</a><a href="/xxgk">政务公开</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/a">法治政府建设，年度报告</a></div>
<div class="wrap"><div class="main"><h1>{first}</h1>
<div class="info"><span>发布时间：2024-02-07</span><span>浏览次数：356</span></div>
<div id="zoom">{written}</div>
<div class="share">分享到：<a href="#">微信</a></div></div>
<div class="side"><ul><li><a href="/1">云岚县2023年法治政府建设情况报告，受理99件。</a></li><li><a href="/2">另一局报告</a></li></ul></div></div>
<div class="foot">版权所有 石棠县人民政府 电话：023-12345678</div></body></html>""".encode()


REPORT_LIST = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."))
MARK = re.compile(r"([一二三四五六七八九十]+、)|([（(][一二三四五六七八九十]+[）)] ?)|(\d{1,2}\.)(?!\d)")


def as_word_counts(text: str) -> str:
    """The report with the one kind of brackets that Word's list writes."""
    return re.sub(r"^[（(]([一二三四五六七八九十]+)[）)] ?", r"（\1）", text, flags=re.M)


def docx_of(text: str) -> bytes:
    """A typed report as Word would hold it: its numbers made by Word's numbering, a paragraph a line.

    Where the typed numbers skip one, the list starts anew with the number that is typed.
    """
    body, counts, instances = [], [0, 0, 0], [instance(1, 0)]
    for line in text.split("\n"):
        mark = MARK.match(line)
        if not mark or not mark.lastindex:
            body.append(paragraph(line))
            continue
        depth = mark.lastindex - 1
        ordinal = ordinal_of(mark[0].strip("（）() 、.")) or 0
        counts[depth + 1 :] = [0] * (2 - depth)
        if ordinal != counts[depth] + 1:
            start = f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{ordinal}"/></w:lvlOverride>'
            instances.append(instance(len(instances) + 1, 0, start))
        counts[depth] = ordinal
        body.append(numbered(line[mark.end() :], len(instances), depth))
    return docx("".join(body), numbering=REPORT_LIST + "".join(instances))


def pdf(text: str, *, header: str = "", numbers: bool = True, password: str = "", size: float = 14) -> bytes:
    """A typed report as a PDF file: A4, a paragraph indented by two letters and wrapped, page numbers and a header on every page.

    Set in STSong-Light, a font that PDF readers bring along.
    """
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    title = ParagraphStyle("title", fontName="STSong-Light", fontSize=size * 1.5, leading=size * 2.2, alignment=TA_CENTER, wordWrap="CJK")
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=size, leading=size * 1.8, firstLineIndent=2 * size, wordWrap="CJK", alignment=TA_JUSTIFY
    )
    first, *rest = text.rstrip("\n").split("\n")
    story = [Paragraph(escape(first), title), *(Paragraph(escape(line), body) if line.strip() else Spacer(1, size) for line in rest)]
    out = io.BytesIO()

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("STSong-Light", 9)
        if header:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 40, header)
        if numbers:
            canvas.drawCentredString(A4[0] / 2, 40, f"- {document.page} -")

    protected = StandardEncryption(password, canPrint=0) if password else None
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=85, rightMargin=85, topMargin=90, bottomMargin=90, encrypt=protected)
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def disclosure(figures: Mapping[str, Sequence[int]] | None = None) -> list[list[str]]:
    """The statutory form of a disclosure report, row by row: its label and seven figures. All are 0 but those given; the totals follow."""
    given = dict(figures or {NEW: (31, 7, 0, 0, 2, 0), CARRIED: (3, 0, 0, 0, 0, 0), RESULTS[0]: (20, 4, 0, 0, 1, 0), RESULTS[1]: (8, 2, 0, 0, 0, 0),
                             RESULTS[10]: (3, 1, 0, 0, 1, 0), LEFT: (3, 0, 0, 0, 0, 0)})  # fmt: skip
    results = [*RESULTS, *OTHERS[0]]
    rows = {name: list(given.get(name, (0,) * 6)) for name in (NEW, CARRIED, *results)}
    rows[TOTAL] = [sum(rows[name][column] for name in results) for column in range(6)]
    rows[LEFT] = list(given.get(LEFT, (0,) * 6))
    return [[name, *map(str, numbers), str(sum(numbers))] for name, numbers in rows.items()]


def disclosure_run_together(rows: Sequence[Sequence[str]]) -> str:
    """The form as a web page without its table has it: everything run together."""
    head = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况自然人法人或其他组织总计"
    return f"石棠县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况{head}{''.join(''.join(row) for row in rows)}\n"
