"""How an article's state is said to staff: its status, and for a published one what the clock makes of it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article

# Unfold's colour of the label, by the key of the state.
COLORS = {
    "draft": "default",
    "in_review": "warning",
    "published": "success",
    "planned": "info",
    "expired": "default",
    "archived": "default",
    "trashed": "danger",
}


def state_of(article: Article) -> tuple[str, str]:
    """A key of `COLORS`, and the words for it."""
    if article.status == Article.Status.PUBLISHED and article.publish_at:
        now = timezone.now()
        if article.publish_at > now:
            return "planned", _("Planned")
        if article.expire_at and article.expire_at <= now:
            return "expired", _("Expired")
    return article.status, article.get_status_display()
