"""One page: an article, counted by the view that django-hitcount gives."""
# mypy: ignore-errors
# (its packages are in the peer's own environment)

from typing import Any

from django.urls import path
from hitcount.views import HitCountDetailView

from bench.peers.hitcount_site.models import Article, Section


class ArticleView(HitCountDetailView):
    """An article and what stands beside it."""

    # mypy: ignore-errors
    # (its packages are in the peer's own environment)

    queryset = Article.objects.select_related("section")
    count_hit = True
    template_name = "hitcount_article.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = Article.objects.select_related("section").defer("body").exclude(pk=self.object.pk)
        return super().get_context_data(
            sections=Section.objects.all(),
            related=others.filter(section=self.object.section)[:4],
            latest=others[:8],
            **kwargs,
        )


urlpatterns = [path("<slug:section>/<int:pk>/", ArticleView.as_view())]
