"""The buttons of an article's form: which are offered to whom, and what each of them does.

Most save what was typed first, and take the step in the same transaction. Those of `_DIRECT` save nothing.
"""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from articles import rights, workflow
from articles.logbook import Logged
from articles.models import Article
from portal import audit
from portal.people import staff

Status = Article.Status

_DECISIONS = {"_publish", "_send_back", "_archive"}


def offered(user: User, article: Article | None) -> set[str]:
    """The steps that this person may take now; the same rules stand where they are taken."""
    if article is None:
        return {"save", "submit"} | ({"publish"} if rights.is_publisher(user) else set())
    steps = {name for name, (may, _take) in _DIRECT.items() if may(user, article)}
    if rights.may_purge(user, article):
        steps.add("purge")
    if rights.may_edit(user, article):
        steps.add("save")
        if article.status == Status.DRAFT:
            steps.add("submit")
        if rights.may_publish(user, article):
            by_status = {Status.IN_REVIEW: {"publish", "send_back"}, Status.PUBLISHED: {"archive"}}
            steps |= by_status.get(Status(article.status), {"publish"})
    return steps


def refuse_decisions(request: HttpRequest, article_id: str | None) -> None:
    """Answer 403, and tell the log, where somebody who decides nowhere asks for a decision about whatever article."""
    if rights.is_publisher(request.user) or _DECISIONS.isdisjoint(request.POST):
        return
    is_number = article_id is not None and article_id.isdecimal() and len(article_id) <= 18
    article = Article.objects.filter(pk=int(article_id)).first() if article_id and is_number else None
    raise audit.Refused(Logged.PUBLISH_REFUSED, article)


def take_after_saving(request: HttpRequest, article: Article) -> Article:
    """Take the step whose button was pressed, if any; the article that the person sees next."""
    if "_submit" in request.POST:
        workflow.submit(article, by=staff(request))
    elif "_publish" in request.POST:
        rights.require_publisher(request.user, article)
        return workflow.publish(article, by=staff(request))
    elif "_archive" in request.POST:
        rights.require_publisher(request.user, article)
        workflow.archive(article, by=staff(request))
    return article


def direct(request: HttpRequest, article: Article) -> str | None:
    """The step that was asked for and that saves nothing of the form; None when the form is to be saved."""
    asked = next((name for name in _DIRECT if f"_{name}" in request.POST), None)
    # Taking off the site saves what was typed, unless nobody can type because a new text is being written.
    return None if asked == "archive" and rights.may_edit(request.user, article) else asked


def take_direct(request: HttpRequest, article: Article, step: str) -> HttpResponse:
    """Take this step; `TransitionError` when the article has moved on, `PermissionDenied` without the right."""
    may, take = _DIRECT[step]
    user = staff(request)
    if not may(user, article):
        may_ever = rights.may_publish if step == "archive" else rights.works_on
        if not may_ever(user, article):
            raise PermissionDenied
        raise workflow.TransitionError(workflow.refusal(article))
    shown, message = take(article, user)
    messages.success(request, message)
    return redirect("admin:articles_article_change", shown.pk)


def outcome(request: HttpRequest, article: Article) -> str:
    """What a saved form tells the person."""
    if "_submit" in request.POST:
        return _("The article was sent to the approvers.")
    if "_archive" in request.POST:
        return _archived()
    if "_publish" in request.POST and article.publish_at:
        if article.publish_at > now():
            when = date_format(localtime(article.publish_at), "DATETIME_FORMAT")
            return _("Planned: readers see the article from %(when)s, Vietnam time.") % {"when": when}
        return format_html(
            '{} <a class="underline" href="{}">{}</a>',
            _("Published: readers see the article now."),
            article.get_absolute_url(),
            _("Look at the page"),
        )
    return _("Saved at %(time)s.") % {"time": date_format(localtime(), "TIME_FORMAT")}


Taken = tuple[Article, str]


def _redraft(article: Article, user: User) -> Taken:
    return workflow.redraft(article, by=user), _(
        "This is the new text. Readers keep the old one until the new one is published."
    )


def _discard(article: Article, user: User) -> Taken:
    return workflow.discard(article, by=user), _("The new text was given up. It stays readable in the history.")


def _trash(article: Article, user: User) -> Taken:
    workflow.trash(article, by=user)
    return article, _("The article lies in the trash. Nothing of it is lost: it can be taken out again.")


def _untrash(article: Article, user: User) -> Taken:
    workflow.untrash(article, by=user)
    return article, _("The article was taken out of the trash.")


def _archive(article: Article, user: User) -> Taken:
    workflow.archive(article, by=user)
    return article, _archived()


def _archived() -> str:
    return _("The article was taken off the site. It can be published again.")


def _may_archive(user: User, article: Article) -> bool:
    return article.status == Status.PUBLISHED and rights.may_publish(user, article)


_DIRECT: dict[str, tuple[Callable[[User, Article], bool], Callable[[Article, User], Taken]]] = {
    "redraft": (rights.may_redraft, _redraft),
    "discard": (rights.may_discard, _discard),
    "trash": (rights.may_trash, _trash),
    "untrash": (rights.may_untrash, _untrash),
    "archive": (_may_archive, _archive),
}
