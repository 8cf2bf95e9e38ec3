"""The outside of a process that audits: started, asked, stopped when it takes too long, started anew when it has died."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
from threading import Timer
from typing import BinaryIO, Final, cast

from govreport_nlp.batch.work import Job, Outcome, Task, failed, process_ended, timed_out
from govreport_nlp.batch.worker import Fate, receive, send
from govreport_nlp.errors import GovReportError

Process = subprocess.Popen[bytes]

_SECONDS_TO_START: Final = 120.0
_SECONDS_TO_END: Final = 5.0
_TRIES: Final = 2  # what ended the process may have come from outside: too little memory for all, an impatient hand
_LIFE: Final = 1000  # documents; words once looked up are remembered, and not for ever


def command(module: str, *arguments: str) -> list[str]:
    """What runs `main` of a module in another Python that finds the same modules; its arguments begin at `sys.argv[2]`."""
    code = f"import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {module} import main; main()"
    return [sys.executable, "-c", code, json.dumps(sys.path), *arguments]


class StartError(GovReportError):
    """The process that is to audit cannot be started: nothing that a document can be blamed for."""


class Auditor:
    """One process, one document at a time; not for two threads at once, but any may `stop` it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._process: Process | None = None
        self._asked = 0
        self._stopped = False

    def outcome(self, task: Task) -> Outcome:
        """What a task gives, whatever happens to the process.

        Raises: StartError where no process can be started.
        """
        how = "stopped"
        for _ in range(_TRIES):
            process = self._running()
            if self._stopped:
                break
            answer, late = _exchange(process, pickle.dumps(task), self._job.limits.seconds)
            self._asked += 1
            if answer is None or late or answer[0] == Fate.ENDS or self._asked >= _LIFE:
                how = self._end()
            if answer is not None:
                outcome: Outcome = pickle.loads(answer[1:])
                return outcome
            if late:
                return failed(task, timed_out(task.path, self._job.limits))
        return failed(task, process_ended(task.path, how))

    def stop(self) -> None:
        """Kill the process; whoever waits for its answer gets an error's."""
        self._stopped = True
        if self._process is not None:
            _kill(self._process)

    def close(self) -> None:
        """Let the process end, which it does when it is not asked any more."""
        self._stopped = True
        if self._process is not None:
            self._end()

    def _running(self) -> Process:
        if self._process is None:
            self._process, self._asked = _started(self._job), 0
        return self._process

    def _end(self) -> str:
        """Let go of the process; how it ended, in words."""
        process, self._process = self._process, None
        return "" if process is None else _ended(process)


def _started(job: Job) -> Process:
    process = subprocess.Popen(
        command("govreport_nlp.batch.worker"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # its own children (LibreOffice) are stopped with it; a key pressed in the terminal is ours alone
    )
    answer, late = _exchange(process, pickle.dumps(job), _SECONDS_TO_START)
    if answer == bytes([Fate.GOES_ON]):
        return process
    how = _ended(process)
    told = answer[1:].decode("utf-8", "replace") if answer else "too slow" if late else how
    raise StartError(
        f"核对进程无法启动；若为内存不足请放宽 --memory（当前 {job.limits.megabytes} MB） / the process that audits cannot be started; "
        f"if memory is short allow more with --memory (now {job.limits.megabytes} MB): {told.strip()[-2000:]}"
    )


def _exchange(process: Process, request: bytes, seconds: float) -> tuple[bytes | None, bool]:
    """The answer, if one came, and whether the time was up; then the process has been killed."""
    requests, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
    alarm = _Alarm(seconds, _kill, (process,))
    alarm.start()
    try:
        with contextlib.suppress(OSError):  # the process is gone: that shows in the answer
            send(requests, request)
        answer = receive(answers)
    finally:
        alarm.cancel()
    return answer, alarm.rang


def _kill(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()


def _ended(process: Process) -> str:
    """Wait for the end of a process that nobody asks any more; how it ended."""
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()
    try:
        status = process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        _kill(process)
        status = process.wait()
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


class _Alarm(Timer):
    """A timer that remembers whether it rang."""

    rang = False

    def run(self) -> None:
        """Wait, then ring unless cancelled."""
        if not self.finished.wait(self.interval):
            self.rang = True
            self.function(*self.args, **self.kwargs)
        self.finished.set()
