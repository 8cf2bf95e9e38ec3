"""What was read of a file, kept on disk: a second look at a thousand reports takes seconds.

A kept reading belongs to the bytes of the file and to the code and words of this library: whatever changes, it is read anew. The folder is
the user's own and closed to others, since the form (pickle) must not come from strangers.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import zlib
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

from govreport_nlp.models import Extraction, Finding, Metadata

Kept = Extraction | Metadata | tuple[Finding, ...]
EXTRACTION, METADATA = "extraction", "metadata"  # what is kept of a file


def findings_of(preview: bool) -> str:
    """The name under which findings are kept."""
    return f"findings preview={preview}"


def default_folder() -> Path:
    """$GOVREPORT_CACHE, else the user's folder for caches."""
    own = os.environ.get("GOVREPORT_CACHE")
    if own:
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "govreport_nlp" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "govreport_nlp"


@cache
def program() -> str:
    """A fingerprint of this library's code and words, and of the Python that keeps them."""
    digest = hashlib.sha256(sys.version.encode())
    package = Path(str(resources.files("govreport_nlp")))
    for path in sorted(path for path in package.rglob("*") if path.suffix in (".py", ".toml")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load(folder: Path | None, sha256: str, what: str) -> Kept | None:
    """What is kept of a file with this content; None where nothing is, or the folder is not the user's own."""
    if folder is None or not _own(folder):
        return None
    try:
        kept: Kept = pickle.loads(zlib.decompress(_place(folder, sha256, what).read_bytes()))
    except (OSError, zlib.error, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError):
        return None  # not there, or cut short: it is read anew
    return kept


def has(folder: Path, sha256: str, what: str) -> bool:
    """True where something is kept of a file with this content, and may be used."""
    return _own(folder) and _place(folder, sha256, what).is_file()


def keep(folder: Path | None, sha256: str, what: str, reading: Kept) -> None:
    """Keep a reading; where the disk is full or closed to us, nothing is kept and nothing is wrong."""
    if folder is None:
        return
    place = _place(folder, sha256, what)
    unfinished = place.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _own(folder):
            return
        place.parent.mkdir(mode=0o700, exist_ok=True)
        unfinished.write_bytes(zlib.compress(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL), 1))
        unfinished.replace(place)
    except OSError:
        unfinished.unlink(missing_ok=True)


def under(extraction: Extraction, path: str) -> Extraction:
    """A kept reading under the path of the file at hand: the same content may lie in two places."""
    document = extraction.document
    if document.source.path == path:
        return extraction
    return replace(extraction, document=replace(document, source=replace(document.source, path=path)))


def _place(folder: Path, sha256: str, what: str) -> Path:
    name = hashlib.sha256(f"{program()} {sha256} {what}".encode()).hexdigest()
    return folder / name[:2] / name[2:34]


def _own(folder: Path) -> bool:
    """True for a folder of this user's that nobody else can write to."""
    try:
        status = folder.stat()
    except OSError:
        return False
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
