"""The page of one article."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import neighbours
from articles.body import present
from articles.models import Article, Revision, Tag
from articles.saving import embed
from articles.views.rendering import LATEST, render_public

# A slip that is put right at once is no update.
_WORTH_SAYING = timedelta(hours=1)


@require_safe
def article_detail(request: HttpRequest, article_id: int, **_address: str) -> HttpResponse:
    """One article; the number finds it, and an outdated address leads to the one it has now."""
    article = _find(article_id)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    context = article_context(article)
    return render_public(request, "articles/article_detail.html", context, language=article.section.spoken)


@require_safe
def saved_article(request: HttpRequest, article_id: int, **_address: str) -> HttpResponse:
    """The article as one file that needs nothing else, to be kept and read without a connection."""
    article = _find(article_id)
    url = request.build_absolute_uri(article.get_absolute_url())
    context = {"article": article, "url": url, "saved_at": timezone.now(), **embed(article, url)}
    response = render_public(request, "articles/saved_article.html", context, language=article.section.spoken)
    response["Content-Disposition"] = f'attachment; filename="{article.slug}-{article.pk}.html"'
    response["X-Robots-Tag"] = "noindex"
    return response


def article_context(
    article: Article, *, tags: Iterable[Tag] | None = None, picked: Iterable[Article] | None = None
) -> dict[str, Any]:
    """What the page of an article shows; the newsroom's preview shows the same of a draft.

    `tags` and the `picked` related articles are given where those of the row are not the ones that count.
    """
    tags = list(article.tags.all() if tags is None else tags)
    picked = neighbours.picked_for(article) if picked is None else picked
    newer, older = neighbours.newer_and_older(article)
    body = present(article.body, begins_the_page=article.lead_picture is None)
    return {
        "article": article,
        "section": article.section,
        "body": body,
        "minutes": body.minutes(article.title, article.lead),
        "updated_at": _updated_at(article),
        "tags": tags,
        "in_thread": neighbours.in_thread(article),
        "related": neighbours.related(article, picked=picked, tags=tags),
        "newer": newer,
        "older": older,
        "latest": Article.objects.published().for_listing().exclude(pk=article.pk)[:LATEST],
    }


def _find(article_id: int) -> Article:
    published = Article.objects.published().select_related("section__parent", "lead_picture", "thread")
    return get_object_or_404(published, pk=article_id)


def _updated_at(article: Article) -> datetime | None:
    """When readers got another text than the first one; saving a setting is no news to them."""
    steps = Revision.objects.filter(article=article.pk, action=Revision.Action.PUBLISHED)
    found = steps.aggregate(count=Count("pk"), last=Max("created_at"))
    is_later = found["count"] > 1 and article.publish_at and found["last"] - article.publish_at >= _WORTH_SAYING
    return found["last"] if is_later else None
