"""The log: who did what, when, on what and from where. Rows are added, and go only when they are too old."""

from datetime import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UnchangeableError(Exception):
    """Somebody tried to change or to delete what the log says."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Reads and adds; whatever would change a row raises `UnchangeableError`."""

    def update(self, **fields: Any) -> NoReturn:
        raise UnchangeableError

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise UnchangeableError

    def update_or_create(self, *args: Any, **options: Any) -> NoReturn:
        raise UnchangeableError

    def delete(self) -> NoReturn:
        raise UnchangeableError

    def forget_before(self, moment: datetime) -> int:
        """Delete what is older: for `portal.audit.tidy` alone, which writes down that it did."""
        old = self.filter(at__lt=moment)
        return models.QuerySet.delete(old)[0] if old.exists() else 0


class AuditEntry(models.Model):
    """One line of the log, written by `portal.audit.write`.

    `username` and `target_label` are what was true at the time; `user` is empty for a failed login, and once the
    account was deleted. `search_text` is what a search looks into, without marks.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    action = models.CharField(_("action"), max_length=40, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    username = models.CharField(_("username"), max_length=150, editable=False)
    address = models.GenericIPAddressField(_("network address"), null=True, editable=False)
    target_kind = models.CharField(_("kind of object"), max_length=60, editable=False)
    target_id = models.CharField(max_length=40, editable=False)
    target_label = models.CharField(_("object"), max_length=200, editable=False)
    details = models.JSONField(_("details"), default=dict, editable=False)
    search_text = models.TextField(editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["action", "-at", "-id"], name="audit_newest_of_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.target_label or self.username}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise UnchangeableError
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise UnchangeableError
