"""Headers of the admin, and of public pages beside it."""

import pytest
from django.test import Client

from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def policy(client: Client, path: str) -> dict[str, str]:
    directives = client.get(path)["Content-Security-Policy"].split("; ")
    return {name: sources for name, _, sources in (directive.partition(" ") for directive in directives)}


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/"])
def test_the_admin_may_run_what_its_editor_needs(client: Client, path: str) -> None:
    client.force_login(make_user("editor"))
    assert policy(client, path)["script-src"] == "'self' 'unsafe-inline' 'unsafe-eval'"


def test_public_pages_run_only_the_sites_own_files(client: Client) -> None:
    allowed = policy(client, "/")
    assert (allowed["default-src"], allowed["script-src"], allowed["style-src"]) == (
        "'none'",
        "'self'",
        "'self'",
    )


def test_the_preview_is_as_strict_as_the_public_page(client: Client) -> None:
    client.force_login(make_user("approver"))
    path = f"/admin/articles/article/{make_article(status='draft').pk}/preview/"
    assert policy(client, path) == policy(client, "/")


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/", "/admin/jsi18n/", "/admin/no-such-page/"])
def test_the_admin_is_neither_kept_nor_found(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
