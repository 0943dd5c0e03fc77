"""What the site calls itself, as this process knows it: error pages and live numbers ask no database for it."""

from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest


class Names(NamedTuple):
    """The site's name, the body it belongs to, and what stands between the thousands of a number."""

    name: str
    owner: str
    separator: str


_known: Names | None = None


def names() -> Names:
    """The names last read of the database; those of the environment until then."""
    return _known or Names(settings.SITE_NAME, settings.SITE_OWNER, settings.NUMBER_SEPARATOR)


def remember(known: Names) -> None:
    """Go by these names from now on."""
    global _known  # noqa: PLW0603  one per process
    _known = known


def reset() -> None:
    """Forget them, as a new process knows nothing."""
    global _known  # noqa: PLW0603
    _known = None


def absolute(url: str, request: HttpRequest) -> str:
    """`url` with scheme and host, as other programs want it.

    Of the site's public name where it has one, whatever name the request came by; a site that is tried out on one
    machine has none, and there the request tells the port.
    """
    if urlsplit(settings.SITE_URL).hostname in {host.strip("[]") for host in settings.LOOPBACK_HOSTS}:
        return request.build_absolute_uri(url)
    return urljoin(f"{settings.SITE_URL}/", url)
