"""How an article that is not published yet will look on its public page; nothing here is stored or counted."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import neighbours, picks, rights
from articles.models import Article, Section, Tag
from articles.vietnamese import normalize, to_slug
from articles.views.reading import article_context
from portal.pages import without_figures

# Stands for a row that is not stored yet, wherever a number is asked for.
_NO_ROW = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """An article as it stands in a form; `problems` says which fields could not be read and show as they were.

    `related` is None when nothing could be read of it.
    """

    article: Article
    tags: Iterable[Tag]
    related: Iterable[Article] | None
    problems: list[str]


class TypedForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes none while running
    """Reads the fields of the article's form with their cleaning; needs none, since the work is unfinished."""

    source_url = forms.URLField(max_length=500, assume_scheme="https")
    publish_at = forms.SplitDateTimeField()

    class Meta:
        model = Article
        fields = (
            *("title", "slug", "lead", "body", "author", "signature", "source", "source_url"),
            *("section", "tags", "lead_picture", "publish_at", "thread", "related", "translation_of"),
        )

    def __init__(self, data: QueryDict, *, user: User, instance: Article | None) -> None:
        super().__init__(data, instance=instance)
        for field in self.fields.values():
            field.required = False
        for part in self.fields["publish_at"].fields:  # type: ignore[attr-defined]
            part.required = False
        self.fields["section"].queryset = rights.sections_for(user, instance)  # type: ignore[attr-defined]
        for name in ("related", "translation_of"):
            self.fields[name].queryset = picks.pickable_by(user)  # type: ignore[attr-defined]


def typed(data: QueryDict, *, user: User, article: Article | None) -> Typed:
    """What the fields in `data` make of the stored article, or of a new one."""
    form = TypedForm(data, user=user, instance=article)
    form.is_valid()
    shown: Article = form.instance
    problems = [str(message) for messages in form.errors.values() for message in messages]
    return Typed(shown, _tags(form), form.cleaned_data.get("related"), problems)


def context_of(
    article: Article, tags: Iterable[Tag] | None = None, related: Iterable[Article] | None = None
) -> dict[str, Any]:
    """What the public page of the article will show to a reader; `tags` and `related` are those not stored yet."""
    shown = _as_published(article)
    chosen = list(article.tags.all() if tags is None else tags)
    return {**article_context(shown, tags=chosen, picked=_picked(article, related)), "user": AnonymousUser()}


def page(request: HttpRequest, context: dict[str, Any], template: str, *, status: int = 200) -> HttpResponse:
    """The page of `context_of`: nobody's view is counted, nothing of it is kept, its address is told to nobody."""
    response = render(request, template, context, status=status)
    response.content = without_figures(response.content)
    return kept_private(response)


def kept_private(response: HttpResponse) -> HttpResponse:
    """The same answer, kept by no cache, found by no search engine, and with an address that is told to no site."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _tags(form: TypedForm) -> Iterable[Tag]:
    if "tags" in form.cleaned_data:
        chosen: Iterable[Tag] = form.cleaned_data["tags"]
        return chosen
    return form.instance.tags.all() if form.instance.pk else []


def _picked(article: Article, related: Iterable[Article] | None) -> list[Article]:
    if related is not None:
        return list(neighbours.picked_among({picked.pk for picked in related}, article))
    return list(neighbours.picked_for(article)) if article.pk else []


def _as_published(article: Article) -> Article:
    """A copy in memory with what publishing would give it, and a word where something is still missing."""
    shown = copy(article)
    shown.title = normalize(article.title).strip() or _("(no title yet)")
    shown.lead = normalize(article.lead).strip()
    shown.slug = article.slug or to_slug(shown.title)
    shown.publish_at = max(article.publish_at or timezone.now(), timezone.now())
    if not article.section_id:
        shown.section = Section(pk=_NO_ROW, name=_("(no section yet)"), slug="-")
    if article.redraft_of:
        # A new text takes the place, the address and the time of the one that readers know.
        shown.pk, shown.publish_at = article.redraft_of.pk, article.redraft_of.publish_at or shown.publish_at
    elif article.status in {Article.Status.PUBLISHED, Article.Status.ARCHIVED}:
        shown.publish_at = article.publish_at or shown.publish_at
    shown.pk = shown.pk or _NO_ROW
    return shown
