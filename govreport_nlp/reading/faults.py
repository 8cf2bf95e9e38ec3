"""The errors of the readers: path, what was found, what to do, in Chinese and English, on one line."""

from __future__ import annotations

from typing import Final

from govreport_nlp.errors import ReadError

MAX_CELLS: Final = 200_000  # of all tables of a file
Words = tuple[str, str]  # Chinese, English


def fault(code: str, path: str, found: Words, remedy: Words) -> ReadError:
    """One line: 路径：原因；办法 / English."""
    english = " ".join(f"{found[1]}; {remedy[1]}".split())
    return ReadError(code, f"{shown(path)}：{found[0]}；{remedy[0]} / {english}")


def shown(path: str) -> str:
    """A path that fits on one line of a message."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8").replace("\n", "\\n").replace("\r", "\\r")


def too_large(path: str, size: int, limit: int) -> ReadError:
    """More bytes than are read."""
    found = (f"文件过大（{size / 1e6:.1f} MB，上限 {limit / 1e6:.1f} MB）", f"too large ({size / 1e6:.1f} MB, limit {limit / 1e6:.1f} MB)")
    return fault("too_large", path, found, ("请拆分文件或提高上限", "split it or raise the limit"))


def missing_extra(path: str, form: str, extra: str) -> ReadError:
    """A reader whose library is not installed; says which extra brings it."""
    found = (f"读取 {form} 需要的组件未安装", f"the library that reads {form} is not installed")
    return fault("format", path, found, (f"请运行 pip install 'govreport-nlp[{extra}]'", f"run pip install 'govreport-nlp[{extra}]'"))


def damaged(path: str, form: str, why: object) -> ReadError:
    """A file that begins as `form` does and cannot be read as such."""
    found = (f"{form} 文件损坏，无法读取", f"a damaged {form} file ({why})")
    return fault("unreadable", path, found, ("请重新导出或另存后再审核", "export or save it again"))


def encrypted(path: str, form: str) -> ReadError:
    """A file that asks for a password."""
    found = (f"{form} 文件已加密，需要密码", f"an encrypted {form} file: it asks for a password")
    return fault("unreadable", path, found, ("请取消密码保护并另存后再审核", "save it without the password"))


def too_many_cells(path: str) -> ReadError:
    """A file whose tables are larger than a report's are."""
    found = (f"表格超过 {MAX_CELLS:,} 个单元格", f"tables of more than {MAX_CELLS:,} cells")
    return fault("too_large", path, found, ("请拆分文件", "split the file"))
