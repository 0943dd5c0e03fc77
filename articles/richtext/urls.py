"""Which addresses an article's text may point to."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

# No user part (it can pass for the host), no backslash (browsers read it as a slash), no space or control
# character (browsers skip some of them, inside `javascript:` too).
_LINK = re.compile(
    r"(?:https?://[^\s\x00-\x20\\/?#@<>\"]+(?:[/?#][^\s\x00-\x20\\<>\"]*)?"
    r"|mailto:[^\s\x00-\x20\\<>\"]+@[^\s\x00-\x20\\<>\"]+"
    r"|tel:[0-9+().*#-]+"
    r"|/(?!/)[^\s\x00-\x20\\<>\"]*)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"pictures/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.[a-z0-9]{3,5}")
_MOST_CHARACTERS = 2000


def clean_link(url: str) -> str | None:
    """`url` when a reader may be sent there: the web, mail, telephone, or a path of this site."""
    url = url.strip().replace(" ", "%20")
    return url if len(url) <= _MOST_CHARACTERS and _LINK.fullmatch(url) else None


def clean_picture_url(url: str) -> str | None:
    """`url` when it is one of this site's own pictures, without this site's name; readers load no others."""
    url = _without_own_host(url.strip())
    path = url.removeprefix(settings.MEDIA_URL)
    return url if path != url and _PICTURE.fullmatch(path) else None


def own_path(url: str) -> str | None:
    """The path of a page of this site, without query and fragment; None for an address of anybody else."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if not parts.scheme and not parts.netloc:
        return parts.path if parts.path.startswith("/") else None
    is_own = host and validate_host(host, [name for name in settings.ALLOWED_HOSTS if name != "*"])
    return (parts.path or "/") if parts.scheme in {"http", "https"} and is_own else None


def _without_own_host(url: str) -> str:
    # A picture that was copied from a page of this site is pasted with the site's name before it.
    if settings.MEDIA_URL.startswith("/") and url.startswith(("http://", "https://")):
        return own_path(url) or url
    return url
