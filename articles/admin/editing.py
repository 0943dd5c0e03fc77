"""What an open form of an article asks of the server while somebody writes: keeping text, who is here, taking over.

The answers are JSON, refusals too, each with a sentence that the form shows as it is. Nothing here writes the
article itself.
"""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import editing
from articles.admin.editing_form import SAVED_TABS, comparison, fit_for_form, presence, taken
from articles.admin.sent import (
    Answer,
    RefusalError,
    Sent,
    answers_json,
    article_of,
    data_of,
    session_of,
    tab_of,
    tabs_of,
    text_of,
)
from portal.people import staff


@answers_json
def autosave(request: HttpRequest, sent: Sent) -> Answer:
    """The form is open, and this was typed in it since the last time, if anything; who else is here."""
    user, article, tab = staff(request), article_of(request, sent), tab_of(sent["tab"])
    if str(tab) in request.session.get(SAVED_TABS, []):
        return {"kept": False}  # sent before the form itself was, and overtaken by it
    try:
        kept = editing.keep(tab, user, article, version=text_of(sent.get("version")), data=data_of(sent))
    except PermissionError as error:
        raise RefusalError(409, _("This form belongs to somebody else. Please open the article anew.")) from error
    was_kept = sent.get("data") is not None and editing.is_kept(article)
    if was_kept and sent.get("replaces"):
        editing.forget(user, tabs_of(sent["replaces"]))
    return {
        "kept": was_kept,
        "time": time_format(localtime(kept.session.seen_at)),
        "taken": taken(kept.taken_over_by),
        **presence(request, article, tab, text_of(sent.get("version"))),
    }


@answers_json
def unsaved(request: HttpRequest, sent: Sent) -> Answer:
    """A text that was never saved, compared with the article: of a form kept here, or of the browser's own copy."""
    article = article_of(request, sent)
    if sent.get("data") is not None:
        data, version = data_of(sent) or {}, text_of(sent.get("version"))
    else:
        session = session_of(request, article, tab_of(sent["tab"]))
        data, version = session.data, session.version
    return {
        "differs": editing.differs(article, data),
        "html": comparison(article, data) if sent.get("compare") else "",
        **fit_for_form(data, version, by=staff(request)),
    }


@answers_json
def take_over(request: HttpRequest, sent: Sent) -> Answer:
    """Go on with the text that somebody else left behind."""
    article = article_of(request, sent)
    tab = tab_of(sent["tab"])
    session = session_of(request, article, tab)
    # Before anything is marked: it may be refused.
    filled = fit_for_form(session.data, session.version, by=staff(request))
    if editing.take_over(tab, by=staff(request)) is None:
        raise RefusalError(409, _("Its writer is back, or somebody else has taken it over."))
    return filled


@answers_json
def drop(request: HttpRequest, sent: Sent) -> Answer:
    """Forget what was kept for these forms of one's own."""
    editing.forget(staff(request), tabs_of(sent.get("tabs")))
    return {}


def addresses() -> list[URLPattern]:
    """Where these are asked."""
    views = {"autosave": autosave, "unsaved": unsaved, "unsaved_drop": drop, "take_over": take_over}
    # Signed out they answer in JSON, too, so the admin's own guard, which leads to the login, stays outside.
    return [path(f"{name.replace('_', '-')}/", view, name=f"articles_article_{name}") for name, view in views.items()]
