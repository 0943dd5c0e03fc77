"""People and roles in the newsroom."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.utils.translation import gettext

from articles import roles
from articles.admin.users import permission_label
from tests.factories import make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(make_user("administrator"))
    return client


def test_an_administrator_adds_a_user_with_a_role(administrator: Client) -> None:
    form = {
        "username": "hoa",
        "usable_password": "true",
        "password1": "mot-mat-khau-rat-dai",
        "password2": "mot-mat-khau-rat-dai",
        "last_name": "Trần Thị",
        "first_name": "Hoa",
        "groups": [Group.objects.get(name="contributor").pk],
        "is_staff": "on",
    }
    administrator.post("/admin/auth/user/add/", form)
    user = User.objects.get(username="hoa")
    assert (user.get_full_name(), user.is_staff, user.is_superuser) == ("Trần Thị Hoa", True, False)
    assert list(user.groups.values_list("name", flat=True)) == ["contributor"]


def test_roles_are_offered_by_their_names(administrator: Client) -> None:
    page = administrator.get(f"/admin/auth/user/{make_user().pk}/change/").content.decode()
    assert [name for name in roles.NAMES if roles.display_name(name) not in page] == []


def test_nobody_else_raises_their_own_role() -> None:
    approver = make_user("approver")
    client = Client()
    client.force_login(approver)
    response = client.post(f"/admin/auth/user/{approver.pk}/change/", {"is_superuser": "on"})
    approver.refresh_from_db()
    assert (response.status_code, approver.is_superuser) == (403, False)


def test_only_an_administrator_gives_sections_to_editors() -> None:
    approver, section = make_user("approver"), make_section()
    client = Client()
    client.force_login(approver)
    form = {"name": section.name, "slug": section.slug, "position": 0, "editors": [approver.pk]}
    client.post(f"/admin/articles/section/{section.pk}/change/", form)
    assert section.editors.count() == 0


def test_permissions_are_named_in_the_users_language() -> None:
    labels = [permission_label(p) for p in Permission.objects.filter(content_type__app_label="articles")]
    assert [label for label in labels if re.match(r"Can (add|change|delete|view) ", label)] == []
    own = Permission.objects.get(codename="view_statistics")
    assert permission_label(own) == gettext("Can read the access statistics")


def test_a_role_is_headed_by_its_name(administrator: Client) -> None:
    group = Group.objects.get(name="editor")
    page = administrator.get(f"/admin/auth/group/{group.pk}/change/").content.decode()
    assert (str(group), re.findall(r"\bEditor\b", page)) == (roles.display_name("editor"), [])


def test_a_role_cannot_be_renamed(administrator: Client) -> None:
    group = Group.objects.get(name="editor")
    administrator.post(f"/admin/auth/group/{group.pk}/change/", {"name": "khac", "permissions": []})
    group.refresh_from_db()
    assert group.name == "editor"


def test_who_ever_signed_in_is_not_deleted(administrator: Client) -> None:
    user = make_user("editor")
    Client().force_login(user)
    assert administrator.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
