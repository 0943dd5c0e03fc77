"""What a serving process does beside answering: small tasks, each again and again in a thread of its own."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connections

logger = logging.getLogger(__name__)

_QUIET_SECONDS = 60  # between two log lines about the same trouble


@dataclass(frozen=True, slots=True)
class Task:
    """`function` runs every `seconds`; what it raises is logged and it is tried again."""

    name: str
    seconds: float
    function: Callable[[], object]


def start(tasks: Iterable[Task]) -> None:
    """Run each task once now, in order, then go on with each in its own thread until the process ends."""
    for task in tasks:
        _Runner(task).start()


class _Runner(threading.Thread):
    def __init__(self, task: Task) -> None:
        super().__init__(name=task.name, daemon=True)
        self.task = task
        self.complained_at = 0.0
        self.run_once()

    def run(self) -> None:
        while True:
            time.sleep(self.task.seconds)
            self.run_once()

    def run_once(self) -> None:
        try:
            self.task.function()
        except Exception:  # whatever it is, the next try may succeed, and readers are served meanwhile
            # A broken connection would stay broken: take a new one next time.
            connections.close_all()
            if time.monotonic() - self.complained_at > _QUIET_SECONDS:
                self.complained_at = time.monotonic()
                logger.exception("The background task %r failed; it is tried again.", self.task.name)
