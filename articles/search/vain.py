"""What readers searched in vain: words and days, and nothing about who searched."""

import logging
import re
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Max, Sum
from django.utils import timezone

from articles.models import VainSearch
from articles.vietnamese import normalize

KEPT_DAYS = 90
MOST_A_DAY = 2_000
LONGEST = 100

_logger = logging.getLogger(__name__)
_UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def note(typed: str) -> None:
    """Count a search that found nothing; whatever happens to that, the reader gets his page."""
    query = " ".join(_UNSTORABLE.sub(" ", normalize(typed).casefold()).split())[:LONGEST].strip()
    if not query:
        return
    try:
        with transaction.atomic():
            _count(query)
    except DatabaseError:
        _logger.warning("A search in vain could not be noted.", exc_info=True)


def _count(query: str) -> None:
    today = timezone.localdate()
    if VainSearch.objects.filter(day=today, query=query).update(times=F("times") + 1):
        return
    if VainSearch.objects.filter(day=today).count() < MOST_A_DAY:
        row, is_new = VainSearch.objects.get_or_create(day=today, query=query, defaults={"times": 1})
        if not is_new:
            VainSearch.objects.filter(pk=row.pk).update(times=F("times") + 1)


def searches(*, days: int) -> Any:
    """What was searched in vain in the last days, today among them: the words with ``all_times`` and ``last_day``."""
    since = timezone.localdate() - timedelta(days=days - 1)
    rows = VainSearch.objects.filter(day__gte=since).order_by().values("query")
    return rows.annotate(all_times=Sum("times"), last_day=Max("day")).order_by("-all_times", "-last_day", "query")


def tidy() -> None:
    """Forget what is older than `KEPT_DAYS`."""
    VainSearch.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEPT_DAYS)).delete()
