"""An article as readers will see it: as it is stored, and as it stands in the form beside it."""

from csp.decorators import csp
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from articles import previews, rights
from articles.models import Article
from portal.people import staff

_POLICY = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
# A page cannot say in its own text who may frame it.
_POLICY_IN_FRAME = "; ".join(
    f"{directive} {' '.join(sources)}" for directive, sources in _POLICY.items() if directive != "frame-ancestors"
)


@require_POST
@csp(_POLICY)
def preview_new(request: HttpRequest) -> HttpResponse:
    """What is typed into the form of a new article."""
    if not rights.may_write(request.user):
        raise PermissionDenied
    return _typed(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@csp(_POLICY)
def preview(request: HttpRequest, article_id: int) -> HttpResponse:
    """The article as it is stored, or, when fields of its form are posted, as they would make it."""
    visible = rights.visible_to(request.user).select_related("section__parent", "lead_picture", "redraft_of")
    article = get_object_or_404(visible, pk=article_id)
    if request.method != "POST":
        return previews.page(request, previews.context_of(article), "articles/article_preview.html")
    if not rights.may_edit(request.user, article):
        raise PermissionDenied
    return _typed(request, article)


def _typed(request: HttpRequest, article: Article | None) -> HttpResponse:
    typed = previews.typed(request.POST, user=staff(request), article=article)
    context = {
        **previews.context_of(typed.article, typed.tags, typed.related),
        "frame_policy": _POLICY_IN_FRAME,
        "problems": " ".join(typed.problems),
    }
    return previews.page(request, context, "articles/article_preview.html")
