"""What a user has decided about names: a CSV file with the columns `name` and `indicator`."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path

from govreport_nlp.errors import UsageError


def read_overrides(given: str | os.PathLike[str] | Mapping[str, str] | None) -> dict[str, str]:
    """The indicator of each name; an empty indicator keeps a name out of every group.

    Raises: UsageError where the file cannot be read, lacks a column or gives one name two indicators.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {name.strip(): indicator.strip() for name, indicator in given.items()}
    try:
        text = Path(given).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{given}: the file of names cannot be read (UTF-8 CSV is needed): {error} / 名称对照表打不开") from error
    out: dict[str, str] = {}
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        if "name" not in row or "indicator" not in row:
            raise UsageError(f'{given}: the columns "name" and "indicator" are needed / 要有 name 和 indicator 两列')
        name, indicator = (row["name"] or "").strip(), (row["indicator"] or "").strip()
        if out.setdefault(name, indicator) != indicator:
            raise UsageError(f'{given}, line {line}: "{name}" has two indicators: {out[name]}, {indicator} / 同一名称写了两个指标')
    return out
