"""What officials see: the figures of now, their course, what is read most, and what was not counted."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.numbers import grouped
from stats import breakdowns, charts, clock, figures, reports
from stats.breakdowns import SectionNames
from stats.models import RollupState
from stats.reports import Step

_MOST_READ = _NEWEST = 10
_DEFAULT_PERIOD = "30"

_PERIODS = {
    "7": gettext_lazy("7 days"),
    "30": gettext_lazy("30 days"),
    "90": gettext_lazy("90 days"),
    "12m": gettext_lazy("12 months"),
}

_REASONS = {
    "bot": (
        gettext_lazy("Search engines and other programs"),
        gettext_lazy("Programs that fetch pages by themselves and say so, such as search engines."),
    ),
    "prefetch": (
        gettext_lazy("Pages loaded in advance"),
        gettext_lazy("A browser fetched the page in case the reader wants it, and nobody saw it."),
    ),
    "staff": (
        gettext_lazy("Staff who are signed in"),
        gettext_lazy("Those who write and check the news are not its readers."),
    ),
    "flood": (
        gettext_lazy("Floods"),
        gettext_lazy("One visitor asked for more pages in a minute than a person can read."),
    ),
    "lost": (
        gettext_lazy("Lost"),
        gettext_lazy("The server's disk was full and took no more records. The pages were served all the same."),
    ),
}


class Heading(Protocol):
    """What the list of most read articles says of one; `url` is empty when readers cannot open it."""

    title: str
    section: str
    url: str


Headings = Callable[[Collection[int]], Mapping[int, Heading]]
Newest = Callable[[int], list[int]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure up to a full hour beside that of the period before, up to the same hour."""

    now: int
    before: int

    @property
    def difference(self) -> str:
        sign = "+" if self.now > self.before else "−" if self.now < self.before else "±"
        return f"{sign}{grouped(abs(self.now - self.before))}"

    @property
    def direction(self) -> str:
        return "up" if self.now > self.before else "down" if self.now < self.before else "same"

    @property
    def share(self) -> float | None:
        return abs(self.now - self.before) / self.before if self.before else None


@require_safe
def dashboard(request: HttpRequest, *, headings: Headings, newest: Newest, section_names: SectionNames) -> HttpResponse:
    """The statistics of ``?period=``.

    What this app does not know is looked up: `headings` of articles by their ids, the ids of the `newest` articles,
    and `section_names` by their slugs.
    """
    if not request.user.has_perm("stats.view_statistics"):
        raise PermissionDenied
    asked = request.GET.get("period", "")
    period = asked if asked in _PERIODS else _DEFAULT_PERIOD
    today = clock.today()
    steps = _steps(period, today)
    since = reports.counted_since()
    context = {
        **admin.site.each_context(request),
        "title": _("Access statistics"),
        "site": figures.site,
        "rollup": RollupState.objects.filter(pk=1).first(),
        "since": since,
        "comparisons": _comparisons(today, since),
        "period": period,
        "periods": _PERIODS,
        "first": steps[0].first,
        "last": steps[-1].last,
        "steps": steps[::-1],
        "sums": _sums(steps),
        "chart": charts.draw([_point(step, today) for step in steps]),
        "articles": _most_read(steps, headings),
        "newest": _newest(newest(_NEWEST), headings),
        "breakdowns": breakdowns.of_period(steps[0].first, steps[-1].last, section_names),
        **_hours(steps),
        **_excluded(steps),
    }
    return render(request, "stats/dashboard.html", context)


def _steps(period: str, today: date) -> list[Step]:
    if period == "12m":
        return reports.monthly(_months_back(today, 11), today)
    return reports.daily(today - timedelta(days=int(period) - 1), today)


def _months_back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _comparisons(today: date, since: date | None) -> dict[str, Any]:
    """Today with yesterday, this week with the last; only where the earlier one was counted as a whole."""
    hour = clock.hour_number(clock.now_ms()) % 24
    so_far = reports.visits_so_far(today, hour)
    last_monday = clock.monday_of(today) - timedelta(days=7)
    has_yesterday = since is not None and since < today - timedelta(days=1) and hour > 0
    has_week = since is not None and since < last_monday and (hour > 0 or today.weekday() > 0)
    return {
        "hour": f"{hour}:00",
        "today": Comparison(so_far.today, so_far.yesterday) if has_yesterday else None,
        "week": Comparison(so_far.week, so_far.last_week) if has_week else None,
    }


def _sums(steps: list[Step]) -> dict[str, int]:
    return {
        "views": sum(step.views for step in steps),
        "articles": sum(step.article_views for step in steps),
        "other": sum(step.other_views for step in steps),
        "visits": sum(step.visits for step in steps),
    }


def _point(step: Step, today: date) -> charts.Point:
    is_day = step.first == step.last and step.visitors is not None
    return charts.Point(
        name=date_format(step.first, "l, d/m/Y" if is_day else "YEAR_MONTH_FORMAT"),
        label=date_format(step.first, "d/m" if is_day else "m/Y"),
        bar=step.views,
        line=step.visits,
        is_unfinished=step.last >= today,
    )


def _most_read(steps: list[Step], headings: Headings) -> list[dict[str, Any]]:
    ranked = reports.most_read(steps[0].first, steps[-1].last, _MOST_READ)
    known = headings([article_id for article_id, _views, _readers in ranked])
    all_views = _sums(steps)["articles"]
    return [
        {
            "id": article_id,
            "heading": known.get(article_id),
            "views": views,
            "share": views / (all_views or views),
            "readers_today": readers,
        }
        for article_id, views, readers in ranked
    ]


def _newest(article_ids: list[int], headings: Headings) -> list[dict[str, Any]]:
    known, views = headings(article_ids), reports.totals(article_ids)
    return [
        {"heading": known[article_id], "views": views.get(article_id, 0)}
        for article_id in article_ids
        if article_id in known
    ]


def _hours(steps: list[Step]) -> dict[str, Any]:
    hours, since = reports.by_hour(steps[0].first, steps[-1].last)
    points = [
        charts.Point(name=f"{hour}:00–{hour + 1}:00", label=str(hour), bar=views, line=visits)
        for hour, (views, visits) in enumerate(hours)
    ]
    return {"hours": charts.draw(points), "hours_since": since}


def _excluded(steps: list[Step]) -> dict[str, Any]:
    counts = reports.excluded(steps[0].first, steps[-1].last)
    rows = [
        {"name": name, "explanation": explanation, "requests": counts.pop(reason, 0)}
        for reason, (name, explanation) in _REASONS.items()
    ]
    # A reason that is new here is shown by its own word rather than hidden.
    rows += [{"name": reason, "explanation": "", "requests": requests} for reason, requests in counts.items()]
    return {"excluded": rows, "excluded_sum": sum(row["requests"] for row in rows)}
