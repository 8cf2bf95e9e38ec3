"""How a process that audits comes to be, and how it is seen from outside until it has ended.

Where the system can fork safely (Linux) a server that has loaded everything makes the processes; elsewhere each loads everything itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from threading import Lock, Timer
from typing import Any, BinaryIO, Final, Protocol, cast

from govreport_nlp.batch import forkserver
from govreport_nlp.batch.work import Job
from govreport_nlp.batch.worker import Fate, receive, send
from govreport_nlp.errors import GovReportError

_SECONDS_TO_START: Final = 120.0
_SECONDS_TO_END: Final = 5.0
_TRIES: Final = 2  # a document may have ended the server


class StartError(GovReportError):
    """The process that is to audit cannot be started: nothing that a document can be blamed for."""


class Worker:
    """A process that audits, as its user sees it; it leads a group of its own, so that its children end with it."""

    def __init__(self, process: int, requests: BinaryIO, answers: BinaryIO, wait: Callable[[float], int | None]) -> None:
        self._process, self._requests, self._answers, self._wait = process, requests, answers, wait
        self._over = False

    def exchange(self, request: bytes, seconds: float) -> tuple[bytes | None, bool]:
        """The answer, if one came, and whether the time was up; then the process has been killed."""
        alarm = _Alarm(seconds, self.kill)
        alarm.start()
        try:
            with contextlib.suppress(OSError):  # the process is gone: that shows in the answer
                send(self._requests, request)
            answer = receive(self._answers)
        finally:
            alarm.cancel()
        return answer, alarm.rang

    def kill(self) -> None:
        """Kill it and its children, if nobody has seen its end: afterwards its number may be another's."""
        if not self._over:
            with contextlib.suppress(OSError):
                if hasattr(os, "killpg"):
                    os.killpg(self._process, signal.SIGKILL)
                else:
                    os.kill(self._process, signal.SIGTERM)

    def end(self) -> str:
        """Ask it no more and wait for its end; how it ended, in words."""
        for stream in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                stream.close()
        status = self._wait(_SECONDS_TO_END)
        if status is None:
            self.kill()
            status = self._wait(_SECONDS_TO_END)
        self._over = True
        return _in_words(status)


class Starter(Protocol):
    """Starts processes that audit."""

    def start(self) -> Worker:
        """A process that is ready. Raises: StartError."""

    def close(self) -> None:
        """Start no more; those that were started are the caller's to end."""


def starter(job: Job) -> Starter:
    """What starts processes for a job on this system."""
    return ForkServer(job) if sys.platform == "linux" else Interpreters(job)


class Interpreters:
    """Starts a Python for each process."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def start(self) -> Worker:
        """A process that is ready. Raises: StartError."""
        process = subprocess.Popen(
            command("govreport_nlp.batch.worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a key pressed in the terminal is ours alone
        )
        worker = Worker(
            process.pid, cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout), lambda seconds: _waited(process, seconds)
        )
        answer, late = worker.exchange(pickle.dumps(self._job), _SECONDS_TO_START)
        if answer == bytes([Fate.GOES_ON]):
            return worker
        how = worker.end()
        raise not_started(self._job, answer[1:].decode("utf-8", "replace") if answer else "too slow" if late else how)

    def close(self) -> None:
        """Nothing is left to do."""


class ForkServer:
    """Starts a process that loads everything, and has it fork; started with the first process, and again where a document has ended it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._server: tuple[subprocess.Popen[bytes], socket.socket] | None = None
        self._lock = Lock()

    def start(self) -> Worker:
        """A process that is ready. Raises: StartError."""
        with self._lock:
            for _ in range(_TRIES):
                if self._server is None:
                    self._server = _served(self._job)
                with contextlib.suppress(OSError, EOFError):
                    return self._forked(self._server[1])
                self._end()
        raise not_started(self._job, "the server that forks has ended twice")

    def close(self) -> None:
        """End the server."""
        with self._lock:
            self._end()

    def _forked(self, connection: socket.socket) -> Worker:
        (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
        requests, answers = os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb")
        try:
            number = _asked(connection, forkserver.FORK, ends=(theirs_in, theirs_out))
        except BaseException:
            requests.close()
            answers.close()
            raise
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        return Worker(number, requests, answers, lambda seconds: self._reaped(connection, number, seconds))

    def _reaped(self, connection: socket.socket, number: int, seconds: float) -> int | None:
        """How a process ended, None where it has not; 0 where the server that would know is gone."""
        with self._lock:
            try:
                status = _asked(connection, forkserver.REAP, number, seconds)
            except (OSError, EOFError):
                return 0
        return None if status == forkserver.STILL_THERE else status

    def _end(self) -> None:
        if self._server is not None:
            process, connection = self._server
            self._server = None
            connection.close()
            process.kill()
            process.wait()


def _served(job: Job) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """A server that is ready, and the connection to it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command("govreport_nlp.batch.forkserver"),
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a key pressed in the terminal is ours alone
        )
    ours.settimeout(_SECONDS_TO_START)
    try:
        ours.send(pickle.dumps(job))
        answer = ours.recv(forkserver.LONGEST)
    except TimeoutError:
        answer = bytes([Fate.ENDS]) + b"too slow"
    except OSError:
        answer = b""
    if answer == bytes([Fate.GOES_ON]):
        return process, ours
    ours.close()
    process.kill()
    how = _in_words(process.wait())
    raise not_started(job, answer[1:].decode("utf-8", "replace") or how)


def _asked(connection: socket.socket, what: bytes, number: int = 0, seconds: float = 0, ends: tuple[int, ...] = ()) -> int:
    """What the server answers. Raises: OSError, EOFError where it is gone."""
    socket.send_fds(connection, [forkserver.REQUEST.pack(what, number, seconds)], ends)
    answer = connection.recv(forkserver.ANSWER.size)
    if not answer:
        raise EOFError
    (told,) = forkserver.ANSWER.unpack(answer)
    return int(told)


def command(module: str, *arguments: str) -> list[str]:
    """What runs `main` of a module in another Python that finds the same modules; its arguments begin at `sys.argv[2]`."""
    code = f"import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {module} import main; main()"
    return [sys.executable, "-c", code, json.dumps(sys.path), *arguments]


def not_started(job: Job, told: str) -> StartError:
    """The error of a process that cannot be started; `told` is all that is known."""
    return StartError(
        f"核对进程无法启动；若为内存不足请放宽 --memory（当前 {job.limits.megabytes} MB） / the process that audits cannot be started; "
        f"if memory is short allow more with --memory (now {job.limits.megabytes} MB): {told.strip()[-2000:]}"
    )


def _waited(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


def _in_words(status: int | None) -> str:
    if status is None or status >= 0:
        return f"exit status {status or 0}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


class _Alarm(Timer):
    """A timer that remembers whether it rang."""

    rang = False

    def __init__(self, seconds: float, ring: Callable[[], Any]) -> None:
        super().__init__(seconds, ring)
        self.daemon = True

    def run(self) -> None:
        """Wait, then ring unless cancelled."""
        if not self.finished.wait(self.interval):
            self.rang = True
            self.function(*self.args, **self.kwargs)
        self.finished.set()
