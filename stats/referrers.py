"""Where readers come from: the host that led them here, and what kind of place it is."""

from functools import lru_cache
from typing import Any

DIRECT, INTERNAL = "direct", "internal"
_HOST_LENGTH = 100

# The last parts of hosts that end in these names; the longest that fits decides.
_KINDS = {
    "zalo": ("zalo.me", "zaloapp.com", "chat.zalo.me"),
    "facebook": ("facebook.com", "fb.com", "fb.me", "messenger.com", "m.me"),
    "social": (
        "t.co", "twitter.com", "x.com", "youtube.com", "youtu.be", "tiktok.com", "instagram.com", "threads.net",
        "threads.com", "linkedin.com", "lnkd.in", "pinterest.com", "reddit.com", "telegram.org", "t.me", "viber.com",
        "vk.com", "lotus.vn", "gapo.vn",
    ),
    "search": (
        "google.com", "google.com.vn", "bing.com", "coccoc.com", "duckduckgo.com", "yahoo.com", "yandex.ru",
        "yandex.com", "baidu.com", "ecosia.org", "qwant.com", "startpage.com", "brave.com", "naver.com",
    ),
}  # fmt: skip
_KIND_OF = {host: kind for kind, hosts in _KINDS.items() for host in hosts}


def host_of(environ: dict[str, Any]) -> str:
    """The referring host of a request as it was sent; empty without one, ``INTERNAL`` from this site itself."""
    referrer = environ.get("HTTP_REFERER")
    return _host(referrer, environ.get("HTTP_HOST", "")) if referrer else ""


def _host(referrer: str, own_host: str) -> str:
    parts = referrer.split("/", 3)
    host: str = parts[2] if len(parts) > 2 and parts[0] in {"http:", "https:"} else ""
    if host == own_host:
        return INTERNAL
    return host[:_HOST_LENGTH] if host.isascii() and host.isprintable() else ""


@lru_cache(maxsize=4096)
def classify(host: str) -> tuple[str, str]:
    """The host in its plain form, and its kind.

    Kinds are ``direct``, ``internal``, ``zalo``, ``facebook``, ``social``, ``search`` and ``other``. The plain form
    has no port, no user and no leading ``www.``; for direct and internal it is the kind itself.
    """
    plain = host.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.").strip(".")
    if not plain or plain == DIRECT:
        return DIRECT, DIRECT
    if plain == INTERNAL:
        return INTERNAL, INTERNAL
    names = plain.split(".")
    tails = (".".join(names[start:]) for start in range(len(names)))
    return plain, next((_KIND_OF[tail] for tail in tails if tail in _KIND_OF), _national(names))


def _national(names: list[str]) -> str:
    # google.de, google.co.th …: a search engine under each country's ending.
    return "search" if names[0] == "google" or (len(names) > 2 and names[1] == "google") else "other"
