"""Forms of accounts: Django's own, with the sections given to the person."""

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.forms import UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldBooleanSwitchWidget

from articles import grants
from articles.matrix import sections_in_menu_order
from articles.models import Section


class SectionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # it takes none while running
    """Sections in the order of the portal's menu, each below the one that it belongs to."""

    def label_from_instance(self, obj: Section) -> str:
        return f"{obj.parent.name} › {obj.name}" if obj.parent else obj.name


class GivenSections(forms.Form):
    """The sections of a person, and whether an approver is limited to them."""

    sections = SectionsField(
        label=gettext_lazy("Sections given to this person"),
        queryset=Section.objects.none(),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy(
            "An editor changes what is not published yet in these sections and those below them. An approver with"
            " sections decides there only."
        ),
    )
    is_limited = forms.BooleanField(
        label=gettext_lazy("Decides in the given sections only"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=gettext_lazy(
            "For approvers. It is turned on by giving a section, and stays on when the last one is taken away: the"
            " approver then decides nothing. To let the approver decide everywhere, take away all sections and turn"
            " it off."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sections: Any = self.fields["sections"]
        sections.queryset = sections_in_menu_order()
        person = getattr(self, "instance", None)
        self._was_limited = bool(person and person.pk and grants.has_limit(person))
        if person and person.pk:
            sections.initial = list(person.edited_sections.values_list("pk", flat=True))
            self.fields["is_limited"].initial = self._was_limited

    def clean(self) -> dict[str, Any]:
        """Refuse to take the limit of an approver away who keeps sections: nobody could tell what is meant."""
        cleaned = super().clean() or self.cleaned_data
        is_taken_away = self._was_limited and not cleaned.get("is_limited")
        publishes = Permission.objects.filter(
            group__in=cleaned.get("groups") or [], codename="publish_article", content_type__app_label="articles"
        )
        if is_taken_away and cleaned.get("sections") and publishes.exists():
            message = _("To let this person decide everywhere, take away the given sections as well.")
            self.add_error("is_limited", ValidationError(message))
        return cleaned


class PersonForm(GivenSections, UserChangeForm):
    """An account that is there."""


class NewPersonForm(GivenSections, UserCreationForm):
    """An account to be made."""
