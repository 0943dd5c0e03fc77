"""Who tried to sign in, for administrators: the rows of django-axes, read-only."""

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display


class LoginAdmin(ModelAdmin):
    """A list without pages of single rows."""

    list_display_links = None
    list_filter = ["attempt_time"]
    search_fields = ["username", "ip_address"]
    actions: Any = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        raise Http404

    def history_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        raise Http404


@admin.register(AccessAttempt)
class LockAdmin(LoginAdmin):
    list_display = ["attempt_time", "username", "ip_address", "failures_since_start", "is_locked"]
    actions = ["unlock"]

    @display(description=_("locked"), boolean=True)
    def is_locked(self, attempt: AccessAttempt) -> bool:
        return bool(attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT)

    @admin.action(description=_("Unlock the chosen logins"))
    def unlock(self, request: HttpRequest, queryset: QuerySet[AccessAttempt]) -> None:
        queryset.delete()


@admin.register(AccessFailureLog)
class FailureAdmin(LoginAdmin):
    list_display = ["attempt_time", "username", "ip_address", "locked_out", "user_agent"]


@admin.register(AccessLog)
class LoginLogAdmin(LoginAdmin):
    list_display = ["attempt_time", "logout_time", "username", "ip_address", "user_agent"]
