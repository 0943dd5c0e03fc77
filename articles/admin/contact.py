"""What readers wrote to the office: read, dealt with, exported; nobody changes their words."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from articles import contact
from articles.models import ContactMessage
from portal import audit
from portal.audit import Action
from portal.exports import csv_response
from portal.people import display_name, staff


class StateFilter(admin.SimpleListFilter):
    """Waiting or handled."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", _("waiting")), ("handled", _("handled"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {"waiting": queryset.waiting, "handled": queryset.handled}.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(ContactMessage)
class ContactMessageAdmin(ModelAdmin):
    list_display = ["subject", "name", "reached_by", "received", "state"]
    list_filter = [StateFilter]
    list_select_related = ["handled_by"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Search for a person, a number or words, with or without marks")
    ordering = ["-created_at", "-pk"]
    sortable_by: list[str] = []
    actions = ["handle_chosen"]
    actions_submit_line = ["handle", "reopen"]
    change_list_template = "admin/articles/contactmessage/change_list.html"
    readonly_fields = ["name", "reached_by", "subject", "words", "received", "state"]
    fieldsets = [
        (None, {"fields": ["subject", "words", ("name", "reached_by"), ("received", "state")]}),
        (gettext_lazy("For colleagues"), {"fields": ["remark"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return queryset.filter(pk__in=ContactMessage.objects.matching(search_term)), False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export)
        return [path("export/", view, name="articles_contactmessage_export"), *super().get_urls()]

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """The one of the two that is possible now."""
        is_handled = ContactMessage.objects.handled().filter(pk=object_id).exists()
        other = "handle" if is_handled else "reopen"
        offered = super().get_actions_submit_line(request, object_id)
        return [step for step in offered if not step.action_name.endswith(f"_{other}")]

    def save_model(self, request: HttpRequest, obj: ContactMessage, form: Any, change: bool) -> None:  # noqa: FBT001
        # Nothing but the remark is ever written, whatever was sent.
        obj.save(update_fields=["remark"])
        for step in self.get_actions_submit_line(request, obj.pk):
            if step.action_name in request.POST:
                step.method(request, obj)

    def delete_model(self, request: HttpRequest, obj: ContactMessage) -> None:
        contact.delete(obj, by=staff(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ContactMessage]) -> None:
        for message in queryset:
            contact.delete(message, by=staff(request))

    @action(description=gettext_lazy("Mark as handled"), permissions=["change"])
    def handle(self, request: HttpRequest, obj: ContactMessage) -> None:
        contact.handle(obj, by=staff(request))

    @action(description=gettext_lazy("Let it wait again"), permissions=["change"])
    def reopen(self, request: HttpRequest, obj: ContactMessage) -> None:
        contact.reopen(obj, by=staff(request))

    @admin.action(description=gettext_lazy("Mark the chosen messages as handled"), permissions=["change"])
    def handle_chosen(self, request: HttpRequest, queryset: QuerySet[ContactMessage]) -> None:
        number = sum(contact.handle(message, by=staff(request)) for message in queryset)
        done = ngettext("%(number)d message was marked.", "%(number)d messages were marked.", number)
        messages.success(request, done % {"number": number})

    def export(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """The filtered list as a file; that it was taken is a line of the log."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset.select_related("handled_by")
        except IncorrectLookupParameters:
            return redirect("admin:articles_contactmessage_changelist")
        audit.write(Action.EXPORTED, label=_("Messages from readers"), filter=request.GET.urlencode())
        header = [_("received at"), _("name"), _("e-mail"), _("phone"), _("subject"), _("message")]
        header += [_("handled at"), _("handled by"), _("remark")]
        return csv_response(f"thu-ban-doc-{timezone.localdate()}", header, _lines(rows))

    @display(description=gettext_lazy("received at"))
    def received(self, message: ContactMessage) -> str:
        return date_format(timezone.localtime(message.created_at), "H:i d/m/Y")

    @display(description=gettext_lazy("answer by"))
    def reached_by(self, message: ContactMessage) -> str:
        return " · ".join(filter(None, [message.phone, message.email]))

    @display(description=gettext_lazy("message"))
    def words(self, message: ContactMessage) -> str:
        return message.text

    @display(description=gettext_lazy("state"))
    def state(self, message: ContactMessage) -> str:
        if message.handled_at is None:
            return _("waiting")
        when = date_format(timezone.localtime(message.handled_at), "H:i d/m/Y")
        by = display_name(message.handled_by)
        return _("handled by %(person)s at %(time)s") % {"person": by or "–", "time": when}


def _lines(rows: QuerySet[ContactMessage]) -> Iterator[list[str]]:
    for message in rows.iterator(chunk_size=500):
        yield [
            timezone.localtime(message.created_at).strftime("%Y-%m-%d %H:%M:%S"),
            *(message.name, message.email, message.phone, message.subject, message.text),
            timezone.localtime(message.handled_at).strftime("%Y-%m-%d %H:%M:%S") if message.handled_at else "",
            display_name(message.handled_by),
            message.remark,
        ]
