"""Which files a pattern of per-file settings means."""

from __future__ import annotations

from fnmatch import fnmatchcase


def matches(path: str, pattern: str) -> bool:
    """True where a path (relative to the settings, parted by /) fits: `*` stays within a folder, `**` goes through any number of them.

    A pattern without / is a file name, in whichever folder.
    """
    names, parts = path.split("/"), pattern.removeprefix("./").split("/")
    return _fits(names, parts if len(parts) > 1 else ["**", *parts])


def _fits(names: list[str], parts: list[str]) -> bool:
    if not parts:
        return not names
    if parts[0] == "**":
        return any(_fits(names[skipped:], parts[1:]) for skipped in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], parts[0]) and _fits(names[1:], parts[1:])
