"""Old Word files, by programs that stand in for LibreOffice and antiword; none of these need be installed."""

from __future__ import annotations

import sys
from pathlib import Path

import made
import pytest

from govreport_nlp.errors import ReadError
from govreport_nlp.reading import legacy
from govreport_nlp.reading.opening import from_bytes

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5" + bytes(9) + b"\x00" + bytes(500) + "WordDocument".encode("utf-16-le")
RTF = b"{\\rtf1\\ansi report}"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for programs: nothing else is on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, code: str) -> None:
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport sys, time\nfrom pathlib import Path\n{code}", "utf-8")
    file.chmod(0o755)


def converts(folder: Path, report: bytes) -> None:
    program(folder, "soffice", f"Path(sys.argv[-1]).with_suffix('.docx').write_bytes({report!r})")


@pytest.mark.parametrize(("name", "data"), [("报告.doc", OLD), ("报告.wps", OLD), ("报告.rtf", RTF)])
def test_libreoffice_makes_a_docx_of_it(programs: Path, name: str, data: bytes) -> None:
    converts(programs, made.docx_of("某局报告\n一、情况\n办结5件。"))
    source = from_bytes(data, name)
    assert source.text == "某局报告\n一、情况\n办结5件。\n" and source.path == name and not source.warnings
    assert source.sha256 == from_bytes(data, "x").sha256 != from_bytes(made.docx_of("某局报告\n一、情况\n办结5件。"), "x").sha256


def test_antiword_reads_doc_where_there_is_no_libreoffice(programs: Path) -> None:
    program(programs, "antiword", "sys.stdout.buffer.write('一、情况\\n|项目 |件数 |\\n|信访 |31 |\\n办结5件。\\n'.encode())")
    source = from_bytes(OLD, "报告.doc")
    assert source.text.startswith("一、情况\n项目\t件数\n信访\t31\n办结5件。") and len(source.tables) == 1
    assert "antiword" in source.warnings[0]


@pytest.mark.parametrize("data", [OLD, RTF])
def test_without_a_program_it_says_what_to_install(programs: Path, data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        from_bytes(data, "报告.doc")
    assert caught.value.code == "format" and "LibreOffice" in caught.value.message


def test_a_program_that_fails_or_makes_nothing(programs: Path) -> None:
    for code in ("sys.exit(3)", "pass"):
        program(programs, "soffice", code)
        with pytest.raises(ReadError) as caught:
            from_bytes(OLD, "报告.doc")
        assert caught.value.code == "unreadable"
    locked = OLD[:523] + b"\x01" + OLD[524:]
    with pytest.raises(ReadError, match="加密"):
        from_bytes(locked, "报告.doc")


def test_a_program_that_hangs_is_ended(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "SECONDS", 0.5)
    program(programs, "soffice", "time.sleep(60)")
    with pytest.raises(ReadError) as caught:
        from_bytes(OLD, "报告.doc")
    assert caught.value.code == "timeout"
