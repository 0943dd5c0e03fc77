"""Visits, presence and readers: what a batch adds, joined with what the database knows of the same visitors."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from struct import Struct
from typing import Any

from django.conf import settings
from django.db import connection, models

from stats import clock
from stats.models import Visit, Visitor
from stats.tally import MINUTE_MS, Hit, Tally, VisitorMinute
from stats.upsert import upsert
from stats.visits import PAUSE_MS, Run, goes_on, merge

ONLINE_MS = 5 * 60 * 1000
# How long visitors are kept, to join requests that arrive late; a hash lives only a day.
_KEPT_MS = 2 * clock.DAY_MS
_PARTS = 256
_PART = (1 << 64) // _PARTS
_AT_ONCE = 5_000
_ID = Struct("=q")

_COLUMNS = ["started_at", "last_at", "is_continuation", "seen_at", "minute_views", "articles"]
_State = tuple[int, int, bool, int, int, bytes]
_NEW: _State = (0, 0, False, 0, 0, b"")

_Runs = dict[Run, bool]  # of one visitor, and whether each continues one of the day before


@dataclass(slots=True)
class Known:
    """What the database knows of the visitors of a batch."""

    states: dict[int, _State]
    earlier: dict[int, _Runs]  # visits before the latest, of those visitors whose requests may belong to them
    came: dict[int, int] = field(default_factory=dict)  # where it is a flood: views in the minute of the last request


@dataclass(slots=True)
class Booking:
    """What a batch changes: counts that it adds, by hour, day, and day and article; and rows to write."""

    visits: Counter[int] = field(default_factory=Counter)
    visitors: Counter[int] = field(default_factory=Counter)
    readers: Counter[tuple[int, int]] = field(default_factory=Counter)
    seen: dict[int, int] = field(default_factory=dict)  # when which visitor was last seen
    states: list[tuple[Any, ...]] = field(default_factory=list)
    ended: list[tuple[int, int, int, bool]] = field(default_factory=list)
    gone: list[tuple[int, int]] = field(default_factory=list)  # earlier visits that became parts of others

    def write(self) -> None:
        """Write the rows."""
        for visitor, started_at in self.gone:
            Visit.objects.filter(visitor=visitor, started_at=started_at).delete()
        upsert(Visitor, sorted(self.states), keys=["visitor"], replacing=_COLUMNS)
        upsert(Visit, self.ended, keys=["visitor", "started_at"], replacing=["last_at", "is_continuation"])


def read(tally: Tally) -> Known:
    """What the database knows of the visitors of the batch."""
    visitors = tally.hits.keys() | tally.pings.keys() | set(tally.previous.values())
    # PostgreSQL's driver hands out a view of the bytes.
    rows = _rows(Visitor, _COLUMNS, visitors)
    states: dict[int, _State] = {visitor: (*state, bytes(articles)) for visitor, *state, articles in rows}
    late = {visitor for visitor, hits in tally.hits.items() if states.get(visitor, _NEW)[0] > min(hits)[0]}
    earlier: dict[int, _Runs] = {}
    columns = ["started_at", "last_at", "is_continuation"]
    for visitor, started_at, last_at, is_continuation in _rows(
        Visit, columns, late | tally.previous.keys() | set(tally.previous.values())
    ):
        earlier.setdefault(visitor, {})[Run(started_at, last_at)] = bool(is_continuation)
    return Known(states, earlier)


def floods(tally: Tally, known: Known) -> dict[VisitorMinute, int]:
    """How many views of the batch still count for each visitor and minute that would pass the limit.

    Notes in `known` how many came, so that the next batch goes on from there.
    """
    limit = settings.FLOOD_VIEWS_PER_MINUTE
    allowed: dict[VisitorMinute, int] = {}
    for visitor, hits in tally.hits.items():
        _, last_at, _, _, before, _ = known.states.get(visitor, _NEW)
        if len(hits) + before <= limit:
            continue
        came = Counter(at // MINUTE_MS for at, _ in hits)
        came[last_at // MINUTE_MS] += before
        for minute, views in came.items():
            if views > limit:
                allowed[visitor, minute] = max(0, limit - (before if minute == last_at // MINUTE_MS else 0))
        known.came[visitor] = came[max(came)]
    return allowed


def book(tally: Tally, known: Known) -> Booking:
    """What the batch changes, worked out in memory."""
    booking = Booking()
    for visitor, hits in tally.hits.items():
        state = known.states.get(visitor, _NEW)
        if len(hits) > 1:
            hits.sort()
        if visitor in tally.previous or not _is_plain(state, hits):
            started_at, last_at, is_continuation = _join(booking, visitor, hits, tally, known)
        else:
            started_at, last_at, is_continuation = _follow(booking, visitor, state, hits)
        _, _, _, seen_at, _, articles = state
        booking.seen[visitor] = seen_at = max(seen_at, last_at, tally.pings.get(visitor, 0))
        views = known.came.get(visitor) or _count_minute(state, hits)
        articles = _count_readers(booking, hits, articles)
        booking.states.append((visitor, started_at, last_at, is_continuation, seen_at, views, articles))
    for visitor in (tally.pings.keys() | known.came.keys()) - tally.hits.keys():
        *visit, seen_at, views, articles = known.states.get(visitor, _NEW)
        booking.seen[visitor] = seen_at = max(seen_at, tally.pings.get(visitor, 0))
        booking.states.append((visitor, *visit, seen_at, known.came.get(visitor, views), articles))
    return booking


def forget() -> None:
    """Delete the visitors that nothing can join any more: at each call those in one part of all numbers."""
    now = clock.now_ms()
    over = now - _KEPT_MS
    Visit.objects.filter(last_at__lt=over).delete()
    # An index by time would cost more than all the rest of a rollup; this looks at few rows, and at each in turn.
    first = -(1 << 63) + (now // MINUTE_MS) % _PARTS * _PART
    Visitor.objects.filter(visitor__range=(first, first + _PART - 1), seen_at__lt=over).delete()


def _is_plain(state: _State, hits: list[Hit]) -> bool:
    """Whether the requests are one visit or go on with the latest, and change nothing that was before."""
    first, last = hits[0][0], hits[-1][0]
    return last - first < PAUSE_MS and first >= state[0]


def _follow(booking: Booking, visitor: int, state: _State, hits: list[Hit]) -> tuple[int, int, bool]:
    """Count the visit, if it is a new one: its first and its last request, and whether it is the rest of another."""
    started_at, last_at, is_continuation, *_ = state
    first, last = hits[0][0], hits[-1][0]
    if first < last_at + PAUSE_MS:
        return started_at, max(last_at, last), is_continuation
    booking.visits[clock.hour_number(first)] += 1
    if started_at:
        booking.ended.append((visitor, started_at, last_at, is_continuation))
    else:
        booking.visitors[clock.day_number(first)] += 1
    return first, last, False


def _join(booking: Booking, visitor: int, hits: list[Hit], tally: Tally, known: Known) -> tuple[int, int, bool]:
    """Count the visits that the requests make, join or move, of whatever time they are; the latest as `_follow`."""
    before = _runs(visitor, known)
    continued = {run.started_at for run, is_continuation in before.items() if is_continuation}
    yesterday: list[Run] = []
    if visitor in tally.previous:
        previous = tally.previous[visitor]
        yesterday = merge(_runs(previous, known), (at for at, _ in tally.hits.get(previous, ())))
    runs = merge(before, (at for at, _ in hits))
    after = {run: run.started_at in continued or goes_on(run, yesterday) for run in runs}
    for some, sign in ((before, -1), (after, +1)):
        for run, is_continuation in some.items():
            booking.visits[clock.hour_number(run.started_at)] += 0 if is_continuation else sign
    if not before:
        booking.visitors[clock.day_number(runs[0].started_at)] += 1
    _store_ended(booking, visitor, after, known)
    return *runs[-1], after[runs[-1]]


def _store_ended(booking: Booking, visitor: int, after: _Runs, known: Known) -> None:
    stored = known.earlier.get(visitor, {})
    *ended, _latest = after
    starts = {run.started_at for run in ended}
    booking.gone += [(visitor, run.started_at) for run in stored if run.started_at not in starts]
    booking.ended += [(visitor, *run, after[run]) for run in ended if stored.get(run) is not after[run]]


def _runs(visitor: int, known: Known) -> _Runs:
    started_at, last_at, is_continuation, *_ = known.states.get(visitor, _NEW)
    latest = {Run(started_at, last_at): is_continuation} if started_at else {}
    return known.earlier.get(visitor, {}) | latest


def _count_minute(state: _State, hits: list[Hit]) -> int:
    """Views in the minute of the last request."""
    _, last_at, _, _, views, _ = state
    before, latest = last_at // MINUTE_MS, hits[-1][0] // MINUTE_MS
    if latest < before:
        return views
    came = sum([at // MINUTE_MS == latest for at, _ in hits]) if len(hits) > 1 else 1
    return came + views if latest == before else came


def _count_readers(booking: Booking, hits: list[Hit], articles: bytes) -> bytes:
    """Count the articles that the visitor had not read; all that he has now."""
    for at, article in hits:
        if article:
            packed = _ID.pack(article)
            if not _is_among(packed, articles):
                articles += packed
                booking.readers[clock.day_number(at), article] += 1
    return articles


def _is_among(packed: bytes, articles: bytes) -> bool:
    place = articles.find(packed)
    while place > 0 and place % _ID.size:  # parts of two others
        place = articles.find(packed, place + 1)
    return place >= 0


def _rows(model: type[models.Model], columns: list[str], visitors: Collection[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of these visitors: the visitor, then `columns`."""
    quote = connection.ops.quote_name
    # Numbers stand in the query itself: binding thousands would take longer.
    query = (
        f"SELECT {', '.join(map(quote, ['visitor', *columns]))} FROM {quote(model._meta.db_table)}"  # noqa: S608
        f" WHERE {quote('visitor')} IN (%s)"
    )
    left = iter(sorted(visitors))
    with connection.cursor() as cursor:
        while chunk := list(islice(left, _AT_ONCE)):
            cursor.execute(query % ", ".join(map(str, chunk)))
            yield from cursor.fetchall()
