"""What every template may say about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, str]:
    """`site_name` and `site_owner`, from the settings."""
    return {"site_name": settings.SITE_NAME, "site_owner": settings.SITE_OWNER}
