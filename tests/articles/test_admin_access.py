"""Who gets which answer from every address of the admin; an address without a stated rule fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.redirects.models import Redirect
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import Revision
from articles.revisions import record
from tests.factories import (
    make_announcement,
    make_article,
    make_link,
    make_message,
    make_page,
    make_picture,
    make_section,
    make_tag,
    make_thread,
    make_user,
)

pytestmark = pytest.mark.django_db

ROLES = ["contributor", "editor", "approver", "official", "administrator"]

# The answer to each role, in their order. 302 where a row is hidden: Django says it does not exist.
EVERYBODY = [200, 200, 200, 200, 200]
WRITERS = [200, 200, 200, 403, 200]
EDITORS = [403, 200, 200, 403, 200]
APPROVERS = [403, 403, 200, 403, 200]
STATISTICS = [403, 403, 200, 200, 200]
ADMINISTRATORS = [403, 403, 403, 403, 200]
NOBODY = [403, 403, 403, 403, 403]
MISSING = [404, 404, 404, 404, 404]
POST_ONLY = [405, 405, 405, 405, 405]
HIDDEN_DRAFT = [302, 302, 200, 302, 200]

RULES = {
    "index": EVERYBODY,
    "jsi18n": EVERYBODY,
    "password_change": EVERYBODY,
    "password_change_done": EVERYBODY,
    "search": EVERYBODY,
    "logout": [405, 405, 405, 405, 405],
    "autocomplete": WRITERS,
    "app_list:articles": EVERYBODY,
    "app_list:auth": [404, 404, 404, 404, 200],
    "app_list:axes": [404, 404, 404, 404, 200],
    "app_list:portal": [404, 404, 404, 404, 200],
    "portal_auditentry_changelist": ADMINISTRATORS,
    "portal_auditentry_export": ADMINISTRATORS,
    "portal_auditentry_add": NOBODY,
    "portal_auditentry_change": MISSING,
    "portal_auditentry_history": MISSING,
    "portal_auditentry_delete": NOBODY,
    "rights_matrix": ADMINISTRATORS,
    "articles_article_changelist": EVERYBODY,
    "articles_article_add": WRITERS,
    "articles_article_change": HIDDEN_DRAFT,
    "articles_article_history": [404, 404, 302, 404, 302],
    "articles_article_revisions": [404, 404, 200, 404, 200],
    "articles_article_compare": [404, 404, 200, 404, 200],
    "articles_article_revision": [404, 404, 200, 404, 200],
    "articles_article_restore": POST_ONLY,
    "articles_article_autosave": POST_ONLY,
    "articles_article_unsaved": POST_ONLY,
    "articles_article_unsaved_drop": POST_ONLY,
    "articles_article_take_over": POST_ONLY,
    "articles_article_delete": NOBODY,
    "articles_article_preview": [404, 404, 200, 404, 200],
    "articles_article_preview_add": [405, 405, 405, 405, 405],
    "articles_article_preview_links": [404, 404, 200, 404, 200],
    "articles_article_send_back": [404, 404, 200, 404, 200],
    "articles_article_notes": [405, 405, 405, 405, 405],
    "articles_article_calendar": EVERYBODY,
    "articles_article_notices": EVERYBODY,
    "front_page_desk": APPROVERS,
    "front_page_desk_preview": [405, 405, 405, 405, 405],
    "front_page_desk_search": APPROVERS,
    "articles_article_bulk": [404, 404, 404, 403, 404],  # of no step: tests/articles/test_admin_bulk.py has the others
    "articles_article_checklist": [405, 405, 405, 405, 405],
    "articles_article_typed_checklist": [405, 405, 405, 405, 405],
    "articles_article_choose": WRITERS,
    "articles_checklevel_changelist": ADMINISTRATORS,
    "articles_contactmessage_changelist": APPROVERS,
    "articles_contactmessage_export": APPROVERS,
    "articles_contactmessage_add": NOBODY,
    "articles_contactmessage_change": APPROVERS,
    "articles_contactmessage_history": APPROVERS,
    "articles_contactmessage_delete": ADMINISTRATORS,
    "articles_picture_changelist": WRITERS,
    "articles_picture_add": WRITERS,
    "articles_picture_change": WRITERS,
    "articles_picture_history": WRITERS,
    "articles_picture_delete": APPROVERS,
    "articles_section_changelist": WRITERS,
    "articles_section_add": APPROVERS,
    "articles_section_change": WRITERS,
    "articles_section_history": WRITERS,
    "articles_section_delete": ADMINISTRATORS,
    "articles_tag_changelist": WRITERS,
    "articles_tag_add": EDITORS,
    "articles_tag_change": WRITERS,
    "articles_tag_history": WRITERS,
    "articles_tag_delete": APPROVERS,
    "articles_vainsearch_changelist": STATISTICS,
    "articles_vainsearch_export": STATISTICS,
    "articles_storythread_changelist": WRITERS,
    "articles_storythread_add": EDITORS,
    "articles_storythread_change": WRITERS,
    "articles_storythread_history": WRITERS,
    "articles_storythread_delete": APPROVERS,
    "articles_staticpage_changelist": APPROVERS,
    "articles_staticpage_add": APPROVERS,
    "articles_staticpage_change": APPROVERS,
    "articles_staticpage_history": APPROVERS,
    "articles_staticpage_delete": APPROVERS,
    "articles_announcement_changelist": APPROVERS,
    "articles_announcement_add": APPROVERS,
    "articles_announcement_change": APPROVERS,
    "articles_announcement_history": APPROVERS,
    "articles_announcement_delete": APPROVERS,
    "articles_menulink_changelist": ADMINISTRATORS,
    "articles_menulink_add": ADMINISTRATORS,
    "articles_menulink_change": ADMINISTRATORS,
    "articles_menulink_history": ADMINISTRATORS,
    "articles_menulink_delete": ADMINISTRATORS,
    "articles_sitesettings_changelist": [403, 403, 403, 403, 302],
    "articles_sitesettings_add": NOBODY,
    "articles_sitesettings_change": ADMINISTRATORS,
    "articles_sitesettings_history": ADMINISTRATORS,
    "articles_sitesettings_delete": NOBODY,
    "auth_user_changelist": ADMINISTRATORS,
    "auth_user_add": ADMINISTRATORS,
    "auth_user_change": ADMINISTRATORS,
    "auth_user_password_change": ADMINISTRATORS,
    "auth_user_history": ADMINISTRATORS,
    "auth_user_delete": ADMINISTRATORS,
    "auth_group_changelist": ADMINISTRATORS,
    "auth_group_add": ADMINISTRATORS,
    "auth_group_change": ADMINISTRATORS,
    "auth_group_history": ADMINISTRATORS,
    "auth_group_delete": NOBODY,
    "axes_accessattempt_changelist": ADMINISTRATORS,
    "axes_accessattempt_add": NOBODY,
    "axes_accessattempt_change": MISSING,
    "axes_accessattempt_history": MISSING,
    "axes_accessattempt_delete": NOBODY,
    "redirects_redirect_changelist": ADMINISTRATORS,
    "redirects_redirect_add": ADMINISTRATORS,
    "redirects_redirect_change": ADMINISTRATORS,
    "redirects_redirect_history": ADMINISTRATORS,
    "redirects_redirect_delete": ADMINISTRATORS,
}
# Of no single row.
WITHOUT_ROW = {"articles_article_checklist", "articles_article_choose"}
# Said and tested elsewhere: the login itself, and the statistics.
OPEN = {"login"}
# Asked by a script of an open form, which tells the person where to sign in.
IN_JSON = [f"articles_article_{name}" for name in ("autosave", "unsaved", "unsaved_drop", "take_over")]
ELSEWHERE = ("stats",)


def names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def admin_names() -> list[str]:
    admin = next(p for p in get_resolver().url_patterns if getattr(p, "namespace", None) == "admin")
    found = dict.fromkeys(names(admin.url_patterns))  # type: ignore[union-attr]
    return [name for name in found if name not in OPEN and not name.startswith(ELSEWHERE)]


# Pages that stand for no single row.
_OF_NO_ROW = ("_changelist", "_add", "_calendar", "_notices", "_export")


def address(name: str) -> str:
    """A page of a row that exists where rows are needed: of somebody else, and unpublished."""
    plain, _, app = name.partition(":")
    if app:
        return reverse("admin:app_list", args=[app])
    if plain == "autocomplete":
        query = "?app_label=articles&model_name=article&field_name=tags&term="
        return reverse("admin:autocomplete") + query
    model, _, page = plain.removeprefix("articles_").partition("_")
    has_rows = plain.startswith(("articles_", "auth_", "axes_", "portal_", "redirects_"))
    if plain in WITHOUT_ROW or not has_rows or plain.endswith(_OF_NO_ROW):
        return reverse(f"admin:{plain}")
    makers: dict[str, Any] = {
        "article": lambda: make_article(status="draft"),
        "contactmessage": make_message,
        "picture": make_picture,
        "section": make_section,
        "tag": make_tag,
        "storythread": make_thread,
        "staticpage": make_page,
        "announcement": make_announcement,
        "menulink": make_link,
        "auth_user": make_user,
        "auth_group": lambda: Group.objects.get(name="editor"),
        "redirects_redirect": lambda: Redirect.objects.create(site_id=settings.SITE_ID, old_path="/cu/", new_path="/"),
    }
    if plain in IN_JSON:
        return reverse(f"admin:{plain}")
    if plain in {"articles_article_revision", "articles_article_restore"}:
        revision = record(make_article(status="draft"), Revision.Action.EDITED, by=None)
        return reverse(f"admin:{plain}", args=[revision.article_id, revision.pk])
    make = makers.get(model) or makers.get(f"{model}_{page.partition('_')[0]}")
    return reverse(f"admin:{plain}", args=[make().pk if make else 1])


def test_every_address_of_the_admin_has_a_rule() -> None:
    stated = {name.partition(":")[0] for name in RULES}
    assert set(admin_names()) == stated


@pytest.mark.parametrize("name", RULES)
def test_each_role_gets_the_answer_that_the_rule_says(name: str) -> None:
    path = address(name)
    answers = []
    for role in ROLES:
        client = Client()
        client.force_login(make_user(role))
        answers.append(client.get(path).status_code)
    assert answers == RULES[name]


@pytest.mark.parametrize("name", RULES)
def test_nobody_comes_in_without_signing_in(client: Client, name: str) -> None:
    response = client.get(address(name))
    if name in IN_JSON:
        assert response.status_code == 401
        return
    # Signing out without being signed in leads to the front page of the admin, which leads to the login.
    target = "/admin/" if name == "logout" else "/admin/login/"
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, target)


def test_a_signed_in_reader_who_is_not_staff_stays_outside(client: Client) -> None:
    client.force_login(make_user())
    assert client.get("/admin/articles/article/")["Location"].startswith("/admin/login/")


def test_no_address_redirects_by_number_to_any_row(client: Client) -> None:
    client.force_login(make_user("official"))
    assert client.get(f"/admin/r/1/{make_article(status='draft').pk}/").status_code == 404
