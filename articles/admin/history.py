"""The history of one article: every save and step, any two of them compared, an earlier text read or brought back."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import restoring, rights
from articles.comparison import differences
from articles.conflicts import version_of
from articles.models import Article, Revision
from articles.snapshots import of_article, of_revision
from articles.workflow import TransitionError
from portal.numbers import whole_number
from portal.people import staff

_PER_PAGE = 30
_NOW = "now"


@require_safe
def revisions(request: HttpRequest, article_id: int) -> HttpResponse:
    """Who did what and when, the latest first; two of them can be chosen to be compared."""
    article = _visible(request, article_id)
    page = Paginator(_told(article), _PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, article, "revisions", _("History"), page=page)


@require_safe
def compare(request: HttpRequest, article_id: int) -> HttpResponse:
    """Two revisions side by side, or one and what is stored now; by default the last change."""
    article = _visible(request, article_id)
    old, new = _pair(article, request.GET.get("from", ""), request.GET.get("to", _NOW))
    found = differences(of_revision(old), of_revision(new) if new else of_article(article)) if old else []
    return _page(
        request, article, "compare", _("Comparison"), old=old, new=new, differences=found, **_offers(request, article)
    )


@require_safe
def revision(request: HttpRequest, article_id: int, revision_id: int) -> HttpResponse:
    """One earlier text, as a text."""
    article = _visible(request, article_id)
    shown = get_object_or_404(_told(article), pk=revision_id)
    return _page(request, article, "revision", _("An earlier text"), revision=shown, **_offers(request, article))


@require_POST
def restore(request: HttpRequest, article_id: int, revision_id: int) -> HttpResponse:
    """Bring an earlier text back: in the article's place, or as the beginning of its new text."""
    article = _visible(request, article_id)
    earlier = get_object_or_404(article.revisions, pk=revision_id)
    try:
        if "redraft" in request.POST:
            article = restoring.restore_into_redraft(article, earlier, by=staff(request))
        else:
            version = request.POST.get("version", "")
            restoring.restore(article, earlier, by=staff(request), version=version)
    except TransitionError as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:articles_article_revision", article_id, revision_id)
    messages.success(request, _("The earlier text was brought back. What stood there before is in the history."))
    return redirect("admin:articles_article_change", article.pk)


@require_safe
def history(request: HttpRequest, article_id: int) -> HttpResponse:
    """Django's own address of a history, which knows less."""
    return redirect("admin:articles_article_revisions", _visible(request, article_id).pk)


def addresses(guard: Callable[[Any], Any]) -> list[URLPattern]:
    """Where these pages are, for the staff that `guard` lets in."""
    pages = {
        "<int:article_id>/revisions/": (revisions, "revisions"),
        "<int:article_id>/revisions/compare/": (compare, "compare"),
        "<int:article_id>/revisions/<int:revision_id>/": (revision, "revision"),
        "<int:article_id>/revisions/<int:revision_id>/restore/": (restore, "restore"),
        "<int:article_id>/history/": (history, "history"),
    }
    return [path(address, guard(view), name=f"articles_article_{name}") for address, (view, name) in pages.items()]


def _visible(request: HttpRequest, article_id: int) -> Article:
    visible = rights.visible_to(request.user).select_related("section", "redraft_of")
    article = get_object_or_404(visible, pk=article_id)
    # Whoever may read what is published was not meant to read what was written before.
    if not rights.works_on(request.user, article):
        raise Http404
    return article


def _told(article: Article) -> QuerySet[Revision]:
    return article.revisions.select_related("created_by")


def _pair(article: Article, old: str, new: str) -> tuple[Revision | None, Revision | None]:
    """The two revisions, the earlier first; None for the second one is the article as it is stored."""
    told = _told(article)
    after = None if new == _NOW else _numbered(told, new)
    if not old:
        before = told.filter(pk__lt=after.pk).first() if after else told[1:2].first() or told.first()
        return before, after
    before = _numbered(told, old)
    if after and after.pk < before.pk:
        return after, before
    return before, after


def _numbered(told: QuerySet[Revision], number: str) -> Revision:
    return get_object_or_404(told, pk=whole_number(number))


def _offers(request: HttpRequest, article: Article) -> dict[str, Any]:
    user = staff(request)
    return {
        "may_restore": restoring.may_restore(user, article),
        "may_redraft": rights.may_redraft(user, article),
        "version": version_of(article),
    }


def _page(request: HttpRequest, article: Article, template: str, title: str, **context: Any) -> HttpResponse:
    context |= {**admin.site.each_context(request), "title": title, "article": article, "opts": Article._meta}
    return render(request, f"admin/articles/article/{template}.html", context)
