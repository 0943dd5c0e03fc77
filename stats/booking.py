"""Visits and presence of a batch, joined with what the database knows of the same visitors."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, models

from stats import clock
from stats.models import Presence, Visit
from stats.tally import Tally, VisitorMinute
from stats.upsert import upsert
from stats.visits import PAUSE_MS, Run, goes_on, merge

ONLINE_MS = 5 * 60 * 1000
# How long the runs of a visitor are kept, to join requests that arrive late; his hash lives only a day.
_KEPT_MS = 2 * clock.DAY_MS
_AT_ONCE = 5_000

_Runs = dict[Run, bool]  # of one visitor, and whether each continues one of the day before
_Seen = tuple[int, int, int]  # when last, the last minute with views, and how many came in it
_NEVER: _Seen = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of the visitors of a batch."""

    runs: dict[int, _Runs]
    seen: dict[int, _Seen]


def known(tally: Tally) -> Known:
    """Read it; the caller holds the lock on the figures until they are written."""
    runs: dict[int, _Runs] = {}
    columns = ["visitor", "started_at", "last_at", "is_continuation"]
    for visitor, started_at, last_at, is_continuation in _rows(
        Visit, columns, tally.times.keys() | set(tally.previous.values())
    ):
        runs.setdefault(visitor, {})[Run(started_at, last_at)] = bool(is_continuation)
    rows = _rows(Presence, ["visitor", "seen_at", "minute", "minute_views"], tally.seen)
    return Known(runs, {visitor: (seen_at, minute, views) for visitor, seen_at, minute, views in rows})


def floods(tally: Tally, known: Known) -> dict[VisitorMinute, int]:
    """How many views of the batch still count for each visitor and minute that would pass the limit.

    Notes in `known` how many came, so that the next batch goes on from there.
    """
    limit = settings.FLOOD_VIEWS_PER_MINUTE
    allowed: dict[VisitorMinute, int] = {}
    came: dict[int, _Seen] = {}
    for key, views in tally.minutes.items():
        visitor, minute = key
        seen_at, last_minute, before = known.seen.get(visitor, _NEVER)
        if last_minute != minute:
            before = 0
        if before + views > limit:
            allowed[key] = max(0, limit - before)
        if visitor not in came or came[visitor][1] < minute:
            came[visitor] = (seen_at, minute, before + views)
    known.seen.update(came)
    return allowed


def book(tally: Tally, known: Known) -> tuple[Counter[int], Counter[int]]:
    """Write the visits and the presence of the batch; the visits by hour and the new visitors by day it adds."""
    visits: Counter[int] = Counter()
    visitors: Counter[int] = Counter()
    changed: list[tuple[int, int, int, bool]] = []
    for visitor, times in tally.times.items():
        before = known.runs.get(visitor, {})
        run = None if visitor in tally.previous else _only_run(before, times)
        after = {run: any(before.values())} if run else _joined(visitor, times, tally, known)
        if not before:
            visitors[clock.day_number(min(after).started_at)] += 1
        if run is None or not before:
            _count(after, visits, +1)
            _count(before, visits, -1)
            _delete(visitor, before, after)
        changed.extend(
            (visitor, *one, is_continuation)
            for one, is_continuation in after.items()
            if before.get(one) is not is_continuation
        )
    changed.sort()
    upsert(Visit, changed, keys=["visitor", "started_at"], replacing=["last_at", "is_continuation"])
    _store_presence(tally, known)
    return visits, visitors


def forget() -> None:
    """Delete the visits and presences that nothing can join any more."""
    now = clock.now_ms()
    Visit.objects.filter(last_at__lt=now - _KEPT_MS).delete()
    Presence.objects.filter(seen_at__lt=now - 2 * ONLINE_MS).delete()


def _only_run(before: _Runs, times: list[int]) -> Run | None:
    """The one run that the times make, alone or from the one before on; None when it is not as plain as that."""
    first, last = min(times), max(times)
    if last - first >= PAUSE_MS or len(before) > 1:
        return None
    if not before:
        return Run(first, last)
    (run,) = before
    if run.started_at <= first < run.last_at + PAUSE_MS:
        return Run(run.started_at, max(run.last_at, last))
    return None


def _joined(visitor: int, times: list[int], tally: Tally, known: Known) -> _Runs:
    before = known.runs.get(visitor, {})
    continued = {run.started_at for run, is_continuation in before.items() if is_continuation}
    previous = tally.previous.get(visitor)
    yesterday = [] if previous is None else merge(known.runs.get(previous, ()), tally.times.get(previous, ()))
    return {run: run.started_at in continued or goes_on(run, yesterday) for run in merge(before, times)}


def _count(runs: _Runs, visits: Counter[int], sign: int) -> None:
    for run, is_continuation in runs.items():
        if not is_continuation:
            visits[clock.hour_number(run.started_at)] += sign


def _delete(visitor: int, before: _Runs, after: _Runs) -> None:
    starts = {run.started_at for run in after}
    for run in before:
        if run.started_at not in starts:
            Visit.objects.filter(visitor=visitor, started_at=run.started_at).delete()


def _store_presence(tally: Tally, known: Known) -> None:
    rows = []
    for visitor, (seen_at, *minute) in known.seen.items():
        rows.append((visitor, max(seen_at, tally.seen.get(visitor, 0)), *minute))
    rows.extend((visitor, at, 0, 0) for visitor, at in tally.seen.items() if visitor not in known.seen)
    rows.sort()
    upsert(Presence, rows, keys=["visitor"], replacing=["seen_at", "minute", "minute_views"])


def _rows(model: type[models.Model], columns: list[str], visitors: Collection[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of these visitors. Numbers stand in the query itself: binding thousands would take longer."""
    quote = connection.ops.quote_name
    query = (
        f"SELECT {', '.join(map(quote, columns))} FROM {quote(model._meta.db_table)}"  # noqa: S608  our own names
        f" WHERE {quote('visitor')} IN (%s)"
    )
    left = iter(sorted(visitors))
    with connection.cursor() as cursor:
        while chunk := list(islice(left, _AT_ONCE)):
            cursor.execute(query % ", ".join(map(str, chunk)))
            yield from cursor.fetchall()
