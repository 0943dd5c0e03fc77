"""People and their roles: for administrators only, so that nobody raises their own rights."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from articles import grants, roles
from articles.admin import rights_page
from articles.admin.people_forms import NewPersonForm, PersonForm
from articles.logbook import Logged
from portal import audit, passwords
from portal.audit import Action
from portal.people import full_name

_ACTIONS = {
    "add": pgettext_lazy("permission", "Add"),
    "change": pgettext_lazy("permission", "Change"),
    "delete": pgettext_lazy("permission", "Delete"),
    "view": pgettext_lazy("permission", "View"),
}

admin.site.unregister([User, Group])


def _role_name(group: Group) -> str:
    return roles.display_name(group.name)


# Headings, messages and questions name a role by what its own `str` says: the key would stand there in English.
Group.__str__ = _role_name  # type: ignore[method-assign, assignment]


class AdministratorsOnly(ModelAdmin):
    """Nobody but a superuser sees or changes these rows, whatever permissions a role holds."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)


class RoleField(ModelMultipleChoiceField):  # type: ignore[type-arg]  # it takes none while running
    """Groups by the translated names of the roles."""

    def label_from_instance(self, obj: Group) -> str:
        return roles.display_name(obj.name)


class PermissionField(ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """Permissions in the user's language; the database holds their English names."""

    def label_from_instance(self, obj: Permission) -> str:
        return permission_label(obj)


def permission_label(permission: Permission) -> str:
    """``"Thêm bài viết"`` for ``add_article``; a permission of our own by the translation of its name."""
    action = permission.codename.partition("_")[0]
    model = permission.content_type.model_class()
    is_djangos_own = permission.codename == f"{action}_{permission.content_type.model}"
    if model is None or action not in _ACTIONS or not is_djangos_own:
        return gettext(permission.name)
    return f"{_ACTIONS[action]} {permission.content_type.name}"


@admin.register(User)
class UserAdmin(AdministratorsOnly, DjangoUserAdmin):  # type: ignore[type-arg]  # as above
    form = PersonForm
    add_form = NewPersonForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "name", "role_names", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["username", "last_name", "first_name", "email"]
    ordering = ["username"]
    actions = None
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": [("last_name", "first_name"), "email"]}),
        (_("Rights"), {"fields": ["groups", "sections", "is_limited", "is_active", "is_staff", "is_superuser"]}),
        (_("Important dates"), {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        (_("Person"), {"fields": [("last_name", "first_name"), "email"]}),
        (_("Rights"), {"fields": ["groups", "sections", "is_limited", "is_staff"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # Whoever gets an account here is meant to work in the newsroom.
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # The history of articles names people: who ever signed in is made inactive instead.
        return super().has_delete_permission(request, obj) and (obj is None or obj.last_login is None)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "groups":
            options |= {
                "form_class": RoleField,
                "widget": UnfoldAdminCheckboxSelectMultipleWidget,
                "help_text": "",
            }
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(rights_page.matrix)
        return [path("rights/", view, name="rights_matrix"), *super().get_urls()]

    # Whatever changes somebody's rights or password is written down with it.

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **options: Any
    ) -> HttpResponse:
        person = self.get_object(request, object_id) if object_id and request.method == "POST" else None
        with grants.logged([person] if person else []):
            return super().changeform_view(request, object_id, *args, **options)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        given = form.cleaned_data
        grants.give_sections(form.instance, given["sections"], is_limited=given["is_limited"])
        if not change:
            grants.log_new_user(form.instance)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        audit.write(Logged.USER_DELETED, label=f"{full_name(obj)} ({obj.get_username()})")
        super().delete_model(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002  Django's
        with passwords.watched(id, Action.PASSWORD_RESET):
            return super().user_change_password(request, id, form_url)

    @display(description=_("full name"), ordering=["first_name", "last_name"])
    def name(self, user: User) -> str:
        return full_name(user)

    @display(description=_("roles"))
    def role_names(self, user: User) -> str:
        names = [gettext("Administrator")] if user.is_superuser else []
        return ", ".join([*names, *(roles.display_name(group.name) for group in user.groups.all())])


@admin.register(Group)
class GroupAdmin(AdministratorsOnly, DjangoGroupAdmin):
    list_display = ["role"]
    search_fields = []
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        # The key of a role is what the portal knows it by.
        return ["role"] if self._is_role(obj) else []

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> list[Any]:
        return ["role" if self._is_role(obj) else "name", "permissions"]

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._is_role(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        with grants.role_logged(form.instance):
            super().save_related(request, form, formsets, change)

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        audit.write(Logged.ROLE_DELETED, target=obj)
        super().delete_model(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None = None, **options: Any) -> Any:
        if db_field.name == "permissions":
            # Those that the newsroom asks for; whatever concerns users is for administrators alone.
            asked_for = Q(content_type__app_label="articles") | Q(codename="view_statistics")
            queryset = Permission.objects.filter(asked_for).exclude(content_type__model="revision")
            options |= {"form_class": PermissionField, "queryset": queryset.select_related("content_type")}
        return super().formfield_for_manytomany(db_field, request, **options)

    @display(description=_("role"), ordering="name")
    def role(self, group: Group) -> str:
        return roles.display_name(group.name)

    @staticmethod
    def _is_role(group: Group | None) -> bool:
        return group is not None and group.name in roles.NAMES
