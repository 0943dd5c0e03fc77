"""The roles of a newsroom: groups of Django, named by a key and shown by a translated name."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# Each role's group, by its key. An administrator needs none: that is Django's superuser.
NAMES = {
    "contributor": _("Contributor"),
    "editor": _("Editor"),
    "approver": _("Approver"),
    "official": _("Official who follows the statistics"),
}

_ACTIONS = ("add", "change", "delete", "view")
_CONTRIBUTOR = {
    "articles.add_article",
    "articles.view_article",
    "articles.add_picture",
    "articles.view_picture",
    "articles.view_section",
    "articles.view_storythread",
    "articles.view_tag",
}
_EDITOR = _CONTRIBUTOR | {
    "articles.change_article",
    "articles.change_picture",
    "articles.add_storythread",
    "articles.change_storythread",
    "articles.add_tag",
    "articles.change_tag",
}
_APPROVER = _EDITOR | {
    "articles.publish_article",
    "articles.delete_picture",
    "articles.delete_storythread",
    "articles.delete_tag",
    "articles.add_section",
    "articles.change_section",
    *(f"articles.{action}_{model}" for action in _ACTIONS for model in ("announcement", "staticpage")),
    "articles.view_contactmessage",
    "articles.change_contactmessage",
    "stats.view_statistics",
}
PERMISSIONS: Mapping[str, set[str]] = {
    "contributor": _CONTRIBUTOR,
    "editor": _EDITOR,
    "approver": _APPROVER,
    "official": {"articles.view_article", "stats.view_statistics"},
}

# Permissions that are not Django's own four: the model they hang on, and the name stored with them.
_SPECIAL = {
    "articles.publish_article": ("article", "Can publish, send back and archive articles"),
    "stats.view_statistics": ("rollupstate", "Can read the access statistics"),
}


def display_name(key: str) -> str:
    """The role's name for people; a group that somebody made by hand keeps its own."""
    return str(NAMES.get(key, key))


def grant(apps: Any) -> None:
    """Make the groups with their permissions, whatever of them is there already; `apps` is the app registry.

    Django makes permissions after all migrations ran, too late for a migration that grants them; so the
    missing ones are made here, just as Django would make them.
    """
    group_model = apps.get_model("auth", "Group")
    for key, names in PERMISSIONS.items():
        group, _created = group_model.objects.get_or_create(name=key)
        group.permissions.add(*(_permission(apps, name) for name in sorted(names)))


def _permission(apps: Any, name: str) -> Any:
    app_label, codename = name.split(".")
    action, model = codename.split("_")
    model, text = _SPECIAL.get(name, (model, f"Can {action} {model}"))
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": text}
    )
    return permission
