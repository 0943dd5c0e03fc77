"""The application a server runs: Django, the page cache before it, and the tasks beside it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django_application = get_wsgi_application()

# Only now are the apps loaded.
from django.conf import settings  # noqa: E402

from articles import contact, letters  # noqa: E402
from articles.changes import next_change_at  # noqa: E402
from articles.models import SiteSettings  # noqa: E402
from articles.search import vain  # noqa: E402
from portal import audit, background, generation, login  # noqa: E402
from portal.page_cache import PageCache  # noqa: E402
from stats import booking, counter, figures, health, journal, most_read, readers, retention, rollup, steps  # noqa: E402


def _refresh() -> None:
    readers.refresh()
    figures.refresh()


def _refresh_pages() -> None:
    known = generation.current()
    generation.refresh(next_change_at)
    if generation.current() != known:
        SiteSettings.load()  # another process may have given the site another name, or numbers another separator


def _tidy() -> None:
    booking.forget()
    steps.forget()
    most_read.find()
    retention.tidy()
    audit.tidy()
    login.tidy()
    contact.tidy()
    vain.tidy()


background.start(
    [
        background.Task("sync", 0.5, journal.sync),
        background.Task("pages", 0.25, _refresh_pages),
        background.Task("figures", 0.5, _refresh),
        background.Task("rollup", 0.25, rollup.run_if_due),
        background.Task("health", 1, health.watch),
        background.Task("tidy", 60, _tidy),
        background.Task("letters", 10, letters.send_waiting),
    ]
)

# What was loaded until here lives as long as the process: no collection need look at it again.
gc.collect()
gc.freeze()

application = PageCache(
    django_application,
    counter=counter,
    generation=generation.current,
    session_cookie=settings.SESSION_COOKIE_NAME,
    most_bytes=settings.PAGE_CACHE_MB * 1024 * 1024,
)
