"""The two ends between which a counted page lies, as WSGI applications: an empty Django view, and bytes from memory.

Run by Granian with this file's folder as its working folder, without the portal.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

_PAGE = Path(os.environ["BENCH_PAGE"]).read_bytes() if "BENCH_PAGE" in os.environ else b""
_HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(_PAGE)))]


def empty(_request: HttpRequest) -> HttpResponse:
    """Nothing at all: no middleware, no database, no template."""
    return HttpResponse()


urlpatterns = [re_path("", empty)]


def bare(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The bytes of one page."""
    start_response("200 OK", _HEADERS)
    return [_PAGE]


if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, SECRET_KEY=os.urandom(16).hex(), ALLOWED_HOSTS=["127.0.0.1"], USE_TZ=True)
django = get_wsgi_application()
