"""The history of an article: what it was after each edit and step, so that any of it can be brought back."""

from typing import Any

from django.contrib.auth.models import User

from articles import logbook
from articles.models import Article, Revision
from portal import audit

# What an article says and where it stands, beside the rows of `LISTS`: what a new text or an earlier one replaces.
CONTENT = (
    *("title", "slug", "lead", "body", "author", "signature", "source", "source_url"),
    *("section_id", "lead_picture_id", "thread_id", "translation_of_id"),
)
LISTS = ("tags", "related")
_OWN_COLUMNS = ("title", "lead", "body")


def record(article: Article, action: Revision.Action, *, by: User | None, note: str = "") -> Revision:
    """Write down what the article is now, and who made it so; whatever is more than an edit is in the log too."""
    if action != Revision.Action.EDITED:
        audit.write(logbook.of_revision(action), by=by, target=article, **({"note": note} if note else {}))
    return Revision.objects.create(
        article=article,
        action=action,
        note=note,
        **{name: getattr(article, name) for name in _OWN_COLUMNS},
        details=_details(article),
        created_by=by,
    )


def keys_of(article: Article, name: str) -> list[int]:
    """The keys of the rows in one of the `LISTS` of a stored article, in order."""
    return sorted(getattr(article, name).values_list("pk", flat=True))


def _details(article: Article) -> dict[str, Any]:
    kept = {name: getattr(article, name) for name in CONTENT if name not in _OWN_COLUMNS}
    lists = {name: keys_of(article, name) for name in LISTS}
    # `version` says which saving of the article this revision belongs to.
    return {**kept, **lists, "version": article.updated_at.isoformat()}
