"""How the pages look, where an office has its own colors."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from articles.models import SiteSettings
from articles.palette import palette


@require_safe
def palette_css(request: HttpRequest, version: str) -> HttpResponse:
    """The style sheet of the colors; its address changes with them, and an older one leads to it."""
    site = SiteSettings.load()
    if not (site.brand_color or site.accent_color):
        raise Http404
    wanted = palette(site.brand_color, site.accent_color)
    if version != wanted.version:
        return redirect("articles:palette", wanted.version)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(wanted.css, content_type="text/css; charset=utf-8", headers=headers)
