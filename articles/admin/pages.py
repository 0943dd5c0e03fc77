"""A page of one article beside its form: sending it back with a reason."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import rights, workflow
from articles.forms import SendBackForm
from articles.models import Article
from articles.workflow import TransitionError
from portal.people import staff


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
