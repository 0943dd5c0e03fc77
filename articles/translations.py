"""The same text in several languages: what is published of it, for search engines."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q

from articles.models import Article, StaticPage


class Version(NamedTuple):
    """One of the languages of a text; `language` is a code, or ``x-default`` for the original."""

    language: str
    path: str


def of_article(article: Article, *, site_language: str) -> list[Version]:
    """Every published version of `article`, itself among them; none where there is only one."""
    return of_articles([article], site_language=site_language).get(article.pk, [])


def of_articles(articles: Sequence[Article], *, site_language: str) -> dict[int, list[Version]]:
    """The versions of those among `articles` that have several, by id, in two queries at most."""
    roots = {article.translation_of_id or article.pk for article in articles}
    published = Article.objects.published().select_related("section__parent").defer("body")
    translations = list(published.filter(translation_of__in=roots).order_by("pk"))
    if not translations:
        return {}
    roots &= {article.translation_of_id for article in translations}
    groups: dict[int, list[Version]] = {}
    for member in [*published.filter(pk__in=roots).order_by("pk"), *translations]:
        root = member.translation_of_id or member.pk
        version = Version(member.section.spoken or site_language, member.get_absolute_url())
        groups.setdefault(root, []).append(version)
        if member.pk == root:
            groups[root].append(Version("x-default", version.path))
    several = {root: _distinct(versions) for root, versions in groups.items()}
    by_article = {article.pk: several.get(article.translation_of_id or article.pk, []) for article in articles}
    return {pk: versions for pk, versions in by_article.items() if _has_several(versions)}


def of_page(page: StaticPage) -> list[Version]:
    """As `of_article`, of a page beside the news."""
    root = page.translation_of_id or page.pk
    members = StaticPage.objects.filter(Q(pk=root) | Q(translation_of=root), is_published=True).order_by("pk")
    versions: list[Version] = []
    for member in members:
        versions.append(Version(member.language, member.get_absolute_url()))
        if member.pk == root:
            versions.append(Version("x-default", member.get_absolute_url()))
    versions = _distinct(versions)
    return versions if _has_several(versions) else []


def _distinct(versions: Iterable[Version]) -> list[Version]:
    # Two texts in one language cannot both be the version in it: the first is.
    return list({version.language: version for version in reversed(list(versions))}.values())[::-1]


def _has_several(versions: Iterable[Version]) -> bool:
    return len({version.path for version in versions}) > 1
