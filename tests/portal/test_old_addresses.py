"""Addresses of a portal that moved in go on to lead somewhere."""

import pytest
from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.test import Client

from tests.factories import make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/redirects/redirect/add/"


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make_user("administrator"))
    return client


def test_an_old_address_leads_to_the_new_one(reader: Client) -> None:
    Redirect.objects.create(site_id=settings.SITE_ID, old_path="/tin/1.html?lang=vi", new_path="/giao-duc/")
    response = reader.get("/tin/1.html?lang=vi")
    assert (response.status_code, response["Location"]) == (301, "/giao-duc/")


def test_an_administrator_writes_it_down(administrator: Client, reader: Client) -> None:
    administrator.post(ADD, {"old_path": "/tin/1.html", "new_path": ""})
    assert reader.get("/tin/1.html").status_code == 410


@pytest.mark.parametrize(
    ("old", "new"),
    [("tin", "/"), ("/a", "https://b.example/"), ("/a", "//b.example"), ("/a", "/\\b.example"), ("/a", "/a")],
)
def test_it_leads_to_this_site_only(administrator: Client, old: str, new: str) -> None:
    response = administrator.post(ADD, {"old_path": old, "new_path": new})
    assert response.context["adminform"].form.errors
    assert not Redirect.objects.exists()


def test_nobody_else_may(client: Client) -> None:
    client.force_login(make_user("approver"))
    assert client.get(ADD).status_code == 403
