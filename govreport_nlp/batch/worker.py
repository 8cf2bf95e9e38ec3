"""The inside of a process that audits: asked over standard input for one document after the other, it answers over standard output.

A message is its length in eight bytes and that many bytes: a pickled `Task`, answered by a byte of `Fate` and a pickled `Outcome`. A process
that nobody has prepared (`main`) first takes a pickled `Job`. When standard input ends, so does the process.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import struct
import sys
import traceback
from enum import IntEnum
from typing import BinaryIO, Final

from govreport_nlp.batch.work import Job, Outcome, Row, Task, changed, done, failed, out_of_memory
from govreport_nlp.errors import ReadError, crashed

_LENGTH: Final = struct.Struct(">Q")
_GRACE: Final = 10.0  # seconds after which a process that nobody has stopped stops itself


class Fate(IntEnum):
    """What becomes of the process after an answer: it goes on, or it is not to be trusted with another document."""

    GOES_ON = 0
    ENDS = 1


def send(stream: BinaryIO, message: bytes) -> None:
    """Write a message at once."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next message; None where the stream has ended, also in the middle of one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def main() -> None:
    """Prepare as the first message says, tell how that went, then answer until nobody asks any more."""
    requests, answers = _channels()
    try:
        first = receive(requests)
        if first is None:
            return
        job: Job = pickle.loads(first)
        prepare(job)
    except BaseException:  # told to whoever started the process, who cannot see its standard error
        send(answers, bytes([Fate.ENDS]) + traceback.format_exc().encode("utf-8", "replace"))
        return
    send(answers, bytes([Fate.GOES_ON]))
    _answer_all(job, requests, answers)


def prepare(job: Job) -> None:
    """Set the limits, and load what every document needs. Raises: whatever loading raises, MemoryError among it."""
    _limit_memory(job.limits.megabytes)
    job.warm_up()


def serve(job: Job) -> None:
    """Answer in a process that is prepared already, until nobody asks any more."""
    _answer_all(job, *_channels())


def _answer_all(job: Job, requests: BinaryIO, answers: BinaryIO) -> None:
    while (request := receive(requests)) is not None:
        fate, outcome = _answer(job, pickle.loads(request))
        send(answers, bytes([fate]) + pickle.dumps(outcome))
        if fate is Fate.ENDS:
            return


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """The two ends to talk over, out of reach of a library that prints or reads."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return requests, answers


def _limit_memory(megabytes: int) -> None:
    """No more than so much memory, where the system can say so; more gives a MemoryError."""
    try:
        import resource
    except ImportError:  # Windows
        return
    # On Linux what is written to counts; elsewhere that cannot be limited, but the whole address space
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, highest = resource.getrlimit(kind)
    wanted = megabytes * 2**20
    resource.setrlimit(kind, (wanted if highest == resource.RLIM_INFINITY else min(wanted, highest), highest))


def _answer(job: Job, task: Task) -> tuple[Fate, Outcome]:
    """What one document gives; whatever goes wrong with it is its error."""
    _alarm(job.limits.seconds + _GRACE)
    try:
        return Fate.GOES_ON, done(task, _row(job, task))
    except ReadError as error:
        return Fate.GOES_ON, failed(task, error)
    except MemoryError:
        return Fate.ENDS, failed(task, out_of_memory(task.path, job.limits))
    except BaseException as crash:  # also SystemExit: a document has no say in when this ends
        return Fate.ENDS, failed(task, crashed(task.path, crash))
    finally:
        _alarm(0)


def _row(job: Job, task: Task) -> Row:
    from govreport_nlp.reading.opening import bytes_of

    content = bytes_of(task.path) if task.content is None else task.content
    if hashlib.sha256(content).hexdigest() != task.sha256:
        raise changed(task.path)
    return job.function(task, content)


def _alarm(seconds: float) -> None:
    """End this process by the system's clock: the last resort when its supervisor was killed and it hangs (0: not any more)."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
