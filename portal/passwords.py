"""New passwords in the log."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction

from portal import audit


@contextmanager
def watched(user_id: int | str, action: str) -> Iterator[None]:
    """Write `action` down when what is done meanwhile gives this person another password; both or neither."""
    with transaction.atomic():
        before = _stored(user_id)
        yield
        if _stored(user_id) != before:
            audit.write(action, target=User.objects.get(pk=user_id))


def _stored(user_id: int | str) -> str | None:
    if not str(user_id).isdecimal() or len(str(user_id)) > 18:  # an address that leads to nobody
        return None
    return User.objects.filter(pk=user_id).values_list("password", flat=True).first()
