"""The tree of a news site: home, sections, articles."""
# mypy: ignore-errors
# (its packages are in the peer's own environment)

import os
from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.fields import RichTextField
from wagtail.models import Page

if os.environ.get("BENCH_CACHE"):
    from wagtailcache.cache import WagtailCacheMixin
else:

    class WagtailCacheMixin:  # type: ignore[no-redef]
        """Nothing, without wagtail-cache."""
# mypy: ignore-errors
# (its packages are in the peer's own environment)


class SectionPage(Page):
    """A heading."""


class ArticlePage(WagtailCacheMixin, Page):
    """A news post."""

    template = "wagtail_article.html"

    lead = models.TextField()
    body = RichTextField()
    signature = models.CharField(max_length=100)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What stands beside it."""
        others = ArticlePage.objects.live().exclude(pk=self.pk).defer("body").order_by("-first_published_at")
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["article"] = self
        context["sections"] = SectionPage.objects.live()
        context["related"] = others.sibling_of(self)[:4]
        context["latest"] = others[:8]
        return context
