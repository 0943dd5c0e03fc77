"""What the list of articles can be narrowed down to: each filter is a box to choose from, of a handful of rows."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import listviews
from articles.models import Article, Section
from portal.days import midnight
from portal.numbers import whole_number
from portal.people import display_name

Status = Article.Status
Choices = list[tuple[str, str]]

_MOST_WRITERS = 500


class Choice(admin.SimpleListFilter):
    """A filter drawn as one box, so that fifty sections take no more room than two."""

    template = "admin/articles/article/filter.html"

    def has_output(self) -> bool:
        return True


class SectionFilter(Choice):
    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        self.sections = list(Section.objects.all())
        tops = [section for section in self.sections if section.parent_id is None]
        return [
            (str(section.pk), f"{'– ' if section.parent_id else ''}{section.name}")
            for top in tops
            for section in [top, *self._below(top.pk)]
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        asked = next((section for section in self.sections if str(section.pk) == self.value()), None)
        if asked is None:
            return queryset
        return queryset.filter(section__in=[asked.pk, *(section.pk for section in self._below(asked.pk))])

    def _below(self, section_id: int) -> list[Section]:
        return [section for section in self.sections if section.parent_id == section_id]


class WriterFilter(Choice):
    title = gettext_lazy("writer")
    parameter_name = "writer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        # Everybody who may sign in: to ask who ever wrote would read every article.
        people = User.objects.filter(is_staff=True).order_by("first_name", "last_name", "username")
        people = people.only("username", "first_name", "last_name")
        return [(str(user.pk), display_name(user)) for user in people[:_MOST_WRITERS]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        asked = _number(self.value())
        return queryset if asked is None else queryset.filter(created_by=asked)


class StatusFilter(Choice):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        if not listviews.chosen(request).has_all_statuses:
            return []
        return [(value, str(label)) for value, label in Status.choices if value != Status.TRASHED]

    def has_output(self) -> bool:
        return bool(self.lookup_choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        asked = self.value()
        return queryset.filter(status=asked) if asked in dict(self.lookup_choices) else queryset


class PeriodFilter(Choice):
    """By the day of publishing, in Vietnam's calendar."""

    title = gettext_lazy("day of publishing")
    parameter_name = "period"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            ("today", _("Today")),
            ("7", _("Last 7 days")),
            ("30", _("Last 30 days")),
            ("month", _("This month")),
            ("last-month", _("Last month")),
            ("year", _("This year")),
            ("last-year", _("Last year")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        days = period(self.value() or "", timezone.localdate())
        if days is None:
            return queryset
        return queryset.filter(publish_at__gte=midnight(days[0]), publish_at__lt=midnight(days[1]))


class FeaturedFilter(Choice):
    title = gettext_lazy("featured")
    parameter_name = "featured"
    _answers: ClassVar[dict[str, bool]] = {"1": True, "0": False}

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("1", _("Yes")), ("0", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        asked = self._answers.get(self.value() or "")
        return queryset if asked is None else queryset.filter(is_featured=asked)


FILTERS = [SectionFilter, WriterFilter, StatusFilter, PeriodFilter, FeaturedFilter]


def period(name: str, today: date) -> tuple[date, date] | None:
    """The first day of the period of this name, and the day after its last; None for a name of none."""
    month, tomorrow = today.replace(day=1), today + timedelta(days=1)
    next_month = (month + timedelta(days=32)).replace(day=1)
    year = today.replace(month=1, day=1)
    return {
        "today": (today, tomorrow),
        "7": (today - timedelta(days=6), tomorrow),
        "30": (today - timedelta(days=29), tomorrow),
        "month": (month, next_month),
        "last-month": ((month - timedelta(days=1)).replace(day=1), month),
        "year": (year, year.replace(year=year.year + 1)),
        "last-year": (year.replace(year=year.year - 1), year),
    }.get(name)


def _number(text: str | None) -> int | None:
    return whole_number(text or "")
