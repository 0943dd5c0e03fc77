"""Notes between the people who work on an article."""

from django.contrib.auth.models import User
from django.db import transaction

from articles import notices
from articles.models import Article, Note, Notice


@transaction.atomic
def add(article: Article, *, by: User, text: str) -> Note:
    """Write the note down, and tell everybody who works on the article: writer, reviewer, and who wrote before."""
    note = Note.objects.create(article=article, text=text, created_by=by)
    before = User.objects.filter(pk__in=article.notes.values("created_by"))
    notices.tell([article.created_by, article.reviewer, *before], Notice.Kind.NOTE, article, by=by, text=text)
    return note
