"""Journals as a busy node writes them, and how long rolling them up takes.

Runs inside the portal's Django (`bench.databases.inside`); each function prints JSON.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection, transaction

from bench.load import browsers
from portal.models import start_new_generation
from stats import clock, journal, referrers, rollup
from stats.journal_file import JournalFile
from stats.records import ARTICLE, Record

_REFERRERS = ("", "", "", referrers.INTERNAL, "www.google.com", "zalo.me", "m.facebook.com", "coccoc.com")


class Journal:
    """What a node that lives writes."""

    def __init__(self, seed: int = 0) -> None:
        self._chance = Random(seed)  # noqa: S311  guards nothing
        self._agents = browsers()
        self._first_visitor = time.time_ns()  # other readers in each journal
        self._file = JournalFile(journal.folder(), settings.JOURNAL_RECORDS)

    def write(self, times: Iterable[int], *, articles: int, visitors: int) -> None:
        """One view at each of `times`, of one of `articles` by one of `visitors`."""
        for at in times:
            record = self._record(at, articles, visitors)
            if self._file.append(record) is None:
                self._file.close()
                self._file = JournalFile(journal.folder(), settings.JOURNAL_RECORDS)
                self._file.append(record)

    def close(self) -> None:
        """End like the process would; the rollup deletes what it has added up."""
        self._file.close()

    def _record(self, at: int, articles: int, visitors: int) -> Record:
        article, visitor = self._chance.randint(1, articles), self._chance.randrange(visitors)
        # Spread over all numbers, as hashes are.
        number = (self._first_visitor + visitor) * 0x9E3779B97F4A7C15 % (1 << 64) - (1 << 63)
        section, agent = f"chuyen-muc-{article % 10}", self._agents[visitor % len(self._agents)]
        return at, article, number, 0, section, _REFERRERS[visitor % len(_REFERRERS)], agent, ARTICLE


def backlog(views: int, articles: int, visitors: int) -> None:
    """Roll up so many views that lie in the journal, as after the database was away."""
    file = Journal()
    # Ten minutes, all in one day: what midnight does is no matter of speed.
    start = max(clock.now_ms() - 600_000, clock.midnight_ms(clock.day_number(clock.now_ms())))
    file.write((start + number * 600_000 // views for number in range(views)), articles=articles, visitors=visitors)
    with _transactions() as lengths:
        seconds = _timed(rollup.roll_up)
    file.close()
    print(json.dumps({"views": views, "seconds": seconds, "longest_ms": max(lengths), "transactions": len(lengths)}))


def steady(per_second: int, seconds: int, articles: int, visitors: int) -> None:
    """Roll up second after second of views, each when it is over; nothing is waited for."""
    file = Journal(1)
    start = clock.now_ms() - seconds * 1000
    with _transactions() as lengths:
        spent = []
        for second in range(seconds):
            times = (start + second * 1000 + number * 1000 // per_second for number in range(per_second))
            file.write(times, articles=articles, visitors=visitors)
            spent.append(_timed(rollup.roll_up) * 1000)
    file.close()
    print(json.dumps({"rollup_ms": spent, "transaction_ms": lengths}))


def editor(seconds: int) -> None:
    """Save again and again what an editor saves, and tell how long each save waited before it could write."""
    end = time.monotonic() + seconds
    waited = []
    while time.monotonic() < end:
        began = time.perf_counter()
        with transaction.atomic():
            start_new_generation()
            waited.append((time.perf_counter() - began) * 1000)
        time.sleep(0.05)
    print(json.dumps({"waited_ms": waited}))


@contextmanager
def _transactions() -> Iterator[list[float]]:
    """The lengths of the transactions meanwhile, in milliseconds."""
    lengths: list[float] = []
    began = [0.0]
    set_autocommit = connection.set_autocommit

    def timed(autocommit: bool, **options: Any) -> None:  # noqa: FBT001  Django's own signature
        if not autocommit:
            began[0] = time.perf_counter()
        set_autocommit(autocommit, **options)
        if autocommit and began[0]:
            lengths.append((time.perf_counter() - began[0]) * 1000)
            began[0] = 0.0

    with mock.patch.object(connection, "set_autocommit", timed):
        yield lengths


def _timed(function: Callable[[], object]) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began
