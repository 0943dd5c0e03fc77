"""Links of a text to pages of this portal that readers would not find."""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.contrib.redirects.models import Redirect

from articles.links import MOST, article_id
from articles.models import RESERVED_SLUGS, Article, Section, Tag
from articles.richtext import own_path
from articles.richtext.reading import BodyLink

_SECTION = re.compile(r"/([-a-zA-Z0-9_]+)/")
_TAG = re.compile(r"/the/([-a-zA-Z0-9_]+)/")


def broken(links: Iterable[BodyLink], *, own: Collection[int | None], at: datetime) -> list[BodyLink]:
    """Those that lead to an article, a section or a tag that readers do not see at this moment, or into the newsroom.

    Links to the articles `own` count as whole: the text itself, which may not be out yet.
    """
    by_path = _by_path(links)
    suspects = set()
    for find in (_articles(own, at), _sections, _tags, _newsroom):
        suspects |= find(by_path)
    if suspects:
        suspects -= set(_led_on(suspects))
    return [link for path, link in by_path.items() if path in suspects]


def _by_path(links: Iterable[BodyLink]) -> dict[str, BodyLink]:
    found: dict[str, BodyLink] = {}
    for link in islice(links, 50 * MOST):
        path = own_path(link.href)
        if path and len(found) < MOST:
            found.setdefault(path if path.endswith("/") else f"{path}/", link)
    return found


def _articles(own: Collection[int | None], at: datetime) -> Callable[[Iterable[str]], set[str]]:
    def find(paths: Iterable[str]) -> set[str]:
        numbers = {path: number for path in paths if (number := article_id(path)) is not None and number not in own}
        if not numbers:
            return set()
        seen = set(Article.objects.published(at).filter(pk__in=set(numbers.values())).values_list("pk", flat=True))
        return {path for path, number in numbers.items() if number not in seen}

    return find


def _sections(paths: Iterable[str]) -> set[str]:
    slugs = {path: match[1] for path in paths if (match := _SECTION.fullmatch(path))}
    slugs = {path: slug for path, slug in slugs.items() if slug not in RESERVED_SLUGS}
    if not slugs:
        return set()
    known = set(Section.objects.filter(slug__in=set(slugs.values())).values_list("slug", flat=True))
    return {path for path, slug in slugs.items() if slug not in known}


def _tags(paths: Iterable[str]) -> set[str]:
    slugs = {path: match[1] for path in paths if (match := _TAG.fullmatch(path))}
    if not slugs:
        return set()
    known = set(Tag.objects.filter(slug__in=set(slugs.values())).values_list("slug", flat=True))
    return {path for path, slug in slugs.items() if slug not in known}


def _newsroom(paths: Iterable[str]) -> set[str]:
    return {path for path in paths if path.startswith("/admin/")}


def _led_on(paths: Iterable[str]) -> Iterable[str]:
    rows = Redirect.objects.filter(site_id=settings.SITE_ID, old_path__in=paths).exclude(new_path="")
    return rows.values_list("old_path", flat=True)
