"""Pages beside the news: the office's own, the map of the site, and how figures are counted."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from articles.models import Article, StaticPage, StoryThread, Tag
from articles.navigation import section_tree
from articles.richtext.reading import read
from articles.views.rendering import latest, render_public

MOST_TAGS = 60
MOST_THREADS = 60


@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the office's own, in its own language."""
    page = get_object_or_404(StaticPage, slug=slug, is_published=True)
    description = " ".join(block.text for block in read(page.body).blocks[:5])
    context = {
        "page": page,
        "translations": _translations(page),
        "description": description,
        "latest": latest(),
    }
    return render_public(request, "articles/page_detail.html", context, language=page.language)


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every way into the site on one page."""
    context = {
        "navigation": section_tree(),
        "threads": StoryThread.objects.filter(is_current=True)[:MOST_THREADS],
        "pages": StaticPage.objects.filter(is_published=True).defer("body"),
        "tags": sorted(_most_used_tags(), key=lambda tag: tag.sort_key),
    }
    return render_public(request, "articles/site_map.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How the figures are counted, in words for everybody."""
    began: Callable[[], Any] = import_string(settings.COUNTING_BEGAN)
    context = {"beginning": began(), "flood": settings.FLOOD_VIEWS_PER_MINUTE, "latest": latest()}
    return render_public(request, "articles/method.html", context)


def _translations(page: StaticPage) -> QuerySet[StaticPage]:
    original = page.translation_of_id or page.pk
    of_it = StaticPage.objects.filter(Q(pk=original) | Q(translation_of=original), is_published=True)
    return of_it.exclude(pk=page.pk).defer("body").order_by("language")


def _most_used_tags() -> QuerySet[Any]:
    used = Tag.objects.filter(articles__in=Article.objects.published()).annotate(number=Count("articles"))
    return used.order_by("-number", "sort_key")[:MOST_TAGS]
