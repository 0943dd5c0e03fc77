"""The journal: each request of a public page as one short line, appended before the request is answered.

A line is a checksum (eight hexadecimal digits, CRC-32 of the rest) and, separated by tabs, the fields of `Record`. A
process writes to a file of its own, which it keeps locked; a file that nobody locks has lost its owner, and the rollup
deletes it once it is added up. So what stands here, the agent among it, lives about a second.
"""

import errno
import fcntl
import logging
import os
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from django.conf import settings

from portal.pages import Subject
from stats import bots, clock, referrers, visitors

logger = logging.getLogger(__name__)

# Kinds of records: a view of an article, of another page, a request that is not counted, a page still open.
ARTICLE, OTHER, EXCLUDED, PING = "v", "o", "x", "p"
LOST = "lost"  # why a request is not counted that the disk did not take

# A line as it is read: its fields as bytes. Where each stands, after the checksum; as in `Record`.
Row = list[bytes]
AT, KIND, ARTICLE_ID, SECTION, VISITOR, PREVIOUS, REFERRER, AGENT = range(1, 9)

_VIEW = ARTICLE.encode()

SUFFIX = ".journal"
_ROTATE_BYTES = 16 * 1024 * 1024
_AGENT_LENGTH = 400  # one that is longer tells nothing more
_QUIET_SECONDS = 60  # between two log lines about the same trouble
_NOT_IN_FIELDS = dict.fromkeys(range(32), " ")  # tabs and newlines are ours, and PostgreSQL takes no NUL


class Record(NamedTuple):
    """One line.

    `at` is milliseconds since 1970; `visitor` and `previous` are hashes (`stats.visitors`) or empty; for an excluded
    request `visitor` is the reason instead, and `previous` how many there were if not one; `referrer` is a host, or
    empty, or ``INTERNAL``.
    """

    at: int
    kind: str
    article_id: int = 0
    section: str = ""
    visitor: str = ""
    previous: str = ""
    referrer: str = ""
    agent: str = ""


def folder() -> Path:
    """Where this node's journals are."""
    return Path(settings.DATA_DIR) / "journal"


def record(environ: dict[str, Any], subject: Subject, *, is_staff: bool = False) -> None:
    """Write down one request of a public page, or why it is not counted; HEAD is neither."""
    if environ["REQUEST_METHOD"] != "GET":
        return
    reason = "staff" if is_staff else bots.exclusion(environ)
    if reason:
        _journal.append(seal(Record(clock.now_ms(), EXCLUDED, subject.article_id, subject.section, reason)))
    else:
        view(environ, subject)


def view(environ: dict[str, Any], subject: Subject) -> None:
    """Write down that a person sees the page about `subject` now."""
    at = clock.now_ms()
    visitor, previous = visitors.identify(environ, at) or ("", "")
    _journal.append(
        _line(
            f"{at}\t{ARTICLE if subject.article_id else OTHER}\t{subject.article_id}\t{subject.section}\t{visitor}\t"
            f"{previous}\t{referrers.host_of(environ)}\t{_agent(environ)}"
        )
    )


def ping(environ: dict[str, Any]) -> None:
    """Write down that a person still has a page open; it is no view."""
    at = clock.now_ms()
    visitor, previous = visitors.identify(environ, at) or ("", "")
    if visitor:
        _journal.append(seal(Record(at, PING, visitor=visitor, previous=previous)), requests=0)


def sync() -> None:
    """Have a file, bring what was written to the disk itself, and begin a new file when the old one is long.

    Requests that a full disk did not take are written down as lost as soon as it takes that.
    """
    _journal.sync()


def read(data: bytes) -> tuple[list[Row], int]:
    """The rows of whole lines, and how many lines are damaged or not of this journal."""
    rows = []
    damaged = 0
    for line in data.split(b"\n"):
        row = line.split(b"\t")
        if (
            len(row) == 9
            and row[AT].isdigit()
            and len(row[AT]) < 14  # more digits make no date
            and row[ARTICLE_ID].isdigit()
            and len(row[ARTICLE_ID]) < 19  # nor an id
            and row[0] == _checksum(line[9:])
        ):
            rows.append(row)
        elif line:
            damaged += 1
    return rows, damaged


