"""`wagtail start`, and https://docs.coderedcorp.com/wagtail-cache/getting_started/install.html where asked for.

``BENCH_CACHE`` is empty, ``memory`` or a folder for the file cache of that page's example.
"""

import os
from typing import Any

from bench.peers.common import *  # noqa: F403
from bench.peers.common import DJANGO_APPS, MIDDLEWARE

_CACHE = os.environ.get("BENCH_CACHE", "")

INSTALLED_APPS = [
    "bench.peers.wagtail_site",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    *DJANGO_APPS,
]
MIDDLEWARE = [*MIDDLEWARE, "wagtail.contrib.redirects.middleware.RedirectMiddleware"]
ROOT_URLCONF = "bench.peers.wagtail_site.urls"
WAGTAIL_SITE_NAME = "Bản Tin"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "AUTO_UPDATE": False,  # nobody searches here; it makes filling the site faster
    }
}

if _CACHE:
    INSTALLED_APPS.append("wagtailcache")
    MIDDLEWARE = [
        "wagtailcache.cache.UpdateCacheMiddleware",
        *MIDDLEWARE,
        "wagtailcache.cache.FetchFromCacheMiddleware",
    ]
    CACHES: dict[str, dict[str, Any]] = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
            if _CACHE == "memory"
            else "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": _CACHE,
            "KEY_PREFIX": "wagtailcache",
            "TIMEOUT": 4 * 60 * 60,
            "OPTIONS": {"MAX_ENTRIES": 100_000},  # the default of 300 would throw pages away
        }
    }
