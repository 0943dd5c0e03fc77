"""The addresses of the newsroom's own pages under ``/admin/articles/article/``, beside those that Django makes."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from articles.admin import checklist, editing, front_desk, history
from articles.admin.bulk import many
from articles.admin.choosing import choose
from articles.admin.notes import add_note
from articles.admin.notices import notice_list
from articles.admin.pages import send_back
from articles.admin.planner import planner
from articles.admin.preview_links import preview_links
from articles.admin.previews import preview, preview_new

View = Callable[..., Any]

# Of one article, by its number.
_OF_ONE: dict[str, View] = {
    "notes": add_note,
    "preview": preview,
    "preview-links": preview_links,
    "send-back": send_back,
    "typed-checklist": checklist.typed_checklist,
}
# Of none or of many: the address, and the view with the name it has.
_OF_ALL: dict[str, tuple[str, View]] = {
    "bulk/<slug:step_key>/": ("bulk", many),
    "calendar/": ("calendar", planner),
    "checklist/": ("checklist", checklist.typed_checklist),
    "choose/": ("choose", choose),
    "notices/": ("notices", notice_list),
    "preview/": ("preview_add", preview_new),
}


def own(admin_view: Callable[[View], View]) -> list[URLPattern]:
    """All of them; `admin_view` lets staff in only."""
    pages = {f"<int:article_id>/{name}/": (name.replace("-", "_"), view) for name, view in _OF_ONE.items()} | _OF_ALL
    return [
        *(path(address, admin_view(view), name=f"articles_article_{name}") for address, (name, view) in pages.items()),
        *editing.addresses(),
        *history.addresses(admin_view),
        *front_desk.pages(admin_view),
    ]
