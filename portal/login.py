"""Signing in: a lock for a user at an address (django-axes), and one for an address that tries many users."""

from datetime import timedelta
from typing import Any

from axes.helpers import get_client_ip_address
from axes.models import AccessFailureLog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


class AddressLockoutBackend:
    """Refuses every attempt from an address with too many failures in the last hour, whoever the user.

    It only refuses: without ``get_user`` no session is ever opened under its name.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is None:
            return
        failures = AccessFailureLog.objects.filter(
            ip_address=get_client_ip_address(request),
            attempt_time__gt=timezone.now() - timedelta(hours=1),
        ).count()
        if failures >= settings.LOGIN_FAILURES_PER_ADDRESS:
            # Tells axes to answer with the page below, and not to count the attempt: the lock ends by itself.
            request.axes_locked_out = True  # type: ignore[attr-defined]
            raise PermissionDenied


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """The page that says, without telling whether the user exists, to wait."""
    return render(request, "locked_out.html", status=429)


def tidy() -> None:
    """Delete what the lock per address needs no more: the log has these failures, for as long as it keeps them."""
    AccessFailureLog.objects.filter(attempt_time__lt=timezone.now() - timedelta(days=1)).delete()
