"""Visits and presence of a batch, joined with what the database knows of the same visitors."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import islice

from django.conf import settings

from stats import clock
from stats.models import Presence, Visit
from stats.tally import Tally, VisitorMinute
from stats.upsert import upsert
from stats.visits import Run, goes_on, merge

ONLINE_MS = 5 * 60 * 1000
# How long the runs of a visitor are kept, to join requests that arrive late; his hash lives only a day.
_KEPT_MS = 2 * clock.DAY_MS
_AT_ONCE = 5_000

_Runs = dict[int, dict[Run, bool]]  # by visitor: his runs, and whether each continues one of the day before


def book(tally: Tally) -> tuple[Counter[int], Counter[int]]:
    """Write the visits and the presence of the batch; the visits by hour and the new visitors by day it adds."""
    before = _stored_runs(tally.times.keys() | set(tally.previous.values()))
    after: _Runs = {visitor: _joined(visitor, times, tally, before) for visitor, times in tally.times.items()}
    visits: Counter[int] = Counter()
    visitors: Counter[int] = Counter()
    for visitor, runs in after.items():
        _count(runs, visits, +1)
        _count(before[visitor], visits, -1)
        if not before[visitor]:
            visitors[clock.day_number(min(runs).started_at)] += 1
    _store(before, after)
    _store_presence(tally)
    return visits, visitors


def floods(tally: Tally) -> dict[VisitorMinute, int]:
    """How many views of the batch still count for each visitor and minute that would pass the limit.

    Writes down how many came, so that the next batch goes on from there.
    """
    limit = settings.FLOOD_VIEWS_PER_MINUTE
    before = _minutes(tally)
    allowed = {
        key: max(0, limit - before.get(key, 0))
        for key, views in tally.minutes.items()
        if views + before.get(key, 0) > limit
    }
    latest = dict(sorted(tally.minutes))
    rows = ((v, 0, minute, tally.minutes[v, minute] + before.get((v, minute), 0)) for v, minute in latest.items())
    upsert(Presence, rows, keys=["visitor"], adding=["seen_at"], replacing=["minute", "minute_views"])
    return allowed


def _minutes(tally: Tally) -> dict[VisitorMinute, int]:
    stored: dict[VisitorMinute, int] = {}
    for chunk in _chunks({visitor for visitor, _ in tally.minutes}):
        rows = Presence.objects.filter(visitor__in=chunk).values_list("visitor", "minute", "minute_views")
        stored.update({(visitor, minute): views for visitor, minute, views in rows})
    return stored


def forget() -> None:
    """Delete the visits and presences that nothing can join any more."""
    now = clock.now_ms()
    Visit.objects.filter(last_at__lt=now - _KEPT_MS).delete()
    Presence.objects.filter(seen_at__lt=now - 2 * ONLINE_MS).delete()


def _stored_runs(visitors: Collection[int]) -> _Runs:
    stored: _Runs = defaultdict(dict)
    for chunk in _chunks(visitors):
        rows = Visit.objects.filter(visitor__in=chunk)
        for visitor, *times, is_continuation in rows.values_list("visitor", "started_at", "last_at", "is_continuation"):
            stored[visitor][Run(*times)] = is_continuation
    return stored


def _joined(visitor: int, times: list[int], tally: Tally, before: _Runs) -> dict[Run, bool]:
    continued = {run.started_at for run, is_continuation in before[visitor].items() if is_continuation}
    previous = tally.previous.get(visitor)
    yesterday = merge(before[previous], tally.times.get(previous, ())) if previous is not None else []
    return {run: run.started_at in continued or goes_on(run, yesterday) for run in merge(before[visitor], times)}


def _count(runs: dict[Run, bool], visits: Counter[int], sign: int) -> None:
    for run, is_continuation in runs.items():
        if not is_continuation:
            visits[clock.hour_number(run.started_at)] += sign


def _store(before: _Runs, after: _Runs) -> None:
    gone = [
        (visitor, run.started_at)
        for visitor, runs in after.items()
        for run in before[visitor]
        if run.started_at not in {kept.started_at for kept in runs}
    ]
    for visitor, started_at in gone:
        Visit.objects.filter(visitor=visitor, started_at=started_at).delete()
    upsert(
        Visit,
        (
            (visitor, *run, is_continuation)
            for visitor, runs in sorted(after.items())
            for run, is_continuation in runs.items()
            if before[visitor].get(run) is not is_continuation
        ),
        keys=["visitor", "started_at"],
        replacing=["last_at", "is_continuation"],
    )


def _store_presence(tally: Tally) -> None:
    known: dict[int, int] = {}
    for chunk in _chunks(tally.seen):
        known.update(Presence.objects.filter(visitor__in=chunk).values_list("visitor", "seen_at"))
    newer = ((visitor, 0, 0, at) for visitor, at in sorted(tally.seen.items()) if at > known.get(visitor, 0))
    upsert(Presence, newer, keys=["visitor"], adding=["minute", "minute_views"], replacing=["seen_at"])


def _chunks(visitors: Collection[int]) -> Iterator[list[int]]:
    left = iter(sorted(visitors))
    while chunk := list(islice(left, _AT_ONCE)):
        yield chunk
