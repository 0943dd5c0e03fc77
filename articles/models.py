"""News posts, the sections and tags they stand under, their pictures, and the history of each."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.images import PictureField, PictureFiles, picture_path
from articles.querysets import ArticleQuerySet, PublicQuerySet
from articles.richtext import RichTextField
from articles.vietnamese import normalize, sort_key, to_slug
from portal.models import start_new_generation

# First parts of addresses that belong to the portal itself.
RESERVED_SLUGS = {"admin", "healthz", "media", "readyz", "static", "stats", "the", "tim-kiem"}


class PublicContent(models.Model):
    """A row that readers see: each saving or deleting retires the cached pages."""

    objects = PublicQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            super().save(*args, **options)
            start_new_generation()

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            start_new_generation()
            return super().delete(*args, **options)


class Section(PublicContent):
    """A heading of the portal; sections have at most two levels."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent section"),
    )
    description = models.TextField(_("description"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="edited_sections", verbose_name=_("editors")
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("pk")), name="section_is_not_its_own_parent")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an address of the portal's own and a third level."""
        self.slug = self.slug or to_slug(self.name)  # before Django asks whether it is free
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address belongs to the portal itself.")})
        if self.parent and (self.parent.parent_id or (self.pk and self.children.exists())):
            raise ValidationError({"parent": _("Sections have at most two levels.")})

    def save(self, *args: Any, **options: Any) -> None:
        self.name = normalize(self.name)
        self.slug = self.slug or to_slug(self.name)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])


class Tag(PublicContent):
    """A word that gathers articles across sections."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    sort_key = models.CharField(max_length=250, editable=False, db_index=True)

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.slug = self.slug or to_slug(self.name)  # before Django asks whether it is free

    def save(self, *args: Any, **options: Any) -> None:
        self.name = normalize(self.name)
        self.slug = self.slug or to_slug(self.name)
        self.sort_key = sort_key(self.name)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("articles:tag", args=[self.slug])


class Picture(PictureFiles, PublicContent):
    """A picture as it is served: decoded and drawn anew when it came in (`articles.images`)."""

    file = PictureField(_("file"), upload_to=picture_path, width_field="width", height_field="height", max_length=200)
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What a reader who cannot see the picture should know about it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=150, blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="pictures",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False, db_index=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.caption or self.alt or str(self.file.name)


class Article(models.Model):
    """A news post. What readers see of it is `Article.objects.published()`."""

    was_published = False  # as it stands in the database; no field

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"), max_length=80, blank=True, help_text=_("Made from the title when left empty.")
    )
    lead = models.TextField(
        _("lead"), max_length=1000, blank=True, help_text=_("Date, place and event in one paragraph.")
    )
    body = RichTextField(_("body"), blank=True)
    author = models.CharField(_("author"), max_length=150, blank=True)
    signature = models.CharField(
        _("signature"), max_length=150, blank=True, help_text=_("The desk that wrote it, shown at the end.")
    )
    source = models.CharField(_("source"), max_length=150, blank=True)
    source_url = models.URLField(_("link to the source"), max_length=500, blank=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles", verbose_name=_("section"))
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name=_("tags"))
    lead_picture = models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_articles",
        verbose_name=_("lead picture"),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False, db_index=True
    )
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    expire_at = models.DateTimeField(_("expire at"), null=True, blank=True)
    is_featured = models.BooleanField(_("featured"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="articles",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-publish_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_article", _("Can publish, send back and archive articles"))]
        indexes = [
            # With the end, so that counting and skipping read the index alone.
            models.Index(fields=["status", "-publish_at", "-id", "expire_at"], name="article_newest"),
            models.Index(
                fields=["section", "status", "-publish_at", "-id", "expire_at"], name="article_newest_of_section"
            ),
            models.Index(fields=["is_featured", "status", "-publish_at", "-id"], name="article_newest_featured"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(publish_at__isnull=False),
                name="article_published_has_date",
            ),
            models.CheckConstraint(
                condition=models.Q(expire_at__isnull=True)
                | models.Q(publish_at__isnull=True)
                | models.Q(expire_at__gt=models.F("publish_at")),
                name="article_expires_after_publishing",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def from_db(cls, *args: Any, **options: Any) -> "Article":
        article = super().from_db(*args, **options)
        article.was_published = article.__dict__.get("status") == cls.Status.PUBLISHED
        return article

    def save(self, *args: Any, **options: Any) -> None:
        """Store it; the cached pages retire when readers saw it before or see it now."""
        self.title = normalize(self.title).strip()
        self.lead = normalize(self.lead).strip()
        self.slug = self.slug or to_slug(self.title)
        is_published = self.status == self.Status.PUBLISHED
        with transaction.atomic():
            super().save(*args, **options)
            if is_published or self.was_published:
                start_new_generation()
        self.was_published = is_published

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            start_new_generation()
            return super().delete(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.section.slug, self.slug, self.pk])

    def is_live(self) -> bool:
        """Whether readers see it now."""
        return type(self).objects.published().filter(pk=self.pk).exists()


class Revision(models.Model):
    """What an article was after one edit or step of its way: who, when, what, and the text."""

    class Action(models.TextChoices):
        CREATED = "created", _("Created")
        EDITED = "edited", _("Edited")
        SUBMITTED = "submitted", _("Submitted for review")
        SENT_BACK = "sent_back", _("Sent back")
        PUBLISHED = "published", pgettext_lazy("step", "Published")
        ARCHIVED = "archived", pgettext_lazy("step", "Archived")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("article"))
    action = models.CharField(_("action"), max_length=20, choices=Action)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=200)
    lead = models.TextField(_("lead"), blank=True)
    body = RichTextField(_("body"), blank=True)
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
