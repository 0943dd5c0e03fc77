"""What officials read of the rollup: each report is one query over its period, however long the history."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Min, Q, Sum
from django.db.models.functions import TruncMonth

from stats import clock
from stats.models import ArticleDay, ArticleTotal, DimensionDay, Excluded, RollupState, SiteDay, SiteHour

_SUMS = ("sum_views", "sum_other_views", "sum_visits")


@dataclass(frozen=True, slots=True)
class Step:
    """A day or a month. Visitors are told apart within a day only, so a month has no number of them."""

    first: date
    last: date
    views: int = 0
    other_views: int = 0
    visits: int = 0
    visitors: int | None = 0

    @property
    def article_views(self) -> int:
        return self.views - self.other_views


@dataclass(frozen=True, slots=True)
class SoFar:
    """Visits up to a full hour: of today and of yesterday, of this week and of the last."""

    today: int
    yesterday: int
    week: int
    last_week: int


class Beginning(NamedTuple):
    """The first day with figures, if there is one yet, and the visits that were brought along from before."""

    since: date | None
    opening_visits: int


def beginning() -> Beginning:
    """Since when the portal counts, and with what it began."""
    opening = RollupState.objects.filter(pk=1).values_list("opening_visits", flat=True).first()
    return Beginning(counted_since(), opening or 0)


def counted_since() -> date | None:
    """The first day with figures; None before the first view."""
    first: date | None = SiteDay.objects.aggregate(first=Min("day"))["first"]
    return first


def daily(first: date, last: date) -> list[Step]:
    """Every day from `first` to `last`; a day without a row has zeros."""
    rows = SiteDay.objects.filter(day__range=(first, last))
    stored = {
        day: Step(day, day, *figures)
        for day, *figures in rows.values_list("day", "views", "other_views", "visits", "visitors")
    }
    return [stored.get(day) or Step(day, day) for day in _days(first, last)]


def monthly(first: date, last: date) -> list[Step]:
    """Every calendar month from that of `first` to that of `last`, the last one up to `last`."""
    months = [day for day in _days(first.replace(day=1), last) if day.day == 1]
    ends = [*(month - timedelta(days=1) for month in months[1:]), last]
    days = SiteDay.objects.filter(day__range=(months[0], last))
    sums = (
        days.annotate(month=TruncMonth("day"))
        .values("month")
        .annotate(sum_views=Sum("views"), sum_other_views=Sum("other_views"), sum_visits=Sum("visits"))
    )
    stored = {month: figures for month, *figures in sums.values_list("month", *_SUMS)}
    return [
        Step(month, end, views, other_views, visits, visitors=None)
        for month, end in zip(months, ends, strict=True)
        for views, other_views, visits in [stored.get(month, (0, 0, 0))]
    ]


def visits_so_far(today: date, hour: int) -> SoFar:
    """Visits before `hour` of `today`, beside those of yesterday and of last week up to the same moment."""
    monday = clock.monday_of(today)
    yesterday = today - timedelta(days=1)
    week, last_week = _from_to(monday, today, hour), _from_to(monday, today, hour, back=timedelta(days=7))
    sums = SiteHour.objects.filter(day__range=(monday - timedelta(days=7), today)).aggregate(
        today=Sum("visits", filter=Q(day=today, hour__lt=hour), default=0),
        yesterday=Sum("visits", filter=Q(day=yesterday, hour__lt=hour), default=0),
        week=Sum("visits", filter=week, default=0),
        last_week=Sum("visits", filter=last_week, default=0),
    )
    return SoFar(**sums)


def most_read(first: date, last: date, limit: int) -> list[tuple[int, int, int]]:
    """The articles with the most views in a period, most first: their ids, views, and readers on its last day."""
    articles = ArticleDay.objects.filter(day__range=(first, last)).values("article_id")
    last_readers = Sum("readers", filter=Q(day=last), default=0)
    ranked = articles.annotate(total=Sum("views"), last_readers=last_readers).order_by("-total", "-article_id")
    return list(ranked.values_list("article_id", "total", "last_readers")[:limit])


def by_dimension(first: date, last: date) -> dict[str, list[tuple[str, int]]]:
    """Views from `first` to `last` by dimension and value, most first."""
    rows = DimensionDay.objects.filter(day__range=(first, last)).values("dimension", "value")
    ranked = rows.annotate(total=Sum("views")).order_by("-total", "value")
    counted: dict[str, list[tuple[str, int]]] = {}
    for dimension, value, views in ranked.values_list("dimension", "value", "total"):
        counted.setdefault(dimension, []).append((value, views))
    return counted


def by_hour(first: date, last: date) -> tuple[list[tuple[int, int]], date | None]:
    """Views and visits of each hour of the day from `first` to `last`, and the first day whose hours are kept."""
    rows = SiteHour.objects.filter(day__range=(first, last)).values("hour")
    sums = rows.annotate(sum_views=Sum("views"), sum_visits=Sum("visits"), first=Min("day")).order_by("hour")
    stored = {
        hour: (views, visits, since)
        for hour, views, visits, since in sums.values_list("hour", "sum_views", "sum_visits", "first")
    }
    since = min((since for _views, _visits, since in stored.values()), default=None)
    return [stored.get(hour, (0, 0, None))[:2] for hour in range(24)], since


def totals(article_ids: Collection[int]) -> dict[int, int]:
    """The views ever of these articles, opening totals included."""
    return dict(ArticleTotal.objects.filter(pk__in=article_ids).values_list("pk", "views"))


def of_article(article_id: int, first: date, last: date) -> list[tuple[date, int, int]]:
    """Views and readers of one article on every day from `first` to `last`; a day without a row has zeros."""
    rows = ArticleDay.objects.filter(article_id=article_id, day__range=(first, last))
    stored = {day: (views, readers) for day, views, readers in rows.values_list("day", "views", "readers")}
    return [(day, *stored.get(day, (0, 0))) for day in _days(first, last)]


def excluded(first: date, last: date) -> dict[str, int]:
    """Requests that were not counted from `first` to `last`, by reason, most first."""
    reasons = Excluded.objects.filter(day__range=(first, last)).values("reason")
    ranked = reasons.annotate(total=Sum("requests")).order_by("-total", "reason")
    return dict(ranked.values_list("reason", "total"))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _from_to(monday: date, day: date, hour: int, back: timedelta = timedelta()) -> Q:
    begin, end = monday - back, day - back
    return Q(day__gte=begin, day__lt=end) | Q(day=end, hour__lt=hour)
