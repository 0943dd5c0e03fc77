"""Preview links as tests make and open them."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User

from articles import preview_links
from articles.models import Article, PreviewLink

DAY = timedelta(days=1)


def make(article: Article, by: User, **options: Any) -> PreviewLink:
    asked = {"recipient": "đồng chí Bình", "lasts": DAY, "may_approve": False, **options}
    return preview_links.make(article, by=by, **asked)


def found(link: PreviewLink) -> PreviewLink | None:
    return preview_links.find(preview_links.token(link))


def fresh(link: PreviewLink) -> PreviewLink:
    """The link with everything read anew, as a request has it."""
    return PreviewLink.objects.get(pk=link.pk)
