"""For administrators: the log, which logins are locked (the rows of django-axes), and where old addresses lead."""

from typing import Any

from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from portal import addresses, audit, audit_admin
from portal.audit import Action
from portal.read_only import ReadOnlyList

__all__ = ["audit_admin"]  # registers itself


class OldAddressForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none when it runs
    """Where an address of the portal that moved in leads now; on this site only."""

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]
        labels = {"old_path": _("Old address"), "new_path": _("New address")}
        help_texts = {
            "old_path": _("As it was, without the name of the site: /news/123.html"),
            "new_path": _(
                "An address of this portal, or empty when nothing took its place: readers are told it is gone."
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("old_path", "new_path"):
            if cleaned.get(name) and (problem := addresses.problem(cleaned[name], "")):
                self.add_error(name, problem)
        if not self.errors and (problem := addresses.problem(cleaned["old_path"], cleaned["new_path"])):
            self.add_error("new_path", problem)
        return cleaned


admin.site.unregister([Redirect, Site])


@admin.register(Redirect)
class OldAddressAdmin(ModelAdmin):
    form = OldAddressForm
    list_display = ["old_path", "new_path"]
    search_fields = ["old_path", "new_path"]

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:  # noqa: FBT001  Django's
        obj.site_id = settings.SITE_ID
        super().save_model(request, obj, form, change)


@admin.register(AccessAttempt)
class LockAdmin(ReadOnlyList):
    list_display = ["attempt_time", "username", "ip_address", "failures_since_start", "is_locked"]
    list_filter = ["attempt_time"]
    search_fields = ["username", "ip_address"]
    actions = ["unlock"]

    @display(description=_("locked"), boolean=True)
    def is_locked(self, attempt: AccessAttempt) -> bool:
        return bool(attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT)

    @admin.action(description=_("Unlock the chosen logins"))
    def unlock(self, request: HttpRequest, queryset: QuerySet[AccessAttempt]) -> None:
        for attempt in queryset:
            audit.write(Action.UNLOCKED, label=f"{attempt.username} ({attempt.ip_address})")
        queryset.delete()
