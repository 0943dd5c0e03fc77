"""Requests that no person made, or not to read: why a request is not counted."""

from functools import lru_cache
from typing import Any

from is_crawler import is_crawler

_AGENT_LENGTH = 512  # a browser's is shorter; what follows is not looked at

_PREFETCH_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
_PREFETCH_WORDS = ("prefetch", "prerender", "preview", "instant")


def exclusion(environ: dict[str, Any]) -> str | None:
    """Why the request is not counted: ``"prefetch"`` or ``"bot"``; None when a person reads."""
    for header in _PREFETCH_HEADERS:
        if header in environ and any(word in environ[header].lower() for word in _PREFETCH_WORDS):
            return "prefetch"
    return "bot" if is_bot(environ.get("HTTP_USER_AGENT", "")[:_AGENT_LENGTH]) else None


@lru_cache(maxsize=8192)
def is_bot(agent: str) -> bool:
    """Whether a user agent names a program rather than a browser; having none does."""
    return not agent or bool(is_crawler(agent))
