"""What articles stand under and are made of: sections, tags and pictures."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.images import PictureField, PictureFiles, picture_path
from articles.languages import Language
from articles.querysets import PublicQuerySet
from articles.vietnamese import normalize, sort_key, to_slug
from portal import addresses
from portal.models import start_new_generation

# First parts of addresses that belong to the portal itself.
RESERVED_SLUGS = {
    *("admin", "anh-chia-se", "cach-tinh", "dong-su-kien", "doc-nhieu", "healthz", "lien-he", "media", "readyz"),
    *("so-do", "static", "stats", "tac-gia", "the", "tim-kiem", "trang", "xem-truoc"),
}


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


class AddressedContent(PublicContent):
    """A row with a page of its own: when its address changes, the old one leads to the new one."""

    slug: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            before = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
            super().save(*args, **options)
            if before is None:
                addresses.occupy(self.get_absolute_url())
            elif before.slug != self.slug and "slug" in (options.get("update_fields") or {"slug"}):
                addresses.move(before.get_absolute_url(), self.get_absolute_url())

    def get_absolute_url(self) -> str:
        raise NotImplementedError


class Section(AddressedContent):
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
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=Language,
        blank=True,
        help_text=_("Of its articles, and of the words around them. Empty: that of the site."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_on_front_page = models.BooleanField(_("has a block on the front page"), default=True)
    front_position = models.PositiveSmallIntegerField(_("place of the block on the front page"), default=0)
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

    @property
    def spoken(self) -> str:
        """The language of its pages, its parent's where it has none of its own; empty for that of the site."""
        return self.language or (self.parent.language if self.parent else "")

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])


class Tag(AddressedContent):
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


class StoryThreadQuerySet(PublicQuerySet["StoryThread"]):
    def current(self) -> Self:
        """Those of the front page in which readers find something."""
        from articles.models import Article  # noqa: PLC0415  it imports this module

        articles = Article.objects.published().filter(thread=models.OuterRef("pk"))
        return self.filter(models.Exists(articles), is_current=True)


class StoryThread(AddressedContent):
    """Articles that tell one story as it goes on ("Dòng sự kiện")."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    description = models.TextField(_("description"), max_length=500, blank=True)
    is_current = models.BooleanField(_("on the front page"), default=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = StoryThreadQuerySet.as_manager()  # type: ignore[misc]  # a narrower one than its base class has

    class Meta:
        ordering = ["-is_current", "-created_at", "-pk"]
        verbose_name = _("story thread")
        verbose_name_plural = _("story threads")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.slug = self.slug or to_slug(self.name)  # before Django asks whether it is free

    def save(self, *args: Any, **options: Any) -> None:
        self.name = normalize(self.name).strip()
        self.slug = self.slug or to_slug(self.name)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("articles:thread", args=[self.slug])


class Picture(PictureFiles, PublicContent):
    """A picture as it is served: decoded and drawn anew when it came in (`articles.images`)."""

    file = PictureField(_("file"), upload_to=picture_path, width_field="width", height_field="height", max_length=200)
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What a reader who cannot see the picture should know about it."),
    )
    is_decorative = models.BooleanField(
        _("only decorative"),
        default=False,
        help_text=_("It tells readers nothing: whoever cannot see it misses nothing."),
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
