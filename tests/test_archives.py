"""Archives: the reports in them, under their right names; what could do harm is refused alone."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path

import made
import pytest

import govreport_nlp as gr
from govreport_nlp.errors import ReadError
from govreport_nlp.reading import archives, package
from govreport_nlp.reading.files import collect
from govreport_nlp.reading.opening import bytes_of, read_file


def raw_named(path: Path, names: list[bytes], flags: int = 0, extra: bytes = b"") -> None:
    """An archive whose names are these bytes, marked as UTF-8 or not."""
    with zipfile.ZipFile(path, "w") as archive:
        for index, name in enumerate(names):
            info = zipfile.ZipInfo(f"{index:0{len(name)}d}")
            info.extra = extra
            archive.writestr(info, f"第{index}份办结{index}件。")
    data = path.read_bytes()
    for index, name in enumerate(names):
        data = data.replace(f"{index:0{len(name)}d}".encode(), name)
    if flags:
        data = bytearray(data)
        for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            found = data.find(signature)
            while found >= 0:
                data[found + at : found + at + 2] = struct.pack("<H", flags)
                found = data.find(signature, found + 4)
    path.write_bytes(data)


def names(path: Path) -> list[str]:
    return [found.path.removeprefix(f"{path}/") for found in collect([str(path)])]


@pytest.mark.parametrize(("encoding", "flags"), [("gbk", 0), ("utf-8", 0), ("utf-8", 0x800)])
def test_chinese_names_are_right_whoever_wrote_them(tmp_path: Path, encoding: str, flags: int) -> None:
    path = tmp_path / "四十个局.zip"
    raw_named(path, ["财政局/2023年报告.txt".encode(encoding), "自然资源局.txt".encode(encoding)], flags)
    assert names(path) == ["自然资源局.txt", "财政局/2023年报告.txt"] or names(path) == ["财政局/2023年报告.txt", "自然资源局.txt"]
    assert gr.read(f"{path}/财政局/2023年报告.txt").text == "第0份办结0件。"


def test_the_unicode_name_beside_wins(tmp_path: Path) -> None:
    name = "报告.txt".encode()
    path = tmp_path / "a.zip"
    field = b"\x01" + struct.pack("<I", zlib.crc32(b"0000.txt")) + name
    raw_named(path, [b"0000.txt"], extra=struct.pack("<HH", 0x7075, len(field)) + field)
    assert names(path) == ["报告.txt"]


def test_an_archive_and_a_folder_with_one_give_every_report_of_every_format(tmp_path: Path) -> None:
    (tmp_path / "乙.txt").write_text("乙局办结5件。", "utf-8")
    members = {
        "甲/一.docx": made.docx(made.paragraph("甲局办结3件。")),
        "二.html": made.web_page("题目在此\n丙局办结4件。"),
        "照片.jpg": b"x",
        "空/": b"",
    }
    (tmp_path / "丙.zip").write_bytes(made.zipped(members))
    found = [found.path for found in collect([str(tmp_path)])]
    assert [path.removeprefix(f"{tmp_path}/") for path in found] == ["丙.zip/二.html", "丙.zip/甲/一.docx", "乙.txt"]
    assert [len(gr.read(path).claims) for path in found] == [1, 1, 1]


def test_one_report_in_an_archive_is_read_and_of_several_one_must_be_named(tmp_path: Path) -> None:
    one, two = tmp_path / "一.zip", tmp_path / "二.zip"
    one.write_bytes(made.zipped({"报告.txt": "办结3件。", "说明.jpg": b"x"}))
    two.write_bytes(made.zipped({"甲.txt": "办结3件。", "乙.txt": "办结4件。"}))
    assert gr.read(one).text == "办结3件。"
    with pytest.raises(ReadError) as caught:
        gr.read(two)
    assert "甲.txt" in caught.value.message
    with pytest.raises(ReadError) as missing:
        gr.read(f"{two}/丙.txt")
    assert missing.value.code == "missing"


@pytest.mark.parametrize("name", ["../外.txt", "/etc/外.txt", "甲/../../外.txt", "C:\\外.txt", "..\\外.txt"])
def test_names_that_lead_out_are_refused_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(made.zipped({name: "外", "好.txt": "办结3件。"}))
    found = collect([str(path)])
    assert sorted(entry.error.code if entry.error else "" for entry in found) == ["", "unreadable"]
    refused = next(entry for entry in found if entry.error)
    with pytest.raises(ReadError):
        read_file(refused.path)


def test_links_and_archives_in_archives_and_twins_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("链接.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("内.zip", made.zipped({"甲.txt": "甲"}))
        archive.writestr("双.txt", "一")
        archive.writestr("双.txt", "二")
        archive.writestr("好.txt", "办结3件。")
    assert {Path(entry.path).name: bool(entry.error) for entry in collect([str(path)])} == {
        "内.zip": True, "双.txt": True, "好.txt": False, "链接.txt": True,
    }  # fmt: skip


def test_bombs_and_broken_archives_take_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb, broken, empty = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip"
    bomb.write_bytes(made.zipped({"大.txt": b"0" * 1_000_000, "好.txt": "办结3件。"}))
    broken.write_bytes(bomb.read_bytes()[:500])
    empty.write_bytes(made.zipped({"照片.jpg": b"x"}))
    assert [entry.error.code if entry.error else "" for entry in collect([str(broken), str(empty)])] == ["unreadable", "missing"]
    with pytest.raises(ReadError) as large:
        read_file(f"{bomb}/大.txt", max_bytes=10_000)
    assert large.value.code == "too_large" and read_file(f"{bomb}/好.txt", max_bytes=10_000).text == "办结3件。"
    monkeypatch.setattr(package, "MAX_MEMBERS", 1)
    bomb.touch()  # as it was it is known
    assert [entry.error.code if entry.error else "" for entry in collect([str(bomb)])] == ["too_large"]


def test_an_archive_is_listed_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, opened = tmp_path / "a.zip", []
    monkeypatch.setattr(archives, "Package", lambda *given: opened.append(given) or package.Package(*given))
    path.write_bytes(made.zipped({f"{number}.txt": f"办结{number}件。" for number in range(50)}))
    found = collect([str(path)])
    assert [bytes_of(entry.path).decode() for entry in found][:2] == ["办结0件。", "办结1件。"] and len(opened) == 1
    path.write_bytes(made.zipped({"0.txt": "办结十件。"}))
    assert bytes_of(f"{path}/0.txt").decode() == "办结十件。" and len(opened) == 2
    with pytest.raises(ReadError):
        bytes_of(f"{path}/1.txt")
    path.unlink()
    with pytest.raises(ReadError):
        bytes_of(f"{path}/0.txt")


def test_an_encrypted_member_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(made.zipped({"报告.txt": "办结3件。"}))
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + at] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ReadError) as caught:
        read_file(f"{path}/报告.txt")
    assert "加密" in caught.value.message


def test_loops_of_links_end(tmp_path: Path) -> None:
    (tmp_path / "回.txt").symlink_to(tmp_path / "环.txt")
    (tmp_path / "环.txt").symlink_to(tmp_path / "回.txt")
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹" / "上").symlink_to(tmp_path)
    found = collect([str(tmp_path)])
    assert [Path(entry.path).name for entry in found] == ["回.txt", "环.txt"]
    with pytest.raises(ReadError) as caught:
        read_file(found[0].path)
    assert caught.value.code == "unreadable"
