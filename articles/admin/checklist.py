"""The checks before publishing beside an article's form: as it is opened, and anew while it is typed."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from articles import readiness, rights
from articles.models import Article, Picture, Section
from articles.readiness import Checked
from articles.requirements import Level
from articles.richtext import RichTextError, clean_html
from portal.numbers import whole_number

_TEXTS = ("title", "lead", "body", "author", "signature", "source", "source_url")
_MOST_CHARACTERS = 10_000  # of any field but the body, which has a limit of its own
_ORDER = {Level.REQUIRED: 0, Level.WARNING: 1}


def of_form(request: HttpRequest, form: Any, article: Article | None) -> dict[str, Any]:
    """The context of the panel, from what stands in the form; empty for who cannot change the article."""
    may_type = rights.may_edit(request.user, article) if article else rights.may_write(request.user)
    if not may_type:
        return {}
    shown = form.instance
    if not shown.pk and not form.is_bound:
        shown = Article(**{name: form.initial.get(name) or "" for name in _TEXTS})
    return panel(shown)


def panel(article: Article) -> dict[str, Any]:
    """The lines of the checklist, the open ones first, and how many of each kind are open."""
    lines = sorted(readiness.checklist(article), key=_place)
    open_levels = [line.level for line in lines if line.finding]
    return {
        "checklist": lines,
        "required_count": open_levels.count(Level.REQUIRED),
        "warning_count": open_levels.count(Level.WARNING),
    }


@require_POST
def typed_checklist(request: HttpRequest, article_id: int | None = None) -> HttpResponse:
    """The checklist of what stands in a form now, as a piece of HTML; nothing is stored."""
    stored = None
    if article_id is None:
        if not rights.may_write(request.user):
            raise PermissionDenied
    else:
        stored = get_object_or_404(rights.visible_to(request.user), pk=article_id)
        if not rights.may_edit(request.user, stored):
            raise PermissionDenied
    return render(request, "admin/articles/article/_checklist_lines.html", panel(_typed(request.POST, stored)))


def _typed(data: QueryDict, stored: Article | None) -> Article:
    """An article of what was typed, never to be saved; what is no number or no time counts as not given."""
    texts = {name: data.get(name, "")[:_MOST_CHARACTERS] for name in _TEXTS}
    texts["body"] = _cleaned(data.get("body", ""))
    return Article(
        pk=stored.pk if stored else None,
        redraft_of_id=stored.redraft_of_id if stored else None,
        section=_chosen(Section, data.get("section", "")),
        lead_picture=_chosen(Picture, data.get("lead_picture", "")),
        publish_at=_moment(data),
        **texts,
    )


def _cleaned(body: str) -> str:
    try:
        return clean_html(body)
    except RichTextError:
        return body


def _chosen(model: Any, key: str) -> Any:
    number = whole_number(key)
    return None if number is None else model.objects.filter(pk=number).first()


def _moment(data: QueryDict) -> Any:
    try:
        return forms.SplitDateTimeField(required=False).clean([data.get(f"publish_at_{part}", "") for part in (0, 1)])
    except ValidationError:
        return None


def _place(line: Checked) -> tuple[bool, int]:
    return line.finding is None, _ORDER[line.level]
