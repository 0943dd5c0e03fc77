"""What the administrators say about the site: its names and looks, its menus, and its pages beside the news."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import measuring
from articles.languages import Language
from articles.models.content import AddressedContent, Picture, PublicContent, Section
from articles.querysets import PublicQuerySet
from articles.richtext import RichTextField
from articles.vietnamese import normalize, to_slug
from portal import site

_HEX = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a color as # and six digits, such as #10294f."))
# To a page of this site, or to another over HTTP; nothing that a browser would run.
_LINK = RegexValidator(
    r"^(?:/(?![/\\])|https?://|mailto:|tel:)\S*$", _("Begin with / for a page of this site, or with https://.")
)


def _default_name() -> str:
    return str(settings.SITE_NAME)


def _default_owner() -> str:
    return str(settings.SITE_OWNER)


class SiteSettings(PublicContent):
    """One row; until it is there, the environment names the site. Read it with `load`."""

    class Separator(models.TextChoices):
        DOT = ".", _("a dot: 1.396")
        COMMA = ",", _("a comma: 1,396")
        SPACE = "\N{NO-BREAK SPACE}", _("a space: 1 396")

    name = models.CharField(_("name of the site"), max_length=100, default=_default_name)
    owner = models.CharField(_("governing body"), max_length=150, default=_default_owner, blank=True)
    slogan = models.CharField(_("slogan"), max_length=150, blank=True)
    description = models.TextField(
        _("description"), max_length=300, blank=True, help_text=_("For search engines and social networks.")
    )
    language = models.CharField(_("language of the site"), max_length=2, choices=Language, default=Language.VIETNAMESE)
    emblem = models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emblem"),
        help_text=_("Best a square PNG without a background."),
    )
    brand_color = models.CharField(_("main color"), max_length=7, blank=True, validators=[_HEX])
    accent_color = models.CharField(_("second color"), max_length=7, blank=True, validators=[_HEX])
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    footer = models.TextField(
        _("words at the end of each page"),
        max_length=1000,
        blank=True,
        help_text=_("Such as the licence, who is responsible, and what to name when quoting. One line each."),
    )
    shows_views = models.BooleanField(_("views of each article"), default=True)
    shows_online = models.BooleanField(_("visitors online"), default=True)
    shows_today = models.BooleanField(_("visits today"), default=True)
    shows_week = models.BooleanField(_("visits this week"), default=True)
    shows_total = models.BooleanField(_("visits ever"), default=True)
    views_label = models.CharField(_("name of the views"), max_length=40, blank=True)
    online_label = models.CharField(_("name of the visitors online"), max_length=40, blank=True)
    today_label = models.CharField(_("name of the visits today"), max_length=40, blank=True)
    week_label = models.CharField(_("name of the visits this week"), max_length=40, blank=True)
    total_label = models.CharField(_("name of the visits ever"), max_length=40, blank=True)
    number_separator = models.CharField(_("between thousands"), max_length=1, choices=Separator, blank=True)
    has_contact_form = models.BooleanField(_("readers can write through a form"), default=True)
    measuring_snippet = models.TextField(
        _("measuring snippet"),
        max_length=5000,
        blank=True,
        help_text=_("The code that a regulator demands on every page, just as it was given to you."),
    )
    security_contact = models.CharField(
        _("where to report security holes"),
        max_length=250,
        blank=True,
        validators=[_LINK],
        help_text=_("A mailto: or https:// address for /.well-known/security.txt."),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_is_one_row")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        self.pk = 1
        for name in ("name", "owner", "slogan", "description", "address", "footer"):
            setattr(self, name, normalize(getattr(self, name)).strip())
        super().save(*args, **options)
        self.remember()

    def clean(self) -> None:
        """Refuse measuring code that could not work."""
        if problems := measuring.read(self.measuring_snippet).problems:
            raise ValidationError({"measuring_snippet": problems})

    @classmethod
    def load(cls) -> "SiteSettings":
        """The settings as they stand now; what the environment says where nobody has changed anything yet."""
        row: SiteSettings = cls._default_manager.select_related("emblem").filter(pk=1).first() or cls()
        row.remember()
        return row

    def remember(self) -> None:
        """Let this process go by these names."""
        site.remember(site.Names(self.name, self.owner, self.number_separator or settings.NUMBER_SEPARATOR))


class StaticPage(AddressedContent):
    """A page that is no news, such as "About us"."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    body = RichTextField(_("body"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.VIETNAMESE)
    translation_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    is_published = models.BooleanField(_("readers see it"), default=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        self.slug = self.slug or to_slug(self.title)  # before Django asks whether it is free
        original = self.translation_of
        if original and original.language == self.language:
            raise ValidationError({"translation_of": _("A translation is in another language.")})
        if original and (original.translation_of_id or original.pk == self.pk):
            raise ValidationError({"translation_of": _("Choose the original, not a translation of it.")})

    def save(self, *args: Any, **options: Any) -> None:
        self.title = normalize(self.title).strip()
        self.slug = self.slug or to_slug(self.title)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("articles:page", args=[self.slug])


class MenuLinkQuerySet(PublicQuerySet["MenuLink"]):
    def shown(self) -> Self:
        """Links whose target readers can open."""
        return self.exclude(page__is_published=False)


class MenuLink(PublicContent):
    """One link of a menu: to a page, to a section, or to any address."""

    class Place(models.TextChoices):
        HEADER = "header", _("Menu at the top")
        FOOTER = "footer", _("Menu at the end of each page")
        PORTALS = "portals", _("Other portals")
        SOCIAL = "social", _("Social networks")

    place = models.CharField(_("place"), max_length=10, choices=Place)
    label = models.CharField(_("name"), max_length=100, blank=True, help_text=_("Empty: that of the page or section."))
    page = models.ForeignKey(
        StaticPage, on_delete=models.CASCADE, null=True, blank=True, related_name="links", verbose_name=_("page")
    )
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="links", verbose_name=_("section")
    )
    url = models.CharField(_("address"), max_length=500, blank=True, validators=[_LINK])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = MenuLinkQuerySet.as_manager()  # type: ignore[misc]  # a narrower one than its base class has

    class Meta:
        ordering = ["place", "position", "pk"]
        verbose_name = _("menu link")
        verbose_name_plural = _("menu links")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """One target, and a name where the target has none."""
        if sum(map(bool, (self.page_id, self.section_id, self.url))) != 1:
            raise ValidationError(_("Choose one: a page, a section, or an address."))
        if self.url and not self.label:
            raise ValidationError({"label": _("A link to an address needs a name.")})

    @property
    def text(self) -> str:
        """What readers see."""
        return self.label or str(self.page or self.section or self.url)

    def get_absolute_url(self) -> str:
        target = self.page or self.section
        return target.get_absolute_url() if target else self.url


class AnnouncementQuerySet(PublicQuerySet["Announcement"]):
    def current(self) -> Self:
        """Those that readers see now, the urgent ones first."""
        now = timezone.now()
        return self.filter(models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=now), starts_at__lte=now)

    def next_change_at(self, after: datetime) -> datetime | None:
        """When the next one begins or ends; None when nothing is planned."""
        begins = self.filter(starts_at__gt=after).aggregate(at=models.Min("starts_at"))["at"]
        ends = self.filter(ends_at__gt=after).aggregate(at=models.Min("ends_at"))["at"]
        return min((at for at in (begins, ends) if at), default=None)


class Announcement(PublicContent):
    """A sentence above every page from one moment to another."""

    text = models.CharField(_("text"), max_length=300)
    url = models.CharField(_("link"), max_length=500, blank=True, validators=[_LINK])
    is_urgent = models.BooleanField(_("urgent"), default=False)
    starts_at = models.DateTimeField(_("starts at"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()  # type: ignore[misc]  # as above

    class Meta:
        ordering = ["-is_urgent", "-starts_at", "-pk"]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="announcement_ends_after_its_start",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("This must be later than the start.")})
