"""Which generation of public pages is current, as far as this process knows."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from portal.models import Generation

NextChange = Callable[[datetime], datetime | None]

_current: tuple[int, datetime | None] = (0, None)
_number = 0
_since: datetime | None = None
_next_change: datetime | None = None
_is_known = False


def current() -> object:
    """A value that differs whenever a public page may have changed."""
    return _current


def refresh(next_change_at: NextChange) -> None:
    """Look at the database, and at the clock.

    `next_change_at(after)` tells when a planned article begins or ends by the clock alone, which starts a new
    generation in each process for itself.
    """
    global _current, _number, _since, _next_change, _is_known  # noqa: PLW0603  one per process, like the pages it stands for
    now = timezone.now()
    number = Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    if _next_change and _next_change <= now:
        _since = _next_change
    elif _is_known and number == _number:
        return
    _next_change = next_change_at(now)
    _number = number
    _current = (_number, _since)
    _is_known = True
