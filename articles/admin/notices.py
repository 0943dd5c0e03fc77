"""What the user was told: the page of notices, and their number in the sidebar."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import notices
from articles.models import Article, Notice
from portal.people import staff

PER_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def notice_list(request: HttpRequest) -> HttpResponse:
    """The user's notices, newest first; a POST says that all of them were read."""
    user = staff(request)
    if request.method == "POST":
        notices.mark_read(user)
        return redirect("admin:articles_article_notices")
    told = Notice.objects.filter(user=user).select_related("article", "created_by").defer("article__body")
    context = {
        **admin.site.each_context(request),
        "title": _("Notices"),
        "page": Paginator(told, PER_PAGE).get_page(request.GET.get("page")),
        "unread": notices.unread(user).count(),
        "opts": Article._meta,
    }
    return render(request, "admin/articles/notices.html", context)


def news(request: HttpRequest, most: int = 3) -> QuerySet[Notice]:
    """What stands at the top of the desk: the newest that was told and is not in the desk's lists anyway."""
    told = notices.unread(staff(request)).exclude(kind__in=[Notice.Kind.SUBMITTED, Notice.Kind.SENT_BACK])
    return told.select_related("article", "created_by").defer("article__body")[:most]
