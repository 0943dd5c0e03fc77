"""What the form of an article needs so that nothing typed in it is lost, and what it shows of other people."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import editing, rights
from articles.admin.sent import Answer, RefusalError, tabs_of
from articles.conflicts import version_of
from articles.models import Article, EditingSession
from articles.richtext import RichTextError, clean_html
from articles.snapshots import Posted, labels_of_rows
from portal.people import display_name, staff

SAVED_TABS = "saved_tabs"  # in the login session: forms whose text was saved, so that browsers drop their copies
_MOST_SAVED_TABS = 20
_ADDRESSES = ("autosave", "unsaved", "unsaved_drop", "take_over")


def of_form(request: HttpRequest, article: Article | None, form: Any) -> dict[str, Any]:
    """The context of the form of this article, or of a new one; nothing when it cannot be typed into."""
    user = staff(request)
    if not (rights.may_edit(user, article) if article else rights.may_write(user)):
        return {}
    tab = next(iter(tabs_of(request.POST.get("tab", "").split())), None) or uuid4()
    offered = None if form.is_bound else editing.newest_unsaved(user, article)
    config = {
        "tab": str(tab),
        "user": user.pk,
        "article": article.pk if article else None,
        "version": form.version,
        "isKept": editing.is_kept(article),
        "isUnsaved": form.is_bound,
        "offer": offered and {"tab": str(offered.tab), "at": _milliseconds(offered), "sentence": _offer(offered)},
        # Of one's own tabs the first heartbeat tells: the one that this page took the place of may still be closing.
        "presence": presence(request, article, tab, form.version, with_own=False),
        "savedTabs": request.session.get(SAVED_TABS, []),
        "now": int(timezone.now().timestamp() * 1000),
        "timeZone": settings.TIME_ZONE,
        "cookie": settings.CSRF_COOKIE_NAME,
        "login": f"{reverse('admin:login')}?next={reverse('admin:index')}",
        "addresses": {name: reverse(f"admin:articles_article_{name}") for name in _ADDRESSES},
        "texts": _texts(),
    }
    return {"editing": config}


def remember_saved(request: HttpRequest) -> None:
    """After a save: what was typed in this form is lost no more, here and in the browser."""
    if tabs := tabs_of(request.POST.get("tab", "").split()):
        editing.forget(staff(request), tabs)
        known = [*request.session.get(SAVED_TABS, []), *map(str, tabs)]
        request.session[SAVED_TABS] = known[-_MOST_SAVED_TABS:]


def presence(
    request: HttpRequest, article: Article | None, tab: UUID, version: str, *, with_own: bool = True
) -> Answer:
    """Who else is at this article, in sentences: what they do now, what they left behind, what they saved."""
    if article is None:
        return {"people": [], "abandoned": [], "saved": ""}
    others = list(editing.of_others(article, staff(request)))
    people = [_doing(person) for person in editing.people(others)]
    if with_own and editing.is_open_elsewhere(article, staff(request), except_tab=tab):
        people.append(_("You have this article open in another tab, too."))
    abandoned = [
        {"tab": str(session.tab), "sentence": _left_behind(session)}
        for session in others
        if editing.is_abandoned(session)
    ]
    is_newer = version not in {"", version_of(article)}
    return {"people": people, "abandoned": abandoned, "saved": _saved(article) if is_newer else ""}


def comparison(article: Article | None, data: Posted) -> str:
    """How what was typed differs from what is stored, as HTML."""
    found = editing.compared(article, data)
    return render_to_string("admin/articles/article/_differences.html", {"differences": found})


def fit_for_form(data: Posted, version: str, *, by: User) -> Answer:
    """The fields as a form may be filled with them: the editor is only ever given cleaned text."""
    try:
        bodies = [clean_html(text) for text in data.get("body", [])]
    except RichTextError as error:
        sentence = _("This text is too long or too deeply nested to be put back into the form.")
        raise RefusalError(422, sentence) from error
    fields = {**data, "body": bodies} if bodies else dict(data)
    return {"data": fields, "labels": labels_of_rows(data, by=by), "version": version}


def taken(name: str) -> str:
    """What a writer is told whose text somebody went on with; empty for nobody."""
    return name and _("%(who)s has taken over what you had not saved. Please agree who goes on.") % {"who": name}


def _doing(person: editing.Person) -> str:
    if person.has_unsaved:
        return _("%(who)s is changing this article now.") % {"who": person.name}
    return _("%(who)s has this article open.") % {"who": person.name}


def _left_behind(session: EditingSession) -> str:
    assert session.changed_at is not None  # noqa: S101  asked of abandoned texts only
    return _("%(who)s left text here at %(when)s without saving it.") % {
        "who": display_name(session.user),
        "when": date_format(localtime(session.changed_at), "DATETIME_FORMAT"),
    }


def _saved(article: Article) -> str:
    last = article.revisions.select_related("created_by").only("created_by", "action").first()
    who = display_name(last.created_by) if last else ""
    return _("%(who)s saved this article at %(time)s, after you opened it. When you save you will see both texts.") % {
        "who": who or _("Somebody else"),
        "time": time_format(localtime(article.updated_at)),
    }


def _offer(session: EditingSession) -> str:
    assert session.changed_at is not None  # noqa: S101  asked of unsaved texts only
    when = {"when": date_format(localtime(session.changed_at), "DATETIME_FORMAT")}
    sentence = _("There is text of yours from %(when)s that was never saved.") % when
    return " ".join(filter(None, [sentence, taken(display_name(session.taken_over_by))]))


def _milliseconds(session: EditingSession) -> int:
    return int(session.changed_at.timestamp() * 1000) if session.changed_at else 0


def _texts() -> dict[str, str]:
    return {
        "kept": _("Kept for now at {time}."),
        "keptHere": _("Kept in this browser at {time}. What readers see changes only when you save."),
        "offline": _("No connection: the text is kept in this browser and sent as soon as the connection is back."),
        "expired": _("You are signed out. The text is kept in this browser; sign in in another tab and go on here."),
        "signIn": _("Sign in in a new tab"),
        "full": _("This browser has no room left to keep the text. Please save it now."),
        "offer": _("There is text of yours from {when} in this browser that was never saved."),
        "used": _("The text stands in the form now. Save it to keep it."),
        "dropped": _("The text was dropped."),
        "compare": _("Compare"),
        "use": _("Use this text"),
        "drop": _("Drop it"),
        "takeOver": _("Go on with this text"),
        "hide": _("Hide the comparison"),
        "same": _("It says the same as what is stored."),
        "waiting": _("Please wait…"),
    }
