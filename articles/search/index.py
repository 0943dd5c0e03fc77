"""What the index holds: the published articles, planned and expired ones included, and never a draft."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles.richtext.reading import read
from articles.richtext.tree import RichTextError
from articles.search.engines import engine
from articles.search.terms import facets, terms
from articles.vietnamese import normalize

if TYPE_CHECKING:
    from articles.models import Article, SearchText
    from articles.querysets import ArticleQuerySet

# A key is the second of publishing and then the article's id: newest last, and a span of time is one of keys.
_ID_BITS = 30
_LAST_SECOND = 2**33 - 1
_BATCH = 500

FIELDS = {"title", "lead", "body", "author", "source", "section", "section_id", "status", "publish_at", "expire_at"}


def key_at(moment: datetime, article_id: int = 0) -> int:
    """The key of an article published at this moment; without an id, one that no earlier article reaches."""
    return min(max(int(moment.timestamp()), 0), _LAST_SECOND) << _ID_BITS | article_id


def keep(article: Article) -> None:
    """Have the index say what the article says now, in the transaction of the caller."""
    drop([article.pk])
    if article.status == article.Status.PUBLISHED:
        add([article])


def keep_many(ids: Collection[int]) -> None:
    """As `keep`, for articles that were written without being saved one by one."""
    drop(ids)
    _add_all(_published().filter(pk__in=ids))


def drop(ids: Collection[int]) -> None:
    """Take articles out of the index."""
    from articles.models import SearchText  # noqa: PLC0415  models import this module

    rows = list(SearchText.objects.filter(article__in=ids))
    if rows:
        engine().remove([(row.key, _terms(row)) for row in rows])
        SearchText.objects.filter(pk__in=[row.pk for row in rows]).delete()


@transaction.atomic
def rebuild() -> int:
    """Make the index anew of all articles; how many it holds."""
    from articles.models import SearchText  # noqa: PLC0415  models import this module

    engine().clear()
    SearchText.objects.all().delete()
    return _add_all(_published())


def _published() -> ArticleQuerySet:
    from articles.models import Article  # noqa: PLC0415  models import this module

    needed = FIELDS - {"section"}
    return Article.objects.filter(status=Article.Status.PUBLISHED).order_by("pk").only(*needed)


def _add_all(articles: ArticleQuerySet) -> int:
    rows = articles.iterator(chunk_size=_BATCH)
    count = 0
    while batch := list(islice(rows, _BATCH)):
        add(batch)
        count += len(batch)
    return count


def add(articles: list[Article], *, model: Any = None) -> None:
    """Put published articles into the index, which must not be there; `model` is that of a migration."""
    from articles.models import SearchText  # noqa: PLC0415  models import this module

    model = model or SearchText
    rows = [model(**_values(article)) for article in articles]
    model.objects.bulk_create(rows)
    engine().add([(row.key, _terms(row)) for row in rows])


def _values(article: Article) -> dict[str, Any]:
    moment = article.publish_at or timezone.now()  # the database demands one of what is published
    return {
        "key": key_at(moment, article.pk),
        "article_id": article.pk,
        "ends_at": article.expire_at,
        "title": normalize(article.title),
        "lead": normalize(article.lead),
        "body": _plain(article.body),
        "facets": facets(section_id=article.section_id, author=article.author, source=article.source),
    }


def _plain(html: str) -> str:
    try:
        return normalize("\n".join(block.text for block in read(html).blocks)).replace("\0", "")
    except RichTextError:  # not written by a person: its title and lead are found all the same
        return ""


def _terms(row: SearchText) -> set[str]:
    return terms(row.title, row.lead, row.body, row.facets)
