"""The figures of this moment, in the memory of each process: requests read these and never wait for the database."""

import threading
import time
from datetime import timedelta
from typing import NamedTuple

from django.db import DatabaseError
from django.db.models import Subquery

from stats import clock, journal, steps
from stats.booking import ONLINE_MS
from stats.journal import Place
from stats.models import ArticleTotal, JournalPosition, RollupState, SiteDay
from stats.tail import Tail, Waiting


class Site(NamedTuple):
    """The four figures of the whole site; docs/definitions.md says what each means."""

    online: int = 0
    today: int = 0
    week: int = 0
    total: int = 0


_UNKNOWN = -1

site = Site()
state = RollupState()  # of the last rollup
refreshed_at = float("-inf")  # by time.monotonic(): when the database last told all this
_sequence = _UNKNOWN  # of the rollup whose totals and positions are known here
_totals: dict[int, int] = {}  # views by article, of those somebody asked for since this process began
_ahead: dict[int, int] = {}  # articles whose total is of a later rollup than the positions, and which
_seen: dict[int, int] = {}  # when which visitor was last seen, of those who may be online
_tail = Tail(journal.folder())
_is_doubtful = False
_lock = threading.RLock()  # whoever changes totals or positions holds it from reading them in the database on
_swap = threading.Lock()  # while both change, or a view could be seen in both or in none


def refresh() -> None:
    """Read what the last rollups changed; a few small queries whatever the history."""
    global site, state, refreshed_at, _is_doubtful  # noqa: PLW0603  one per process
    try:
        state = RollupState.objects.filter(pk=1).first() or RollupState()
        with _lock:
            if _is_doubtful:
                _forget()
            if state.sequence != _sequence:
                _follow(state.sequence)
        site = _read_site(state)
    except DatabaseError:
        # A database that breaks down may have lost the last rollups, and count others under their numbers.
        _is_doubtful = True
        raise
    refreshed_at = time.monotonic()


def reset() -> None:
    """Forget everything, as a new process knows nothing."""
    global site, state, refreshed_at  # noqa: PLW0603
    site = Site()
    state = RollupState()
    refreshed_at = float("-inf")
    _forget()


def _forget() -> None:
    global _sequence, _tail, _is_doubtful  # noqa: PLW0603
    with _swap:
        _is_doubtful = False
        _sequence = _UNKNOWN
        for known in (_totals, _ahead, _seen):
            known.clear()
        _tail.close()
        _tail = Tail(journal.folder())


def prepare(article_id: int) -> None:
    """Ask the database for the views of the article, unless somebody did before."""
    if article_id not in _totals:
        _load(article_id)


def views(article_id: int) -> int:
    """Views of the article ever, those just journalled on this node included."""
    if article_id not in _totals:
        _load(article_id)
    with _swap:
        total = _totals.get(article_id, 0)
        # What is still in the journals may already be in a total that is ahead of their known positions.
        return total if article_id in _ahead else total + _tail.views(article_id)


def follow(place: Place, article_id: int) -> None:
    """Show a view that this process has just written down."""
    _tail.follow(place, article_id)


def is_known(article_id: int) -> bool:
    """Whether somebody asked for the views of this article before, which saves asking the database about it."""
    return article_id in _totals


def waiting() -> Waiting:
    """What this node has journalled and no rollup has added, as far as this process knows."""
    return _tail.waiting()


def _read_site(state: RollupState) -> Site:
    today = clock.today()
    monday = clock.monday_of(today)
    week = dict(SiteDay.objects.filter(day__range=(monday, monday + timedelta(days=6))).values_list("day", "visits"))
    return Site(
        online=_count_online(),
        today=week.get(today, 0),
        week=sum(week.values()),
        total=state.opening_visits + state.visits,
    )


def _count_online() -> int:
    global _seen  # noqa: PLW0603
    recent = clock.now_ms() - ONLINE_MS
    _seen = {visitor: at for visitor, at in _seen.items() if at > recent}
    return len(_seen)


def _follow(sequence: int) -> None:
    global _sequence  # noqa: PLW0603
    positions = dict(JournalPosition.objects.filter(name__in=_tail.names()).values_list("name", "position"))
    known = max(_sequence, 0)
    changes = steps.between(known, sequence)
    # Totals and positions belong together only when no rollup came between the two readings; if one did, the next
    # refresh takes both.
    if _stored_sequence() != sequence:
        return
    for change in changes:
        for visitor, at in change.seen.items():
            _seen[visitor] = max(at, _seen.get(visitor, 0))
    with _swap:
        if [change.sequence for change in changes] != list(range(known + 1, sequence + 1)):
            _totals.clear()  # some are not kept any more: each total is read anew when somebody asks for it
        for number, added, _ in changes:
            for article_id in added.keys() & _totals.keys():
                if number > _ahead.get(article_id, 0):
                    _totals[article_id] += added[article_id]
        _ahead.clear()
        _tail.rebase(positions)
        _sequence = sequence


def _stored_sequence() -> int:
    return RollupState.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0


def _load(article_id: int) -> None:
    total = ArticleTotal.objects.filter(pk=article_id).values("views")[:1]
    with _lock:
        stored = RollupState.objects.filter(pk=1).values_list("sequence", Subquery(total)).first()
        sequence, views = stored or (0, None)
        if sequence != max(_sequence, 0):
            _follow(sequence)  # or the view just journalled would not show until the next refresh
        if sequence != max(_sequence, 0):
            _ahead[article_id] = sequence
        _totals[article_id] = views or 0
