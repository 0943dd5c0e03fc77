"""Somebody else saved an article while a form of it was open: who, when, and how the two texts differ."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from articles.comparison import Difference, differences
from articles.models import Article, Revision
from articles.snapshots import Posted, Snapshot, of_article, of_posted
from portal.people import display_name

_MOST_SAVES = 20


@dataclass(frozen=True, slots=True)
class Conflict:
    """Other people's saves since the form was opened, the latest first, and both texts."""

    version: str
    message: str
    saves: list[Revision]
    stored: Snapshot
    typed: Snapshot

    def differences(self) -> list[Difference]:
        """How the form differs from what is stored; asked for by the page, when no row is locked any more."""
        return differences(self.stored, self.typed)


def version_of(article: Article) -> str:
    """What changes with every save of the article."""
    return article.updated_at.isoformat()


def find(stored: Article, *, since: str, typed: Posted) -> Conflict:
    """The conflict of a form that was opened on the version `since` with the article as it is stored now."""
    saves = _saves(stored, _moment(since))
    return Conflict(version_of(stored), _describe(stored, saves), saves, of_article(stored), of_posted(typed))


def typed_in(form: Any) -> Posted:
    """What a bound form was sent; what a browser leaves out, such as a box that is not ticked, is empty."""
    left_out: dict[str, list[str]] = {
        name: [] for name in form.fields if not hasattr(form.fields[name].widget, "widgets")
    }
    return {**left_out, **{name: form.data.getlist(name) for name in form.data}}


def _saves(stored: Article, since: datetime | None) -> list[Revision]:
    latest = stored.revisions.select_related("created_by").defer("lead", "body")[:_MOST_SAVES]
    return [revision for revision in latest if since is None or _made(revision) > since]


def _made(revision: Revision) -> datetime:
    # The moment of the article's own saving where it was kept: the revision follows it by some milliseconds.
    return _moment(revision.details.get("version", "")) or revision.created_at


def _moment(version: str) -> datetime | None:
    try:
        moment = parse_datetime(version[:40])
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None


def _describe(stored: Article, saves: list[Revision]) -> str:
    last = saves[0] if saves else None
    return _(
        "%(who)s saved this article at %(when)s, after you opened it. Nothing of yours is lost: your text"
        " still stands in the form below."
    ) % {
        "who": display_name(last.created_by) if last and last.created_by else _("Somebody else"),
        "when": date_format(localtime(stored.updated_at), "DATETIME_FORMAT"),
    }
