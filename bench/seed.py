"""Rows of a portal that has grown. Runs inside the portal's Django (`bench.databases.inside`)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import models
from django.db.models import Sum
from django.utils import timezone

from articles.models import Article, Section
from articles.vietnamese import to_slug
from bench import texts
from stats import clock
from stats.models import ArticleDay, ArticleMonth, ArticleTotal, RollupState, SiteDay, SiteHour, SiteMonth
from stats.upsert import upsert

_BATCH = 2_000


def articles(count: int, body_bytes: int) -> None:
    """Published articles in ten sections over five years; prints their paths."""
    sections = [Section.objects.create(name=name, slug=slug) for slug, name in texts.sections()]
    now = timezone.now()
    step = timedelta(days=5 * 365) / count

    def rows() -> Iterator[Article]:
        for number in range(count):
            title = texts.title(number)
            yield Article(
                title=title,
                slug=to_slug(title),
                lead=texts.LEAD,
                body=texts.body(number, body_bytes),
                signature=texts.SIGNATURE,
                section=sections[number % len(sections)],
                status=Article.Status.PUBLISHED,
                publish_at=now - timedelta(minutes=5) - step * (count - number - 1),
            )

    _create(Article, rows(), 500)
    for article in Article.objects.select_related("section").only("slug", "section__slug").order_by("pk"):
        print(article.get_absolute_url())


def history(views: int, days: int, months: int, per_day: int, per_month: int) -> None:
    """Rollup rows as five years with about `views` views leave them: days, before them months, hours of 90 days.

    Each day `per_day` of the articles were read, each month `per_month`. Prints how many rows and views there are.
    """
    article_ids = list(Article.objects.values_list("pk", flat=True))
    today = clock.today()
    each = views / (days + months * 30.4)
    day_list = [today - timedelta(days=number) for number in range(1, days + 1)]
    month_list = _months_before(day_list[-1], months)
    days_read = _parts(day_list, article_ids, per_day, round(each / per_day))
    read_by = ((*row, row[-1] * 3 // 4) for row in days_read)
    upsert(ArticleDay, read_by, keys=["day", "article_id"], adding=["views", "readers"])
    months_read = _parts(month_list, article_ids, per_month, round(each * 30.4 / per_month))
    upsert(ArticleMonth, months_read, keys=["month", "article_id"], adding=["views"])
    _create(SiteDay, (SiteDay(day=day, **_site(ArticleDay, "day", day)) for day in day_list))
    _create(SiteMonth, (SiteMonth(month=month, **_site(ArticleMonth, "month", month)) for month in month_list))
    _create(SiteHour, _hours(day_list[:90]))
    _create(ArticleTotal, _totals())
    _finish()


def _parts(dates: list[date], article_ids: list[int], count: int, views: int) -> Iterator[tuple[date, int, int]]:
    chance = Random(1)  # noqa: S311  guards nothing
    for moment in dates:
        for article_id in chance.sample(article_ids, min(count, len(article_ids))):
            yield moment, article_id, views


def _site(model: type[models.Model], name: str, moment: date) -> dict[str, int]:
    views = model._default_manager.filter(**{name: moment}).aggregate(views=Sum("views"))["views"]
    return {"views": views, "visits": views // 4 // 24 * 24} | ({"visitors": views // 5} if name == "day" else {})


def _hours(days: list[date]) -> Iterator[SiteHour]:
    for day in SiteDay.objects.filter(day__in=days):
        for hour in range(24):
            rest = day.views % 24 if hour == 0 else 0
            yield SiteHour(day=day.day, hour=hour, views=day.views // 24 + rest, visits=day.visits // 24)


def _totals() -> Iterator[ArticleTotal]:
    totals: dict[int, int] = {}
    for model in (ArticleDay, ArticleMonth):
        sums = model._default_manager.values_list("article_id").annotate(Sum("views"))
        for article_id, views in sums:
            totals[article_id] = totals.get(article_id, 0) + views
    return (ArticleTotal(article_id=article_id, views=views) for article_id, views in totals.items())


def _finish() -> None:
    kept: list[Any] = [SiteDay, SiteMonth]
    sums = [model.objects.aggregate(views=Sum("views"), visits=Sum("visits")) for model in kept]
    views, visits = (sum(one[name] or 0 for one in sums) for name in ("views", "visits"))
    RollupState.objects.update_or_create(pk=1, defaults={"sequence": 1, "views": views, "visits": visits})
    print(
        f"{views:,} views in {ArticleDay.objects.count():,} rows of articles and days,"
        f" {ArticleMonth.objects.count():,} of articles and months"
    )


def _months_before(day: date, count: int) -> list[date]:
    first = day.replace(day=1)
    months: list[date] = []
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(first)
    return months


def _create(model: Any, rows: Iterator[models.Model], size: int = _BATCH) -> None:
    while batch := list(islice(rows, size)):
        model.objects.bulk_create(batch)
