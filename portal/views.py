"""Pages of the portal itself: health, errors, robots."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.context import site
from portal.site import absolute


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process lives; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest, report: Callable[[], tuple[dict[str, Any], bool]]) -> HttpResponse:
    """What `report` tells of the database and the journals; 503 when not all is well."""
    try:
        told, is_well = report()
    except DatabaseError:
        told, is_well = {"database": {"ok": False}}, False
    return JsonResponse(told, status=200 if is_well else 503)


@require_safe
def robots(request: HttpRequest, sitemaps: tuple[str, ...]) -> HttpResponse:
    """Search engines may read everything but the admin; `sitemaps` are the names of their addresses."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /stats/", ""]
    lines += [f"Sitemap: {absolute(reverse(name), request)}" for name in sitemaps]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored file: its name is random, its content never changes. In production nginx serves it."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read, for instance too large a form; rendered without the request, whose host may be forged."""
    return HttpResponseBadRequest(render_to_string("400.html", site(request)))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An unknown address, in the site's design."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; rendered without the request, so that nothing asks the database."""
    return HttpResponseServerError(render_to_string("500.html", site(request)))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent without its token, usually after the session ended."""
    return render(request, "403_csrf.html", status=403)
