"""How long rows are kept: hours 90 days, days 25 months, months for ever. The rollup itself sees to it."""

from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Sum

from stats import clock
from stats.models import ArticleDay, ArticleMonth, DimensionDay, DimensionMonth, SiteDay, SiteHour, SiteMonth
from stats.rollup import locked_state
from stats.upsert import upsert

HOURS_KEPT_DAYS = 90
DAYS_KEPT_MONTHS = 25

# Days, the months they become, what tells rows of one day apart, and the figures that add up.
_TABLES: list[tuple[type[models.Model], type[models.Model], list[str], list[str]]] = [
    (SiteDay, SiteMonth, [], ["views", "other_views", "visits"]),
    (ArticleDay, ArticleMonth, ["article_id"], ["views"]),
    (DimensionDay, DimensionMonth, ["dimension", "value"], ["views"]),
]


def tidy(today: date | None = None) -> None:
    """Delete the hours that are over, and turn the days of the oldest month that is over into a month.

    One month at a time, so that no transaction is long; the next call goes on with the next.
    """
    today = today or clock.today()
    SiteHour.objects.filter(day__lt=today - timedelta(days=HOURS_KEPT_DAYS)).delete()
    oldest = SiteDay.objects.filter(day__lt=_first_kept(today)).aggregate(day=models.Min("day"))["day"]
    if oldest is not None:
        _fold(oldest.replace(day=1))


def _first_kept(today: date) -> date:
    months = today.year * 12 + today.month - 1 - DAYS_KEPT_MONTHS
    return date(months // 12, months % 12 + 1, 1)


@transaction.atomic
def _fold(month: date) -> None:
    locked_state()  # no rollup may add to a day that is being folded
    following = (month + timedelta(days=31)).replace(day=1)
    for days, months, keys, figures in _TABLES:
        _fold_table(days._default_manager.filter(day__gte=month, day__lt=following), months, month, keys, figures)


def _fold_table(
    rows: models.QuerySet[Any], months: type[models.Model], month: date, keys: list[str], figures: list[str]
) -> None:
    sums = {f"sum_{name}": Sum(name) for name in figures}
    if keys:
        summed = list(rows.order_by().values(*keys).annotate(**sums).values_list(*keys, *sums))
    else:
        summed = [tuple(rows.aggregate(**sums).values())]
    upsert(months, [(month, *row) for row in summed], keys=["month", *keys], adding=figures)
    rows.delete()
