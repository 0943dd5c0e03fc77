"""The list of articles in the newsroom: columns, filters, search."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from articles import rights
from articles.admin.states import COLORS, state_of
from articles.models import Article
from portal.people import display_name


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("written by")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(created_by=request.user.pk) if self.value() == "1" else queryset


class ArticleList(ModelAdmin):
    """What `ArticleAdmin` shows of many articles."""

    list_display = ["title", "state", "section", "writer", "publish_at", "updated_at"]
    list_filter = ["status", MineFilter, "section"]
    list_select_related = ["section", "created_by"]
    list_per_page = 30
    search_fields = ["title", "lead"]
    search_help_text = gettext_lazy("Search in titles and leads")
    ordering = ["-updated_at", "-pk"]
    actions = None  # nothing is done to many articles at once: each step is looked at

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return rights.visible_to(request.user).order_by(*self.ordering)

    @display(description=gettext_lazy("status"), ordering="status", label=COLORS)
    def state(self, article: Article) -> tuple[str, str]:
        return state_of(article)

    @display(description=gettext_lazy("author"), ordering="author")
    def writer(self, article: Article) -> str:
        return article.author or display_name(article.created_by)
