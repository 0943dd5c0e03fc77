"""Requests that no person made, or not to read."""

from functools import lru_cache
from typing import Any

from is_crawler import is_crawler

_AGENT_LENGTH = 512  # a browser's is shorter; what follows is not looked at

_PURPOSE_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
_AHEAD = ("prefetch", "prerender", "preview", "instant")


def exclusion(environ: dict[str, Any]) -> str | None:
    """Why the request is not counted: ``"prefetch"`` or ``"bot"``; None when a person reads."""
    if is_fetched_ahead(environ):
        return "prefetch"
    return "bot" if is_bot(environ) else None


def is_fetched_ahead(environ: dict[str, Any]) -> bool:
    """Whether a browser fetches or renders the page before anybody wants to see it."""
    if (
        "HTTP_SEC_PURPOSE" not in environ
        and "HTTP_PURPOSE" not in environ
        and "HTTP_X_PURPOSE" not in environ
        and "HTTP_X_MOZ" not in environ
    ):
        return False
    purpose = " ".join(environ.get(header, "") for header in _PURPOSE_HEADERS).lower()
    return any(word in purpose for word in _AHEAD)


def is_bot(environ: dict[str, Any]) -> bool:
    """Whether the user agent names a program rather than a browser; having none does."""
    return _is_bot(environ.get("HTTP_USER_AGENT", "")[:_AGENT_LENGTH])


@lru_cache(maxsize=8192)
def _is_bot(agent: str) -> bool:
    return not agent or bool(is_crawler(agent))
