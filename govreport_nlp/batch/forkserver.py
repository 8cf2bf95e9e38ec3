"""The inside of a process that has loaded everything once and makes the processes that audit by forking: each begins at once, and shares its memory.

Standard input is a socket that keeps messages apart. The first to come is a pickled `Job`, answered by a byte of `Fate` and, where that is ENDS,
what went wrong. Then `FORK` comes with the two ends over which the new process is asked and answers, and is answered by its number; `REAP`
with the number of a process and a time in seconds is answered by how it ended (`os.waitstatus_to_exitcode`), or by `STILL_THERE`.
"""

from __future__ import annotations

import gc
import os
import pickle
import socket
import struct
import time
import traceback
from contextlib import suppress
from typing import Final

from govreport_nlp.batch.work import Job
from govreport_nlp.batch.worker import Fate, prepare, serve

REQUEST: Final = struct.Struct(">cqd")  # what, of which process, for how many seconds
ANSWER: Final = struct.Struct(">q")
FORK: Final = b"F"
REAP: Final = b"R"
STILL_THERE: Final = 1 << 32
LONGEST: Final = 1 << 16  # bytes of a message
_SECONDS_BETWEEN_LOOKS: Final = 0.002


def main() -> None:
    """Fork and reap until nobody asks any more."""
    asked = socket.socket(fileno=0)
    try:
        job: Job = pickle.loads(asked.recv(LONGEST))
        prepare(job)
    except BaseException:  # told to whoever started the process, who cannot see its standard error
        asked.send(bytes([Fate.ENDS]) + traceback.format_exc()[-2000:].encode("utf-8", "replace"))
        return
    gc.collect()
    gc.freeze()  # what is there now stays for ever: no collection shall look at it, and so copy it, in each process
    asked.send(bytes([Fate.GOES_ON]))
    with suppress(OSError):  # whoever asked is gone
        _answer_all(asked, job)


def _answer_all(asked: socket.socket, job: Job) -> None:
    while True:
        message, ends, _, _ = socket.recv_fds(asked, REQUEST.size, 2)
        if not message:
            return
        kind, process, seconds = REQUEST.unpack(message)
        answer = _forked(job, *ends) if kind == FORK else _reaped(process, seconds)
        asked.send(ANSWER.pack(answer))


def _forked(job: Job, requests: int, answers: int) -> int:
    """A new process that audits; does not return in that one."""
    process = os.fork()
    if process == 0:
        try:
            os.setsid()  # its own children (LibreOffice) are stopped with it
            os.dup2(requests, 0)  # in the place of the socket, which is no business of its
            os.dup2(answers, 1)
            os.close(requests)
            os.close(answers)
            serve(job)
        finally:
            os._exit(0)
    os.close(requests)
    os.close(answers)
    return process


def _reaped(process: int, seconds: float) -> int:
    """How a process ended; it is waited for no longer than so many seconds."""
    until = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= until:
            return STILL_THERE
        time.sleep(_SECONDS_BETWEEN_LOOKS)
