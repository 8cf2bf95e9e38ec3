"""A table of metadata: which file belongs to which county, bureau and year, as CSV or as a pandas table."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_nlp.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

FILE = "file"
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def rows(table: str | os.PathLike[str] | pd.DataFrame) -> Rows:
    """The rows of the table by their `file`.

    Raises: UsageError where the table cannot be read or has no column "file".
    """
    if isinstance(table, str | os.PathLike):
        found = _csv(Path(table))
    else:
        found = [
            {str(name): "" if value is None or value != value else _text(value) for name, value in row.items()}
            for row in table.to_dict("records")
        ]
    out: dict[str, list[Mapping[str, str]]] = {}
    for row in found:
        if FILE not in row:
            raise UsageError(f'the table needs a column "{FILE}" with paths relative to the folder / 表里要有一列“{FILE}”，写相对路径')
        file = row[FILE].strip().replace("\\", "/")
        out.setdefault(file, []).append({name: value for name, value in row.items() if name != FILE})
    return out


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _csv(path: Path) -> list[dict[str, str]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the table cannot be read ({error.strerror}) / 表打不开") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    return [
        {(name or "").strip(): value or "" for name, value in row.items() if name is not None} for row in csv.DictReader(io.StringIO(text))
    ]
