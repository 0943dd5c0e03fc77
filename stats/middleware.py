"""Counts the public pages that Django itself answers, and leaves them for the page cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.page_cache import ENVIRON_PAGE
from portal.pages import Page
from stats import counter

_FILE_SECONDS = 60  # how long a proxy may give out a feed without asking again


class CountingMiddleware:
    """For answers of views declared `portal.pages.public_page` or `public_file`.

    Stands after the middleware that sets ``user``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page: Page | None = getattr(response, "page", None)
        if page is None:
            return response
        counter.prepare(page.subject)  # before the request is counted: when this fails, nothing is answered
        is_staff = bool(request.user.is_authenticated and request.user.is_staff)
        counter.record(request.META, page.subject, is_staff=is_staff)
        elements, _ = counter.elements(page.subject)
        response.content = page.fill(elements)
        if page.subject is None:
            response["Cache-Control"] = f"public, max-age={_FILE_SECONDS}"
        elif is_staff:
            response["Cache-Control"] = "private, no-store"
        else:
            # Browsers ask again each time, so that each reading is counted and shows the figures of its moment.
            response["Cache-Control"] = "no-cache"
        if not (page.subject and is_staff):
            request.META[ENVIRON_PAGE] = page
        return response
