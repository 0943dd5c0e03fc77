"""The page behind a preview link: what a leader without an account reads, says and decides."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import preview_links, previews
from articles.models import Article, PreviewLink
from articles.workflow import TransitionError
from portal.context import site
from portal.people import display_name

_PAGE = "articles/preview_link.html"
_SENT = "da-gui"


class CommentForm(forms.Form):
    """What the leader says; needed unless an approval says it all."""

    comment = forms.CharField(
        max_length=preview_links.MOST_LETTERS,
        error_messages={
            "required": gettext_lazy("Please write your comment first."),
            "max_length": gettext_lazy("A comment has at most %(limit_value)d characters."),
        },
    )


# The address is the secret that lets anybody in, and nothing in a browser adds to it: whoever could forge a request
# could as well make it. So no cookie is set for a reader.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview_link(request: HttpRequest, token: str) -> HttpResponse:
    """The article as readers will see it, with a place to answer."""
    link = preview_links.find(token)
    if link is None:
        return _gone(request)
    if preview_links.is_published(link):
        return _published(request, link, link.article)
    if request.method != "POST":
        if request.method == "GET":
            preview_links.open_(link)
        return _page(request, link)
    return _approve(request, link) if "approve" in request.POST else _comment(request, link)


def _comment(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, link, problem=_problem(form), status=400)
    try:
        is_taken = preview_links.comment(link, form.cleaned_data["comment"])
    except PreviewLink.DoesNotExist:  # its article was given up this moment
        return _gone(request)
    if not is_taken:
        problem = _("You have sent many comments already. Please call the newsroom.")
        return _page(request, link, problem=problem, status=429)
    return redirect(f"{request.path}?{_SENT}=1#tra-loi")


def _approve(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    form = CommentForm(request.POST)
    form.fields["comment"].required = False
    if not form.is_valid():
        return _page(request, link, problem=_problem(form), status=400)
    try:
        published = preview_links.approve(link, comment=form.cleaned_data["comment"])
    except PermissionDenied:
        return _page(request, link, problem=_("This link does not let you approve the article."), status=403)
    except preview_links.TextChangedError:
        # Read anew, since it may have changed since it was found; the page says so itself.
        link.article.refresh_from_db()
        return _page(request, link, status=409)
    except TransitionError as refusal:
        return _page(request, link, problem=str(refusal), status=409)
    return _published(request, link, published, is_approved=True)


def _problem(form: CommentForm) -> str:
    return " ".join(str(message) for message in form.errors["comment"])


def _page(request: HttpRequest, link: PreviewLink, *, problem: str = "", status: int = 200) -> HttpResponse:
    is_changed = preview_links.is_changed(link)
    context = {
        **previews.context_of(link.article),
        "link": link,
        "sender": display_name(link.created_by),
        "is_changed": is_changed,
        "may_approve": link.may_approve and not is_changed,
        "problem": problem,
        "is_sent": _SENT in request.GET and not problem,
        "planned": _planned(link.article),
        "typed": request.POST.get("comment", "")[: preview_links.MOST_LETTERS] if problem else "",
        "most_letters": preview_links.MOST_LETTERS,
    }
    return previews.page(request, context, _PAGE, status=status)


def _planned(article: Article) -> datetime | None:
    """When readers will see it, if that is not at once; a new text takes the place of the old one at once."""
    later = article.publish_at and not article.redraft_of_id and article.publish_at > timezone.now()
    return article.publish_at if later else None


def _published(request: HttpRequest, link: PreviewLink, article: Article, *, is_approved: bool = False) -> HttpResponse:
    context: dict[str, Any] = {
        **site(request),
        "article": article,
        "link": link,
        "is_approved": is_approved,
        "is_live": article.is_live(),
        "is_planned": bool(article.publish_at and article.publish_at > timezone.now()),
    }
    return _plain("articles/preview_published.html", context, status=200)


def _gone(request: HttpRequest) -> HttpResponse:
    # Forged, expired, revoked, or its article or sender gone: always these same bytes.
    return _plain("articles/preview_gone.html", site(request), status=410)


def _plain(template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    return previews.kept_private(HttpResponse(render_to_string(template, context), status=status))