def articles_viewed(data: bytes) -> list[int]:
    """The articles of the views in whole lines, at a fraction of the cost of `read`: damaged lines are not told."""
    articles = []
    for line in data.split(b"\n"):
        start = line.split(b"\t", 4)
        if len(start) == 5 and start[KIND] == _VIEW and start[ARTICLE_ID].isdigit():
            articles.append(int(start[ARTICLE_ID]))
    return articles


def first_time(data: bytes) -> int | None:
    """The time of the first sound record in whole lines."""
    rows, _ = read(data[: data.rfind(b"\n") + 1])
    return int(rows[0][AT]) if rows else None


def seal(record: Record) -> bytes:
    """The line of a record, checksum first."""
    return _line("\t".join(map(str, record)))


def _line(fields: str) -> bytes:
    data = fields.encode("latin-1", "replace")
    return b"%b\t%b\n" % (_checksum(data), data)


def _checksum(data: bytes) -> bytes:
    return b"%08x" % crc32(data)


def _agent(environ: dict[str, Any]) -> str:
    agent: str = environ.get("HTTP_USER_AGENT", "")[:_AGENT_LENGTH]
    return agent if agent.isprintable() else agent.translate(_NOT_IN_FIELDS)


def is_owned(descriptor: int) -> bool:
    """Whether a living process still writes to the journal open as `descriptor`."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False


class _Journal:
    """This process's file. Its descriptor changes only under the lock, or a line could land in another file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._descriptor = -1
        self._owner = 0
        self._is_torn = False
        self._lost: Counter[int] = Counter()  # requests by day number, until the journal itself tells of them
        self._complained_at = float("-inf")

    def append(self, line: bytes, requests: int = 1) -> None:
        """Write the line; if that cannot be, so many requests are lost."""
        with self._lock:
            try:
                self._write(line)
            except OSError as error:
                # A full disk must not take the page from the reader.
                self._lost[clock.day_number(clock.now_ms())] += requests
                self._complain(error)

    def _write(self, line: bytes) -> None:
        if self._owner != os.getpid():
            self._open()
        if self._is_torn:
            line = b"\n" + line  # ends the half line, so that only that one is lost
        written = os.write(self._descriptor, line)
        if written != len(line):
            self._take_back(written)
            raise OSError(errno.ENOSPC, "the disk took only a part of the line")
        self._is_torn = False

    def _take_back(self, written: int) -> None:
        # Or a line that lacks its newline only would count after all, and be lost as well, once a newline follows.
        was_torn, self._is_torn = self._is_torn, True
        os.ftruncate(self._descriptor, os.fstat(self._descriptor).st_size - written)
        self._is_torn = was_torn

    def _open(self) -> None:
        journals = folder()
        journals.mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns()}-{os.getpid()}-{os.urandom(4).hex()}"
        draft = journals / f"{name}.draft"
        self._descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        # Locked before it has its name: a journal that is seen unlocked is one whose owner is gone.
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        draft.rename(journals / f"{name}{SUFFIX}")
        self._owner = os.getpid()
        self._is_torn = False

    def sync(self) -> None:
        with self._lock:
            if self._owner != os.getpid():
                self._open()  # before the first view, so that the other processes follow it from the start
            self._report_lost()
        descriptor = self._descriptor
        os.fdatasync(descriptor)
        if os.fstat(descriptor).st_size > _ROTATE_BYTES:
            with self._lock:
                self._open()
            os.close(descriptor)

    def close(self) -> None:
        """Give the file up: to the rollup it is like that of a process that ended."""
        with self._lock:
            if self._owner == os.getpid():
                os.close(self._descriptor)
                self._owner = 0

    def _report_lost(self) -> None:
        try:
            for day, requests in sorted((+self._lost).items()):
                at = min(clock.now_ms(), clock.midnight_ms(day + 1) - 1)
                self._write(seal(Record(at, EXCLUDED, visitor=LOST, previous=str(requests))))
                del self._lost[day]
        except OSError as error:
            self._complain(error)

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
