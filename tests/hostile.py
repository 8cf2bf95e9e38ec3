"""Documents that attack whoever audits them, and what stands in for the audit in the tests of batches: it does what a text tells it to."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from govreport_nlp.batch.work import Task
from govreport_nlp.errors import ReadError


def hang() -> NoReturn:
    while True:
        pass


def hang_with_a_child() -> NoReturn:
    subprocess.run(["sleep", "1000"], check=False)
    hang()


def hang_deaf_to_signals() -> NoReturn:
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    hang()


def leave() -> NoReturn:
    os._exit(3)


def leave_politely() -> NoReturn:
    sys.exit(0)


def segfault() -> None:
    ctypes.string_at(0)


def take_much() -> None:
    bytearray(8 * 2**30)


def take_ever_more() -> None:
    held = []
    while True:
        held.append("石" * 10**6)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def raise_what_cannot_be_pickled() -> NoReturn:
    class PoisonError(Exception):
        def __init__(self) -> None:
            super().__init__(lambda: None, self)

    raise PoisonError


def recurse() -> None:
    recurse()


def print_much() -> None:
    print("x" * 10**6, flush=True)
    os.write(1, b"\0" * 10**6)


def kill_the_parent() -> NoReturn:
    os.kill(os.getppid(), signal.SIGKILL)
    leave()


def kill_whoever_started_us() -> NoReturn:
    """Kill the server that forked this process, and the Dask worker that started the server."""
    parent = os.getppid()
    grandparent = int(Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(grandparent, signal.SIGKILL)
    os.kill(parent, signal.SIGKILL)
    leave()


ATTACKS: dict[str, Callable[[], None]] = {
    attack.__name__: attack
    for attack in (
        hang, hang_with_a_child, hang_deaf_to_signals, leave, leave_politely, segfault, take_much, take_ever_more, be_killed,
        raise_what_cannot_be_pickled, recurse, print_much, kill_the_parent,
    )
}  # fmt: skip
TIMEOUT = ("hang", "hang_with_a_child", "hang_deaf_to_signals")
TOO_LARGE = ("take_much", "take_ever_more")
HARMLESS = ("print_much",)
CODES = {
    name: "timeout" if name in TIMEOUT else "too_large" if name in TOO_LARGE else "crashed" for name in ATTACKS if name not in HARMLESS
}


def audit(task: Task, content: bytes) -> dict[str, Any]:
    """A row without findings, unless the text names an attack; each call is noted in the file that AUDITED names."""
    if log := os.environ.get("AUDITED"):
        with Path(log).open("a") as file:
            file.write(task.path + "\n")
    text = content.decode()
    if not text:
        raise ReadError("empty", f"{task.path}：empty")
    if text in ATTACKS:
        ATTACKS[text]()
    if text == kill_whoever_started_us.__name__:
        kill_whoever_started_us()
    time.sleep(float(os.environ.get("SECONDS_EACH", "0")))
    return {
        "source": task.path, "text": text, "sha256": task.sha256, "metadata": {}, "coverage": {"claims": len(text), "refused": 0, "unread": 0},
        "claims": [], "sections": [], "refused": [], "unread": [], "warnings": [], "findings": [], "error": None,
    }  # fmt: skip
