"""Giving people rights, and writing down what was given and taken away.

An approver who was given a section decides in the given ones only, and goes on being limited (`SectionLimit`)
when the last of them is taken away: rights grow only where an administrator takes the limit itself away.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import roles
from articles.logbook import Logged
from articles.models import Section, SectionLimit
from portal import audit
from portal.people import display_name

_MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def publishers() -> QuerySet[User]:
    """Whoever may publish by a role, whether they are active or not; administrators need no role for it."""
    # Whom Django calls inactive has no permission, but keeps the roles for the day of coming back.
    return User.objects.with_perm(
        "articles.publish_article",
        is_active=None,  # type: ignore[arg-type]  # Django documents it
        include_superusers=False,
        backend=_MODEL_BACKEND,
    )


def has_limit(user: User) -> bool:
    """Whether the user decides in given sections only, or would on becoming an approver."""
    if SectionLimit.objects.filter(user=user).exists():
        return True
    return publishers().filter(pk=user.pk, edited_sections__isnull=False).exists()


@contextmanager
def logged(people: Iterable[User]) -> Iterator[None]:
    """Write down how the rights of these people change meanwhile; both or neither."""
    with transaction.atomic():
        ids = [user.pk for user in people if user.pk]
        before = _rights(ids)
        yield
        after = _rights(ids)
        for user in User.objects.filter(pk__in=ids):
            _log_difference(user, before[user.pk], after[user.pk])


@transaction.atomic
def give_sections(user: User, sections: Collection[Section], *, is_limited: bool) -> None:
    """Give the user exactly these sections; an approver with any is limited to them, whatever `is_limited` says."""
    user.edited_sections.set(sections)
    if is_limited or (sections and publishers().filter(pk=user.pk).exists()):
        SectionLimit.objects.get_or_create(user=user)
    else:
        SectionLimit.objects.filter(user=user).delete()


def keep_limits(people: Iterable[User]) -> None:
    """Limit those of them who may publish: they are, or were until now, given a section."""
    for user in publishers().filter(pk__in=[user.pk for user in people]):
        SectionLimit.objects.get_or_create(user=user)


def log_new_user(user: User) -> None:
    """Write down that this account was made, with which rights."""
    audit.write(Logged.USER_ADDED, target=user, label=_label(user), gained=sorted(_rights([user.pk])[user.pk]))


@contextmanager
def role_logged(group: Group) -> Iterator[None]:
    """Write down which permissions the role gains and loses meanwhile; both or neither."""
    with transaction.atomic():
        before = _permissions(group)
        yield
        after = _permissions(group)
        if before != after:
            audit.write(Logged.ROLE_CHANGED, target=group, **_difference(before, after))


def _permissions(group: Group) -> set[str]:
    names = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{name}" for app, name in names}


def _rights(ids: Collection[int]) -> dict[int, set[str]]:
    """What each of these people may do, as lines for the log."""
    people = User.objects.filter(pk__in=ids).prefetch_related("groups", "edited_sections")
    return {user.pk: set(_lines(user)) for user in people.select_related("section_limit")}


def _lines(user: Any) -> Iterator[str]:
    flags = {
        _("Administrator"): user.is_superuser,
        _("account is active"): user.is_active,
        _("may enter the newsroom"): user.is_staff,
        _("limited to the given sections"): hasattr(user, "section_limit"),
    }
    yield from (words for words, is_set in flags.items() if is_set)
    yield from (_("role: %(name)s") % {"name": roles.display_name(group.name)} for group in user.groups.all())
    yield from (_("section: %(name)s") % {"name": section.name} for section in user.edited_sections.all())


def _log_difference(user: User, before: set[str], after: set[str]) -> None:
    if before != after:
        audit.write(Logged.RIGHTS_CHANGED, target=user, label=_label(user), **_difference(before, after))


def _label(user: User) -> str:
    return f"{display_name(user)} ({user.get_username()})"


def _difference(before: set[str], after: set[str]) -> dict[str, Any]:
    changes = {"gained": sorted(after - before), "lost": sorted(before - after)}
    return {name: lines for name, lines in changes.items() if lines}
