"""Thirteen months of plausible figures for a portal shown to visitors, written straight as rollup rows."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from stats import clock, referrers
from stats.models import ArticleDay, ArticleHour, ArticleTotal, DimensionDay, Excluded, RollupState, SiteDay, SiteHour

_DAYS = 396
_DAYS_WITH_HOURS = 90
_WEEKDAYS = (1.12, 1.08, 1.05, 1.03, 0.97, 0.62, 0.55)  # Monday to Sunday
# By hour: people read in the morning and after lunch, a little in the evening, hardly at night.
_HOURS = (2, 1, 1, 1, 1, 3, 9, 22, 38, 41, 36, 24, 15, 22, 36, 34, 28, 19, 13, 14, 17, 15, 9, 5)
_VISITS_PER_VIEW = 0.55

_REFERRERS = {
    "": 31, "internal": 27, "google.com": 15, "facebook.com": 9, "zalo.me": 8, "coccoc.com": 3, "bing.com": 2,
    "chinhphu.vn": 2, "baochinhphu.vn": 1, "youtube.com": 1, "tiktok.com": 1,
}  # fmt: skip
_TRAITS = {
    "device": {"mobile": 66, "desktop": 31, "tablet": 3},
    "browser": {
        "Chrome Mobile": 41, "Chrome": 22, "Mobile Safari": 16, "Edge": 6, "Samsung Internet": 5, "Firefox": 2,
        "Safari": 2, "Facebook": 4, "Opera": 1,
    },
    "system": {"Android": 50, "iOS": 19, "Windows": 26, "Mac OS X": 3, "Linux": 1, "Chrome OS": 1},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Appeal:
    """What an article draws: on its first day, and on each day of its long tail."""

    section: str
    published: date
    burst: float
    tail: float

    def on(self, day: date) -> float:
        age = (day - self.published).days
        return 0 if age < 0 else self.burst * math.exp(-age / 2.6) + self.tail * math.exp(-age / 150)


@dataclass(slots=True)
class _History:
    days: list[SiteDay] = field(default_factory=list)
    hours: list[SiteHour] = field(default_factory=list)
    articles: list[ArticleDay] = field(default_factory=list)
    dimensions: list[DimensionDay] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)


def write_history(articles: list[tuple[int, str, date]], *, until: date, seed: int) -> None:
    """Write figures for `articles` (ids, sections and days of publishing) up to `until`: to this hour if that is today.

    Nobody is made to be online. Raises RuntimeError when anything was counted already.
    """
    random = Random(seed)  # noqa: S311  figures to look at, no secrets
    appeals = {article_id: _appeal(random, section, published) for article_id, section, published in articles}
    history = _History()
    for back in reversed(range(_DAYS)):
        _add_day(history, random, appeals, until - timedelta(days=back), has_hours=back < _DAYS_WITH_HOURS)
    with transaction.atomic():
        RollupState.objects.get_or_create(pk=1)
        RollupState.objects.select_for_update().get(pk=1)  # no rollup comes between the look and the writing
        if any(model.objects.exists() for model in (SiteDay, SiteHour, ArticleDay, ArticleTotal, Excluded)):
            raise RuntimeError("There are figures already; a made-up history would falsify them.")
        _store(history)


def _appeal(random: Random, section: str, published: date) -> _Appeal:
    burst = random.lognormvariate(5.6, 0.7)
    return _Appeal(section, published, burst=burst, tail=burst * random.uniform(0.02, 0.06))


def _add_day(history: _History, random: Random, appeals: dict[int, _Appeal], day: date, *, has_hours: bool) -> None:
    open_hours = _hours_gone_by(day)
    size = _size_of(day) * sum(open_hours) / sum(_HOURS)
    by_article = {article_id: _around(random, appeal.on(day) * size) for article_id, appeal in appeals.items()}
    other_views = _around(random, (250 + 0.45 * sum(by_article.values())) * size)
    views = sum(by_article.values()) + other_views
    if not views:
        return
    by_hour = Counter(random.choices(range(len(open_hours)), open_hours, k=views))
    visits = {hour: sum(random.random() < _VISITS_PER_VIEW for _ in range(n)) for hour, n in by_hour.items()}
    visitors = round(sum(visits.values()) * random.uniform(0.78, 0.86))
    history.days.append(
        SiteDay(day=day, views=views, other_views=other_views, visits=sum(visits.values()), visitors=visitors)
    )
    history.articles += [
        ArticleDay(day=day, article_id=pk, views=n, readers=min(visitors, math.ceil(n * random.uniform(0.84, 0.94))))
        for pk, n in by_article.items()
        if n
    ]
    history.dimensions += _dimensions(random, day, views, appeals, by_article)
    history.excluded += _excluded(random, day, views)
    if has_hours:
        history.hours += [SiteHour(day=day, hour=h, views=n, visits=visits[h]) for h, n in sorted(by_hour.items())]


def _hours_gone_by(day: date) -> tuple[int, ...]:
    """The weights of the hours of `day` that are over now."""
    hours = clock.hour_number(clock.now_ms()) - clock.number_of(day) * 24
    return _HOURS[: max(0, hours)]


def _size_of(day: date) -> float:
    """How busy the day is: by its weekday, and growing by a third in a year."""
    return _WEEKDAYS[day.weekday()] * math.pow(1.33, (day - date(2026, 1, 1)).days / 365)


def _around(random: Random, mean: float) -> int:
    """A whole number that scatters around `mean` as counts do."""
    scattered = random.gauss(mean, math.sqrt(mean))
    return max(0, math.floor(scattered + random.random()))


def _dimensions(
    random: Random, day: date, views: int, appeals: dict[int, _Appeal], by_article: dict[int, int]
) -> Iterable[DimensionDay]:
    sections = Counter({"": views - sum(by_article.values())})
    for article_id, read in by_article.items():
        sections[appeals[article_id].section] += read
    hosts, kinds = Counter[str](), Counter[str]()
    for host, led in _split(random, views, _REFERRERS).items():
        plain, kind = referrers.classify(host)
        hosts[plain] += led
        kinds[kind] += led
    counted = {"section": sections, "referrer": hosts, "referrer_kind": kinds}
    counted |= {dimension: _split(random, views, weights) for dimension, weights in _TRAITS.items()}
    return [
        DimensionDay(day=day, dimension=dimension, value=value, views=number)
        for dimension, values in counted.items()
        for value, number in values.items()
        if number
    ]


def _split(random: Random, views: int, weights: dict[str, int]) -> Counter[str]:
    """`views` shared out by the weights, more or less."""
    scattered = {value: weight * random.uniform(0.8, 1.2) for value, weight in weights.items()}
    whole = sum(scattered.values())
    shares = Counter({value: int(views * weight / whole) for value, weight in scattered.items()})
    shares[next(iter(weights))] += views - shares.total()
    return shares


def _excluded(random: Random, day: date, views: int) -> Iterable[Excluded]:
    shares = {
        "bot": random.uniform(0.11, 0.4),  # of the views; 10 to 29 % of all requests
        "prefetch": random.uniform(0.005, 0.03),
        "staff": random.uniform(0.01, 0.04) if day.weekday() < 5 else 0,
        "flood": random.uniform(0.1, 0.6) if random.random() < 0.015 else 0,
    }
    counts = {reason: round(views * share) for reason, share in shares.items()}
    return [Excluded(day=day, reason=reason, requests=count) for reason, count in counts.items() if count]


def _article_hours(history: _History) -> Iterable[ArticleHour]:
    """The last day of each article by the hour: its share of the hours of the site."""
    now = clock.hour_number(clock.now_ms())
    of_site = {day.day: day.views for day in history.days}
    of_articles = {
        day: [row for row in history.articles if row.day == day]
        for day in of_site
        if clock.number_of(day) * 24 > now - 48
    }
    for hour in history.hours:
        number = clock.number_of(hour.day) * 24 + hour.hour
        if number > now - 24:
            shares = ((row.article_id, row.views * hour.views // of_site[hour.day]) for row in of_articles[hour.day])
            yield from (
                ArticleHour(hour=number, article_id=article_id, views=views) for article_id, views in shares if views
            )


def _store(history: _History) -> None:
    totals: Counter[int] = Counter()
    for row in history.articles:
        totals[row.article_id] += row.views
    SiteDay.objects.bulk_create(history.days)
    SiteHour.objects.bulk_create(history.hours)
    ArticleDay.objects.bulk_create(history.articles)
    ArticleHour.objects.bulk_create(_article_hours(history))
    DimensionDay.objects.bulk_create(history.dimensions)
    Excluded.objects.bulk_create(history.excluded)
    ArticleTotal.objects.bulk_create(
        [ArticleTotal(article_id=article_id, views=views) for article_id, views in totals.items()]
    )
    RollupState.objects.filter(pk=1).update(
        sequence=1,
        finished_at=timezone.now(),
        views=sum(day.views for day in history.days),
        visits=sum(day.visits for day in history.days),
    )
