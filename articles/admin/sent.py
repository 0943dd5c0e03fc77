"""What open forms of articles send as JSON, read with care: who may send it, and what of it can be used."""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.translation import gettext as _

from articles import editing, rights
from articles.models import Article, EditingSession

Sent = dict[str, Any]
Answer = dict[str, Any]

_MOST_TABS = 20
# Neither database takes these in JSON.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class RefusalError(Exception):
    """The answer is this status with this sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def answers_json(view: Callable[[HttpRequest, Sent], Answer]) -> Callable[[HttpRequest], HttpResponse]:
    """The view as an address: for staff, POST only, answering JSON whatever happens."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if not admin.site.has_permission(request):
            return JsonResponse({"message": _("You are signed out.")}, status=401)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            return JsonResponse(view(request, _read(request)))
        except RefusalError as refusal:
            return JsonResponse({"message": str(refusal)}, status=refusal.status)

    return answer


def _read(request: HttpRequest) -> Sent:
    try:
        sent = json.loads(request.body)
    except RequestDataTooBig as error:
        raise _too_long() from error
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(sent, dict):
        raise _unreadable()
    if "user" in sent and sent["user"] != request.user.pk:
        raise RefusalError(409, _("Somebody else is signed in in this browser now. Please sign in as before."))
    return {"tab": None, **sent}


def article_of(request: HttpRequest, sent: Sent) -> Article | None:
    """The article that the form is of, which the user may change; None for a new one."""
    number = sent.get("article")
    if number is None:
        if not rights.may_write(request.user):
            raise RefusalError(403, _("You cannot write articles any more."))
        return None
    known = rights.editable_by(request.user).defer("search_text")
    article = known.filter(pk=number).first() if isinstance(number, int) and abs(number) < 2**63 else None
    if article is None:
        sentence = _("You cannot change this article any more: it has moved on. Your text stays in this browser.")
        raise RefusalError(403, sentence)
    return article


def session_of(request: HttpRequest, article: Article | None, tab: UUID) -> EditingSession:
    """What is kept for this form: an own one, or one that somebody else left behind."""
    session = editing.rows_for(article).select_related("user").filter(tab=tab).first()
    is_own = session is not None and session.user_id == request.user.pk
    # What somebody else left is taken over where it was left.
    is_left_here = session is not None and article is not None and session.article_id == article.pk
    if session is None or not (is_own or (is_left_here and editing.is_abandoned(session))):
        raise RefusalError(404, _("This text is not there any more: it was saved, dropped or taken over."))
    return session


def tab_of(value: Any) -> UUID:
    """The key of one form."""
    found = tabs_of([value])
    if not found:
        raise _unreadable()
    return found[0]


def tabs_of(values: Any) -> list[UUID]:
    """The keys of forms among `values`, the first twenty."""
    found = []
    for value in values[:_MOST_TABS] if isinstance(values, list) else []:
        try:
            found.append(UUID(str(value)))
        except ValueError:
            continue
    return found


def data_of(sent: Sent) -> dict[str, list[str]] | None:
    """The fields of the form with what was typed; None when nothing was since the last time."""
    data = sent.get("data")
    if data is None:
        return None
    if not isinstance(data, dict) or not all(isinstance(values, list) for values in data.values()):
        raise _unreadable()
    fields = {text_of(name): [_UNSTORABLE.sub("", str(value)) for value in values] for name, values in data.items()}
    try:
        editing.refuse_too_much(fields)
    except editing.TooMuchError as error:
        raise _too_long() from error
    return fields


def text_of(value: Any) -> str:
    """A short text, whatever was sent."""
    return _UNSTORABLE.sub("", value)[:40] if isinstance(value, str) else ""


def _unreadable() -> RefusalError:
    return RefusalError(400, _("The server did not understand this form. Please open the article anew."))


def _too_long() -> RefusalError:
    return RefusalError(413, _("The text is too long to be kept on the server. It stays in this browser."))
