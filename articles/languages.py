"""The languages that pages of the portal may speak."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """Of the words around a text, and of the text itself."""

    VIETNAMESE = "vi", _("Vietnamese")
    ENGLISH = "en", _("English")
