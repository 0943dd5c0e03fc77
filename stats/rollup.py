"""The rollup: adds what the journals of this node hold to the tables, and remembers in the same transaction how far.

Counts and positions commit together, so each record is counted exactly once, whatever dies when.
"""

import fcntl
import logging
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from stats import booking, clock, dimensions, journal
from stats.booking import Known
from stats.journal import Row
from stats.models import ArticleDay, ArticleTotal, Excluded, JournalPosition, RollupState, SiteDay, SiteHour
from stats.tally import Tally
from stats.upsert import upsert

logger = logging.getLogger(__name__)

PERIOD_SECONDS = 0.7
_BATCH_BYTES = 2 * 1024 * 1024  # bounds the time one transaction holds the tables


def run_if_due() -> None:
    """Roll up this node's journals unless another process of the node did so a moment ago or is doing it now."""
    if not journal.folder().is_dir():
        return
    with _node_lock(wait=False) as lock:
        # A time yet to come is from before the clock was set back.
        if lock is not None and not 0 <= time.time() - os.fstat(lock).st_mtime < PERIOD_SECONDS:
            os.utime(lock)
            _roll_up_everything()


def roll_up() -> int:
    """Roll up everything this node has journalled until now; the number of records."""
    journal.folder().mkdir(parents=True, exist_ok=True)
    with _node_lock(wait=True):
        return _roll_up_everything()


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


@dataclass(slots=True)
class _Batch:
    """A part of the journals: from where to where in each file, and what it adds up to."""

    rows: list[Row] = field(default_factory=list)
    damaged: int = 0
    begins: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    finished: list[Path] = field(default_factory=list)


def _roll_up_everything() -> int:
    records = 0
    while True:
        batch = _read_batch()
        if batch.ends:
            _commit(batch)
            records += len(batch.rows) + batch.damaged
        _delete_finished(batch.finished)
        if not batch.ends:
            return records


def _read_batch() -> _Batch:
    batch = _Batch()
    paths = sorted(journal.folder().glob(f"*{journal.SUFFIX}"))
    known = dict(JournalPosition.objects.filter(name__in=[path.name for path in paths]).values_list("name", "position"))
    left = _BATCH_BYTES
    for path in paths:
        if left <= 0:
            break
        left -= _read_journal(path, known.get(path.name, 0), left, batch)
    return batch


def _read_journal(path: Path, begin: int, most: int, batch: _Batch) -> int:
    """Add what stands in the file after `begin` to the batch; the number of bytes read."""
    with path.open("rb") as file:
        # Asked before reading: once the owner is gone nothing can be appended after what is read.
        is_owned = journal.is_owned(file.fileno())
        file.seek(begin)
        data = file.read(most)
        is_whole = not is_owned and not file.read(1)
    # The last line may still be on its way; but a line as long as a batch is none of ours, and must not block the rest.
    if not is_whole and not (len(data) >= _BATCH_BYTES and b"\n" not in data):
        data = data[: data.rfind(b"\n") + 1]
    if data:
        rows, damaged = journal.read(data)
        batch.rows.extend(rows)
        batch.damaged += damaged
        batch.begins[path.name] = begin
        batch.ends[path.name] = begin + len(data)
    elif is_whole:
        batch.finished.append(path)
    return len(data)


def _commit(batch: _Batch) -> None:
    started = time.monotonic()
    tally = _tally(batch)  # the long work, before the transaction
    with transaction.atomic():
        state = locked_state()
        _check_positions(batch)
        known = booking.known(tally)
        floods = booking.floods(tally, known)
        if floods:
            tally = Tally.of(batch.rows, damaged=batch.damaged, allowed=floods)
        visits = _add(tally, known, sequence=state.sequence + 1)
        upsert(JournalPosition, batch.ends.items(), keys=["name"], replacing=["position"])
        RollupState.objects.filter(pk=1).update(
            sequence=state.sequence + 1,
            finished_at=timezone.now(),
            duration_ms=int((time.monotonic() - started) * 1000),
            records=tally.records,
            views=F("views") + tally.views_by_hour.total(),
            visits=F("visits") + visits,
            damaged_records=F("damaged_records") + tally.damaged,
        )
    if tally.damaged:
        logger.warning("%d damaged records in the journals were skipped.", tally.damaged)


