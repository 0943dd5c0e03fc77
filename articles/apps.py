"""News posts and their pictures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles import checks, logbook  # noqa: PLC0415  checks registers itself; both need the models

        del checks
        logbook.add_words()
