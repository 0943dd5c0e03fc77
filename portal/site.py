"""What the site calls itself, as this process knows it: error pages and live numbers ask no database for it."""

from typing import NamedTuple

from django.conf import settings


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
