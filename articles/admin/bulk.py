"""Many articles at once: what was ticked in the list, asked about on a page of its own, and what became of it."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from unfold.widgets import UnfoldAdminSelectWidget

from articles import bulk
from articles.admin.rows import row_of
from articles.bulk import MOST, STEPS, Step
from articles.conflicts import version_of
from articles.models import Article, ArticleLink, Section, StoryThread, Tag
from portal.numbers import whole_number
from portal.people import staff

_LONGEST = MOST * 20  # characters of a list of ids


def ask(key: str, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse | None:
    """Lead from the list to the page that asks about this step; None when there are too many articles."""
    ids = list(articles.values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        messages.warning(request, _("Please choose at most %(most)d articles at once.") % {"most": MOST})
        return None
    query = urlencode({"ids": ",".join(map(str, ids)), "back": request.GET.urlencode()})
    return redirect(f"{reverse('admin:articles_article_bulk', args=[key])}?{query}")


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, step_key: str) -> HttpResponse:
    """Name the articles and ask, for some steps also under what; then take the step and say what became of each."""
    user = staff(request)
    if not user.has_perm("articles.add_article"):
        raise PermissionDenied
    step = STEPS.get(step_key)
    ids = _ids(request.POST.get("ids", "") or request.GET.get("ids", ""))
    if step is None or not ids:
        raise Http404
    if not step.is_for(user):
        raise PermissionDenied
    form = _TargetForm(step, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seen = {pk: request.POST.get(f"version_{pk}", "") for pk in ids}
        outcomes = bulk.take(step, seen, by=user, target=form.cleaned_data.get("target"))
        return _page(request, step, outcomes=outcomes, summary=_summary(outcomes))
    articles = bulk.chosen(ids, by=user)
    return _page(
        request,
        step,
        form=form,
        rows=[row_of(article) for article in articles],
        versions={article.pk: version_of(article) for article in articles},
        linked_from=_linked_from(articles) if step_key in {"archive", "trash"} else {},
        ids=",".join(map(str, ids)),
    )


def _linked_from(articles: list[Article]) -> dict[int, int]:
    """How many articles that readers see link to each of these."""
    live = ArticleLink.objects.filter(target__in=articles, source__in=Article.objects.published())
    return dict(live.values_list("target").annotate(number=Count("source")))


class _TargetForm(forms.Form):
    """Under what the articles are put, for a step that asks for it."""

    def __init__(self, step: Step, data: Any) -> None:
        super().__init__(data)
        if step.target is Section:
            self.fields["target"] = forms.ModelChoiceField(
                Section.objects.all(), label=capfirst(_("section")), widget=UnfoldAdminSelectWidget()
            )
        elif step.target is Tag:
            self.fields["target"] = _found_by_typing("tags", Tag.objects.all(), _("tag"))
        elif step.target is StoryThread:
            self.fields["target"] = _found_by_typing("thread", StoryThread.objects.all(), _("story thread"))


def _found_by_typing(field: str, rows: QuerySet[Any], name: str) -> Any:
    """A choice of what there may be thousands of."""
    widget = AutocompleteSelect(Article._meta.get_field(field), admin.site)
    return forms.ModelChoiceField(rows, label=capfirst(name), widget=widget)


def _page(request: HttpRequest, step: Step, **context: Any) -> HttpResponse:
    back = request.POST.get("back", "") or request.GET.get("back", "")
    path = reverse("admin:articles_article_changelist")
    context |= {
        **admin.site.each_context(request),
        "title": step.name,
        "step": step,
        "back": back,
        "back_url": f"{path}?{back}" if back else path,
        "opts": Article._meta,
    }
    return render(request, "admin/articles/article/bulk.html", context)


def _summary(outcomes: list[bulk.Outcome]) -> str:
    done = sum(not outcome.refusal for outcome in outcomes)
    sentence = ngettext(
        "Done with %(done)d article of %(all)d.", "Done with %(done)d articles of %(all)d.", len(outcomes)
    )
    return sentence % {"done": done, "all": len(outcomes)}


def _ids(text: str) -> list[int]:
    parts = text[:_LONGEST].split(",")
    numbers = [number for part in parts if (number := whole_number(part)) is not None]
    return list(dict.fromkeys(numbers))[:MOST]
