"""Where an article is filed: its section, its tags and its story thread, changed beside its text."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article, Revision, Section, StoryThread, Tag
from articles.revisions import record
from articles.workflow import TransitionError


@transaction.atomic
def move(article: Article, *, to: Section, by: User) -> None:
    """Put the article under another section."""
    stored = _lock(article)
    if stored.section_id == to.pk:
        raise TransitionError(_("It stands under this section already."))
    stored.section = to
    if not rights.approvers_of(to.pk).filter(pk=stored.reviewer_id or 0).exists():
        stored.reviewer = None  # who was asked decides elsewhere
    stored.save(update_fields=["section", "reviewer", "updated_at"])
    record(stored, Revision.Action.EDITED, by=by)


@transaction.atomic
def add_tag(article: Article, *, tag: Tag, by: User) -> None:
    """Put the article under one more tag."""
    stored = _lock(article)
    if stored.tags.filter(pk=tag.pk).exists():
        raise TransitionError(_("It has this tag already."))
    stored.tags.add(tag)
    # Whoever has its form open learns of it, and the pages that readers know retire.
    stored.save(update_fields=["updated_at"])
    record(stored, Revision.Action.EDITED, by=by)


@transaction.atomic
def put_in_thread(article: Article, *, thread: StoryThread, by: User) -> None:
    """Let the article be part of this story, and of no other."""
    stored = _lock(article)
    if stored.thread_id == thread.pk:
        raise TransitionError(_("It is part of this story thread already."))
    stored.thread = thread
    stored.save(update_fields=["thread", "updated_at"])
    record(stored, Revision.Action.EDITED, by=by)


def _lock(article: Article) -> Article:
    stored = Article.objects.select_for_update().filter(pk=article.pk).first()
    if stored is None:
        raise TransitionError(_("Somebody has deleted this article meanwhile."))
    return stored
