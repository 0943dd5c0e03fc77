"""Bringing an earlier text of an article back: a step of its own, recorded like any other.

Beside `articles.revisions`, since it takes the steps of `articles.workflow`, which write revisions themselves.
"""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import picks, readiness, rights, workflow
from articles.conflicts import version_of
from articles.models import Article, Picture, Revision, StoryThread, Tag
from articles.revisions import CONTENT, record
from articles.workflow import TransitionError

Status = Article.Status

# The address stays: links to the article go on leading to it. The others are rows that may be gone.
_PLAIN = tuple(name for name in CONTENT if name != "slug" and not name.endswith("_id"))


def may_restore(user: User, article: Article) -> bool:
    """Whether the user may put an earlier text in the article's place; readers see it at once if it is published."""
    return rights.may_edit(user, article) and (article.status != Status.PUBLISHED or rights.may_publish(user, article))


@transaction.atomic
def restore(article: Article, revision: Revision, *, by: User, version: str) -> None:
    """Give the article the text of one of its revisions.

    `version` is the stored article that the user looked at. `TransitionError` when another one is stored by now, or
    when readers would get a text that lacks something; `PermissionDenied` without the right to it.
    """
    stored = Article.objects.select_for_update().filter(pk=article.pk).first()
    if stored is None:
        raise TransitionError(_("Somebody has deleted this article meanwhile."))
    if not may_restore(by, stored):
        raise PermissionDenied
    if version_of(stored) != version:
        raise TransitionError(_("Somebody has saved this article meanwhile. Please look at it anew."))
    _put_back(stored, revision, by=by)
    if stored.status == Status.PUBLISHED and (problems := readiness.problems(stored)):
        raise TransitionError(" ".join([_("Readers would get a text that is not complete."), *problems]))
    record(stored, Revision.Action.RESTORED, by=by, note=_describe(revision))


@transaction.atomic
def restore_into_redraft(article: Article, revision: Revision, *, by: User) -> Article:
    """Begin a new text of a published or archived article with an earlier one; readers keep what they have."""
    if not rights.may_redraft(by, article):
        raise PermissionDenied
    new = workflow.redraft(article, by=by)
    _put_back(new, revision, by=by)
    record(new, Revision.Action.RESTORED, by=by, note=_describe(revision))
    return new


def _put_back(article: Article, revision: Revision, *, by: User) -> None:
    kept = revision.details
    for name in _PLAIN:
        setattr(
            article,
            name,
            getattr(revision, name) if hasattr(revision, name) else kept.get(name, getattr(article, name)),
        )
    _put_rows_back(article, kept, by=by)
    article.save()


def _put_rows_back(article: Article, kept: dict[str, Any], *, by: User) -> None:
    section = rights.sections_for(by, article).filter(pk=kept.get("section_id", 0)).first()
    if section:
        article.section = section
    if "lead_picture_id" in kept:
        known = Picture.objects.filter(pk=kept["lead_picture_id"] or 0)
        article.lead_picture_id = known.values_list("pk", flat=True).first()
    if "thread_id" in kept:
        threads = StoryThread.objects.filter(pk=kept["thread_id"] or 0)
        article.thread_id = threads.values_list("pk", flat=True).first()
    if "translation_of_id" in kept:
        original = Article.objects.filter(pk=kept["translation_of_id"] or 0).select_related("section__parent").first()
        # Meanwhile it may have become a translation itself, or been moved to the same language.
        is_fit = original and not picks.why_no_translation(article, original, article.section)
        article.translation_of = original if is_fit else None
    if "tags" in kept:
        article.tags.set(Tag.objects.filter(pk__in=kept["tags"]))
    if "related" in kept:
        article.related.set(Article.objects.filter(pk__in=kept["related"]))


def _describe(revision: Revision) -> str:
    return _("The text of %(when)s") % {"when": date_format(localtime(revision.created_at), "DATETIME_FORMAT")}
