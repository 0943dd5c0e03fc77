"""The figures of this moment, in the memory of each process: requests read these and never wait for the database."""

import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Subquery

from stats import clock, journal
from stats.booking import ONLINE_MS
from stats.models import ArticleTotal, JournalPosition, Presence, RollupState, SiteDay
from stats.tail import Tail, Waiting


@dataclass(frozen=True, slots=True)
class Site:
    """The four figures of the whole site; docs/definitions.md says what each means."""

    online: int = 0
    today: int = 0
    week: int = 0
    total: int = 0


_UNKNOWN = -1
# Read once: Django's settings object would cost more than the rest of a figure.
_SEPARATOR = settings.NUMBER_SEPARATOR

site = Site()
state = RollupState()  # of the last rollup
refreshed_at = float("-inf")  # by time.monotonic(): when the database last told all this
_sequence = _UNKNOWN  # of the rollup whose totals and positions are known here
_totals: dict[int, int] = {}  # views by article, of those somebody asked for since this process began
_ahead: set[int] = set()  # articles whose total is of a later rollup than the positions
_tail = Tail(journal.folder())
_lock = threading.RLock()  # whoever changes totals or positions holds it from reading them in the database on


def refresh() -> None:
    """Read what the last rollups changed; a few small queries whatever the history."""
    global site, state, refreshed_at  # noqa: PLW0603  one per process
    state = RollupState.objects.filter(pk=1).first() or RollupState()
    site = _read_site(state)
    if state.sequence != _sequence:
        _follow_rollup(state.sequence)
    refreshed_at = time.monotonic()


def reset() -> None:
    """Forget everything, as a new process knows nothing."""
    global site, state, refreshed_at, _sequence, _tail  # noqa: PLW0603
    site = Site()
    state = RollupState()
    refreshed_at = float("-inf")
    _sequence = _UNKNOWN
    _totals.clear()
    _ahead.clear()
    _tail.close()
    _tail = Tail(journal.folder())


def prepare(article_id: int) -> None:
    """Ask the database for the views of the article, unless somebody did before."""
    if article_id not in _totals:
        _load(article_id)


def views(article_id: int) -> int:
    """Views of the article ever, those just journalled on this node included."""
    prepare(article_id)
    # What is still in the journals may already be in a total that is ahead of their known positions.
    return _totals[article_id] + (0 if article_id in _ahead else _tail.views(article_id))


def is_known(article_id: int) -> bool:
    """Whether somebody asked for the views of this article before, which saves asking the database about it."""
    return article_id in _totals


def waiting() -> Waiting:
    """What this node has journalled and no rollup has added, as far as this process knows."""
    return _tail.waiting()


def grouped(number: int) -> str:
    """``530364`` → ``"530.364"``, with the separator of the settings."""
    return f"{number:,}".replace(",", _SEPARATOR)


def _read_site(state: RollupState) -> Site:
    today = clock.today()
    monday = clock.monday_of(today)
    week = dict(SiteDay.objects.filter(day__range=(monday, monday + timedelta(days=6))).values_list("day", "visits"))
    return Site(
        online=Presence.objects.filter(seen_at__gt=clock.now_ms() - ONLINE_MS).count(),
        today=week.get(today, 0),
        week=sum(week.values()),
        total=state.opening_visits + state.visits,
    )


def _follow_rollup(sequence: int) -> None:
    with _lock:
        _follow(sequence)


def _follow(sequence: int) -> None:
    global _sequence  # noqa: PLW0603
    positions = dict(JournalPosition.objects.filter(name__in=_tail.names()).values_list("name", "position"))
    changed = ArticleTotal.objects.filter(sequence__gt=_sequence).values_list("article_id", "views")
    totals = {article_id: views for article_id, views in changed if article_id in _totals} if _totals else {}
    # Totals and positions belong together only when no rollup came between the two readings; if one did, the next
    # refresh takes both.
    if _stored_sequence() == sequence:
        _totals.update(totals)
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
            _ahead.add(article_id)
        _totals[article_id] = views or 0
