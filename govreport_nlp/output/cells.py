"""What a spreadsheet program needs of the cells that it is given."""

from __future__ import annotations

from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"  # Excel in China reads UTF-8 only with it


def no_formula(cell: str) -> str:
    """Words of a report that a spreadsheet would run as a formula, made text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
