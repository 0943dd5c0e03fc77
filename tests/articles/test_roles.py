"""The groups that the migration makes."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils.translation import override

from articles import roles
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", roles.NAMES)
def test_each_role_holds_exactly_its_permissions(key: str) -> None:
    held = Group.objects.get(name=key).permissions.values_list("content_type__app_label", "codename")
    assert {f"{app}.{codename}" for app, codename in held} == roles.PERMISSIONS[key]


@pytest.mark.parametrize("key", roles.NAMES)
def test_no_role_reaches_users_or_their_rights(key: str) -> None:
    assert make_user(key).has_module_perms("auth") is False


def test_granting_again_changes_nothing() -> None:
    before = Permission.objects.count(), Group.permissions.through.objects.count()
    roles.grant(apps)
    assert (Permission.objects.count(), Group.permissions.through.objects.count()) == before


def test_permissions_made_early_are_those_that_django_would_make() -> None:
    Permission.objects.all().delete()
    ContentType.objects.filter(app_label__in=["articles", "stats"]).delete()
    roles.grant(apps)
    early = set(Permission.objects.values_list("codename", "name"))
    call_command("migrate", verbosity=0)
    later = Permission.objects.filter(codename__in=[codename for codename, _ in early])
    assert set(later.values_list("codename", "name")) == early


def test_roles_are_named_in_the_users_language() -> None:
    with override(None):
        assert roles.display_name("official") == "Official who follows the statistics"


def test_a_group_made_by_hand_keeps_its_name() -> None:
    assert roles.display_name("Ban biên tập") == "Ban biên tập"
