"""The site itself, for administrators: its settings on one form, and its menus."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.colors import ColorField
from articles.admin.site_log import LoggedAdmin
from articles.admin.users import AdministratorsOnly
from articles.logbook import Logged
from articles.models import MenuLink, SiteSettings
from portal import audit

# As in static/css/tokens.css.
_OWN_BRAND, _OWN_ACCENT = "#10294f", "#b3192b"

_IN_FIGURES = ("views", "online", "today", "week", "total")
_SNIPPET_WARNING = _(
    "Careful: this code runs in the browser of every reader and can see all that they do here. Put in only what a"
    " regulator has given you in writing, and never what somebody sent by e-mail or telephone."
)


class SiteSettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes none while running
    """The settings of the site; a color may be the portal's own."""

    brand_color = ColorField(own=_OWN_BRAND, label=_("Main color"), help_text=_("Of the head and foot of each page."))
    accent_color = ColorField(own=_OWN_ACCENT, label=_("Second color"), help_text=_("Of marks and labels."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("name", "owner"):
            # With a default that is asked for, Django would compare with what the form was opened on.
            self.fields[name].show_hidden_initial = False
        self.fields["address"].label = _("Postal address")  # the model's word is that of web addresses, too
        for name, rows in (("description", 3), ("footer", 4), ("measuring_snippet", 6)):
            self.fields[name].widget.attrs["rows"] = rows


@admin.register(SiteSettings)
class SiteSettingsAdmin(AdministratorsOnly):
    form = SiteSettingsForm
    autocomplete_fields = ["emblem"]
    warn_unsaved_form = True
    actions = None
    fieldsets = [
        (
            _("Name of the portal"),
            {
                "fields": ["name", "owner", "slogan", "description", "language"],
                "description": _("Stands in the head of each page, in search engines, feeds and letters."),
            },
        ),
        (
            _("Looks"),
            {
                "fields": ["emblem", ("brand_color", "accent_color")],
                "description": _("Choose dark colors: white letters stand on them."),
            },
        ),
        (
            _("Contact"),
            {
                "fields": ["address", ("phone", "email"), "has_contact_form"],
                "description": _("Stands at the end of each page and on the contact page; what is empty is left out."),
            },
        ),
        (_("End of each page"), {"fields": ["footer"]}),
        (
            _("Figures that readers see"),
            {
                "fields": [*((f"shows_{name}", f"{name}_label") for name in _IN_FIGURES), "number_separator"],
                "description": _("All is counted whether it is shown or not. An empty name: the portal's own words."),
            },
        ),
        (
            _("Measuring by a regulator"),
            {"fields": ["measuring_snippet"], "classes": ["is-dangerous"], "description": _SNIPPET_WARNING},
        ),
        (
            _("Security"),
            {
                "fields": ["security_contact"],
                "description": _("Who finds a hole in the portal reads here whom to tell. Empty: the e-mail above."),
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> SiteSettings | None:
        # There is always one, also while nobody has saved it yet.
        if object_id != "1":
            return None
        row = SiteSettings.load()
        row.pk = 1
        return row

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:articles_sitesettings_change", 1)

    def save_model(self, request: HttpRequest, obj: SiteSettings, form: Any, change: bool) -> None:  # noqa: FBT001
        if form.changed_data:
            super().save_model(request, obj, form, change)
            changed = [str(form.fields[name].label) for name in form.changed_data]
            audit.write(Logged.SITE_CHANGED, target=obj, fields=changed)

    def response_post_save_change(self, request: HttpRequest, obj: SiteSettings) -> HttpResponse:
        return redirect("admin:articles_sitesettings_change", 1)

    def get_view_on_site_url(self, obj: SiteSettings | None = None) -> str | None:
        return "/"


@admin.register(MenuLink)
class MenuLinkAdmin(AdministratorsOnly, LoggedAdmin):
    list_display = ["text", "place_label", "position", "target"]
    list_editable = ["position"]
    list_filter = ["place"]
    list_select_related = ["page", "section"]
    list_per_page = 200
    sortable_by: list[str] = []  # always menu by menu
    autocomplete_fields = ["page", "section"]
    actions = None
    fieldsets = [
        (None, {"fields": ["place", "label", "position"]}),
        (
            _("Where it leads"),
            {
                "fields": ["page", "section", "url"],
                "description": _("One of the three. An address of another site begins with https://."),
            },
        ),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and db_field.name == "position":
            field.widget.attrs["aria-label"] = field.label  # in the list nothing else names it
        return field

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        # Menu by menu, from the top of a page to its end.
        order = [When(place=place, then=Value(number)) for number, place in enumerate(MenuLink.Place.values)]
        return [Case(*order, output_field=IntegerField()).asc(), "position", "pk"]

    @display(description=_("name"))
    def text(self, link: MenuLink) -> str:
        return link.text

    @display(description=_("place"), label=True)
    def place_label(self, link: MenuLink) -> str:
        return link.get_place_display()

    @display(description=_("leads to"))
    def target(self, link: MenuLink) -> str:
        return link.get_absolute_url()

    def get_view_on_site_url(self, obj: MenuLink | None = None) -> str | None:
        return None  # another site's, perhaps
