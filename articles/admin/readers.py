"""How often an article was read: asked of whom the settings name, since articles know nothing of statistics."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from articles.models import Article

Status = Article.Status


def views_of(articles: Collection[Article]) -> dict[int, int]:
    """The views of those of these articles that readers know or have known, by id; one query for all."""
    known = [article.pk for article in articles if article.status in {Status.PUBLISHED, Status.ARCHIVED}]
    if not known:
        return {}
    ask: Callable[[Collection[int]], dict[int, int]] = import_string(settings.ARTICLE_VIEWS)
    return dict.fromkeys(known, 0) | ask(known)


def course_of(article: Article) -> SafeString:
    """A drawing of the views of the last days, for a published article; else nothing."""
    if article.status != Status.PUBLISHED:
        return SafeString("")
    draw: Callable[[int], SafeString] = import_string(settings.ARTICLE_COURSE)
    return draw(article.pk)
