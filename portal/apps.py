"""The portal as a Django app: it owns commands, checks and the generation of cached pages."""

from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal import checks, people  # noqa: PLC0415  checks registers itself; people needs the user model

        del checks
        people.write_names_vietnamese()


class NewsroomConfig(AdminConfig):
    """Django's admin with the portal's own site."""

    default_site = "portal.sites.NewsroomSite"


class LoginAttemptsConfig(AxesConfig):
    """django-axes, whose own name would stand untranslated in the admin."""

    verbose_name = _("Login attempts")
