"""The portal as a Django app: it owns commands, checks and the generation of cached pages."""

from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Administration")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # checks registers itself; the others need the user model.
        from portal import checks, login_log, people  # noqa: PLC0415

        del checks
        login_log.listen()
        people.write_names_vietnamese()


class NewsroomConfig(AdminConfig):
    """Django's admin with the portal's own site."""

    default_site = "portal.sites.NewsroomSite"


class LoginAttemptsConfig(AxesConfig):
    """django-axes, whose own name would stand untranslated in the admin."""

    verbose_name = _("Login attempts")
