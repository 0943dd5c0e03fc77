"""An article: the text that readers see, where it stands on its way, and who works on it."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import links, search
from articles.models.content import Picture, Section, StoryThread, Tag
from articles.querysets import ArticleQuerySet
from articles.richtext import RichTextField
from articles.vietnamese import normalize, to_search_text, to_slug
from portal.models import start_new_generation

# What `search_text` is made of.
_SEARCHED = ("title", "lead", "author", "signature", "source")


class Article(models.Model):
    """A news post. What readers see of it is `Article.objects.published()`.

    A row with `redraft_of` is the new text of a published or archived article: it goes the same way as any
    other, readers keep the old text meanwhile, and publishing it (`articles.workflow`) puts it in its place.
    """

    was_published = False  # as it stands in the database; no field

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")
        TRASHED = "trashed", _("In the trash")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"), max_length=80, blank=True, help_text=_("Made from the title when left empty.")
    )
    lead = models.TextField(
        _("lead"), max_length=1000, blank=True, help_text=_("Date, place and event in one paragraph.")
    )
    body = RichTextField(_("body"), blank=True)
    author = models.CharField(_("author"), max_length=150, blank=True)
    author_slug = models.SlugField(max_length=80, blank=True, editable=False, db_index=False)
    signature = models.CharField(
        _("signature"), max_length=150, blank=True, help_text=_("The desk that wrote it, shown at the end.")
    )
    source = models.CharField(_("source"), max_length=150, blank=True)
    source_url = models.URLField(_("link to the source"), max_length=500, blank=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles", verbose_name=_("section"))
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name=_("tags"))
    thread = models.ForeignKey(
        StoryThread,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("story thread"),
    )
    related = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="related_from",
        verbose_name=_("related articles"),
        help_text=_("Shown first below the text; the newest under the same tags follow by themselves."),
    )
    translation_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
        help_text=_("The same article in another language."),
    )
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
    featured_position = models.PositiveSmallIntegerField(_("place among the featured"), default=0, editable=False)
    redraft_of = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="redraft",
        verbose_name=_("new text of"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles_to_review",
        verbose_name=_("reviewer"),
        help_text=_("Who is asked to look at it; anybody who may publish it still can."),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, help_text=_("The day by which it should be out."))
    search_text = models.TextField(editable=False, default="")
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
            models.Index(fields=["author_slug", "status", "-publish_at", "-id"], name="article_newest_of_author"),
            models.Index(fields=["thread", "status", "-publish_at", "-id"], name="article_newest_of_thread"),
            models.Index(fields=["is_featured", "status", "-publish_at", "-id"], name="article_newest_featured"),
            # The newsroom's lists: all, of a status, of a writer. The first with what they leave out rows by, so that
            # skipping to a later page reads the index alone.
            models.Index(fields=["-updated_at", "-id", "status", "created_by", "section"], name="article_edited"),
            models.Index(fields=["status", "-updated_at", "-id"], name="article_edited_by_status"),
            models.Index(fields=["created_by", "status", "-updated_at", "-id"], name="article_edited_by_writer"),
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
            models.CheckConstraint(
                condition=models.Q(redraft_of__isnull=True) | models.Q(status__in=["draft", "in_review"]),
                name="article_redraft_is_unpublished",
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
        self._keep_search_text(options)
        self._keep_author_slug(options)
        is_published = self.status == self.Status.PUBLISHED
        with transaction.atomic():
            super().save(*args, **options)
            if "body" in (options.get("update_fields") or {"body"}):
                links.keep(self)
            if is_published or self.was_published:
                start_new_generation()
                if not search.FIELDS.isdisjoint(options.get("update_fields") or search.FIELDS):
                    search.keep(self)
        self.was_published = is_published

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            start_new_generation()
            search.drop([self.pk])
            return super().delete(*args, **options)

    def _keep_search_text(self, options: dict[str, Any]) -> None:
        written = options.get("update_fields")
        if written is None or not {*_SEARCHED}.isdisjoint(written):
            self.search_text = to_search_text(" ".join(getattr(self, name) for name in _SEARCHED))
            if written is not None:
                options["update_fields"] = {*written, "search_text"}

    def _keep_author_slug(self, options: dict[str, Any]) -> None:
        written = options.get("update_fields")
        if written is None or "author" in written:
            self.author_slug = to_slug(self.author) if self.author.strip() else ""
            if written is not None:
                options["update_fields"] = {*written, "author_slug"}

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.section.slug, self.slug, self.pk])

    def is_redrafted(self) -> bool:
        """Whether a new text of it is being written."""
        return type(self).objects.filter(redraft_of=self.pk).exists()

    def is_live(self) -> bool:
        """Whether readers see it now."""
        return type(self).objects.published().filter(pk=self.pk).exists()
