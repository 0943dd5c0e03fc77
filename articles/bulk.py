"""One step taken with many articles: each by its own rights and in a transaction of its own."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import filing, rights, workflow
from articles.conflicts import version_of
from articles.models import Article, Section, StoryThread, Tag
from articles.workflow import TransitionError

Status = Article.Status
Target = Section | Tag | StoryThread | None

MOST = 100


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done with many: its name, what the person is told first and then, who has it, and its target.

    `refusal` is why this person may not take it with this article, or nothing.
    """

    name: str | Promise
    explanation: str | Promise
    done: str | Promise
    is_for: Callable[[User], bool]
    refusal: Callable[[User, Article, Target], str]
    take: Callable[[Article, User, Target], object]
    target: type[Section | Tag | StoryThread] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article; `refusal` is empty when the step was taken."""

    article: Article
    refusal: str = ""


def take(step: Step, seen: Mapping[int, str], *, by: User, target: Target = None) -> list[Outcome]:
    """Take the step with those of these articles that the user sees, in their order; at most `MOST` of them.

    `seen` names the articles, each with the version (`articles.conflicts.version_of`) that the user was asked
    about: one that was saved since is left alone, since nobody decided about its text.
    """
    return [_take_one(step, article, seen[article.pk], by, target) for article in chosen(seen, by=by)]


def chosen(article_ids: Collection[int], *, by: User) -> list[Article]:
    """Those of these articles that the user sees, in the order of the ids."""
    rows = rights.visible_to(by).filter(pk__in=list(article_ids)[:MOST])
    found = {article.pk: article for article in rows.select_related("section", "redraft_of__section", "created_by")}
    return [found[pk] for pk in article_ids if pk in found]


def _take_one(step: Step, article: Article, version: str, user: User, target: Target) -> Outcome:
    try:
        with transaction.atomic():
            # Everything is asked of the row as it stands now, and stays so until the step is taken.
            stored = workflow.lock(article.pk)
            if stored is None or version_of(stored) != version:
                return Outcome(article, _("Somebody has changed it meanwhile. Please look at it anew."))
            refusal = step.refusal(user, stored, target)
            if not refusal:
                step.take(stored, user, target)
    except TransitionError as error:
        return Outcome(article, str(error))
    return Outcome(article, refusal)


def _no_decision(user: User, article: Article, _target: Target) -> str:
    return "" if rights.may_publish(user, article) else _no_right()


def _no_publishing(user: User, article: Article, target: Target) -> str:
    return _no_decision(user, article, target) or _being_rewritten(article)


def _no_change(user: User, article: Article, _target: Target) -> str:
    if rights.may_edit(user, article):
        return ""
    if article.status == Status.TRASHED:
        return _("It lies in the trash.")
    return _being_rewritten(article) or _no_right()


def _no_moving(user: User, article: Article, target: Target) -> str:
    if refusal := _no_change(user, article, target):
        return refusal
    if target and rights.sections_for(user, article).filter(pk=target.pk).exists():
        return ""
    return _("You may not put it under this section.")


def _no_trashing(user: User, article: Article, target: Target) -> str:
    if rights.may_trash(user, article):
        return ""
    if article.redraft_of_id:
        return _("It is the new text of another article: open it to give it up.")
    if article.status == Status.PUBLISHED and rights.may_publish(user, article):
        return _("Readers see it: take it off the site first.")
    return _no_change(user, article, target) or _no_right()


def _no_untrashing(user: User, article: Article, _target: Target) -> str:
    if rights.may_untrash(user, article):
        return ""
    return _no_right() if article.status == Status.TRASHED else _("It does not lie in the trash.")


def _being_rewritten(article: Article) -> str:
    return _("A new text of it is being written.") if article.is_redrafted() else ""


def _no_right() -> str:
    return _("You have no right to do this with it.")


def _move(article: Article, user: User, target: Target) -> None:
    if isinstance(target, Section):
        filing.move(article, to=target, by=user)


def _add_tag(article: Article, user: User, target: Target) -> None:
    if isinstance(target, Tag):
        filing.add_tag(article, tag=target, by=user)


def _put_in_thread(article: Article, user: User, target: Target) -> None:
    if isinstance(target, StoryThread):
        filing.put_in_thread(article, thread=target, by=user)


STEPS = {
    "publish": Step(
        gettext_lazy("Publish"),
        gettext_lazy(
            "Readers see these articles at once, and those with a planned time from then on. New texts take the"
            " place of the old ones."
        ),
        gettext_lazy("Published"),
        rights.is_publisher,
        _no_publishing,
        lambda article, user, _target: workflow.publish(article, by=user),
    ),
    "archive": Step(
        gettext_lazy("Take off the site"),
        gettext_lazy("Readers do not see these articles any more. They can be published again."),
        gettext_lazy("Taken off the site"),
        rights.is_publisher,
        _no_decision,
        lambda article, user, _target: workflow.archive(article, by=user),
    ),
    "move": Step(
        gettext_lazy("Move to a section…"),
        gettext_lazy("Published articles get a new address; the old one leads to it."),
        gettext_lazy("Moved"),
        rights.may_write,
        _no_moving,
        _move,
        Section,
    ),
    "tag": Step(
        gettext_lazy("Add a tag…"),
        gettext_lazy("The tags that these articles have already stay."),
        gettext_lazy("Tagged"),
        rights.may_write,
        _no_change,
        _add_tag,
        Tag,
    ),
    "thread": Step(
        gettext_lazy("Put into a story thread…"),
        gettext_lazy("An article is part of one story thread: it leaves the one in which it stands now."),
        gettext_lazy("Put into the story thread"),
        rights.may_write,
        _no_change,
        _put_in_thread,
        StoryThread,
    ),
    "trash": Step(
        gettext_lazy("Move to the trash"),
        gettext_lazy("Nothing is lost: these articles can be taken out of the trash again."),
        pgettext_lazy("step", "Moved to the trash"),
        rights.may_write,
        _no_trashing,
        lambda article, user, _target: workflow.trash(article, by=user),
    ),
    "untrash": Step(
        gettext_lazy("Take out of the trash"),
        gettext_lazy("These articles become drafts again, or archived articles when readers have known them."),
        gettext_lazy("Taken out of the trash"),
        rights.may_write,
        _no_untrashing,
        lambda article, user, _target: workflow.untrash(article, by=user),
    ),
}


def offered(user: User, *, in_trash: bool) -> dict[str, Step]:
    """The steps that this person has, by their keys: in the trash only the way out of it."""
    return {key: step for key, step in STEPS.items() if step.is_for(user) and (key == "untrash") == in_trash}
