"""What approvers say to readers beside the news: pages such as "About us", and announcements."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles import rights
from articles.admin.site_log import LoggedAdmin
from articles.models import Announcement, StaticPage


class OfTheWholeSite(LoggedAdmin):
    """Rows that belong to all sections: whoever is limited to some may read them only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not rights.is_limited(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not rights.is_limited(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not rights.is_limited(request.user)


@admin.register(StaticPage)
class StaticPageAdmin(OfTheWholeSite):
    list_display = ["title", "language", "is_published", "updated_at"]
    list_filter = ["language", "is_published"]
    search_fields = ["title"]
    ordering = ["title"]
    actions = None
    autocomplete_fields = ["translation_of"]
    compressed_fields = False  # the editor gets the whole width, with its label above
    warn_unsaved_form = True
    fieldsets = [
        (None, {"fields": ["title", "body", "is_published"]}),
        (
            _("Language"),
            {
                "fields": [("language", "translation_of")],
                "description": _("Readers of a page find the same one in the other language."),
            },
        ),
        (_("Address of the page"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    def get_view_on_site_url(self, obj: StaticPage | None = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.is_published else None


@admin.register(Announcement)
class AnnouncementAdmin(OfTheWholeSite):
    list_display = ["text", "state", "is_urgent", "starts_at", "ends_at"]
    list_filter = ["is_urgent"]
    search_fields = ["text"]
    ordering = ["-starts_at", "-pk"]
    actions = None
    fieldsets = [
        (
            None,
            {
                "fields": ["text", "url", "is_urgent"],
                "description": _("One sentence above every page. An urgent one stands first and in another color."),
            },
        ),
        (
            _("When readers see it"),
            {
                "fields": ["starts_at", "ends_at"],
                "description": _("All times are Vietnam time (UTC+7). Without an end it stays until you give one."),
            },
        ),
    ]

    @display(
        description=_("state"), ordering="starts_at", label={"shown": "success", "planned": "info", "over": "default"}
    )
    def state(self, announcement: Announcement) -> tuple[str, Any]:
        now = timezone.now()
        if announcement.ends_at and announcement.ends_at <= now:
            return "over", _("Over")
        return ("planned", _("Planned")) if announcement.starts_at > now else ("shown", _("Shown now"))

    def get_view_on_site_url(self, obj: Announcement | None = None) -> str | None:
        return None  # it stands on every page
