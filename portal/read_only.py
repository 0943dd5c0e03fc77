"""Lists of the admin in which nobody changes anything."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from unfold.admin import ModelAdmin


class ReadOnlyList(ModelAdmin):
    """A list for administrators, without pages of single rows."""

    list_display_links = None
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
