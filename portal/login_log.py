"""Logins in the log. Django and django-axes announce these by signals: the one way to hear of each of them."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from portal import audit
from portal.audit import Action

_AGENT_LENGTH = 200


def listen() -> None:
    """Write down from now on who signs in and out, who fails to, and who is locked out."""
    for signal, receiver in _RECEIVERS.items():
        signal.connect(receiver, dispatch_uid=f"log_{receiver.__name__}")


def _signed_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    audit.write(Action.LOGIN, by=user, **_browser(request))


def _signed_out(*, user: User | None, **_: Any) -> None:
    if user:
        audit.write(Action.LOGOUT, by=user)


def _failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # While a lock lasts nothing is tried any more: a line for each would let anybody fill the log.
    if getattr(request, "axes_locked_out", False):
        return
    audit.write(Action.LOGIN_FAILED, username=str(credentials.get("username", "")), **_browser(request))


def _locked_out(*, request: HttpRequest, username: str | None, **_: Any) -> None:
    # axes says so of every attempt while a lock lasts; these are failures like the others.
    if getattr(request, "axes_failures_since_start", None):
        audit.write(Action.LOCKED_OUT, username=username or "")


def _browser(request: HttpRequest | None) -> dict[str, Any]:
    agent = request.META.get("HTTP_USER_AGENT", "") if request else ""
    return {"browser": agent[:_AGENT_LENGTH]} if agent else {}


_RECEIVERS = {
    user_logged_in: _signed_in,
    user_logged_out: _signed_out,
    user_login_failed: _failed,
    user_locked_out: _locked_out,
}