def _tally(batch: _Batch) -> Tally:
    try:
        return Tally.of(batch.rows, damaged=batch.damaged)
    except ValueError:
        # A line is whole and yet makes no sense, as one of another version may: it must not stop the others for ever.
        sound = [row for row in batch.rows if _makes_sense(row)]
        batch.damaged += len(batch.rows) - len(sound)
        batch.rows = sound
        return Tally.of(batch.rows, damaged=batch.damaged)


def _makes_sense(row: Row) -> bool:
    try:
        Tally.of([row])
    except ValueError:
        return False
    return True


def locked_state() -> RollupState:
    """The state, locked until the transaction ends: whoever writes figures waits for it, on whichever node."""
    RollupState.objects.get_or_create(pk=1)
    return RollupState.objects.select_for_update().get(pk=1)


def _check_positions(batch: _Batch) -> None:
    stored = dict(JournalPosition.objects.filter(name__in=batch.ends).values_list("name", "position"))
    if any(stored.get(name, 0) != begin for name, begin in batch.begins.items()):
        raise RuntimeError("Another process rolled up the same journals at the same time; nothing was added.")


def _add(tally: Tally, known: Known, *, sequence: int) -> int:
    """Add the tally to every table; the number of visits that it adds, which a late record can make negative."""
    visits_by_hour, visitors_by_day = booking.book(tally, known)
    _add_site(tally, visits_by_hour, visitors_by_day)
    _add_articles(tally, sequence)
    dimensions.add(tally)
    upsert(
        Excluded,
        ((clock.day_of(day), reason, n) for (day, reason), n in sorted(tally.excluded.items())),
        keys=["day", "reason"],
        adding=["requests"],
    )
    return visits_by_hour.total()


def _add_site(tally: Tally, visits_by_hour: Counter[int], visitors_by_day: Counter[int]) -> None:
    hours = sorted(tally.views_by_hour.keys() | visits_by_hour.keys())
    upsert(
        SiteHour,
        ((clock.day_of(h // 24), h % 24, tally.views_by_hour[h], visits_by_hour[h]) for h in hours),
        keys=["day", "hour"],
        adding=["views", "visits"],
    )
    views, visits = _by_day(tally.views_by_hour), _by_day(visits_by_hour)
    days = sorted(views.keys() | visits.keys() | visitors_by_day.keys())
    upsert(
        SiteDay,
        ((clock.day_of(d), views[d], tally.other_views[d], visits[d], visitors_by_day[d]) for d in days),
        keys=["day"],
        adding=["views", "other_views", "visits", "visitors"],
    )


def _by_day(by_hour: Counter[int]) -> Counter[int]:
    days: Counter[int] = Counter()
    for hour, count in by_hour.items():
        days[hour // 24] += count
    return days


def _add_articles(tally: Tally, sequence: int) -> None:
    totals: Counter[int] = Counter()
    for (_, article_id), views in tally.article_days.items():
        totals[article_id] += views
    upsert(
        ArticleDay,
        ((clock.day_of(day), article_id, n) for (day, article_id), n in sorted(tally.article_days.items())),
        keys=["day", "article_id"],
        adding=["views"],
    )
    upsert(
        ArticleTotal,
        ((article_id, n, 0, sequence) for article_id, n in sorted(totals.items())),
        keys=["article_id"],
        adding=["views", "opening"],
        replacing=["sequence"],
    )


def _delete_finished(paths: list[Path]) -> None:
    for path in paths:
        # The file first: a position without a file does no harm, a file without its position would count twice.
        with suppress(FileNotFoundError):
            path.unlink()
        JournalPosition.objects.filter(name=path.name).delete()
