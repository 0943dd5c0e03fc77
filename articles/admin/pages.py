"""Pages of one article beside its form: how readers will see it, and sending it back with a reason."""

from csp.decorators import csp
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import rights, workflow
from articles.forms import SendBackForm
from articles.models import Article
from articles.views import article_context
from articles.workflow import TransitionError
from portal.pages import without_figures
from portal.people import staff


@require_safe
@csp(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
def preview(request: HttpRequest, article_id: int) -> HttpResponse:
    """The stored article as its public page will look; never counted, never kept."""
    visible = rights.visible_to(request.user).select_related("section__parent", "lead_picture")
    article = get_object_or_404(visible, pk=article_id)
    context = {**article_context(article), "is_preview": True}
    response = render(request, "articles/article_detail.html", context)
    response.content = without_figures(response.content)
    response["Referrer-Policy"] = "no-referrer"
    return response


def send_back(request: HttpRequest, article_id: int) -> HttpResponse:
    """Ask an approver for the reason, and return the article to its writer."""
    article = get_object_or_404(rights.visible_to(request.user), pk=article_id)
    rights.require_publisher(request.user, article)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.send_back(article, by=staff(request), reason=form.cleaned_data["reason"])
        except TransitionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(title)s” was sent back to its writer.") % {"title": article.title})
            return redirect("admin:index")
    context = {
        **admin.site.each_context(request),
        "title": _("Send the article back"),
        "article": article,
        "form": form,
        "opts": Article._meta,
    }
    return render(request, "admin/articles/article/send_back.html", context)
