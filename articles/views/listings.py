"""Pages that list articles: the front page, sections, tags."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import front_page as front
from articles.models import Article, Tag
from articles.navigation import find_branch, section_tree
from articles.views.rendering import latest, page_of, render_public


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """The newest of the whole portal, then of each section."""
    tree = section_tree()
    return render_public(request, "articles/front_page.html", {"front": front.compose(tree), "navigation": tree})


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
        "page": page_of(request, Article.objects.published().in_sections(sections)),
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
