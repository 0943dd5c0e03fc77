"""The log in the admin: for administrators to search and to export, for nobody to change."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from portal import audit
from portal.audit_words import Action, action_choices, action_in_words, details_in_words, is_known
from portal.exports import csv_response
from portal.models import AuditEntry
from portal.people import display_name, full_name
from portal.read_only import ReadOnlyList


class EntryFilter(admin.ListFilter):
    """One action, and the days from ``since`` to ``until``, both included; what is no day is as if not given."""

    title = gettext_lazy("entries")
    template = "admin/portal/auditentry/filter.html"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        given = {name: params.pop(name, [""])[-1] for name in ("action", "since", "until")}
        self.action = given["action"] if is_known(given["action"]) else ""
        self.since, self.until = _day(given["since"]), _day(given["until"])
        used = {"action": self.action, "since": self.since, "until": self.until}
        self.used_parameters = {name: str(value) for name, value in used.items() if value}

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return ["action", "since", "until"]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        yield {"actions": action_choices(), "query": changelist.query, "chosen": self.used_parameters}

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        if self.action:
            queryset = queryset.filter(action=self.action)
        if self.since:
            queryset = queryset.filter(at__gte=_midnight(self.since))
        if self.until:
            queryset = queryset.filter(at__lt=_midnight(self.until + timedelta(days=1)))
        return queryset


def who_did(entry: AuditEntry) -> str:
    """The name of the person with the user name; the user name as typed where nobody is known."""
    name = display_name(entry.user)
    return f"{name} ({entry.username})" if name not in {"", entry.username} else entry.username


@admin.register(AuditEntry)
class AuditAdmin(ReadOnlyList):
    list_display = ["when", "what", "who", "target_label", "said", "address"]
    list_filter = [EntryFilter]
    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Search for a person, an object or a network address, with or without marks")
    ordering = ["-at", "-pk"]
    sortable_by: list[str] = []
    change_list_template = "admin/portal/auditentry/change_list.html"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry], search_term: str
    ) -> tuple[QuerySet[AuditEntry], bool]:
        for word in audit.fold(search_term).split()[:10]:
            queryset = queryset.filter(search_text__contains=word)
        return queryset, False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export)
        return [path("export/", view, name="portal_auditentry_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """The filtered list as a file; that it was taken is a line of the log as well."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            entries = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect("admin:portal_auditentry_changelist")
        audit.write(Action.EXPORTED, label=_("Log"), filter=request.GET.urlencode())
        header = [_("at"), _("action"), _("username"), _("full name"), _("network address")]
        header += [_("kind of object"), _("object"), _("details")]
        # Drawn up after this, the file would hold the line about itself.
        newest = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
        rows = map(_row, entries.filter(pk__lt=newest).iterator(chunk_size=2000))
        return csv_response(f"nhat-ky-{timezone.localdate()}", header, rows)

    @display(description=gettext_lazy("at"))
    def when(self, entry: AuditEntry) -> str:
        return date_format(timezone.localtime(entry.at), "H:i:s d/m/Y")

    @display(description=gettext_lazy("action"))
    def what(self, entry: AuditEntry) -> str:
        return action_in_words(entry.action)

    @display(description=gettext_lazy("by whom"))
    def who(self, entry: AuditEntry) -> str:
        return who_did(entry)

    @display(description=gettext_lazy("details"))
    def said(self, entry: AuditEntry) -> str:
        return details_in_words(entry.details)


def _row(entry: AuditEntry) -> list[str]:
    return [
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        action_in_words(entry.action),
        entry.username,
        full_name(entry.user) if entry.user else "",
        entry.address or "",
        entry.target_kind,
        entry.target_label,
        details_in_words(entry.details),
    ]


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:  # well formed, but no such day
        return None
    # At the ends of the calendar a day more or another time zone leads out of it.
    return day if day and 1900 < day.year < 9000 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
