"""What every public template may say about the site, read when a template first looks at it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import Announcement, MenuLink, SiteSettings
from articles.navigation import section_tree


def navigation(_request: HttpRequest) -> dict[str, Any]:
    """`navigation`: the section tree."""
    return {"navigation": SimpleLazyObject(section_tree)}


def site(_request: HttpRequest) -> dict[str, Any]:
    """`site`: its settings; `menus`: their links by place; `announcements`: those of this moment."""
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "menus": SimpleLazyObject(_menus),
        "announcements": SimpleLazyObject(lambda: list(Announcement.objects.current())),
    }


def _menus() -> dict[str, list[MenuLink]]:
    found: dict[str, list[MenuLink]] = {}
    for link in MenuLink.objects.shown().select_related("page", "section"):
        found.setdefault(link.place, []).append(link)
    return found
