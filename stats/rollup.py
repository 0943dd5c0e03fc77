"""The rollup: adds what the journals of this node hold to the tables, and remembers in the same transaction how far.

Counts and positions commit together, so each record is counted exactly once, whatever dies when.
"""

import fcntl
import logging
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from stats import batches, booking, clock, dimensions, durability, journal, steps
from stats.batches import Batch
from stats.booking import Booking
from stats.models import ArticleDay, ArticleTotal, Excluded, JournalPosition, RollupState, SiteDay, SiteHour
from stats.tally import Tally
from stats.upsert import upsert

logger = logging.getLogger(__name__)

PERIOD_SECONDS = 0.7

_rolled_up_at = 0  # by this process, in nanoseconds since 1970


def run_if_due() -> None:
    """Roll up this node's journals unless another process of the node did so a moment ago or is doing it now."""
    global _rolled_up_at  # noqa: PLW0603  one per process
    if not journal.folder().is_dir():
        return
    with _node_lock(wait=False) as lock:
        if lock is None:
            return
        last = os.fstat(lock).st_mtime_ns
        # The same process goes on for as long as it lives, since it has the tables at hand.
        period = PERIOD_SECONDS if last == _rolled_up_at else 2 * PERIOD_SECONDS
        # A time yet to come is from before the clock was set back.
        if not 0 <= time.time() - last / 1e9 < period:
            os.utime(lock)
            _rolled_up_at = os.fstat(lock).st_mtime_ns
            _roll_up_everything()


def roll_up() -> int:
    """Roll up everything this node has journalled until now; the number of records."""
    journal.folder().mkdir(parents=True, exist_ok=True)
    with _node_lock(wait=True):
        return _roll_up_everything()


def locked_state() -> RollupState:
    """The state, locked until the transaction ends: whoever writes figures waits for it, on whichever node."""
    RollupState.objects.get_or_create(pk=1)
    return RollupState.objects.select_for_update().get(pk=1)


@contextmanager
def _node_lock(*, wait: bool) -> Iterator[int | None]:
    descriptor = os.open(journal.folder() / "rollup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield descriptor
    except BlockingIOError:
        yield None
    finally:
        os.close(descriptor)


def _roll_up_everything() -> int:
    records = 0
    durability.relax()
    while True:
        batch = batches.read()
        if not batch.is_empty:
            _commit(batch)
            records += batch.size
        if batch.finished:
            durability.insist()
            batches.delete_finished(batch)
        if batch.is_empty:
            return records


def _commit(batch: Batch) -> None:
    started = time.monotonic()
    # The long work comes before the transaction, and once more only where another node's rollup came between.
    sequence = RollupState.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
    tally, booked = _work_out(batch)
    with transaction.atomic():
        durability.relax_transaction()
        state = locked_state()
        batches.check_positions(batch)
        if state.sequence != sequence:
            tally, booked = _work_out(batch)
        _write(tally, booked, sequence=state.sequence + 1)
        upsert(JournalPosition, batch.ends.items(), keys=["name"], replacing=["position"])
        RollupState.objects.filter(pk=1).update(
            sequence=state.sequence + 1,
            finished_at=timezone.now(),
            duration_ms=int((time.monotonic() - started) * 1000),
            records=batch.size,
            views=F("views") + tally.views_by_hour.total(),
            visits=F("visits") + booked.visits.total(),
            damaged_records=F("damaged_records") + batch.damaged,
        )
    if batch.damaged:
        logger.warning("%d damaged records in the journals were skipped.", batch.damaged)


def _work_out(batch: Batch) -> tuple[Tally, Booking]:
    tally = Tally.of(batch.records)
    known = booking.read(tally)
    floods = booking.floods(tally, known)
    if floods:
        tally = Tally.of(batch.records, floods)
    return tally, booking.book(tally, known)


def _write(tally: Tally, booked: Booking, *, sequence: int) -> None:
    """Add the batch to every table."""
    booked.write()
    _add_site(tally, booked)
    _add_articles(tally, booked, sequence)
    dimensions.add(tally)
    upsert(
        Excluded,
        ((clock.day_of(day), reason, n) for (day, reason), n in sorted(tally.excluded.items())),
        keys=["day", "reason"],
        adding=["requests"],
    )


def _add_site(tally: Tally, booked: Booking) -> None:
    hours = sorted(tally.views_by_hour.keys() | booked.visits.keys())
    upsert(
        SiteHour,
        ((clock.day_of(h // 24), h % 24, tally.views_by_hour[h], booked.visits[h]) for h in hours),
        keys=["day", "hour"],
        adding=["views", "visits"],
    )
    # A late request can make the number of visits smaller.
    views, visits = _by_day(tally.views_by_hour), _by_day(booked.visits)
    days = sorted(views.keys() | visits.keys() | booked.visitors.keys())
    upsert(
        SiteDay,
        ((clock.day_of(d), views[d], tally.other_views[d], visits[d], booked.visitors[d]) for d in days),
        keys=["day"],
        adding=["views", "other_views", "visits", "visitors"],
    )


def _by_day(by_hour: Counter[int]) -> Counter[int]:
    days: Counter[int] = Counter()
    for hour, count in by_hour.items():
        days[hour // 24] += count
    return days


def _add_articles(tally: Tally, booked: Booking, sequence: int) -> None:
    readers, ever = booked.readers, Counter[int]()
    for day, articles in sorted(tally.articles.items()):
        ever.update(articles)
        date = clock.day_of(day)
        upsert(
            ArticleDay,
            ((date, article_id, views, readers[day, article_id]) for article_id, views in sorted(articles.items())),
            keys=["day", "article_id"],
            adding=["views", "readers"],
        )
    upsert(
        ArticleTotal,
        ((article_id, views, 0) for article_id, views in sorted(ever.items())),
        keys=["article_id"],
        adding=["views", "opening"],
    )
    steps.note(sequence, ever, booked.seen)
