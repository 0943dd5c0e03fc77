"""The page on which administrators see who may do what: every person against every section."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import matrix as rights_matrix
from articles.models import Section
from articles.rights import Level

_PEOPLE_ON_A_PAGE = 40
_LONGEST_QUERY = 100

# A word for the cell, what it means, and the symbol before it.
_LEVELS = {
    Level.PUBLISH: (
        gettext_lazy("Publishes"),
        gettext_lazy("Changes every article of the section, publishes it, sends it back and takes it off the site."),
        "verified",
    ),
    Level.EDIT: (
        gettext_lazy("Edits"),
        gettext_lazy("Writes articles, and changes what others have not published yet."),
        "edit_note",
    ),
    Level.WRITE: (
        gettext_lazy("Writes"),
        gettext_lazy("Writes articles, changes the own drafts and sends them for review."),
        "edit",
    ),
    Level.READ: (gettext_lazy("Reads"), gettext_lazy("Reads in the newsroom what is published."), "visibility"),
    Level.NONE: (gettext_lazy("Nothing"), gettext_lazy("Sees no article in the newsroom."), "block"),
}


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """The people of ``?q=`` and what each may do in which section; for administrators only."""
    if not request.user.is_superuser:
        raise PermissionDenied
    query = request.GET.get("q", "")[:_LONGEST_QUERY]
    page = Paginator(rights_matrix.people(query), _PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    sections = list(rights_matrix.sections_in_menu_order())
    context = {
        **admin.site.each_context(request),
        "title": _("Who may do what"),
        "query": query,
        "page": page,
        "headings": _headings(sections),
        "rows": [_shown(row) for row in rights_matrix.rows(page.object_list, sections)],
        "legend": [_words(level) for level in _LEVELS],
    }
    return render(request, "admin/rights_matrix.html", context)


def _headings(sections: list[Section]) -> list[dict[str, Any]]:
    """The sections of the upper level, each with how many columns it and those below it take."""
    groups: list[dict[str, Any]] = []
    for section in sections:
        if section.parent_id is None:
            groups.append({"section": section, "below": []})
        elif groups:
            groups[-1]["below"].append(section)
    return groups


def _shown(row: rights_matrix.Row) -> dict[str, Any]:
    return {
        "row": row,
        "cells": [{"section": section, **_words(level)} for section, level in row.levels],
        "groups": [{"sections": sections, **_words(level)} for level, sections in row.by_level()],
    }


def _words(level: Level) -> dict[str, Any]:
    word, meaning, icon = _LEVELS[level]
    return {"key": level.name.lower(), "word": word, "meaning": meaning, "icon": icon}
