"""Writing the log: `write` says what was done, and knows from the request at hand by whom and from where.

The rows are `portal.models.AuditEntry`. Nothing is ever written about readers: only what staff do calls `write`.
"""

import ipaddress
import unicodedata
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.audit_words import Action, is_known
from portal.models import AuditEntry
from portal.people import full_name

_LONGEST_DETAIL = 500
_MOST_DETAILS = 20
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

__all__ = ["Action", "AuditMiddleware", "Refused", "client_address", "fold", "tidy", "write"]

_request: ContextVar[HttpRequest | None] = ContextVar("audit_request", default=None)


class Refused(PermissionDenied):
    """A 403 that is written down as this action on this object, even though the transaction was taken back."""

    def __init__(self, action: str, target: models.Model | None = None) -> None:
        super().__init__()
        self.action = action
        self.target = target


def write(
    action: str,
    *,
    by: User | None = None,
    target: models.Model | None = None,
    label: str = "",
    username: str = "",
    **details: Any,
) -> AuditEntry:
    """Add a line to the log; it stays only if the transaction around it does.

    Without `by` it is whoever is signed in. `target` is what it was done to, `label` the words for it (its own
    by default), `username` what was typed when nobody is known. Values of `details` are shown as they are.
    """
    if not is_known(action):
        raise ValueError(f"No words are known for the action {action!r}: see portal.audit_words.add_words.")
    user = by or _signed_in()
    shown = _line(label or (str(target) if target else ""), most=200)
    name = _line(user.get_username() if user else username, most=150)
    address = client_address(_request.get())
    return AuditEntry.objects.create(
        action=action,
        user=user,
        username=name,
        address=address,
        target_kind=target._meta.label_lower if target else "",
        target_id=str(target.pk or "")[:40] if target else "",
        target_label=shown,
        details={key: _bounded(value) for key, value in list(details.items())[:_MOST_DETAILS]},
        search_text=fold(" ".join([name, full_name(user) if user else "", shown, address or ""])),
    )


def client_address(request: HttpRequest | None) -> str | None:
    """Where the request comes from, as `portal.proxies` worked it out; None when that is no address."""
    try:
        return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))) if request else None
    except ValueError:
        return None


def fold(text: str) -> str:
    """`text` as a search compares it: in lower case, without any mark, đ as d."""
    decomposed = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def tidy(now: datetime | None = None) -> int:
    """Delete what is older than AUDIT_LOG_MONTHS, whole days at a time, and say so in the log; how many rows."""
    oldest_kept = timezone.localtime(now) - timedelta(days=round(settings.AUDIT_LOG_MONTHS * 365.25 / 12))
    before = oldest_kept.replace(hour=0, minute=0, second=0, microsecond=0)
    deleted = AuditEntry.objects.forget_before(before)
    if deleted:
        write(Action.TIDIED, rows=deleted, before=before.date().isoformat())
    return deleted


class AuditMiddleware:
    """Lets `write` know the request, and writes refusals down once nothing takes them back any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Django calls it when a view has raised, so after the view's own transactions."""
        if not isinstance(exception, PermissionDenied) or request.method in _SAFE_METHODS or not _signed_in():
            return
        if isinstance(exception, Refused):
            write(exception.action, target=exception.target, path=request.path)
        else:
            write(Action.REFUSED, label=request.path)


def _signed_in() -> User | None:
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None


def _bounded(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set):
        return [_line(str(item), most=150) for item in list(value)[:50]]
    return _line(str(value), most=_LONGEST_DETAIL)


def _line(text: str, *, most: int) -> str:
    # Every control character would end the line, or mislead whoever reads the export.
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return printable if len(printable) <= most else f"{printable[: most - 1]}…"
