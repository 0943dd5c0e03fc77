"""Pages of the portal itself: health, errors, robots."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.context import site


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process lives; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database: no answer\n", status=503, content_type="text/plain")
    return HttpResponse("database: ok\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read everything but the admin."""
    return HttpResponse("User-agent: *\nDisallow: /admin/\nDisallow: /stats/\n", content_type="text/plain")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored file: its name is random, its content never changes. In production nginx serves it."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An unknown address, in the site's design."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; rendered without the request, so that nothing asks the database."""
    return HttpResponseServerError(render_to_string("500.html", site(request)))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent without its token, usually after the session ended."""
    return render(request, "403_csrf.html", status=403)
