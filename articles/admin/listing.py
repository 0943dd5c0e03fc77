"""The list of articles in the newsroom: saved views, columns, filters, search, and what is done to many."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from articles import bulk, rights
from articles.admin import listviews
from articles.admin.bulk import ask
from articles.admin.changelist import ArticleChangeList
from articles.admin.filters import FILTERS
from articles.models import Article
from articles.querysets import ArticleQuerySet
from portal.people import staff


class ArticleList(ModelAdmin):
    """What `ArticleAdmin` shows of many articles."""

    change_list_template = "admin/articles/article/change_list.html"
    list_display = ["title", "status", "section", "created_by", "publish_at", "updated_at"]
    list_filter = FILTERS
    list_per_page = 30
    list_max_show_all = bulk.MOST
    list_disable_select_all = True  # what is done to many is done to those that one has seen
    show_full_result_count = False
    sortable_by = ["publish_at", "updated_at"]  # others would sort every article there is
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Title, lead, author…")
    ordering = ["-updated_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return rights.visible_to(request.user).order_by(*self.ordering)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ArticleChangeList]:
        return ArticleChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: ArticleQuerySet, search_term: str
    ) -> tuple[ArticleQuerySet, bool]:
        found = queryset.matching(search_term)
        # Asked for by a field of a form, too: what may be picked there is less than what the list shows.
        is_for_field = request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"
        return (found.filter(redraft_of__isnull=True).outside_trash() if is_for_field else found), False

    def get_paginator(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        paginator = super().get_paginator(request, *args, **options)
        if "found" in vars(request):
            vars(paginator)["count"] = vars(request)["found"]  # in place of the cached property that would ask
        return paginator

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        shown = {"title": listviews.chosen(request).name, "tabs": listviews.tabs(request)}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Any, str, Any]]:
        # Not Django's own: deleting is for ever, and only out of the trash one by one.
        steps = bulk.offered(staff(request), in_trash=listviews.chosen(request).key == "trash")
        return {key: (_asking(key), key, step.name) for key, step in steps.items()}


def _asking(key: str) -> Any:
    """Django calls what stands behind a choice with the admin, the request and what was ticked."""
    return lambda _admin, request, articles: ask(key, request, articles)
