"""The admin's site: Unfold's, less what would tell more than the user may know."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from unfold.sites import UnfoldAdminSite

from portal import passwords
from portal.audit import Action
from portal.people import staff


class NewsroomSite(UnfoldAdminSite):
    index_title = ""

    def get_urls(self) -> list[URLPattern]:
        # "View on site" by content type and number redirects to the address of any row: it would give away
        # the titles of drafts to everybody on the staff. Each model's admin links to the page itself instead.
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Change one's own password, and write down that it was changed."""
        with passwords.watched(staff(request).pk, Action.PASSWORD_CHANGED):
            return super().password_change(request, extra_context)

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The command palette's answer; its one page holds everything there is."""
        if request.GET.get("page", "1") != "1":
            raise Http404
        return super().search(request, extra_context)
