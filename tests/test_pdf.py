"""PDF files: paragraphs out of lines, page furniture out, clear errors."""

from __future__ import annotations

import io
from pathlib import Path

import made
import pytest

import govreport_nlp as gr
from govreport_nlp.errors import ReadError
from govreport_nlp.models import Source
from govreport_nlp.output.location import place
from govreport_nlp.reading.lines import Line, paragraphs, without_furniture
from govreport_nlp.reading.opening import from_bytes

SAMPLES = sorted((Path(__file__).parent.parent / "corpora" / "samples").glob("*.txt"))
LONG = "　　" + "全年受理信访件31件，办结28件，结转3件；" * 12 + "全部按期答复。"


def read(data: bytes) -> Source:
    return from_bytes(data, "报告.pdf")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_printed_report_is_the_report_as_typed(sample: Path, tmp_path: Path) -> None:
    typed = sample.read_text("utf-8")
    path = tmp_path / "报告.pdf"
    path.write_bytes(made.pdf(typed, header="石棠县人民政府公报"))
    printed, text = gr.read(path), gr.parse(typed)
    assert printed.text.replace(" ", "").split() == typed.replace(" ", "").split()  # blanks at the end of a line are not printed
    assert [(s.number, s.title) for s in printed.sections] == [(s.number, s.title) for s in text.sections]
    assert [c.text for c in printed.claims] == [c.text for c in text.claims]
    assert [f.message for f in printed.findings] == [f.message for f in text.findings]


def test_every_stretch_leads_to_its_page() -> None:
    source = read(made.pdf("某局报告\n" + "\n".join(f"（{n}）第{n}项工作办结{n}件。" for n in range(1, 60))))
    assert place(source, source.text.index("某局")) == "第1页"
    assert place(source, source.text.index("办结59件")) == "第3页" and place(source, source.text.index("办结59件"), "en") == "page 3"


def line(text: str, page: int, bottom: float, left: float = 90, size: float = 14) -> Line:
    return Line(text, page, left, left + size * len(text), bottom + size, bottom, size)


def pages(*edges: str, number: int = 3) -> list[list[Line]]:
    return [[*(line(edge.format(n), n, 780) for edge in edges), line(f"正文第{n * n + 7}条", n, 500)] for n in range(1, number + 1)]


def test_furniture_goes_only_when_it_repeats() -> None:
    assert all(len(page) == 1 for page in without_furniture(pages("- {} -")))
    assert all(len(page) == 1 for page in without_furniture(pages("石棠县人民政府公报 2024年第3期")))
    assert [len(page) for page in without_furniture(pages("- {} -", number=1))] == [2]


def test_a_figure_at_the_edge_of_pages_is_no_page_number() -> None:
    found = [[line(text, n, 780), line(f"正文{n * n}", n, 500)] for n, text in enumerate(["办结31件", "办结12件", "办结40件"])]
    assert all(len(page) == 2 for page in without_furniture(found))


def test_a_header_that_moves_is_text() -> None:
    found = [[line("小结", n, 780 - 40 * n), line("之一 之二 之三".split()[n], n, 500)] for n in range(3)]
    assert all(len(page) == 2 for page in without_furniture(found))


def test_a_paragraph_goes_on_over_the_page() -> None:
    full, short = "办" * 30, "结束。"
    found = [[line("二" * 28, 1, 700, left=118), line(full, 1, 680)], [line(short, 2, 780), line("三" * 28, 2, 760, left=118)]]
    assert ["".join(part.text for part in lines) for lines in paragraphs(found)] == ["二" * 28 + full + short, "三" * 28]


def test_columns_of_a_table_are_parted_by_tabs() -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("STSong-Light", 12)
    for row, cells in enumerate([("项目", "本年", "上年"), ("信访件", "31", "28")]):
        for column, text in enumerate(cells):
            canvas.drawString(90 + 120 * column, 700 - 20 * row, text)
    canvas.save()
    assert read(out.getvalue()).text == "项目\t本年\t上年\n信访件\t31\t28\n"


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.message.startswith("报告.pdf：") and "\n" not in caught.value.message
    return caught.value


def scan(pages: int, text: str = "") -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    picture = ImageReader(io.BytesIO(PICTURE))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, 500, 700)
        canvas.showPage()
    if text:
        canvas.drawString(90, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (20, 28), 200).save(out, "PNG")
    return out.getvalue()


PICTURE = _picture()


def test_a_scan_says_so_and_one_page_of_pictures_is_told() -> None:
    error = refused(scan(2))
    assert error.code == "empty" and "扫描件" in error.message and "OCR" in error.message
    mixed = read(scan(1, "Report of 2023: 31 cases"))
    assert mixed.text == "Report of 2023: 31 cases\n" and "第1页只有图像" in mixed.warnings[0]


def test_encrypted_and_damaged() -> None:
    error = refused(made.pdf("某局报告\n办结5件。", password="秘密1"))
    assert error.code == "unreadable" and "加密" in error.message
    assert refused(b"%PDF-1.7\n...").code == "unreadable"
    whole = made.pdf(LONG)
    assert refused(whole[:300]).code == "unreadable"
