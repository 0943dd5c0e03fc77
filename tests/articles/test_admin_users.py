"""People and roles in the newsroom."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.utils.translation import gettext

from articles import grants, rights, roles
from articles.admin.users import permission_label
from articles.models import Section, SectionLimit
from portal.models import AuditEntry
from tests.factories import make_article, make_section, make_user

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


# Sections of people.


def account(user: User, **changes: Any) -> dict[str, Any]:
    """What a browser sends for this account, with `changes`."""
    form = {
        "username": user.username,
        "groups": [group.pk for group in user.groups.all()],
        "sections": [section.pk for section in user.edited_sections.all()],
        "is_active": "on",
        "is_staff": "on",
        **({"is_limited": "on"} if grants.has_limit(user) else {}),
        **changes,
    }
    return {name: value for name, value in form.items() if value is not None}


def change(client: Client, user: User, **changes: Any) -> Any:
    return client.post(f"/admin/auth/user/{user.pk}/change/", account(user, **changes))


def publishes(user: User, section: Section) -> bool:
    article = make_article(section=section, status="in_review")
    return rights.may_publish(User.objects.get(pk=user.pk), article)


def logged(action: str) -> list[dict[str, Any]]:
    return list(AuditEntry.objects.filter(action=action).order_by("pk").values_list("details", flat=True))


def test_giving_an_approver_a_section_limits_them_for_good(administrator: Client) -> None:
    approver, section, other = make_user("approver"), make_section(), make_section()
    change(administrator, approver, sections=[section.pk])
    assert [publishes(approver, place) for place in (section, other)] == [True, False]
    change(administrator, approver, sections=[])
    assert [publishes(approver, place) for place in (section, other)] == [False, False]


def test_a_limit_is_taken_away_by_hand_together_with_the_sections(administrator: Client) -> None:
    approver, section, other = make_user("approver"), make_section(), make_section()
    change(administrator, approver, sections=[section.pk])
    kept = change(administrator, approver, is_limited=None)
    assert list(kept.context["adminform"].form.errors) == ["is_limited"]
    change(administrator, approver, is_limited=None, sections=[])
    assert publishes(approver, other) is True


def test_an_editor_with_sections_who_becomes_an_approver_stays_in_them(administrator: Client) -> None:
    editor, section = make_user("editor"), make_section()
    change(administrator, editor, sections=[section.pk])
    assert SectionLimit.objects.count() == 0
    change(administrator, editor, groups=[Group.objects.get(name="approver").pk])
    change(administrator, editor, sections=[])
    assert publishes(editor, section) is False


@pytest.mark.parametrize("is_active", [True, False])
def test_a_section_form_limits_an_approver_just_as_well(administrator: Client, is_active: bool) -> None:  # noqa: FBT001
    approver, section, other = make_user("approver"), make_section(), make_section()
    form = {"name": section.name, "slug": section.slug, "position": 0}
    administrator.post(f"/admin/articles/section/{section.pk}/change/", {**form, "editors": [approver.pk]})
    User.objects.filter(pk=approver.pk).update(is_active=is_active)
    administrator.post(f"/admin/articles/section/{section.pk}/change/", form)
    User.objects.filter(pk=approver.pk).update(is_active=True)
    assert [publishes(approver, place) for place in (section, other)] == [False, False]


def test_deleting_their_only_section_does_not_widen_an_approvers_rights(administrator: Client) -> None:
    approver, section, other = make_user("approver"), make_section(), make_section()
    section.editors.add(approver)
    administrator.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})
    assert (Section.objects.filter(pk=section.pk).exists(), publishes(approver, other)) == (False, False)


def test_a_new_account_gets_its_sections(administrator: Client) -> None:
    section = make_section()
    form = {
        "username": "hoa",
        "usable_password": "true",
        "password1": "mot-mat-khau-rat-dai",
        "password2": "mot-mat-khau-rat-dai",
        "groups": [Group.objects.get(name="approver").pk],
        "sections": [section.pk],
        "is_staff": "on",
    }
    administrator.post("/admin/auth/user/add/", form)
    user = User.objects.get(username="hoa")
    assert (list(user.edited_sections.all()), grants.has_limit(user)) == ([section], True)
    assert len(logged("user_added")) == 1


def test_sections_are_offered_below_the_one_they_belong_to(administrator: Client) -> None:
    parent = make_section(name="Văn hóa")
    make_section(name="Lễ hội", parent=parent)
    page = administrator.get(f"/admin/auth/user/{make_user('editor').pk}/change/")
    choices = [str(label) for _value, label in page.context["adminform"].form.fields["sections"].choices]
    assert choices == ["Văn hóa", "Văn hóa › Lễ hội"]


# Changed rights in the log.


def test_changed_rights_are_written_with_what_was_gained_and_lost(administrator: Client) -> None:
    editor, section = make_user("editor"), make_section(name="Văn hóa")
    change(administrator, editor, groups=[Group.objects.get(name="approver").pk], sections=[section.pk])
    (details,) = logged("rights_changed")
    names = [roles.display_name(name) for name in ("approver", "editor")]
    assert any(names[0] in line for line in details["gained"])
    assert (any("Văn hóa" in line for line in details["gained"]), len(details["gained"])) == (True, 3)
    assert [names[1] in line for line in details["lost"]] == [True]


def test_an_account_saved_as_it_was_or_refused_writes_nothing(administrator: Client) -> None:
    editor = make_user("editor")
    change(administrator, editor, first_name="Lan")
    change(administrator, editor, username="", is_active=None)
    assert logged("rights_changed") == []


def test_sections_given_in_a_section_form_are_written(administrator: Client) -> None:
    editor, section = make_user("editor"), make_section()
    form = {"name": section.name, "slug": section.slug, "position": 0, "editors": [editor.pk]}
    administrator.post(f"/admin/articles/section/{section.pk}/change/", form)
    assert [list(details) for details in logged("rights_changed")] == [["gained"]]


def test_a_changed_role_is_written(administrator: Client) -> None:
    group = Group.objects.get(name="official")
    kept = group.permissions.exclude(codename="view_statistics").values_list("pk", flat=True)
    administrator.post(f"/admin/auth/group/{group.pk}/change/", {"permissions": list(kept)})
    assert logged("role_changed") == [{"lost": ["stats.view_statistics"]}]


def test_a_deleted_account_is_written_with_its_name(administrator: Client) -> None:
    user = make_user("editor", username="hoa", last_name="Trần Thị", first_name="Hoa")
    administrator.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})
    assert AuditEntry.objects.get(action="user_deleted").target_label == "Trần Thị Hoa (hoa)"
