"""The journal: each request of a public page as one short record, written down before the request is answered.

Each process writes to a file of its own (`stats.journal_file`); the rollup adds up what stands in them, and deletes
those whose owner is gone. A record lives about a second, and stands in its file for some minutes more.
"""

import logging
import os
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings

from portal.pages import Subject
from stats import clock, readers, referrers, visitors
from stats.journal_file import JournalFile
from stats.readers import Reader
from stats.records import ARTICLE, EXCLUDED, OTHER, PING, Record

logger = logging.getLogger(__name__)

LOST = "lost"  # why a request is not counted that the disk did not take

_STAFF = Reader("staff")
_FILE_SECONDS = 10 * 60  # until a new one is begun
_QUIET_SECONDS = 60  # between two log lines about the same trouble

Place = tuple[str, int]  # where a record stands: in which journal, and from which byte of its records on


def folder() -> Path:
    """Where this node's journals are."""
    return Path(settings.DATA_DIR) / "journal"


def record(environ: dict[str, Any], subject: Subject, *, is_staff: bool = False) -> Place | None:
    """Write down one request of a public page, or why it is not counted; HEAD is neither. The place of a view."""
    if environ["REQUEST_METHOD"] != "GET":
        return None
    at = clock.now_ms()
    reader = _STAFF if is_staff else readers.recognize(environ, at)
    if reader.exclusion:
        article_id, section = subject
        _journal.append((at, article_id, 1, 0, section, reader.exclusion, "", EXCLUDED))
        return None
    return _view(environ, subject, at, reader)


def view(environ: dict[str, Any], subject: Subject) -> None:
    """Write down that a person sees a page now that was fetched ahead."""
    at = clock.now_ms()
    reader = readers.recognize(environ, at)
    if not reader.exclusion:
        _view(environ, subject, at, reader)


def ping(environ: dict[str, Any]) -> None:
    """Write down that a person still has a page open; it is no view."""
    at = clock.now_ms()
    visitor = visitors.identify(environ, at)
    if visitor:
        _journal.append((at, 0, *visitor, "", "", "", PING), requests=0)


def sync() -> None:
    """Have a file, and bring what was written to the disk itself.

    Requests that a full disk did not take are written down as lost as soon as it takes that.
    """
    _journal.sync()


def _view(environ: dict[str, Any], subject: Subject, at: int, reader: Reader) -> Place | None:
    article_id, section = subject
    _, visitor, previous, agent = reader
    kind = ARTICLE if article_id else OTHER
    return _journal.append((at, article_id, visitor, previous, section, referrers.host_of(environ), agent, kind))


class _Journal:
    """This process's file, and a new one whenever it is full."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._file: JournalFile | None = None
        self._lost: Counter[int] = Counter()  # requests by day number, until the journal itself tells of them
        self._complained_at = float("-inf")

    def append(self, record: Record, requests: int = 1) -> Place | None:
        """Write down a record; if that cannot be, so many requests are lost."""
        with self._lock:
            if self._file is not None:
                begin = self._file.append(record)
                if begin is not None:
                    return self._file.name, begin
            try:
                self._file = self._next_file()
                return self._file.name, self._file.append(record) or 0
            except OSError as error:
                # A full disk must not take the page from the reader.
                self._lost[clock.day_number(clock.now_ms())] += requests
                self._complain(error)
                return None

    def sync(self) -> None:
        with self._lock:
            # Before the first view, so that the other processes follow it from the start.
            if self._file is None or (self._file.end and time.monotonic() - self._file.opened_at > _FILE_SECONDS):
                self._file = self._next_file()
            file = self._file
        self._report_lost()
        file.sync()

    def close(self) -> None:
        """Give the file up, as a process does that ends."""
        with self._lock:
            if self._file is not None:
                self._file.close()
            self._file = None

    def _next_file(self) -> JournalFile:
        file = JournalFile(folder(), settings.JOURNAL_RECORDS)
        if self._file is not None:
            self._file.close()
        return file

    def _report_lost(self) -> None:
        for day, requests in sorted((+self._lost).items()):
            at = min(clock.now_ms(), clock.midnight_ms(day + 1) - 1)
            if self.append((at, 0, requests, 0, "", LOST, "", EXCLUDED), requests=0):
                self._lost[day] -= requests

    def _complain(self, error: OSError) -> None:
        if time.monotonic() - self._complained_at > _QUIET_SECONDS:
            self._complained_at = time.monotonic()
            logger.error(
                "The journal in %s cannot be written to: %s; requests that are lost by now: %d.",
                folder(),
                error,
                self._lost.total(),
            )


_journal = _Journal()


def _begin_anew() -> None:
    global _journal  # noqa: PLW0603  one per process
    _journal = _Journal()


# A process that was forked off writes to no file of another's.
os.register_at_fork(after_in_child=_begin_anew)
