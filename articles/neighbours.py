"""What readers find from an article: others of its story, beside it in time, and about the same."""

from collections.abc import Iterable

from django.db.models import Q

from articles.models import Article, Tag
from articles.querysets import ArticleQuerySet

RELATED = 6
IN_THREAD = 4


def related(article: Article, *, picked: Iterable[Article], tags: Iterable[Tag]) -> list[Article]:
    """The newest of those an editor `picked`, then those under the same tags, then those of the same section."""
    found = list(picked)[:RELATED]
    others = Article.objects.published().for_listing().exclude(pk=article.pk)
    under_tags = Article.tags.through.objects.filter(tag__in=[tag.pk for tag in tags]).values("article_id")
    for more in (others.filter(pk__in=under_tags) if tags else None, others.filter(section=article.section)):
        if more is not None and len(found) < RELATED:
            known = {each.pk for each in found}
            found += [each for each in more[: RELATED + len(known)] if each.pk not in known][: RELATED - len(found)]
    return found


def picked_for(article: Article) -> ArticleQuerySet:
    """What an editor chose below the article and readers can open, newest first."""
    # Their numbers first, and no second query where nobody chose any: joined, the database goes through all articles.
    chosen = set(article.related.through.objects.filter(from_article=article.pk).values_list("to_article", flat=True))
    return picked_among(chosen, article)


def picked_among(keys: set[int], article: Article) -> ArticleQuerySet:
    """Those of these articles that readers will find below this one."""
    return Article.objects.published().for_listing().filter(pk__in=keys - {article.pk})[:RELATED]


def in_thread(article: Article) -> list[Article]:
    """The newest others that tell the same story."""
    if not article.thread_id:
        return []
    others = Article.objects.published().filter(thread=article.thread_id).exclude(pk=article.pk)
    return list(others.for_listing()[:IN_THREAD])


def newer_and_older(article: Article) -> tuple[Article | None, Article | None]:
    """Those that came out just after and just before it in its section."""
    if not article.publish_at:
        return None, None
    beside = Article.objects.published().filter(section=article.section).only("title", "slug", "publish_at", "section")
    # The plain comparison is what the index is searched by; the other one only decides about the same instant.
    after = Q(publish_at__gt=article.publish_at) | Q(pk__gt=article.pk)
    before = Q(publish_at__lt=article.publish_at) | Q(pk__lt=article.pk)
    newer = beside.filter(after, publish_at__gte=article.publish_at).order_by("publish_at", "pk").first()
    older = beside.filter(before, publish_at__lte=article.publish_at).order_by("-publish_at", "-pk").first()
    for neighbour in (newer, older):
        if neighbour:
            neighbour.section = article.section
    return newer, older
