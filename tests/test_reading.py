"""Reading: every encoding gives the same text, everything that is no text says so, no argument is lost."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from pathlib import Path

import made
import pytest

from govreport_nlp.errors import ReadError
from govreport_nlp.reading.files import Input, collect
from govreport_nlp.reading.opening import from_bytes, read_file
from govreport_nlp.reading.text import from_string

TEXT = "石棠县水利局2031年工作总结\r\n一、防汛工作\r\n\u3000\u3000全年加固堤防12.5公里，同比增长8%。\r\n"

ENCODINGS = [
    ("utf-8", TEXT.encode("utf-8")),
    ("utf-8", b"\xef\xbb\xbf" + TEXT.encode("utf-8")),
    ("utf-16-le", b"\xff\xfe" + TEXT.encode("utf-16-le")),
    ("utf-16-be", b"\xfe\xff" + TEXT.encode("utf-16-be")),
    ("utf-16-le", TEXT.encode("utf-16-le")),
    ("utf-16-be", TEXT.encode("utf-16-be")),
    ("utf-32-le", b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le")),
    ("gb18030", TEXT.encode("gb18030")),
    ("gb18030", b"\x84\x31\x95\x33" + TEXT.encode("gb18030")),
]


@pytest.mark.parametrize(("encoding", "data"), ENCODINGS, ids=[f"{i}-{name}" for i, (name, _) in enumerate(ENCODINGS)])
def test_every_encoding_gives_the_files_own_text(tmp_path: Path, encoding: str, data: bytes) -> None:
    path = tmp_path / "水利局.txt"
    path.write_bytes(data)
    source = read_file(path)
    assert source.text == TEXT
    assert source.encoding == encoding
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.path == str(path)
    assert source.warnings == ()


def test_utf16_with_many_zero_low_bytes_keeps_its_byte_order() -> None:
    text = "一一一一，一一2031年一一。\n" * 3  # 一 is U+4E00: zeros on both sides
    assert from_bytes(text.encode("utf-16-le"), "x").text == text
    assert from_bytes(text.encode("utf-16-be"), "x").text == text


def test_ascii_in_utf16_without_mark() -> None:
    assert from_bytes("1.2 GDP\n".encode("utf-16-le"), "x").text == "1.2 GDP\n"


def test_a_broken_byte_is_replaced_and_counted() -> None:
    source = from_bytes(TEXT.encode("utf-8")[:-3] + b"\xe5\x8a", "x")
    assert source.encoding == "utf-8"
    assert source.text.startswith("石棠县水利局") and source.text.endswith("\ufffd")
    assert len(source.warnings) == 1 and "\n" not in source.warnings[0]

    source = from_bytes((TEXT * 3).encode("gb18030") + b"\xff", "x")
    assert source.encoding == "gb18030"
    assert source.text == TEXT * 3 + "\ufffd"
    assert len(source.warnings) == 1


def test_only_the_byte_order_mark_is_removed() -> None:
    text = "\u3000石棠县\u200b\xa0报告\ufeff\r\n\x0c二、\r三"
    assert from_bytes(b"\xef\xbb\xbf" + text.encode(), "x").text == text


NOT_TEXTS = [
    ("empty", b""),
    ("empty", b" \r\n\t\n"),
    ("empty", "\u3000\u3000\n\ufeff".encode()),
    ("empty", b"\xef\xbb\xbf"),
    ("unreadable", b"%PDF-1.7\n..."),
    ("unreadable", b"PK\x03\x04\x14\x00"),
    ("format", b"\x89PNG\r\n\x1a\n"),
    ("format", b"\x1f\x8b\x08\x00"),
    ("encoding", bytes(5000)),
    ("encoding", bytes(range(256)) * 40),
    ("encoding", b"\x01\x02\x03\x04abcdefg" * 50),
]


@pytest.mark.parametrize(("code", "data"), NOT_TEXTS, ids=[f"{i}-{code}" for i, (code, _) in enumerate(NOT_TEXTS)])
def test_what_is_no_text_says_so_in_one_line(tmp_path: Path, code: str, data: bytes) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.code == code
    assert caught.value.message.startswith(f"{path}：")
    assert " / " in caught.value.message and "\n" not in caught.value.message


def test_a_table_of_a_million_rows_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        from_bytes("甲\t1\t2\n".encode() * 1_000_000, "表.txt")
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("library", "extra", "data"),
    [("lxml", "docx", made.docx_of("甲")), ("pypdfium2", "pdf", b"%PDF-1.7"), ("selectolax.lexbor", "html", made.web_page("甲"))],
)
def test_a_reader_whose_library_is_missing_names_the_extra(library: str, extra: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ReadError) as caught:
        from_bytes(data, "报告")
    assert caught.value.code == "format" and f"govreport-nlp[{extra}]" in caught.value.message


def test_an_ofd_file_is_refused_with_the_remedy() -> None:
    with pytest.raises(ReadError) as caught:
        from_bytes(made.zipped({"OFD.xml": "<OFD/>"}), "报告.ofd")
    assert caught.value.code == "format" and "安装 OFD 阅读器" in caught.value.message and "另存为 PDF" in caught.value.message


def test_missing_folder_too_large_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as missing:
        read_file(tmp_path / "没有.txt")
    assert missing.value.code == "missing"
    with pytest.raises(ReadError) as folder:
        read_file(tmp_path)
    assert folder.value.code == "unreadable"
    with pytest.raises(ReadError) as nul:
        read_file("a\x00b")
    assert nul.value.code == "unreadable"
    big = tmp_path / "大.txt"
    big.write_text("我" * 100, encoding="utf-8")
    with pytest.raises(ReadError) as large:
        read_file(big, max_bytes=299)
    assert large.value.code == "too_large"
    assert read_file(big, max_bytes=300).text == "我" * 100
    if os.getuid():
        big.chmod(0)
        with pytest.raises(ReadError) as denied:
            read_file(big)
        assert denied.value.code == "unreadable"


def test_strings() -> None:
    source = from_string(TEXT)
    assert (source.text, source.path) == (TEXT, "<text>")
    with pytest.raises(ReadError) as caught:
        from_string(" \n")
    assert caught.value.code == "empty"


def test_errors_cross_a_process_border() -> None:
    error = pickle.loads(pickle.dumps(ReadError("empty", "x：空；查 / empty")))
    assert (error.code, error.message) == ("empty", "x：空；查 / empty")


def test_collect_keeps_the_order_and_every_argument(tmp_path: Path) -> None:
    folder = tmp_path / "局"
    (folder / "乙").mkdir(parents=True)
    (folder / ".隐藏").mkdir()
    for name in ("b.txt", "a.TXT", "c.DOCX", "c.xls", ".d.txt", "~$e.docx", "乙/f.txt", ".隐藏/g.txt"):
        (folder / name).write_text("文", encoding="utf-8")
    (folder / "回环").symlink_to(folder, target_is_directory=True)
    named = str(folder / "c.xls")
    inputs = collect([named, "-", str(folder), str(tmp_path / "无"), named])
    assert [Path(found.path).name for found in inputs] == ["c.xls", "-", "a.TXT", "b.txt", "c.DOCX", "f.txt", "无", "c.xls"]
    assert [found.error.code if found.error else None for found in inputs] == [None] * 6 + ["missing", None]


def test_collect_says_that_a_folder_is_empty(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"PK")
    (found,) = collect([tmp_path])
    assert isinstance(found, Input) and found.error is not None
    assert found.error.code == "missing"
    assert str(tmp_path) in found.error.message and "\n" not in found.error.message


def test_collect_keeps_the_spelling_of_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("甲.txt").write_text("文", encoding="utf-8")
    assert [found.path for found in collect(["./甲.txt", "."])] == ["./甲.txt", "./甲.txt"]
