"""The figures of this moment, in the memory of each process: requests read these and never wait for the database."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from stats import clock, journal
from stats.booking import ONLINE_MS
from stats.models import ArticleTotal, JournalPosition, Presence, RollupState, SiteDay
from stats.tail import Tail


@dataclass(frozen=True, slots=True)
class Site:
    """The four figures of the whole site; docs/definitions.md says what each means."""

    online: int = 0
    today: int = 0
    week: int = 0
    total: int = 0


_UNKNOWN = -1

site = Site()
_sequence = _UNKNOWN
_totals: dict[int, int] = {}  # views by article, of those somebody asked for since this process began
_tail = Tail(journal.folder())


def refresh() -> None:
    """Read what the last rollups changed; a few small queries whatever the history."""
    global site, _sequence  # noqa: PLW0603  one per process
    state = RollupState.objects.filter(pk=1).first() or RollupState()
    names = _tail.names()
    positions = dict(JournalPosition.objects.filter(name__in=names).values_list("name", "position"))
    changed = dict(
        ArticleTotal.objects.filter(sequence__gt=_sequence, article_id__in=_totals).values_list("article_id", "views")
    )
    site = _read_site(state)
    if RollupState.objects.filter(pk=1, sequence=state.sequence).exists() or not state.sequence:
        # No rollup came between the readings: totals and positions belong together.
        _totals.update(changed)
        _tail.rebase(names, positions)
        _sequence = state.sequence


def reset() -> None:
    """Forget everything, as a new process knows nothing."""
    global site, _sequence, _tail  # noqa: PLW0603
    site = Site()
    _sequence = _UNKNOWN
    _totals.clear()
    _tail.close()
    _tail = Tail(journal.folder())


def views(article_id: int) -> int:
    """Views of the article ever, those just journalled on this node included."""
    if article_id not in _totals:
        stored = ArticleTotal.objects.filter(pk=article_id).values_list("views", flat=True).first()
        _totals[article_id] = stored or 0
    return _totals[article_id] + _tail.views(article_id)


def grouped(number: int) -> str:
    """``530364`` → ``"530.364"``, with the separator of the settings."""
    return f"{number:,}".replace(",", settings.NUMBER_SEPARATOR)


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
