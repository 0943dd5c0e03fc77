"""Headers of the admin: its own content policy, never kept by a cache, never found by a search engine."""

from collections.abc import Callable

from csp.constants import HEADER
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers


class AdminHeadersMiddleware:
    """Stands inside `csp.middleware.CSPMiddleware`; a policy that a view asked for itself is left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.prefix = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(self.prefix):
            return response
        if HEADER not in response and not hasattr(response, "_csp_config"):
            # What the decorators of django-csp do.
            setattr(response, "_csp_config", settings.ADMIN_CONTENT_SECURITY_POLICY)  # noqa: B010  mypy knows it not
        response["X-Robots-Tag"] = "noindex, nofollow"
        response.headers.pop("Cache-Control", None)
        add_never_cache_headers(response)
        return response
