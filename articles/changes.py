"""What the clock alone changes for readers."""

from datetime import datetime

from articles.models import Announcement, Article


def next_change_at(after: datetime) -> datetime | None:
    """When the next article or announcement begins or ends; None when nothing is planned."""
    planned = (Article.objects.next_change_at(after), Announcement.objects.next_change_at(after))
    return min((at for at in planned if at), default=None)
