"""Forms of the newsroom."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget

from articles import conflicts, rights
from articles.conflicts import Conflict, version_of
from articles.models import Article

_MOMENTS = ("publish_at", "expire_at")


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes none while running
    """An article as one person edits it; `ArticleAdmin.get_form` says who, and why a step was refused before.

    The form carries the version of the article that it was opened on. When another one is stored by the
    time it comes back, it is refused and shown again with what was typed; ticking ``overwrite`` replaces it.
    """

    user: User
    refusal = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.conflict: Conflict | None = None
        stored = self.instance if self.instance.pk else None
        if "section" in self.fields:
            section: Any = self.fields["section"]
            section.queryset = rights.sections_for(self.user, stored)
        if "lead" in self.fields:
            self.fields["lead"].widget.attrs["rows"] = 4
        self._full_moments = {name: getattr(self.instance, name) for name in _MOMENTS}
        for name, moment in self._full_moments.items():
            # The widgets show minutes only: seconds would make an untouched field count as changed.
            self.initial[name] = moment and moment.replace(second=0, microsecond=0)

    @property
    def version(self) -> str:
        """The stored article that what is in the form began from; empty for a new one."""
        if self.is_bound:
            return str(self.data.get("version", ""))
        return version_of(self.instance) if self.instance.pk else ""

    def clean_publish_at(self) -> datetime | None:
        return self._with_seconds("publish_at")

    def clean_expire_at(self) -> datetime | None:
        return self._with_seconds("expire_at")

    def clean(self) -> dict[str, Any]:
        """Refuse impossible times, overwriting somebody's work, and what the step was refused for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("publish_at"), cleaned.get("expire_at")
        if begins and ends and ends <= begins:
            self.add_error("expire_at", _("This must be later than the time of publishing."))
        if self.instance.status == Article.Status.PUBLISHED and not begins and "publish_at" not in self.errors:
            self.add_error("publish_at", _("A published article needs the time from which readers see it."))
        if self.instance.pk:
            self._look_for_conflict()
        if self.refusal:
            raise ValidationError(self.refusal)
        return cleaned

    def _with_seconds(self, name: str) -> datetime | None:
        moment: datetime | None = self.cleaned_data[name]
        return self._full_moments[name] if moment == self.initial[name] else moment

    def _look_for_conflict(self) -> None:
        # The row stays locked until the admin's transaction ends: of two saves at once the second waits here.
        stored = Article.objects.select_for_update().filter(pk=self.instance.pk).first()
        if stored is None:
            raise ValidationError(_("Somebody has deleted this article meanwhile."))
        version = version_of(stored)
        if version not in {self.data.get("version"), self.data.get("overwrite")}:
            since = str(self.data.get("version", ""))
            self.conflict = conflicts.find(stored, since=since, typed=conflicts.typed_in(self))
            raise ValidationError(self.conflict.message)


class SendBackForm(forms.Form):
    """Why an article goes back to its writer."""

    reason = forms.CharField(
        label=gettext_lazy("What should be changed"),
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5, "autofocus": True}),
        error_messages={"required": gettext_lazy("Please say why the article is sent back.")},
    )
