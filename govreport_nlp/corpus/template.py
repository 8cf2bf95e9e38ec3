"""Templates of file names: "{county}_{bureau}_{year}" reads 云澜县_司法局_2023.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from govreport_nlp.errors import UsageError

_FIELD = re.compile(r"\{([^{}]*)\}")
IGNORED = "_"
_SHAPES = {"year": r"(?:19|20)\d\d"}


@dataclass(frozen=True, slots=True)
class Template:
    """A template with its two readings: short fields first, long ones first; where they differ, the name can be read two ways."""

    written: str
    fields: tuple[str, ...]
    short: re.Pattern[str]
    long: re.Pattern[str]

    def read(self, path: str) -> tuple[dict[str, str], ...]:
        """What the fields hold in a path (with "/", relative to the folder): none where it does not fit, two where it fits two ways.

        A template without "/" is for the file's name alone; the suffix (.txt) belongs to no field.
        """
        whole = PurePosixPath(path).with_suffix("").as_posix()
        name = whole if "/" in self.written else whole.rpartition("/")[2]
        found = [match for match in (self.short.fullmatch(name), self.long.fullmatch(name)) if match]
        readings = [{field: match[field].strip() for field in self.fields} for match in found]
        return tuple(reading for index, reading in enumerate(readings) if reading not in readings[:index])


def parse(written: str) -> Template:
    """The template that was written; `{_}` stands for what belongs to no field.

    Raises: UsageError for one without a field, a field that is no name, two fields of one name or without anything between them.
    """
    fields = [name for name in _FIELD.findall(written) if name != IGNORED]
    if not fields:
        raise UsageError(f'pattern "{written}" has no field such as {{county}} / 模板“{written}”里没有 {{county}} 这样的字段')
    for name in fields:
        if not name.isidentifier():
            raise UsageError(f'pattern "{written}": "{{{name}}}" is no name of a field / 字段名“{name}”不能用：用字母、汉字、下划线')
    if len(set(fields)) < len(fields):
        raise UsageError(f'pattern "{written}" names a field twice / 模板“{written}”里有字段重复')
    if re.search(r"(?<!\{year)\}\{(?!year\})", written):
        raise UsageError(f'pattern "{written}": something must stand between two fields / 两个字段之间要有分隔，如“_”')
    return Template(written, tuple(fields), _compiled(written, "+?"), _compiled(written, "+"))


def _compiled(written: str, repeat: str) -> re.Pattern[str]:
    pieces = []
    for index, piece in enumerate(_FIELD.split(written.removesuffix(".txt"))):
        if index % 2 == 0:
            pieces.append(re.escape(piece))
        elif piece == IGNORED:
            pieces.append(f"[^/]{repeat}")
        else:
            pieces.append(f"(?P<{piece}>{_SHAPES.get(piece, f'[^/]{repeat}')})")
    return re.compile("".join(pieces))
