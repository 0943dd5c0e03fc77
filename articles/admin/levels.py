"""How strictly each check before publishing is taken: one page, for administrators."""

import logging
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from unfold.widgets import UnfoldAdminSelectWidget

from articles import readiness
from articles.admin.users import AdministratorsOnly
from articles.models import CheckLevel
from articles.requirements import CHECKS

logger = logging.getLogger(__name__)

LEVELS_PAGE = "admin:articles_checklevel_changelist"


class LevelsForm(forms.Form):
    """One choice for each check that is not fixed."""

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial=readiness.levels())
        for check in CHECKS:
            if not check.is_fixed:
                widget = UnfoldAdminSelectWidget()
                self.fields[check.code] = forms.ChoiceField(
                    label=str(check.label), choices=CheckLevel.Level.choices, widget=widget
                )


@admin.register(CheckLevel)
class CheckLevelAdmin(AdministratorsOnly):
    def get_urls(self) -> list[URLPattern]:
        return [path("", self.admin_site.admin_view(choose_levels), name="articles_checklevel_changelist")]


def choose_levels(request: HttpRequest) -> HttpResponse:
    """Every check with its level; what is sent is taken for all of them at once."""
    if not request.user.is_superuser:
        raise PermissionDenied
    form = LevelsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        readiness.set_levels(form.cleaned_data)
        logger.info("%s changes the checks before publishing: %s", request.user.get_username(), form.cleaned_data)
        messages.success(request, _("The checks were saved. They count from now on."))
        return redirect(LEVELS_PAGE)
    context = {
        **admin.site.each_context(request),
        "title": _("Checks before publishing"),
        "form": form,
        "fixed": [check.label for check in CHECKS if check.is_fixed],
        "opts": CheckLevel._meta,
    }
    return render(request, "admin/articles/checklevel/levels.html", context)
