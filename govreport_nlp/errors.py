"""What can go wrong with a file or a call.

Something wrong *in a report* is a `Finding`, a value. Something wrong *with a file or a call* is one of these: each says where, what was
found, and what to do instead.
"""

from __future__ import annotations

import re
import traceback
from pathlib import Path

_ADDRESS = re.compile(r"\b0x[0-9a-f]+")


class GovReportError(Exception):
    """Anything this library raises on purpose."""


class UsageError(GovReportError):
    """A call that cannot be carried out as it was written: an unknown rule, an unknown table name."""


class SettingsError(UsageError):
    """A file of settings, of accepted findings or a baseline that cannot be used; the message names file, line, key and remedy."""


class LexiconError(GovReportError):
    """An entry of a lexicon file that cannot be used; the message names the file and the entry."""


class ReadError(GovReportError):
    """A file that cannot be audited.

    `code` is one of missing, unreadable, empty, encoding, format, too_large, timeout, crashed (the codes that the JSON output prints);
    the message names the path, what was found and the remedy.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        """Keep both arguments when the error crosses a process boundary."""
        return (type(self), (self.code, self.message))


def crashed(path: str, crash: BaseException) -> ReadError:
    """A fault of this program as the error of the file that brought it about: what happened and where, on one line, the same in every run."""
    last = traceback.extract_tb(crash.__traceback__)[-1:]
    place = "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in last)
    what = " ".join(_ADDRESS.sub("0x…", f"{type(crash).__name__}: {crash}{place}").split())
    return ReadError("crashed", f"{path}：程序内部错误，本文件未核对 / internal error, this file was not audited: {what}")
