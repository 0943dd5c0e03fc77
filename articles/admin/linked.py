"""What links to an article: shown on its form, and asked about before readers lose the page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles import rights
from articles.admin import steps
from articles.models import Article
from portal.people import staff

_MOST = 30
_ENDING = ("archive", "trash")


def panel(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """The context of the list on the form: whatever links here and is not in the trash."""
    if article is None:
        return {}
    linking = Article.objects.filter(links__target=article.pk).exclude(status=Article.Status.TRASHED)
    return {"linked": _told(request, linking)}


def confirmation(request: HttpRequest, article: Article | None) -> HttpResponse | None:
    """The page that asks before an article to which others lead is taken away; None when nothing is to be asked.

    It sends on all that was typed, whether the person goes on or back.
    """
    step = next((name for name in _ENDING if f"_{name}" in request.POST), None)
    if article is None or step is None or not {"confirmed", "_back"}.isdisjoint(request.POST):
        return None
    linking = Article.objects.published().filter(links__target=article.pk)
    if step not in steps.offered(staff(request), article) or not linking.exists():
        return None
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        **admin.site.each_context(request),
        "title": _("Other articles link to this one"),
        "article": article,
        "step": step,
        "is_editable": rights.may_edit(request.user, article),
        "linked": _told(request, linking),
        "typed": [(name, value) for name, value in typed if name != "csrfmiddlewaretoken"],
        "opts": Article._meta,
    }
    return render(request, "admin/articles/article/linked.html", context)


def refuse_when_back(request: HttpRequest) -> None:
    """Show the form again with what was typed, when the person went back from the question."""
    if "_back" in request.POST:
        request.refusal = _("Nothing was done. What you typed still stands below; it is not saved yet.")  # type: ignore[attr-defined]


def _told(request: HttpRequest, linking: Any) -> dict[str, Any]:
    """The first of these by title where the person may read them; of the others only how many there are."""
    visible = linking.filter(pk__in=rights.visible_to(request.user))
    shown = list(visible.only("title", "status", "publish_at", "expire_at").order_by("-updated_at", "-pk")[:_MOST])
    count = linking.count()
    return {"count": count, "shown": shown, "hidden": count - len(shown)}
