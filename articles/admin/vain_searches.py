"""What readers searched in vain: one list by words, for those who follow the statistics."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.models import VainSearch
from articles.search import vain
from portal.exports import csv_response
from portal.read_only import ReadOnlyList

_SHOWN = 200
_PERIODS = {"7": gettext_lazy("7 days"), "30": gettext_lazy("30 days"), "90": gettext_lazy("90 days")}
_DEFAULT_PERIOD = "30"


@admin.register(VainSearch)
class VainSearchAdmin(ReadOnlyList):
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("stats.view_statistics"))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(require_safe(self.report)), name="articles_vainsearch_changelist"),
            path("export/", wrap(require_safe(self.export)), name="articles_vainsearch_export"),
        ]

    def report(self, request: HttpRequest) -> HttpResponse:
        """The words searched most, with how often and when last."""
        self._require(request)
        period = _period(request)
        rows = list(vain.searches(days=int(period))[: _SHOWN + 1])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Searched in vain"),
            "periods": _PERIODS.items(),
            "period": period,
            "rows": rows[:_SHOWN],
            "has_more": len(rows) > _SHOWN,
            "opts": VainSearch._meta,
        }
        return render(request, "admin/articles/vain_searches.html", context)

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """All of the period as a file."""
        self._require(request)
        rows = vain.searches(days=int(_period(request))).iterator(chunk_size=2000)
        return csv_response(
            f"tim-khong-thay-{timezone.localdate()}",
            [_("searched for"), _("times"), _("last day")],
            ([row["query"], row["all_times"], row["last_day"]] for row in rows),
        )

    def _require(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _period(request: HttpRequest) -> str:
    asked = request.GET.get("period", "")
    return asked if asked in _PERIODS else _DEFAULT_PERIOD
