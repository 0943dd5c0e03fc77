"""Forms of the newsroom."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget

from articles import conflicts, picks, rights
from articles.conflicts import Conflict, version_of
from articles.models import Article
from portal.people import display_name

_MOMENTS = ("publish_at", "expire_at")
_KNOWN_TO_READERS = [Article.Status.PUBLISHED, Article.Status.ARCHIVED]


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none while running
    """A user by the full name instead of the user name."""

    def label_from_instance(self, obj: User) -> str:
        return display_name(obj)


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
        if "is_featured" in self.fields:
            self.fields["is_featured"].show_hidden_initial = True  # for `clean_is_featured`
        if "reviewer" in self.fields:
            asked: Any = self.fields["reviewer"]
            asked.empty_label = _("Whoever approves in this section")
            # Whoever was asked may have another role by now; that keeps nobody from saving.
            may_be_asked = Q(pk__in=rights.approvers().values("pk")) | Q(pk=self.instance.reviewer_id or 0)
            asked.queryset = User.objects.filter(may_be_asked).order_by("first_name", "last_name")
        self._limit_picks(stored)
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

    def clean_is_featured(self) -> bool:
        # The desk of the front page may have changed it since the form was opened: only a tick of one's own counts.
        ticked = bool(self.cleaned_data["is_featured"])
        return ticked if "is_featured" in self.changed_data else self.instance.is_featured

    def clean_related(self) -> list[Article]:
        picked = list(self.cleaned_data["related"])
        if any(picks.is_itself(self.instance, article) for article in picked):
            raise ValidationError(_("An article is not related to itself."))
        if len(picked) > picks.MOST_RELATED:
            raise ValidationError(_("Please choose at most %(most)d articles.") % {"most": picks.MOST_RELATED})
        return [*picked, *self._unseen["related"]]

    def clean_translation_of(self) -> Article | None:
        return self.cleaned_data["translation_of"] or next(iter(self._unseen["translation_of"]), None)

    def clean(self) -> dict[str, Any]:
        """Refuse impossible times, overwriting somebody's work, and what the step was refused for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_times(cleaned.get("publish_at"), cleaned.get("expire_at"))
        self._check_reviewer(cleaned)
        self._check_translation(cleaned)
        if self.instance.pk:
            self._look_for_conflict()
        if self.refusal:
            raise ValidationError(self.refusal)
        return cleaned

    def _with_seconds(self, name: str) -> datetime | None:
        moment: datetime | None = self.cleaned_data[name]
        return self._full_moments[name] if moment == self.initial[name] else moment

    def _check_times(self, begins: datetime | None, ends: datetime | None) -> None:
        # A minute's grace: the field knows no seconds, and "now" was a moment ago when the form arrives.
        past = timezone.now() - timedelta(minutes=1)
        if begins and ends and ends <= begins:
            self.add_error("expire_at", _("This must be later than the time of publishing."))
        elif ends and ends <= past and "expire_at" in self.changed_data:
            self.add_error("expire_at", _("This time has passed. Readers would not see the article any more."))
        if not begins and self.instance.status == Article.Status.PUBLISHED and "publish_at" not in self.errors:
            self.add_error("publish_at", _("A published article needs the time from which readers see it."))
        known = self._full_moments["publish_at"]
        is_known_to_readers = self.instance.status in _KNOWN_TO_READERS and known and known <= timezone.now()
        if begins and begins <= past and "publish_at" in self.changed_data and not is_known_to_readers:
            self.add_error("publish_at", _("This time has passed. Leave it empty to publish the article at once."))

    def _check_reviewer(self, cleaned: dict[str, Any]) -> None:
        reviewer, section = cleaned.get("reviewer"), cleaned.get("section")
        if {"reviewer", "section"}.isdisjoint(self.changed_data):
            return
        if reviewer and section and not rights.approvers_of(section.pk).filter(pk=reviewer.pk).exists():
            self.add_error("reviewer", _("This person does not approve articles of this section."))

    def _check_translation(self, cleaned: dict[str, Any]) -> None:
        original, section = cleaned.get("translation_of"), cleaned.get("section")
        if original is None or {"translation_of", "section"}.isdisjoint(self.changed_data):
            return
        if reason := picks.why_no_translation(self.instance, original, section):
            self.add_error("translation_of", reason)

    def _limit_picks(self, stored: Article | None) -> None:
        """Offer the articles that the person sees; others that colleagues have picked stay, and are not named."""
        seen = picks.pickable_by(self.user)
        kept = {
            "related": stored.related.all() if stored else Article.objects.none(),
            "translation_of": Article.objects.filter(pk=(stored and stored.translation_of_id) or 0),
        }
        self._unseen: dict[str, list[Article]] = {name: [] for name in kept}
        for name in kept.keys() & self.fields.keys():
            field: Any = self.fields[name]
            field.queryset = seen
            self._unseen[name] = list(kept[name].exclude(pk__in=seen.values("pk")).defer("body"))
            if self._unseen[name]:
                shown = kept[name].filter(pk__in=seen.values("pk"))
                self.initial[name] = list(shown) if name == "related" else None

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


class NoteForm(forms.Form):
    """A note to colleagues."""

    text = forms.CharField(max_length=2000, error_messages={"required": gettext_lazy("Please write the note first.")})
