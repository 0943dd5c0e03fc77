"""Pages that list articles: the front page, sections, tags, authors, story threads, what is read most."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import front_page as front
from articles import most_read
from articles.models import Article, Section, StoryThread, Tag
from articles.navigation import find_branch, section_tree
from articles.querysets import ArticleQuerySet
from articles.views.rendering import latest, page_of, render_public

THREADS = 5
PER_CHILD = 3


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """The newest of the whole portal, then of each section."""
    tree = section_tree()
    context = {
        "front": front.compose(tree),
        "navigation": tree,
        "threads": list(StoryThread.objects.current()[:THREADS]),
        "rankings": most_read.rankings(list(most_read.PERIODS), most_read.SHORT),
    }
    return render_public(request, "articles/front_page.html", context)


@require_safe
def section_detail(request: HttpRequest, section_slug: str) -> HttpResponse:
    """The articles of a section and of those below it."""
    tree = section_tree()
    found = find_branch(tree, section_slug)
    if found is None:
        raise Http404
    branch, section = found
    sections = branch.sections if section == branch.section else [section]
    page = page_of(request, Article.objects.published().in_sections(sections))
    context = {
        "section": section,
        "branch": branch,
        "navigation": tree,
        "page": page,
        "children": _newest_of(branch.children) if section == branch.section and page.number == 1 else [],
        "latest": latest(),
    }
    return render_public(request, "articles/section_detail.html", context, language=section.spoken)


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles under a tag, from all sections."""
    tag = get_object_or_404(Tag, slug=slug)
    context = {
        "tag": tag,
        "page": page_of(request, Article.objects.published().filter(tags=tag)),
        "latest": latest(),
    }
    return render_public(request, "articles/tag_detail.html", context)


@require_safe
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of an author, under the name as it was written last."""
    articles = Article.objects.published().filter(author_slug=slug)
    name = articles.order_by("-publish_at", "-pk").values_list("author", flat=True).first()
    if name is None:
        raise Http404
    context = {"author": name, "page": page_of(request, articles), "latest": latest()}
    return render_public(request, "articles/author_detail.html", context)


@require_safe
def thread_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of a story thread along its time, newest first."""
    thread = get_object_or_404(StoryThread, slug=slug)
    page = page_of(request, Article.objects.published().filter(thread=thread))
    return render_public(request, "articles/thread_detail.html", {"thread": thread, "page": page, "latest": latest()})


@require_safe
def most_read_list(request: HttpRequest) -> HttpResponse:
    """What is read most in one of the periods."""
    key = request.GET.get("ky", "24h")
    if key not in most_read.PERIODS:
        raise Http404
    (ranking,) = most_read.rankings([key], most_read.LONG)
    context = {"ranking": ranking, "periods": most_read.NAMES, "latest": latest()}
    return render_public(request, "articles/most_read.html", context)


def _newest_of(sections: list[Section]) -> list[tuple[Section, list[Article]]]:
    """Each section that has articles with its newest ones, in one query."""
    if not sections:
        return []
    parts: list[ArticleQuerySet] = [
        Article.objects.published().filter(section=section).order_by("-publish_at", "-pk")[:PER_CHILD]
        for section in sections
    ]
    # Each in a query around it, because SQLite takes no limit in the part of a union.
    first, *others = (Article.objects.order_by().filter(pk__in=rows.values("pk")).values("pk") for rows in parts)
    found = Article.objects.for_listing().filter(pk__in=first.union(*others, all=True) if others else first)
    by_section: dict[int, list[Article]] = {}
    for article in found:
        by_section.setdefault(article.section_id, []).append(article)
    return [(section, by_section[section.pk]) for section in sections if section.pk in by_section]
