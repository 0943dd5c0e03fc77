"""How the newsroom admin looks and what its sidebar offers: https://unfoldadmin.com/docs/configuration/."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from portal.site import names

Item = dict[str, Any]

# A calm blue-green, from the public pages' own colour; its 600 reads at 4.5 : 1 and better on white.
_PRIMARY = {
    "50": "oklch(97.5% .012 215)",
    "100": "oklch(94.5% .026 215)",
    "200": "oklch(89% .05 216)",
    "300": "oklch(81% .08 218)",
    "400": "oklch(71% .1 221)",
    "500": "oklch(60% .1 225)",
    "600": "oklch(48% .09 229)",
    "700": "oklch(42% .08 231)",
    "800": "oklch(36% .066 233)",
    "900": "oklch(31% .054 235)",
    "950": "oklch(23% .042 238)",
}

# The newsroom's own style sheets, in `static/admin-theme/`.
_STYLES = ("newsroom", "desk-pages", "lists", "rights", "preview", "editing", "gate", "site")


def configuration() -> dict[str, Any]:
    """Unfold's settings; the site's names are asked for at each page."""
    return {
        "SITE_TITLE": lambda _request: names().name,
        "SITE_HEADER": lambda _request: names().name,
        "SITE_SUBHEADER": lambda _request: names().owner,
        "SITE_ICON": lambda _request: static("img/favicon.svg"),
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("img/favicon.svg")}],
        "COLORS": {"primary": _PRIMARY},
        "BORDER_RADIUS": "6px",
        "LOGIN": {"form": "portal.login_form.LoginForm"},
        "SHOW_BACK_BUTTON": False,
        "SHOW_HISTORY": False,
        "DASHBOARD_CALLBACK": "articles.admin.desk.fill_desk",
        "STYLES": [_style(name) for name in _STYLES],
        "SCRIPTS": [lambda _request: static("admin-theme/words.js")],
        "SIDEBAR": {"navigation": _sidebar()},
    }


def _style(name: str) -> Callable[[HttpRequest], str]:
    return lambda _request: static(f"admin-theme/{name}.css")


def _sidebar() -> list[dict[str, Any]]:
    groups = [
        (None, _own_items()),
        (_("Articles"), _article_items()),
        (_("Library"), _library_items()),
        (_("Readers"), _reader_items()),
        (_("Site"), _site_items()),
        (_("Administration"), _administration_items()),
    ]
    return [{"title": title, "separator": False, "items": items} for title, items in groups]


def _own_items() -> list[Item]:
    return [
        _item(_("My desk"), "space_dashboard", reverse_lazy("admin:index")),
        {
            **_item(_("Notices"), "notifications", reverse_lazy("admin:articles_article_notices")),
            "badge": "articles.admin.badges.unread_notices",
            "badge_variant": "primary",
        },
    ]


def _article_items() -> list[Item]:
    articles, add = reverse_lazy("admin:articles_article_changelist"), reverse_lazy("admin:articles_article_add")
    calendar = reverse_lazy("admin:articles_article_calendar")
    return [
        _item(_("Write an article"), "edit_square", add, "articles.add_article"),
        _list(_("My articles"), "person_edit", articles, "articles.add_article", view="mine"),
        {
            **_list(_("Waiting for me"), "rate_review", articles, "articles.publish_article", view="waiting"),
            "badge": "articles.admin.desk.waiting_count",
            "badge_variant": "warning",
        },
        _list(_("On the site"), "public", articles, "articles.view_article", view="live"),
        _item(_("Calendar"), "calendar_month", calendar, "articles.view_article"),
        _list(_("All articles"), "article", articles, "articles.add_article"),
        _list(_("Trash"), "delete", articles, "articles.add_article", view="trash"),
        {
            **_item(_("Front page"), "home", reverse_lazy("admin:front_page_desk")),
            "permission": "articles.admin.front_desk.may_arrange",
        },
    ]


def _library_items() -> list[Item]:
    return [
        _model(_("Pictures"), "photo_library", "articles_picture", "articles.view_picture"),
        _model(_("Sections"), "folder", "articles_section", "articles.view_section"),
        _model(_("Tags"), "sell", "articles_tag", "articles.view_tag"),
        _model(_("Story threads"), "timeline", "articles_storythread", "articles.view_storythread"),
    ]


def _site_items() -> list[Item]:
    return [
        _model(_("Announcements"), "campaign", "articles_announcement", "articles.view_announcement"),
        _model(_("Pages of the site"), "description", "articles_staticpage", "articles.view_staticpage"),
        _model(_("Menus"), "menu", "articles_menulink", "articles.view_menulink"),
        _model(_("Portal settings"), "tune", "articles_sitesettings", "articles.change_sitesettings"),
    ]


def _reader_items() -> list[Item]:
    return [
        _item(_("Statistics"), "monitoring", _statistics_url, "stats.view_statistics"),
        {
            **_model(_("Messages from readers"), "mail", "articles_contactmessage", "articles.view_contactmessage"),
            "badge": "articles.admin.badges.waiting_messages",
            "badge_variant": "warning",
        },
        _model(_("Searched in vain"), "search_off", "articles_vainsearch", "stats.view_statistics"),
    ]


def _administration_items() -> list[Item]:
    return [
        {**_model(_("Users"), "group", "auth_user", "auth.view_user"), "active": _shows_users},
        _model(_("Roles"), "badge", "auth_group", "auth.view_group"),
        _item(_("Who may do what"), "shield_person", reverse_lazy("admin:rights_matrix"), "auth.view_user"),
        _model(_("Checks before publishing"), "fact_check", "articles_checklevel", "articles.change_checklevel"),
        _model(_("Old addresses"), "alt_route", "redirects_redirect", "redirects.view_redirect"),
        _model(_("Locked logins"), "lock", "axes_accessattempt", "axes.view_accessattempt"),
        _model(_("Log"), "history", "portal_auditentry", "portal.view_auditentry"),
    ]


def _item(title: Any, icon: str, link: Any, permission: str | None = None) -> Item:
    return {"title": title, "icon": icon, "link": link, "permission": _has(permission)}


def _model(title: Any, icon: str, model: str, permission: str) -> Item:
    return _item(title, icon, reverse_lazy(f"admin:{model}_changelist"), permission)


def _list(title: Any, icon: str, address: Any, permission: str, *, view: str = "") -> Item:
    """One saved view of the list of articles (`articles.admin.listviews`), marked while the list shows it."""

    def is_active(request: HttpRequest) -> bool:
        return request.path == str(address) and request.GET.get("view", "") == view

    def link(_request: HttpRequest) -> str:
        return f"{address}?view={view}" if view else str(address)

    return {**_item(title, icon, link, permission), "active": is_active}


def _shows_users(request: HttpRequest) -> bool:
    # The page of rights lies below the users' address and has an item of its own.
    return request.path.startswith(reverse("admin:auth_user_changelist")) and request.path != reverse(
        "admin:rights_matrix"
    )


def _has(permission: str | None) -> Callable[[HttpRequest], bool]:
    return lambda request: permission is None or request.user.has_perm(permission)


def _statistics_url(_request: HttpRequest) -> str:
    for name in ("admin:stats-dashboard", "stats-dashboard"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return f"{reverse('admin:index')}stats/"
