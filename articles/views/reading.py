"""The page of one article."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.views.rendering import LATEST, render_public

RELATED = 4


@require_safe
def article_detail(request: HttpRequest, article_id: int, **_address: str) -> HttpResponse:
    """One article; the number finds it, and an outdated address leads to the one it has now."""
    published = Article.objects.published().select_related("section__parent", "lead_picture")
    article = get_object_or_404(published, pk=article_id)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    context = article_context(article)
    return render_public(request, "articles/article_detail.html", context, language=article.section.spoken)


def article_context(article: Article) -> dict[str, Any]:
    """What the page of an article shows; the newsroom's preview shows the same of a draft."""
    others = Article.objects.published().for_listing().exclude(pk=article.pk)
    return {
        "article": article,
        "section": article.section,
        "tags": article.tags.all(),
        "related": others.filter(section=article.section)[:RELATED],
        "latest": others[:LATEST],
    }
