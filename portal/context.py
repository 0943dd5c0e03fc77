"""What every template may say about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, str]:
    """`site_name`, `site_owner` and `number_separator`, from the settings."""
    return {
        "site_name": settings.SITE_NAME,
        "site_owner": settings.SITE_OWNER,
        "number_separator": settings.NUMBER_SEPARATOR,
    }
