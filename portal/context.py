"""What every template may say about the site."""

from django.http import HttpRequest

from portal.site import names


def site(_request: HttpRequest) -> dict[str, str]:
    """`site_name`, `site_owner` and `number_separator`, as this process knows them."""
    known = names()
    return {"site_name": known.name, "site_owner": known.owner, "number_separator": known.separator}
