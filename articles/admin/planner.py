"""The month at a glance: what came out, what is planned, what expires, what is due, and what is overdue."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import rights
from articles.models import Article
from portal.days import midnight

Status = Article.Status

PER_DAY = 8
_MOST = 2000  # rows of one kind in a month
_YEARS = range(1990, 2200)

KINDS = {
    "published": gettext_lazy("Published"),
    "planned": gettext_lazy("Planned"),
    "overdue": gettext_lazy("Planned, but nobody has approved it"),
    "waiting": gettext_lazy("Planned, waits for approval"),
    "expires": gettext_lazy("Expires"),
    "due": gettext_lazy("Due"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happens to an article on a day; `at` is None for what lasts the whole day."""

    kind: str
    at: datetime | None
    article: Article

    @property
    def words(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the grid; `more` entries are not shown."""

    date: date
    is_in_month: bool
    is_today: bool
    entries: list[Entry]
    more: int


@require_safe
def planner(request: HttpRequest) -> HttpResponse:
    """The month that ``?month=2026-11`` names, or this one; in the portal's own time zone."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    today = timezone.localdate()
    first = _month(request.GET.get("month", ""), today)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    visible = rights.visible_to(request.user).exclude(status=Status.TRASHED)
    entries = _entries(visible, weeks[0][0], weeks[-1][-1])
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar"),
        "opts": Article._meta,
        "month": first,
        "is_this_month": first == today.replace(day=1),
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=31),
        "week_days": weeks[0],
        "weeks": [[_day(date, first, today, entries[date]) for date in week] for week in weeks],
        "kinds": KINDS,
    }
    return render(request, "admin/articles/planner.html", context)


def _month(text: str, today: date) -> date:
    """The first day of the month; whatever cannot be read is this month."""
    try:
        month = datetime.strptime(text[:7], "%Y-%m").date()  # noqa: DTZ007  a month has no time zone
    except ValueError:
        month = today
    return (month if month.year in _YEARS else today).replace(day=1)


def _entries(visible: QuerySet[Article], first: date, last: date) -> dict[date, list[Entry]]:
    begins = midnight(first)
    ends = midnight(last + timedelta(days=1))
    rows = visible.select_related("section").only("title", "status", "publish_at", "expire_at", "due_on", "section")
    by_day: defaultdict[date, list[Entry]] = defaultdict(list)
    out = rows.exclude(status=Status.ARCHIVED).filter(publish_at__gte=begins, publish_at__lt=ends)
    for article in out.order_by("publish_at", "pk")[:_MOST]:
        _put(by_day, Entry(_kind(article), article.publish_at, article))
    expiring = rows.filter(status=Status.PUBLISHED, expire_at__gte=begins, expire_at__lt=ends)
    for article in expiring.order_by("expire_at", "pk")[:_MOST]:
        _put(by_day, Entry("expires", article.expire_at, article))
    unfinished = rows.filter(status__in=[Status.DRAFT, Status.IN_REVIEW])
    for article in unfinished.filter(due_on__range=(first, last)).order_by("pk")[:_MOST]:
        if article.due_on:
            by_day[article.due_on].append(Entry("due", None, article))
    return by_day


def _put(by_day: dict[date, list[Entry]], entry: Entry) -> None:
    if entry.at:
        by_day[timezone.localtime(entry.at).date()].append(entry)


def _kind(article: Article) -> str:
    is_past = article.publish_at is not None and article.publish_at <= timezone.now()
    if article.status == Status.PUBLISHED:
        return "published" if is_past else "planned"
    return "overdue" if is_past else "waiting"


def _day(day: date, month: date, today: date, entries: Iterable[Entry]) -> Day:
    # What lasts all day stands first, and what needs somebody is never among those left out.
    in_order = sorted(entries, key=lambda entry: (entry.kind == "published", entry.at is not None, entry.at or day))
    return Day(day, day.month == month.month, day == today, in_order[:PER_DAY], max(0, len(in_order) - PER_DAY))
