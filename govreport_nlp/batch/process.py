"""One process that audits, as a run uses it: asked, stopped when it takes too long, started anew when it has died."""

from __future__ import annotations

import pickle
from typing import Final

from govreport_nlp.batch.starting import Starter, Worker
from govreport_nlp.batch.work import Job, Outcome, Task, failed, process_ended, timed_out
from govreport_nlp.batch.worker import Fate

_TRIES: Final = 2  # what ended the process may have come from outside: too little memory for all, an impatient hand
_LIFE: Final = 1000  # documents; words once looked up are remembered, and not for ever


class Auditor:
    """One process, one document at a time; not for two threads at once, but any may `stop` it."""

    def __init__(self, job: Job, starter: Starter) -> None:
        self._job, self._starter = job, starter
        self._worker: Worker | None = None
        self._asked = 0
        self._stopped = False

    def outcome(self, task: Task) -> Outcome:
        """What a task gives, whatever happens to the process.

        Raises: StartError where no process can be started.
        """
        how = "stopped"
        for _ in range(_TRIES):
            worker = self._running()
            if self._stopped:
                break
            answer, late = worker.exchange(pickle.dumps(task), self._job.limits.seconds)
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
        if self._worker is not None:
            self._worker.kill()

    def close(self) -> None:
        """Let the process end, which it does when it is not asked any more."""
        self._stopped = True
        self._end()

    def _running(self) -> Worker:
        if self._worker is None:
            self._worker, self._asked = self._starter.start(), 0
        return self._worker

    def _end(self) -> str:
        """Let go of the process; how it ended, in words."""
        worker, self._worker = self._worker, None
        return "" if worker is None else worker.end()
