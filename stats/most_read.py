"""What is read most: the articles that readers are shown under that name.

Thirty days are too many rows to be added up while somebody waits, so the lists are made beside and kept.
"""

from datetime import timedelta

from stats import clock, reports, steps
from stats.models import MostRead
from stats.upsert import upsert

PERIODS = (1, 7, 30)  # days
KEPT = 50  # of each period: enough when some of them are not public any more
_FRESH_MS = 110 * 1000


def lately(days: int, limit: int) -> list[tuple[int, int]]:
    """The ids and views of the articles read most, most first and of equals the newest.

    In the last `days` days (one of `PERIODS`), today among them; one day is the last 24 hours
    (docs/definitions.md). As it was found about two minutes ago at most.
    """
    rows = MostRead.objects.filter(days=days).order_by("place")
    return list(rows.values_list("article_id", "views")[:limit])


def find() -> None:
    """Make the lists anew unless some process did so a moment ago."""
    now = clock.now_ms()
    if MostRead.objects.filter(found_at__gt=now - _FRESH_MS, found_at__lte=now).exists():
        return
    for days in PERIODS:
        ranked = _last_day() if days == 1 else _last_days(days)
        rows = [(days, place, *counted, now) for place, counted in enumerate(ranked)]
        # Whoever finds them at the same time writes the same rows.
        upsert(MostRead, rows, keys=["days", "place"], replacing=["article_id", "views", "found_at"])
        MostRead.objects.filter(days=days, place__gte=len(rows)).delete()


def _last_days(days: int) -> list[tuple[int, int]]:
    today = clock.today()
    ranked = reports.most_read(today - timedelta(days=days - 1), today, KEPT)
    return [(article_id, views) for article_id, views, _readers in ranked]


def _last_day() -> list[tuple[int, int]]:
    first = clock.hour_number(clock.now_ms()) - 23  # the hour that goes on, and the 23 before it
    ranked = sorted(steps.read_since(first).items(), key=lambda item: (-item[1], -item[0]))
    return ranked[:KEPT]
