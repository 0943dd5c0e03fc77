"""Who may do what where: everybody who works in the newsroom, against every section."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import User
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from articles import roles
from articles.models import Section
from articles.rights import Level, Standing
from articles.vietnamese import fold
from portal.people import display_name, full_name

_PERMISSIONS = {
    "may_read": "articles.view_article",
    "may_write": "articles.add_article",
    "may_edit": "articles.change_article",
    "may_publish": "articles.publish_article",
}

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Row:
    """One person: the roles, and the level in each section, in the order of the sections."""

    user: User
    name: str
    roles: list[str]
    is_limited: bool
    levels: list[tuple[Section, Level]]

    def by_level(self) -> list[tuple[Level, list[Section]]]:
        """The sections of each level, the highest first; where it is the same everywhere the list is empty."""
        if len({level for _section, level in self.levels}) == 1:
            return [(self.levels[0][1], [])]
        ranked = sorted(self.levels, key=lambda pair: -pair[1])
        levels = groupby(ranked, key=lambda pair: pair[1])
        return [(level, [section for section, _level in pairs]) for level, pairs in levels]


def sections_in_menu_order() -> QuerySet[Section]:
    """All sections, each followed by those below it."""
    return Section.objects.select_related("parent").order_by(
        Coalesce("parent__position", "position"),
        Coalesce("parent_id", "pk"),
        F("parent_id").asc(nulls_first=True),
        "position",
        "pk",
    )


def people(query: str = "") -> list[User]:
    """Who can sign in to the newsroom; of them those whose names have every word of `query`, with or without marks."""
    words = fold(query).split()
    working = User.objects.filter(is_active=True, is_staff=True).prefetch_related("groups")
    found = working.order_by("-is_superuser", "first_name", "last_name", "username")
    # In Python: there are a few hundred at most, and SQLite knows no Vietnamese capitals.
    return [user for user in found if all(word in fold(f"{full_name(user)} {user.username}") for word in words)]


def rows(users: Iterable[User], sections: Iterable[Section]) -> Iterator[Row]:
    """A row for each of these users, asked of the database in as many queries for many as for one."""
    known, sections = list(users), list(sections)
    standings = _standings(known, sections)
    for user in known:
        standing = standings[user.pk]
        yield Row(
            user=user,
            name=display_name(user),
            roles=[roles.display_name(group.name) for group in user.groups.all()],
            is_limited=standing.is_limited,
            levels=[(section, standing.level_in(section.pk)) for section in sections],
        )


def _standings(users: list[User], sections: list[Section]) -> dict[int, Standing]:
    """What `articles.rights.standing` says of each, from Django's own answer to who holds a permission."""
    ids = [user.pk for user in users]
    holders = {
        name: set(User.objects.with_perm(permission, backend=_BACKEND).filter(pk__in=ids).values_list("pk", flat=True))
        for name, permission in _PERMISSIONS.items()
    }
    limits = Q(section_limit__isnull=False) | Q(edited_sections__isnull=False)
    limited = set(User.objects.filter(limits, pk__in=ids, is_superuser=False).values_list("pk", flat=True))
    given: dict[int, set[int]] = {pk: set() for pk in ids}
    for user_id, section_id in User.objects.filter(pk__in=ids).values_list("pk", "edited_sections"):
        given[user_id] |= {s.pk for s in sections if section_id and section_id in {s.pk, s.parent_id}}
    return {
        user.pk: Standing(
            **{name: user.pk in whoever for name, whoever in holders.items()},
            is_limited=user.pk in holders["may_publish"] and user.pk in limited,
            given=given[user.pk],
        )
        for user in users
    }
