"""The identities that the figures keep: sums that must agree, whatever was counted and however late.

Each function returns its violations as sentences, at most `MOST` of them; the sums are made in the database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from stats.models import (
    ArticleDay,
    ArticleMonth,
    ArticleTotal,
    DimensionDay,
    OpeningTotal,
    RollupState,
    SiteDay,
    SiteHour,
    SiteMonth,
)

MOST = 20

Violations = list[str]


def violations() -> dict[str, Violations]:
    """The violations by identity, at one moment: a rollup that commits meanwhile is not seen."""
    with _snapshot():
        return {identity.__name__: identity() for identity in IDENTITIES}


def day_views_are_article_and_other_views() -> Violations:
    """Views of a day = Σ views of its articles + views of other pages."""
    days = SiteDay.objects.annotate(articles=_sum_of(ArticleDay, "views", "day"))
    wrong = days.exclude(views=F("articles") + F("other_views")).order_by("day")
    columns = wrong.values_list("day", "views", "articles", "other_views")
    orphans = ArticleDay.objects.filter(~Exists(SiteDay.objects.filter(day=OuterRef("day"))))
    return [
        *(
            f"{day}: {views} views, but its articles have {articles} and other pages {other}"
            for day, views, articles, other in columns[:MOST]
        ),
        *(f"{day}: no views of the site, but its articles have {articles}" for day, articles in _sums(orphans, "day")),
    ]


def days_are_their_hours() -> Violations:
    """Views and visits of a day = Σ those of its hours, from the first day whose hours are kept."""
    kept_since = SiteHour.objects.aggregate(first=Min("day"))["first"]
    days = SiteDay.objects.filter(day__gte=kept_since) if kept_since else SiteDay.objects.none()
    summed = days.annotate(hour_views=_sum_of(SiteHour, "views", "day"), hour_visits=_sum_of(SiteHour, "visits", "day"))
    wrong = summed.exclude(views=F("hour_views"), visits=F("hour_visits")).order_by("day")
    columns = wrong.values_list("day", "views", "hour_views", "visits", "hour_visits")
    orphans = SiteHour.objects.filter(~Exists(SiteDay.objects.filter(day=OuterRef("day"))))
    return [
        *(
            f"{day}: {views} views and {visits} visits, but its hours have {hour_views} and {hour_visits}"
            for day, views, hour_views, visits, hour_visits in columns[:MOST]
        ),
        *(f"{day}: no views of the site, but its hours have {views}" for day, views in _sums(orphans, "day")),
    ]


def views_ever_are_all_days() -> Violations:
    """Views ever = Σ views of all days and of the months that older days became."""
    return _compare_total("views")


def visits_ever_are_all_days() -> Violations:
    """Visits ever, without the opening total = Σ visits of all days and months."""
    return _compare_total("visits")


def article_totals_are_opening_and_days() -> Violations:
    """Views of an article ever = its opening total + Σ its days and months."""
    days = _sum_of(ArticleDay, "views", "article_id") + _sum_of(ArticleMonth, "views", "article_id")
    totals = ArticleTotal.objects.annotate(days=days)
    wrong = totals.exclude(views=F("opening") + F("days")).order_by("article_id")
    columns = wrong.values_list("article_id", "views", "opening", "days")
    orphans = ArticleDay.objects.filter(~Exists(ArticleTotal.objects.filter(pk=OuterRef("article_id"))))
    return [
        *(
            f"article {article}: {views} views ever, but it began with {opening} and its days have {days}"
            for article, views, opening, days in columns[:MOST]
        ),
        *(
            f"article {article}: no views ever, but its days have {days}"
            for article, days in _sums(orphans, "article_id")
        ),
    ]


def no_more_visits_or_visitors_than_views() -> Violations:
    """Each visit, visitor and reader of a day, and each visit of an hour, brought at least one view in it."""
    days = SiteDay.objects.filter(Q(visits__lt=0) | Q(visits__gt=F("views")) | Q(visitors__gt=F("views")))
    hours = SiteHour.objects.filter(Q(visits__lt=0) | Q(visits__gt=F("views")))
    day_columns = days.order_by("day").values_list("day", "visits", "visitors", "views")
    hour_columns = hours.order_by("day", "hour").values_list("day", "hour", "visits", "views")
    articles = ArticleDay.objects.filter(readers__gt=F("views")).order_by("day", "article_id")
    article_columns = articles.values_list("day", "article_id", "readers", "views")
    return [
        *(
            f"{day}: {visits} visits and {visitors} visitors of {views} views"
            for day, visits, visitors, views in day_columns[:MOST]
        ),
        *(
            f"{day}: {readers} readers of article {article} and {views} views of it"
            for day, article, readers, views in article_columns[:MOST]
        ),
        *(f"{day} {hour}:00: {visits} visits of {views} views" for day, hour, visits, views in hour_columns[:MOST]),
    ]


def breakdowns_are_the_day() -> Violations:
    """Each breakdown of a day, from the first day that has it, adds up to the views of the day."""
    wrong: Violations = []
    for dimension in DimensionDay.objects.order_by().values_list("dimension", flat=True).distinct():
        rows = DimensionDay.objects.filter(dimension=dimension)
        parts = rows.filter(day=OuterRef("day")).order_by().values("day").annotate(_sum=Sum("views")).values("_sum")
        days = SiteDay.objects.filter(day__gt=rows.aggregate(first=Min("day"))["first"])
        summed = days.annotate(parts=Coalesce(Subquery(parts), 0)).exclude(views=F("parts")).order_by("day")
        columns = summed.values_list("day", "views", "parts")
        wrong += [f"{day}: {views} views, but by {dimension} {parts}" for day, views, parts in columns[:MOST]]
    return wrong


def opening_totals_are_in_the_ledger() -> Violations:
    """What the figures began with is what the ledger of opening totals says last."""
    latest = {entry.article_id or 0: entry.amount for entry in OpeningTotal.objects.order_by("set_at", "pk")}
    site = latest.pop(0, 0)
    stored = RollupState.objects.filter(pk=1).values_list("opening_visits", flat=True).first() or 0
    articles = dict(ArticleTotal.objects.filter(opening__gt=0).values_list("article_id", "opening"))
    wrong = [] if stored == site else [f"all time: begins with {stored} visits, but the ledger says {site}"]
    return (
        wrong
        + [
            f"article {article}: begins with {articles.get(article, 0)} views, but the ledger says"
            f" {latest.get(article, 0)}"
            for article in sorted(articles.keys() | latest.keys())
            if articles.get(article, 0) != latest.get(article, 0)
        ][:MOST]
    )


# Not among them: visits ≥ visitors of a day. Who comes before midnight and reads on is a visitor of both
# days, but the visit belongs to the first.
IDENTITIES: tuple[Callable[[], Violations], ...] = (
    day_views_are_article_and_other_views,
    days_are_their_hours,
    views_ever_are_all_days,
    visits_ever_are_all_days,
    article_totals_are_opening_and_days,
    no_more_visits_or_visitors_than_views,
    breakdowns_are_the_day,
    opening_totals_are_in_the_ledger,
)


@contextmanager
def _snapshot() -> Iterator[None]:
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _sum_of(model: type[ArticleDay | ArticleMonth | SiteHour], column: str, key: str) -> Coalesce:
    """The sum over the rows of `model` that share `key` with the outer row."""
    rows = model.objects.filter(**{key: OuterRef(key)}).order_by().values(key)
    return Coalesce(Subquery(rows.annotate(_sum=Sum(column)).values("_sum")), 0)


def _sums(rows: QuerySet[ArticleDay] | QuerySet[SiteHour], key: str) -> list[tuple[object, int]]:
    return list(rows.values(key).annotate(_sum=Sum("views")).order_by(key).values_list(key, "_sum")[:MOST])


def _compare_total(figure: str) -> Violations:
    stored = RollupState.objects.filter(pk=1).values_list(figure, flat=True).first() or 0
    kept = SiteDay.objects.aggregate(total=Sum(figure, default=0))["total"]
    kept += SiteMonth.objects.aggregate(total=Sum(figure, default=0))["total"]
    return [] if stored == kept else [f"all time: {stored} {figure}, but the days and months have {kept}"]
