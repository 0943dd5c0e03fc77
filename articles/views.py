"""Pages that readers see."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles import front_page as front
from articles.models import Article, Tag
from articles.navigation import find_branch, section_tree
from articles.querysets import ArticleQuerySet

PER_PAGE = 20
LATEST = 8
RELATED = 4


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """The newest of the whole portal, then of each section."""
    tree = section_tree()
    context = {"front": front.compose(tree), "navigation": tree}
    return render(request, "articles/front_page.html", context)


@require_safe
def section_detail(request: HttpRequest, section_slug: str) -> HttpResponse:
    """The articles of a section and of those below it."""
    tree = section_tree()
    found = find_branch(tree, section_slug)
    if found is None:
        raise Http404
    branch, section = found
    sections = branch.sections if section == branch.section else [section]
    context = {
        "section": section,
        "branch": branch,
        "navigation": tree,
        "page": _page(request, Article.objects.published().in_sections(sections)),
        "latest": _latest(),
    }
    return render(request, "articles/section_detail.html", context)


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles under a tag, from all sections."""
    tag = get_object_or_404(Tag, slug=slug)
    context = {
        "tag": tag,
        "page": _page(request, Article.objects.published().filter(tags=tag)),
        "latest": _latest(),
    }
    return render(request, "articles/tag_detail.html", context)


@require_safe
def article_detail(request: HttpRequest, article_id: int, **_address: str) -> HttpResponse:
    """One article; the number finds it, and an outdated address leads to the one it has now."""
    published = Article.objects.published().select_related("section__parent", "lead_picture")
    article = get_object_or_404(published, pk=article_id)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    return render(request, "articles/article_detail.html", article_context(article))


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


def _latest() -> ArticleQuerySet:
    return Article.objects.published().for_listing()[:LATEST]


def _page(request: HttpRequest, articles: ArticleQuerySet) -> Page[Any]:
    """The page of `articles` that the request asks for, newest first."""
    keys = articles.order_by("-publish_at", "-pk").values_list("pk", flat=True)
    try:
        page: Page[Any] = Paginator(keys, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    # Only the keys of the pages before are passed over; what a card shows is read of this page alone.
    page.object_list = Article.objects.for_listing().filter(pk__in=page.object_list)
    return page
