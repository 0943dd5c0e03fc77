"""The work on articles: their history, who edits them now, what is said about them, and who is told."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.article import Article
from articles.richtext import RichTextField


class Revision(models.Model):
    """What an article was after one edit or step of its way: who, when, what, and the text.

    `details` holds the other fields that a restore brings back, as `articles.revisions` writes them; it is
    empty for a revision of before these were kept.
    """

    class Action(models.TextChoices):
        CREATED = "created", _("Created")
        EDITED = "edited", _("Edited")
        SUBMITTED = "submitted", _("Submitted for review")
        SENT_BACK = "sent_back", _("Sent back")
        PUBLISHED = "published", pgettext_lazy("step", "Published")
        ARCHIVED = "archived", pgettext_lazy("step", "Archived")
        TRASHED = "trashed", _("Moved to the trash")
        UNTRASHED = "untrashed", _("Taken out of the trash")
        REDRAFTED = "redrafted", _("Began a new text")
        DISCARDED = "discarded", _("Gave up the new text")
        RESTORED = "restored", _("Brought back an earlier text")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("article"))
    action = models.CharField(_("action"), max_length=20, choices=Action)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=200)
    lead = models.TextField(_("lead"), blank=True)
    body = RichTextField(_("body"), blank=True)
    details = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.title}"


class EditingSession(models.Model):
    """One form that is open in one tab: who is here, and what was typed there since the last save.

    `data` holds the form's fields as they were posted, `version` the stored article they began from, and
    `changed_at` when they last changed; it is None while nothing was typed.
    """

    tab = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="editing_sessions")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="editing_sessions")
    version = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    changed_at = models.DateTimeField(null=True)
    taken_over_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-seen_at", "-pk"]
        indexes = [models.Index(fields=["article", "-seen_at"], name="editing_of_article")]

    def __str__(self) -> str:
        return f"{self.user}: {self.article or '–'}"


class Note(models.Model):
    """What the people who work on an article say to each other; readers never see it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes", verbose_name=_("article"))
    text = models.TextField(_("note"), max_length=2000)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:80]


class Notice(models.Model):
    """One person is told of one event: in the admin until it is read, and by e-mail where that is set up.

    `emailed_at` is when the letter was handed over, and `email_tries` how often that was tried.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("An article waits for you")
        SENT_BACK = "sent_back", _("Your article was sent back")
        PUBLISHED = "published", _("Your article was published")
        ARCHIVED = "archived", _("Your article was taken off the site")
        ASSIGNED = "assigned", _("You were asked to review an article")
        NOTE = "note", _("A note about an article")
        APPROVED_BY_LINK = "approved_by_link", _("A leader approved an article")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)
    email_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["user", "read_at", "-created_at"], name="notice_unread"),
            models.Index(fields=["emailed_at", "email_tries"], name="notice_to_send"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"


class PreviewLink(models.Model):
    """A signed address under which somebody without an account reads one article until it expires.

    `version` is the text that the sender saw: an approval by a leader counts for this text only.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    recipient = models.CharField(_("for whom"), max_length=150)
    may_approve = models.BooleanField(_("may approve it for publishing"), default=False)
    version = models.CharField(max_length=40)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    comment = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.recipient}: {self.article}"


class CheckLevel(models.Model):
    """How strictly one check before publishing is taken, where an administrator changed it (`articles.readiness`)."""

    class Level(models.TextChoices):
        REQUIRED = "required", _("Must be met")
        WARNING = "warning", _("Only a warning")
        OFF = "off", _("Not checked")

    code = models.CharField(max_length=40, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)

    class Meta:
        verbose_name = _("check before publishing")
        verbose_name_plural = _("checks before publishing")

    def __str__(self) -> str:
        return f"{self.code}: {self.get_level_display()}"


class ArticleLink(models.Model):
    """The text of one article links to another; written anew with each save of the text."""

    source = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="linked_from")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="article_link_once")]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class SectionLimit(models.Model):
    """This approver decides in the sections given to them only, even when none is given any more."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="section_limit")

    class Meta:
        verbose_name = _("limit to sections")
        verbose_name_plural = _("limits to sections")

    def __str__(self) -> str:
        return str(self.user)
