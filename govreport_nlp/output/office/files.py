"""Tables of all reports, written row by row: `claims.csv` and `claims.parquet`, for those who compute."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from govreport_nlp.output import records, sheets
from govreport_nlp.output.records import CLAIMS, Column, Row

_BATCH = 5_000  # rows of a group in a Parquet file: some megabytes of memory


class ClaimsCsv:
    """`claims.csv`: a line a figure, UTF-8 with a byte order mark, exact decimal texts, no cell a formula."""

    def __init__(self, folder: Path) -> None:
        path = folder / "claims.csv"
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        sheets.write_csv(self._file, CLAIMS, ())

    def add(self, row: Row) -> None:
        """Write the figures of a report."""
        if row["error"] is None:
            sheets.write_csv(self._file, CLAIMS, records.claims(row), header=False)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class ClaimsParquet:
    """`claims.parquet`: the columns of `Report.to_frame("claims")`, with the file in front; numbers as floats and as exact text.

    Raises: ImportError without pyarrow (extra "parquet").
    """

    def __init__(self, folder: Path) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        numbers = [column.name for column in CLAIMS if column.holds == "number"]
        fields = [(column.name, _type(pa, column)) for column in CLAIMS]
        self._schema = pa.schema([*fields, *((f"{name}_exact", pa.string()) for name in numbers)])
        self._numbers = numbers
        self._columns: dict[str, list[Any]] = {name: [] for name in self._schema.names}
        self._table = pa.Table
        self._closing = ExitStack()
        self._file = self._closing.enter_context(parquet.ParquetWriter(folder / "claims.parquet", self._schema, compression="zstd"))

    def add(self, row: Row) -> None:
        """Take the figures of a report; they are written by the thousands."""
        if row["error"] is not None:
            return
        for claim in records.claims(row):
            for column in CLAIMS:
                self._columns[column.name].append(claim[column.name])
            if len(self._columns["id"]) >= _BATCH:
                self._flush()

    def _flush(self) -> None:
        columns = self._columns
        if not columns["id"]:
            return
        for name in self._numbers:
            columns[f"{name}_exact"] = columns[name]
            columns[name] = [None if text is None else float(text) for text in columns[name]]
        try:
            table = self._table.from_pydict(columns, self._schema)
        except UnicodeEncodeError:
            table = self._table.from_pydict({name: list(map(_encodable, column)) for name, column in columns.items()}, self._schema)
        self._file.write_table(table)
        self._columns = {name: [] for name in columns}

    def close(self) -> None:
        """Write what is left, and the file's end."""
        with self._closing:
            self._flush()


def _type(pa: Any, column: Column) -> Any:
    return {"text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "ratio": pa.float64()}[column.holds]


def _encodable(value: str | float | None) -> str | float | None:
    """The same; half a surrogate pair, which UTF-8 cannot hold, as an escape."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
