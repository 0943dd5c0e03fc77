"""What readers write to the office, and what bounds how much of it comes in."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.vietnamese import search_words, to_search_text


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    def waiting(self) -> Self:
        """Messages that nobody has dealt with yet."""
        return self.filter(handled_at__isnull=True)

    def handled(self) -> Self:
        """Messages that somebody has dealt with."""
        return self.filter(handled_at__isnull=False)

    def matching(self, query: str) -> Self:
        """Messages with every word of `query`; one typed without marks is found whatever marks it carries."""
        return self.filter(*(models.Q(search_text__contains=word) for word in search_words(query[:500])))


class ContactMessage(models.Model):
    """What a reader wrote through the form."""

    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("message"), max_length=5000)
    created_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False, db_index=True)
    handled_at = models.DateTimeField(_("handled at"), null=True, editable=False, db_index=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("handled by"),
    )
    remark = models.TextField(_("remark"), max_length=1000, blank=True, help_text=_("For colleagues only."))
    search_text = models.TextField(editable=False, default="")
    emailed_at = models.DateTimeField(null=True, editable=False)
    email_tries = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("message from a reader")
        verbose_name_plural = _("messages from readers")

    def __str__(self) -> str:
        return self.subject

    def save(self, *args: Any, **options: Any) -> None:
        if not options.get("update_fields"):
            self.search_text = to_search_text(f"{self.subject} {self.name} {self.email} {self.phone} {self.text}")
        super().save(*args, **options)


class ContactSending(models.Model):
    """That a form was sent, for a day: no form is sent twice, and nobody sends too many.

    `sender` is a keyed hash of the network that it came from, taken out after an hour. Nothing leads from here to
    the message.
    """

    nonce = models.CharField(max_length=32, unique=True)
    sender = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()  # nobody looks at these rows
        verbose_name = _("sending of the contact form")
        verbose_name_plural = _("sendings of the contact form")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
