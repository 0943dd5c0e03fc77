"""What every public page is made with: the site's words in the right language, and pages of long lists."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe

from articles import measuring
from articles.models import Article, SiteSettings
from articles.querysets import ArticleQuerySet

PER_PAGE = 20
LATEST = 8


def render_public(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, language: str = ""
) -> HttpResponse:
    """The page in `language`, or in that of the site; with the measuring code, if a regulator demands one."""
    site = SiteSettings.load()
    language = language or site.language
    snippet = measuring.read(site.measuring_snippet)
    words = {"site": site, "page_language": language, "measuring": mark_safe(snippet.html)}  # noqa: S308  an administrator's
    with translation.override(language):
        response = render(request, template, {**words, **context})
    response._csp_update = snippet.sources  # type: ignore[attr-defined]  # noqa: SLF001  so django-csp is told
    return response


def latest() -> ArticleQuerySet:
    """The newest of the whole portal, beside a page."""
    return Article.objects.published().for_listing()[:LATEST]


def page_of(request: HttpRequest, articles: ArticleQuerySet) -> Page[Any]:
    """The page of `articles` that the request asks for, newest first; a 404 where there is none."""
    keys = articles.order_by("-publish_at", "-pk").values_list("pk", flat=True)
    try:
        page: Page[Any] = Paginator(keys, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    # Only the keys of the pages before are passed over; what a card shows is read of this page alone.
    page.object_list = Article.objects.for_listing().filter(pk__in=page.object_list)
    return page
